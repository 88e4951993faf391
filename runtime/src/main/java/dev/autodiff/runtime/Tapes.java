package dev.autodiff.runtime;

import java.lang.ref.SoftReference;

/**
 * Arrays that loops record in, a row of numbers for each step. Each thread keeps those of a class for its next call, as long as
 * memory is not short. The code generator copies these methods into the class.
 */
public final class Tapes {
    private Tapes() {}

    /** The tapes of this thread, of any length each. */
    public static double[][] tapes(ThreadLocal<SoftReference<double[][]>> holder, int loops) {
        SoftReference<double[][]> reference = holder.get();
        double[][] tapes = reference == null ? null : reference.get();
        if (tapes == null) {
            tapes = new double[loops][0];
            holder.set(new SoftReference<>(tapes));
        }
        return tapes;
    }

    /**
     * A tape that is long enough for all steps; what is on it is lost.
     *
     * @param limit of the numbers on the tape
     * @throws IllegalStateException naming the loop, if it would be too long
     */
    public static double[] reserve(double[][] tapes, int tape, long steps, int width, long limit, int line) {
        if (steps > Math.min(limit, Integer.MAX_VALUE - 8) / width) {
            throw tooLong(line, Math.min(limit, Integer.MAX_VALUE - 8), width);
        }
        if (tapes[tape].length < steps * width) {
            // the old one may go before there is a new one
            tapes[tape] = new double[0];
            tapes[tape] = allocate((int) steps * width, line);
        }
        return tapes[tape];
    }

    /**
     * A tape with what is on it and room for more than these steps.
     *
     * @throws IllegalStateException naming the loop, if it would be too long
     */
    public static double[] extend(double[][] tapes, int tape, long steps, int width, long limit, int line) {
        long longest = Math.min(limit, Integer.MAX_VALUE - 8);
        if (steps >= longest / width) {
            throw tooLong(line, longest, width);
        }
        double[] longer = allocate((int) Math.min(Math.max(2 * steps, 64) * width, longest), line);
        System.arraycopy(tapes[tape], 0, longer, 0, (int) steps * width);
        tapes[tape] = longer;
        return longer;
    }

    /** The error of a loop that records more than it may. */
    private static IllegalStateException tooLong(int line, long limit, int width) {
        String numbers = limit + " numbers (" + (limit >> 17) + " MiB)";
        return new IllegalStateException(loop(line) + " records more than " + numbers + " after " + limit / width + " steps");
    }

    private static double[] allocate(int length, int line) {
        try {
            return new double[length];
        } catch (OutOfMemoryError e) {
            String numbers = length + " numbers (" + (length >> 17) + " MiB)";
            throw new IllegalStateException("there is no memory for the " + numbers + " that " + loop(line) + " records", e);
        }
    }

    private static String loop(int line) {
        return line > 0 ? "the loop in line " + line : "a loop";
    }
}
