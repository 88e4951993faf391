package dev.autodiff.runtime;

import java.lang.ref.SoftReference;
import java.util.Arrays;

/**
 * Arrays in which loops over tensors record, a row of numbers for each step. A thread keeps them for the next call of any
 * function, as long as memory is not short: nothing on them outlasts a call.
 */
public final class Histories {
    private static final ThreadLocal<SoftReference<double[][]>> KEPT = new ThreadLocal<>();

    /** The longest array that every virtual machine allows. */
    private static final long MAX_LENGTH = Integer.MAX_VALUE - 8;

    private static final int MIN_LENGTH = 64;

    private Histories() {}

    /** At least so many arrays of any length. */
    public static double[][] tapes(int loops) {
        SoftReference<double[][]> reference = KEPT.get();
        double[][] tapes = reference == null ? null : reference.get();
        if (tapes == null || tapes.length < loops) {
            int kept = tapes == null ? 0 : tapes.length;
            tapes = kept == 0 ? new double[loops][] : Arrays.copyOf(tapes, loops);
            Arrays.fill(tapes, kept, loops, new double[0]);
            KEPT.set(new SoftReference<>(tapes));
        }
        return tapes;
    }

    /**
     * A tape that is long enough for all steps of a loop; what was on it is lost.
     *
     * @param width the numbers of a step
     * @param limit of the numbers on the tape
     * @throws IllegalStateException naming the loop, if it would be too long
     */
    public static double[] reserve(double[][] tapes, int tape, long steps, long width, long limit, int line) {
        requireAtMost(limit, steps, width, line);
        if (tapes[tape].length < steps * width) {
            // the old one may go before there is a new one
            tapes[tape] = new double[0];
            tapes[tape] = new double[(int) (steps * width)];
        }
        return tapes[tape];
    }

    /**
     * A tape with what is on it and room for more than these steps.
     *
     * @throws IllegalStateException naming the loop, if it would be too long
     */
    public static double[] extend(double[][] tapes, int tape, long steps, long width, long limit, int line) {
        requireAtMost(limit, steps + 1, width, line);
        long longer = Math.min(Math.max(2 * (steps + 1) * width, MIN_LENGTH), Math.min(limit, MAX_LENGTH));
        tapes[tape] = Arrays.copyOf(tapes[tape], (int) longer);
        return tapes[tape];
    }

    private static void requireAtMost(long limit, long steps, long width, int line) {
        long most = Math.min(limit, MAX_LENGTH);
        if (width > 0 && steps > most / width) {
            String loop = line > 0 ? "the loop in line " + line : "a loop";
            throw new IllegalStateException(loop + " records more than " + most + " numbers (" + (most >> 17) + " MiB) after " + most / width + " steps");
        }
    }
}
