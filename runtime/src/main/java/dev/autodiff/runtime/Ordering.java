package dev.autodiff.runtime;

import java.util.Arrays;
import java.util.Comparator;

/** Indices by size along the middle one of three axes; NaN is the largest number. */
public final class Ordering {
    private Ordering() {}

    /** The index of the first largest element. */
    public static void argmax(double[] x, int atX, double[] y, int atY, int outer, int length, int inner) {
        requireElements("argmax", outer * inner, length);
        for (int line = 0; line < outer * inner; line++) {
            int start = atX + line / inner * length * inner + line % inner;
            int best = 0;
            for (int k = 1; k < length; k++) {
                double candidate = x[start + k * inner];
                double known = x[start + best * inner];
                if (candidate > known || candidate != candidate && known == known) {
                    best = k;
                }
            }
            y[atY + line] = best;
        }
    }

    /** The index of the first smallest element, or of the first NaN, as NumPy and PyTorch have it. */
    public static void argmin(double[] x, int atX, double[] y, int atY, int outer, int length, int inner) {
        requireElements("argmin", outer * inner, length);
        for (int line = 0; line < outer * inner; line++) {
            int start = atX + line / inner * length * inner + line % inner;
            int best = 0;
            for (int k = 1; k < length; k++) {
                double candidate = x[start + k * inner];
                double known = x[start + best * inner];
                if (candidate < known || candidate != candidate && known == known) {
                    best = k;
                }
            }
            y[atY + line] = best;
        }
    }

    private static void requireElements(String function, int lines, int length) {
        if (lines > 0 && length == 0) {
            throw new ShapeException("'" + function + "' of no elements: the axis is empty", "");
        }
    }

    /** The indices from the smallest to the largest element. */
    public static void argsort(double[] x, int atX, double[] y, int atY, int outer, int length, int inner) {
        for (int line = 0; line < outer * inner; line++) {
            int start = line / inner * length * inner + line % inner;
            Integer[] order = new Integer[length];
            Arrays.setAll(order, k -> k);
            Arrays.sort(order, Comparator.comparingDouble(k -> x[atX + start + k * inner] + 0.0));
            for (int k = 0; k < length; k++) {
                y[atY + start + k * inner] = order[k];
            }
        }
    }
}
