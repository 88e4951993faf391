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
 * Work in numbered chunks, shared by the calling thread and those of the common pool. Which thread does a chunk is left
 * to chance, so the results of a chunk must depend on its number only.
 */
public final class Parallel {
    private static final ThreadLocal<Integer> LIMIT = new ThreadLocal<>();

    /** That of the process, read when it is first needed. */
    private static volatile int ofAll;

    private Parallel() {}

    /**
     * Does each of the chunks 0, 1, … once, on at most {@link #threads()} threads at a time, and returns when all are
     * done. After the first failure no other chunk begins, and this is what is thrown. A chunk may share work in turn,
     * under the same limit.
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
        if (ofAll == 0) {
            ofAll = threadsOfAll();
        }
        return ofAll;
    }

    /**
     * What the system property {@code autodiff.threads} says, or else the number of processors. Uses no fields, so that
     * the code generator can copy it.
     *
     * @throws IllegalArgumentException if the property is no number of threads
     */
    public static int threadsOfAll() {
        String setting = System.getProperty("autodiff.threads");
        if (setting == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        int threads = 0;
        try {
            threads = Integer.parseInt(setting.strip());
        } catch (NumberFormatException e) {
            // the same as a number that is too small
        }
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "the system property 'autodiff.threads' must be a whole number that is at least 1, and it is '"
                            + setting + "'");
        }
        return threads;
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

    /**
     * The same as {@link #run} with a limit of its own. Uses no fields, so that the code generator can copy it.
     *
     * <p>Nobody waits for a helper that the pool has not begun with: whoever is through with the chunks waits only for
     * threads that are still in one. So there is always progress, also on threads of the pool and when the pool is busy
     * with something else.
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

    private static void help(
            Phaser working, AtomicLong next, int chunks, IntConsumer task, AtomicReference<Throwable> failure) {
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
