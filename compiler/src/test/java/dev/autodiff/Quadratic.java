package dev.autodiff;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A function near a point, up to second order: {@code f + gᵀd + ½dᵀHd + Σ kᵢ√(dᵀQᵢd)}, with kinks that are lengths of
 * linear functions. Two lengths are the same but for a number if their squares are.
 *
 * @param slopes g
 * @param curvatures H
 * @param kinks k by Q, of which the largest element is 1
 * @param isQuadratic whether there are no other terms of second order, such as the product of two lengths
 */
record Quadratic(
        double value, double[] slopes, double[][] curvatures, Map<Form, Double> kinks, boolean isQuadratic) {
    private static final double ROUNDING = 1e-12;

    /** A quadratic form, to 12 digits. */
    record Form(String digits, double[][] matrix) {
        static Form of(double[][] matrix) {
            StringBuilder digits = new StringBuilder();
            for (double[] row : matrix) {
                for (double element : row) {
                    digits.append(Math.round(element * 1e12)).append(' ');
                }
            }
            return new Form(digits.toString(), matrix);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Form that && digits.equals(that.digits);
        }

        @Override
        public int hashCode() {
            return digits.hashCode();
        }
    }

    static Quadratic constant(double value, int variables) {
        return new Quadratic(value, new double[variables], new double[variables][variables], Map.of(), true);
    }

    static Quadratic variable(double value, int index, int variables) {
        double[] slopes = new double[variables];
        slopes[index] = 1;
        return new Quadratic(value, slopes, new double[variables][variables], Map.of(), true);
    }

    /** The length of linear functions that are 0 at the point. */
    static Quadratic length(Quadratic... coordinates) {
        int n = coordinates[0].slopes.length;
        double[][] square = new double[n][n];
        for (Quadratic x : coordinates) {
            add(square, x.slopes, x.slopes, 1);
        }
        double largest = Arrays.stream(square).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
        if (largest == 0) {
            return constant(0, n);
        }
        Map<Form, Double> kinks = Map.of(Form.of(scaled(square, 1 / largest)), Math.sqrt(largest));
        return new Quadratic(0, new double[n], new double[n][n], kinks, true);
    }

    Quadratic plus(Quadratic b) {
        return combined(b, value + b.value, 1, 1, 0);
    }

    Quadratic minus(Quadratic b) {
        return combined(b, value - b.value, 1, -1, 0);
    }

    Quadratic times(Quadratic b) {
        return combined(b, value * b.value, b.value, value, 1);
    }

    Quadratic times(double factor) {
        return times(constant(factor, slopes.length));
    }

    Quadratic over(Quadratic b) {
        return times(b.through(1 / b.value, -1 / (b.value * b.value), 2 / (b.value * b.value * b.value)));
    }

    /** A function with this value and these derivatives at the value of this one. */
    Quadratic through(double f, double first, double second) {
        Quadratic distance = minus(constant(value, slopes.length));
        return distance.combined(distance, f, first, 0, second / 2);
    }

    /** {@code f + l·δa + m·δb + p·δaδb} with the distances δ from the values of this one and another one. */
    private Quadratic combined(Quadratic b, double f, double l, double m, double p) {
        int n = slopes.length;
        double[] g = new double[n];
        double[][] h = new double[n][n];
        for (int i = 0; i < n; i++) {
            g[i] = l * slopes[i] + m * b.slopes[i];
            for (int j = 0; j < n; j++) {
                h[i][j] = l * curvatures[i][j] + m * b.curvatures[i][j];
            }
        }
        add(h, slopes, b.slopes, p);
        add(h, b.slopes, slopes, p);
        Map<Form, Double> k = new LinkedHashMap<>();
        kinks.forEach((form, factor) -> k.merge(form, l * factor, Double::sum));
        b.kinks.forEach((form, factor) -> k.merge(form, m * factor, Double::sum));
        boolean isExact = (l == 0 || isQuadratic) && (m == 0 || b.isQuadratic);
        if (p != 0) {
            isExact &= (kinks.isEmpty() || !b.hasSlopes()) && (b.kinks.isEmpty() || !hasSlopes());
            for (Map.Entry<Form, Double> left : kinks.entrySet()) {
                for (Map.Entry<Form, Double> right : b.kinks.entrySet()) {
                    isExact &= left.getKey().equals(right.getKey());
                    add(h, left.getKey().matrix(), 2 * p * left.getValue() * right.getValue());
                }
            }
        }
        double size = k.values().stream().mapToDouble(Math::abs).max().orElse(0);
        k.values().removeIf(factor -> Math.abs(factor) <= ROUNDING * Math.max(1, size));
        return new Quadratic(f, g, h, k, isExact);
    }

    private boolean hasSlopes() {
        return Arrays.stream(slopes).anyMatch(slope -> slope != 0);
    }

    boolean isSmooth() {
        return kinks.isEmpty() && isQuadratic && size() < 1e4;
    }

    /** Of the largest number in it, at least 1. */
    double size() {
        double largest = Math.max(1, Math.abs(value));
        for (int i = 0; i < slopes.length; i++) {
            largest = Math.max(largest, Math.abs(slopes[i]));
            for (double element : curvatures[i]) {
                largest = Math.max(largest, Math.abs(element));
            }
        }
        return largest;
    }

    private static double[][] scaled(double[][] matrix, double factor) {
        double[][] scaled = new double[matrix.length][matrix.length];
        add(scaled, matrix, factor);
        return scaled;
    }

    private static void add(double[][] sum, double[][] matrix, double factor) {
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[i][j] += factor * matrix[i][j];
            }
        }
    }

    private static void add(double[][] sum, double[] a, double[] b, double factor) {
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[i][j] += factor * a[i] * b[j];
            }
        }
    }
}
