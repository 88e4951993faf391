package dev.autodiff.cli;

/**
 * Tells when times of repeated work are those that it will keep. That they stay the same for a while is not enough: on
 * a busy machine the JIT may be at work all that time, and what it will have compiled be thirty times as fast. So its
 * threads must rest, too.
 */
final class Steadiness {
    /**
     * Of processor time: HotSpot counts the calls of code for less than this before it compiles it, or compiles it
     * better.
     */
    private static final long QUIET_NANOS = 250_000_000;

    /** Work may take longer than that: code is replaced only when it is called again. */
    private static final int QUIET_ROUNDS = 3;

    /**
     * Of processor time, for what else the JVM has to do; the clock ticks 100 times a second, and one tick more is no
     * work.
     */
    private static final double MOST_JVM_WORK = 0.1;

    /** Times vary by some percent without a reason. */
    private static final double IMPROVEMENT = 0.95;

    /** Of the user's time: work whose time never settles is measured as it is. */
    private static final long MOST_NANOS = 10_000_000_000L;

    private double best = Double.POSITIVE_INFINITY;
    private double bestBefore = Double.POSITIVE_INFINITY;
    private long nanosInAll;
    private long processorNanos;
    private long jvmNanos;
    private int rounds;

    /**
     * Adds a round of work.
     *
     * @param once the time that it took to do the work once
     * @param nanos the time that the round took
     * @param processors what was done meanwhile
     */
    void add(double once, long nanos, ProcessorTime processors) {
        best = Math.min(best, once);
        nanosInAll += nanos;
        processorNanos += processors.nanos();
        jvmNanos += processors.jvmNanos();
        rounds++;
        if (best < IMPROVEMENT * bestBefore || isQuiet() && jvmNanos > MOST_JVM_WORK * processorNanos) {
            bestBefore = best;
            processorNanos = 0;
            jvmNanos = 0;
            rounds = 0;
        }
    }

    private boolean isQuiet() {
        return processorNanos >= QUIET_NANOS && rounds >= QUIET_ROUNDS;
    }

    /** Whether there is nothing more to wait for. */
    boolean isReached() {
        return isQuiet() || nanosInAll >= MOST_NANOS;
    }

    /** The shortest time of doing the work once. */
    double best() {
        return best;
    }
}
