package dev.autodiff.runtime;

import java.lang.ref.SoftReference;

/**
 * Arrays that loops record in, a row of numbers for each step. Each thread keeps those of a class for its next call, as
 * long as memory is not short. The code generator copies these methods into classes of numbers.
 */
public final class Tapes {
    private Tapes() {}

    /** The tapes of this thread, at least so many, of any length each. */
    public static double[][] tapes(ThreadLocal<SoftReference<double[][]>> holder, int loops) {
        SoftReference<double[][]> reference = holder.get();
        double[][] tapes = reference == null ? null : reference.get();
        if (tapes == null || tapes.length < loops) {
            tapes = new double[loops][0];
            holder.set(new SoftReference<>(tapes));
        }
        return tapes;
    }

    /**
     * A tape that is long enough for all steps; what is on it is lost.
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
            tapes[tape] = allocate(steps * width, line);
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
        double[] longer = allocate(Math.min(Math.max(2 * (steps + 1) * width, 64), longest(limit)), line);
        System.arraycopy(tapes[tape], 0, longer, 0, (int) (steps * width));
        tapes[tape] = longer;
        return longer;
    }

    /** The numbers on one tape: no virtual machine has to allow longer arrays. */
    private static long longest(long limit) {
        return Math.min(limit, Integer.MAX_VALUE - 8);
    }

    private static void requireAtMost(long limit, long steps, long width, int line) {
        if (width > 0 && steps > longest(limit) / width) {
            throw new IllegalStateException(loop(line) + " records more than " + size(longest(limit)) + " after "
                    + longest(limit) / width + " steps");
        }
    }

    private static double[] allocate(long length, int line) {
        try {
            return new double[(int) length];
        } catch (OutOfMemoryError e) {
            throw new IllegalStateException(
                    loop(line) + " records " + size(length) + ", for which there is no memory", e);
        }
    }

    private static String size(long numbers) {
        return numbers + " numbers ("
                + (numbers >> 17 > 0 ? (numbers >> 17) + " MiB)" : (numbers + 127 >> 7) + " KiB)");
    }

    private static String loop(int line) {
        return line > 0 ? "the loop in line " + line : "a loop";
    }
}
