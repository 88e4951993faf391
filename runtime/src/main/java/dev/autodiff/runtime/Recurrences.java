package dev.autodiff.runtime;

import java.util.Arrays;

/**
 * {@code yₖ = aₖ·yₖ₋₁ + bₖ} along the middle one of three axes, reductions of the elements up to each one, and shifts.
 */
public final class Recurrences {
    private Recurrences() {}

    /** From the first to the last. */
    public static void forward(
            double[] a, int atA, double[] b, int atB, double[] y, int atY, int outer, int length, int inner) {
        for (int line = 0; line < outer * inner; line++) {
            run(a, atA, b, atB, y, atY, line / inner * length * inner + line % inner, length, inner);
        }
    }

    /** From the last to the first. */
    public static void backward(
            double[] a, int atA, double[] b, int atB, double[] y, int atY, int outer, int length, int inner) {
        for (int line = 0; line < outer * inner; line++) {
            run(a, atA, b, atB, y, atY, (line / inner * length + length - 1) * inner + line % inner, length, -inner);
        }
    }

    private static void run(
            double[] a, int atA, double[] b, int atB, double[] y, int atY, int start, int length, int step) {
        double last = 0;
        int place = start;
        for (int k = 0; k < length; k++) {
            last = a[atA + place] * last + b[atB + place];
            y[atY + place] = last;
            place += step;
        }
    }

    /**
     * {@code yₖ = log Σ exp(xᵢ)} over i ≤ k, with the largest element so far as a factor before the sum, so that
     * nothing overflows.
     */
    public static void logSums(double[] x, int atX, double[] y, int atY, int outer, int length, int inner) {
        for (int line = 0; line < outer * inner; line++) {
            int place = line / inner * length * inner + line % inner;
            double largest = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (int k = 0; k < length; k++) {
                double element = x[atX + place];
                if (element > largest) {
                    sum = sum * Math.exp(largest - element) + 1;
                    largest = element;
                } else {
                    sum += element == largest ? 1 : Math.exp(element - largest);
                }
                y[atY + place] = largest + Math.log(sum);
                place += inner;
            }
        }
    }

    /** The largest of the elements up to each one; NaN from the first NaN on. */
    public static void maxima(double[] x, int atX, double[] y, int atY, int outer, int length, int inner) {
        for (int line = 0; line < outer * inner; line++) {
            int place = line / inner * length * inner + line % inner;
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < length; k++) {
                largest = Math.max(largest, x[atX + place]);
                y[atY + place] = largest;
                place += inner;
            }
        }
    }

    /** The smallest of the elements up to each one; NaN from the first NaN on. */
    public static void minima(double[] x, int atX, double[] y, int atY, int outer, int length, int inner) {
        for (int line = 0; line < outer * inner; line++) {
            int place = line / inner * length * inner + line % inner;
            double smallest = Double.POSITIVE_INFINITY;
            for (int k = 0; k < length; k++) {
                smallest = Math.min(smallest, x[atX + place]);
                y[atY + place] = smallest;
                place += inner;
            }
        }
    }

    /** {@code yₖ = aₖ₋₁}, and 0 for the first. */
    public static void shiftUp(double[] a, int atA, double[] y, int atY, int outer, int length, int inner) {
        shift(a, atA, y, atY + inner, atY, outer, length, inner);
    }

    /** {@code yₖ = aₖ₊₁}, and 0 for the last. */
    public static void shiftDown(double[] a, int atA, double[] y, int atY, int outer, int length, int inner) {
        shift(a, atA + inner, y, atY, atY + (length - 1) * inner, outer, length, inner);
    }

    /** All but one row of each block, and zeros for that one. */
    private static void shift(double[] a, int from, double[] y, int to, int zero, int outer, int length, int inner) {
        int block = length * inner;
        for (int i = 0; i < outer && length > 0; i++) {
            System.arraycopy(a, from + i * block, y, to + i * block, block - inner);
            Arrays.fill(y, zero + i * block, zero + i * block + inner, 0);
        }
    }
}
