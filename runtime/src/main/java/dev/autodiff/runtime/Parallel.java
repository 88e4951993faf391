package dev.autodiff.runtime;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Work in numbered chunks, shared by the calling thread and those of the common pool. Which thread does a chunk is left to chance,
 * so the results of a chunk must depend on its number only.
 */
public final class Parallel {
    private static final String PROPERTY = "autodiff.threads";
    private static final String SETTING = System.getProperty(PROPERTY);
    private static final int DEFAULT = limit(SETTING);

    private static final ThreadLocal<Integer> LIMIT = new ThreadLocal<>();

    private Parallel() {}

    /**
     * Does each of the chunks 0, 1, … once, on at most {@link #threads()} threads at a time, and returns when all are done. After
     * the first failure no other chunk begins, and this is what is thrown. A chunk may share work in turn, under the same limit.
     */
    public static void run(int chunks, IntConsumer task) {
        int threads = threads();
        if (threads > 1 && chunks > 1 && LIMIT.get() != null) {
            // other threads take over the limit of this one
            share(threads, chunks, chunk -> doUnder(threads, task, chunk));
        } else {
            share(threads, chunks, task);
        }
    }

    /**
     * How many threads may work at a time: as many as an enclosing {@link #with} says, or else the system property
     * {@code autodiff.threads}, or else one for each processor.
     *
     * @throws IllegalArgumentException if the property is no number of threads
     */
    public static int threads() {
        Integer limit = LIMIT.get();
        if (limit != null) {
            return limit;
        }
        if (DEFAULT < 1) {
            throw new IllegalArgumentException("the system property '" + PROPERTY + "' must be a whole number that is at least 1, and it is '" + SETTING + "'");
        }
        return DEFAULT;
    }

    /** Does what the calling thread asks for in {@code work} on at most so many threads. */
    public static <T> T with(int threads, Supplier<T> work) {
        if (threads < 1) {
            throw new IllegalArgumentException("there must be at least 1 thread, not " + threads);
        }
        Integer before = LIMIT.get();
        LIMIT.set(threads);
        try {
            return work.get();
        } finally {
            if (before == null) {
                LIMIT.remove();
            } else {
                LIMIT.set(before);
            }
        }
    }

    private static void doUnder(int threads, IntConsumer task, int chunk) {
        with(threads, () -> {
            task.accept(chunk);
            return null;
        });
    }

    /** The number in a setting, or 0 if it is none. */
    static int limit(String setting) {
        try {
            return setting == null ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(setting.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * The same as {@link #run} with a limit of its own. Uses no fields, so that the code generator can copy it.
     *
     * <p>Nobody waits for a helper that the pool has not begun with: whoever is through with the chunks waits only for threads that
     * are still in one. So there is always progress, also on threads of the pool and when the pool is busy with something else.
     */
    public static void share(int threads, int chunks, IntConsumer task) {
        int helpers = Math.min(Math.min(threads, chunks) - 1, ForkJoinPool.getCommonPoolParallelism());
        if (helpers < 1) {
            for (int chunk = 0; chunk < chunks; chunk++) {
                task.accept(chunk);
            }
            return;
        }
        AtomicLong next = new AtomicLong();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Phaser working = new Phaser(1);
        ForkJoinTask<?>[] waiting = new ForkJoinTask<?>[helpers];
        for (int i = 0; i < helpers; i++) {
            waiting[i] = ForkJoinPool.commonPool().submit(() -> help(working, next, chunks, task, failure));
        }
        takeChunks(next, chunks, task, failure);
        for (int i = helpers - 1; i >= 0; i--) {
            // one that has not begun would find nothing to do
            waiting[i].tryUnfork();
        }
        working.arriveAndAwaitAdvance();
        rethrow(failure.get());
    }

    private static void help(Phaser working, AtomicLong next, int chunks, IntConsumer task, AtomicReference<Throwable> failure) {
        working.register();
        takeChunks(next, chunks, task, failure);
        working.arriveAndDeregister();
    }

    private static void takeChunks(AtomicLong next, int chunks, IntConsumer task, AtomicReference<Throwable> failure) {
        try {
            for (long chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
                task.accept((int) chunk);
            }
        } catch (Throwable e) {
            next.set(chunks);
            failure.compareAndSet(null, e);
        }
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof RuntimeException) {
            throw (RuntimeException) failure;
        }
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        if (failure != null) {
            throw new UndeclaredThrowableException(failure);
        }
    }
}
