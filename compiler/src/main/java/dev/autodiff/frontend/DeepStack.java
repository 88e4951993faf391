package dev.autodiff.frontend;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Room for programs that are nested deeply, which parser and lowering follow by recursion. */
final class DeepStack {
    /** Beyond this nesting the parser needs a stack of its own. */
    private static final int SHALLOW = 100;

    /** Stack per bracket level and function that may be active at once: some forty frames of parser and lowering. */
    private static final long STACK_PER_LEVEL = 16 * 1024;
    private static final long MAX_STACK = 1L << 30;

    private DeepStack() {}

    /** Runs the work where the stack holds as many levels of nesting. */
    static <T> T run(long levels, Supplier<T> work) {
        if (levels <= SHALLOW) {
            return work.get();
        }
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(null, task, "autodiff-frontend", Math.min(MAX_STACK, levels * STACK_PER_LEVEL));
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw (Error) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the compilation was interrupted");
        }
    }
}
