package dev.autodiff.spark;

import java.util.Arrays;

/**
 * What residuals of some rows are to a fit, as one vector: the triangle of their Jacobian with the residuals as its
 * last column, and behind it Σψ² and Σψ'.
 */
final class FitSums {
    private static final int SUMS = 2;

    private FitSums() {}

    /** @param columns of the Jacobian, and the residuals; they are overwritten */
    static double[] of(double[][] columns, double squares, double slopes) {
        double[] triangle = Triangle.of(columns);
        double[] all = Arrays.copyOf(triangle, triangle.length + SUMS);
        all[triangle.length] = squares;
        all[triangle.length + 1] = slopes;
        return all;
    }

    /** The length of the triangle's rows. */
    static int columns(double[] all) {
        return (int) Math.round(Math.sqrt(all.length - SUMS));
    }

    static double squares(double[] all) {
        return all[all.length - SUMS];
    }

    static double slopes(double[] all) {
        return all[all.length - 1];
    }

    static double[] added(double[] a, double[] b) {
        int n = columns(a);
        double[] triangle = Triangle.joined(a, b, n);
        double[] all = Arrays.copyOf(triangle, a.length);
        for (int i = triangle.length; i < all.length; i++) {
            all[i] = a[i] + b[i];
        }
        return all;
    }
}
