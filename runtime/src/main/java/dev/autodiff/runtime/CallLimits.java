package dev.autodiff.runtime;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * What one call of a function may use up in its loops, on the thread that makes it. Loops of functions that were
 * compiled with such limits tell each of their steps; other work is straight-line code, or a pass over arrays.
 *
 * @param steps of all loops together, 0 for any number
 * @param time of the call, or null for any
 */
public record CallLimits(long steps, Duration time) {
    private static final ThreadLocal<Call> CURRENT = new ThreadLocal<>();

    /** A call that is being made. */
    private static final class Call {
        private final CallLimits limits;
        private final long start = System.nanoTime();
        private long steps;

        Call(CallLimits limits) {
            this.limits = limits;
        }

        void step() {
            if (steps == limits.steps && steps > 0) {
                throw new IllegalStateException("the call does not end within " + steps + " steps of its loops");
            }
            steps++;
            if (limits.time != null && System.nanoTime() - start > limits.time.toNanos()) {
                throw new IllegalStateException("the call does not end within " + limits.time.toMillis() + " ms");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the call was interrupted");
            }
        }
    }

    /** What a loop tells before each of its steps. */
    public static void step() {
        Call call = CURRENT.get();
        if (call != null) {
            call.step();
        }
    }

    /**
     * Makes a call under these limits.
     *
     * @throws IllegalStateException if it does not end within them
     * @throws CancellationException if the thread is interrupted
     */
    private void call(Runnable body) {
        Call outer = CURRENT.get();
        CURRENT.set(new Call(this));
        try {
            body.run();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** The same function, each of whose calls has these limits. */
    public Kernel around(Kernel kernel) {
        return new Kernel() {
            @Override
            public double value(double[] point) {
                double[] value = new double[1];
                call(() -> value[0] = kernel.value(point));
                return value[0];
            }

            @Override
            public double gradient(double[] point, double[] gradient) {
                double[] value = new double[1];
                call(() -> value[0] = kernel.gradient(point, gradient));
                return value[0];
            }

            @Override
            public void value(double[] point, double[] results) {
                call(() -> kernel.value(point, results));
            }

            @Override
            public void vjp(double[] arguments, double[] outputs) {
                call(() -> kernel.vjp(arguments, outputs));
            }
        };
    }

    /** The same function, each of whose calls has these limits. */
    public TensorKernel around(TensorKernel kernel) {
        return new TensorKernel() {
            @Override
            public void value(int[] sizes, Object[] arrays) {
                call(() -> kernel.value(sizes, arrays));
            }

            @Override
            public void gradient(int[] sizes, Object[] arrays) {
                call(() -> kernel.gradient(sizes, arrays));
            }
        };
    }
}
