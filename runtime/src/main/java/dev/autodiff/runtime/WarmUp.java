package dev.autodiff.runtime;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Decides from when on products are computed in vector registers. What calls {@code jdk.incubator.vector} is a thousand
 * times slower until the JIT's second compiler has compiled it, so at first the twin in numbers does the products, and
 * after each the kernel practises on zeros, for a part of the time that the product took. As soon as it is seen to be
 * as fast as the twin ever was, it is ready. Both give the same bits, so it does not matter what the clock says.
 */
final class WarmUp {
    /** HotSpot's first compiler takes up what has been called 200 times; until then calls are to be short. */
    private static final int FIRST_CALLS = 200;
    private static final int FIRST_DEPTH = 4;

    /** The second compiler takes up what has been called 600 times with 15 000 steps in loops. */
    private static final int SECOND_CALLS = 1000;
    private static final int SECOND_DEPTH = 24;

    /**
     * From then on calls are as long as those of products, so that they can be as fast: of short ones, the clock is a
     * good part.
     */
    private static final int DEPTH = RegisterTiles.DEPTH;

    /** So many calls are timed together, because the clock takes as long as half of one. */
    private static final int CALLS = 4;

    /** To load the module takes some 90 ms: there is none of that before products have taken twice as long. */
    private static final long LOADING = 100_000_000;

    /**
     * The kernel practises for half of the twin's time, for twice as many calls as it was ever seen to need; that is
     * about a second ...
     */
    private static final int EAGER = 2;
    private static final int MANY_CALLS = 4000;

    /** ... and then for a hundredth: this JVM has no second compiler, or that one cannot do it. */
    private static final int PATIENT = 100;

    /** However long a product took, it does not allow for more than a second. */
    private static final long LONG = 1_000_000_000;

    /** Shorter products are timed together: some clocks tick in steps of 100 ns. */
    private static final long MEASURABLE = 2000;

    /** What is practised. */
    interface Exercise {
        /**
         * Multiplies the first panel of four rows of {@code zeros} with the columns at {@code atB} to the tile at
         * {@code atC}.
         */
        void run(Microkernel kernel, double[] zeros, int atB, int atC, int depth);
    }

    private final Supplier<Microkernel> source;
    private final Exercise exercise;
    private final LongSupplier clock;
    private final ReentrantLock practice = new ReentrantLock();
    private volatile Microkernel ready;

    private Microkernel kernel;
    private double[] zeros;
    private int calls;
    /** Nanoseconds that the kernel may still practise. */
    private long allowed;
    /** What the twin has done since it was last rated. */
    private long time;
    private double products;
    /** Nanoseconds that the twin took for each product of two numbers, at best. */
    private double fastest = Double.POSITIVE_INFINITY;

    /** @param clock in nanoseconds */
    WarmUp(Supplier<Microkernel> source, Exercise exercise, LongSupplier clock) {
        this.source = source;
        this.exercise = exercise;
        this.clock = clock;
    }

    boolean isDone() {
        return ready != null;
    }

    /** The kernel, if the warm-up is done. */
    Microkernel kernel() {
        return ready;
    }

    /**
     * To be called when the twin has computed something. While one thread practises, others go on with their work.
     *
     * @param taken nanoseconds
     * @param multiplied how many numbers were multiplied
     */
    void afterTwin(long taken, double multiplied) {
        if (!practice.tryLock()) {
            return;
        }
        try {
            rate(taken, multiplied);
            allowed += Math.min(taken / (calls < MANY_CALLS ? EAGER : PATIENT), LONG);
            while (ready == null && allowed > (kernel == null ? LOADING : 0)) {
                practiseOnce();
            }
        } finally {
            practice.unlock();
        }
    }

    private void practiseOnce() {
        long start = clock.getAsLong();
        double multiplied = kernel == null ? load() : practise();
        long taken = clock.getAsLong() - start;
        allowed -= taken;
        if (taken <= fastest * multiplied) {
            ready = kernel;
        }
    }

    private void rate(long moreTime, double moreProducts) {
        time += moreTime;
        products += moreProducts;
        if (time >= MEASURABLE) {
            fastest = Math.min(fastest, time / products);
            time = 0;
            products = 0;
        }
    }

    /** @return how many numbers were multiplied */
    private double load() {
        kernel = source.get();
        zeros = new double[(Microkernel.ROWS + kernel.columns()) * DEPTH + Microkernel.ROWS * kernel.columns()];
        return 0;
    }

    /** @return how many numbers were multiplied */
    private double practise() {
        int depth = calls < FIRST_CALLS ? FIRST_DEPTH : calls < SECOND_CALLS ? SECOND_DEPTH : DEPTH;
        int columns = kernel.columns();
        int atB = Microkernel.ROWS * DEPTH;
        for (int i = 0; i < CALLS; i++) {
            exercise.run(kernel, zeros, atB, atB + columns * DEPTH, depth);
        }
        calls += CALLS;
        return (double) CALLS * Microkernel.ROWS * columns * depth;
    }
}
