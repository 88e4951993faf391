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
     * Makes a tape long enough for all steps of a loop; what is on it is lost.
     *
     * @param steps that the loop is going to make; a part of a step is one
     * @param width the numbers of a step
     * @param limit of the numbers on the tape
     * @throws IllegalStateException naming the loop, if it would be too long
     */
    public static void reserve(double[][] tapes, int tape, double steps, long width, long limit, int line) {
        double numbers = Math.ceil(steps) * width;
        requireAtMost(limit, numbers, width, line);
        if (tapes[tape].length < numbers) {
            // the old one may go before there is a new one
            tapes[tape] = new double[0];
            tapes[tape] = new double[(int) numbers];
        }
    }

    /**
     * Makes room on a tape for one more step.
     *
     * @param steps that are on it
     * @throws IllegalStateException naming the loop, if it would be too long
     */
    public static void extend(double[][] tapes, int tape, double steps, long width, long limit, int line) {
        double numbers = (steps + 1) * width;
        if (tapes[tape].length < numbers) {
            requireAtMost(limit, numbers, width, line);
            double longer = Math.min(Math.max(2 * numbers, MIN_LENGTH), Math.min(limit, MAX_LENGTH));
            tapes[tape] = Arrays.copyOf(tapes[tape], (int) longer);
        }
    }

    private static void requireAtMost(long limit, double numbers, long width, int line) {
        long most = Math.min(limit, MAX_LENGTH);
        if (numbers > most) {
            String loop = line > 0 ? "the loop in line " + line : "a loop";
            throw new IllegalStateException(loop + " records more than " + most + " numbers (" + (most >> 17) + " MiB) after " + most / width + " steps");
        }
    }
}
