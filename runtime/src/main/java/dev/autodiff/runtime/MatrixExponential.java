package dev.autodiff.runtime;

import java.util.Arrays;

/**
 * Exponentials of square matrices, one for each index of a batch, by scaling and squaring with the Padé approximant of
 * degree 13: Higham, The scaling and squaring method for the matrix exponential revisited (2005). What is not finite
 * becomes NaN.
 */
public final class MatrixExponential {
    /** Up to this norm the approximant errs by less than rounding: Higham's θ₁₃. */
    private static final double LARGEST_NORM = 5.371920351148152;

    /** The coefficients of the numerator, from the constant on; the denominator has those of odd powers negated. */
    private static final double[] PADE = {
        64764752532480000.0,
        32382376266240000.0,
        7771770303897600.0,
        1187353796428800.0,
        129060195264000.0,
        10559470521600.0,
        670442572800.0,
        33522128640.0,
        1323241920.0,
        40840800.0,
        960960.0,
        16380.0,
        182.0,
        1.0
    };

    private MatrixExponential() {}

    /** y = exp a for n×n matrices. */
    public static void exponential(double[] a, int atA, double[] y, int atY, int batch, int n) {
        for (int start = 0; start < batch * n * n; start += n * n) {
            double[] x = Arrays.copyOfRange(a, atA + start, atA + start + n * n);
            System.arraycopy(exponential(x, n, norm(x, 0, n)), 0, y, atY + start, n * n);
        }
    }

    /**
     * The derivative of exp a along e, the upper right block of exp [a e; 0 a]: Mathias, A chain rule for matrix
     * functions (1996). The scaling follows a alone, since y is linear in e.
     */
    public static void tangent(double[] a, int atA, double[] e, int atE, double[] y, int atY, int batch, int n) {
        for (int start = 0; start < batch * n * n; start += n * n) {
            double[] block = new double[4 * n * n];
            for (int row = 0; row < n; row++) {
                System.arraycopy(a, atA + start + row * n, block, row * 2 * n, n);
                System.arraycopy(e, atE + start + row * n, block, row * 2 * n + n, n);
                System.arraycopy(a, atA + start + row * n, block, (n + row) * 2 * n + n, n);
            }
            double[] result = exponential(block, 2 * n, norm(a, atA + start, n));
            for (int row = 0; row < n; row++) {
                System.arraycopy(result, row * 2 * n + n, y, atY + start + row * n, n);
            }
        }
    }

    /** The largest sum of the sizes of a column. */
    private static double norm(double[] a, int at, int n) {
        double norm = 0;
        for (int column = 0; column < n; column++) {
            double sum = 0;
            for (int row = 0; row < n; row++) {
                sum += Math.abs(a[at + row * n + column]);
            }
            norm = Math.max(norm, sum);
        }
        return norm;
    }

    private static double[] exponential(double[] x, int n, double norm) {
        if (!(norm <= Double.MAX_VALUE)) {
            double[] unknown = new double[n * n];
            Arrays.fill(unknown, Double.NaN);
            return unknown;
        }
        int squarings = norm <= LARGEST_NORM ? 0 : Math.getExponent(norm / LARGEST_NORM) + 1;
        Arrays.setAll(x, i -> Math.scalb(x[i], -squarings));
        double[] y = approximant(x, n);
        for (int i = 0; i < squarings; i++) {
            y = product(y, y, n);
        }
        return y;
    }

    /** (v - u)⁻¹·(v + u), where u has the odd powers and v the even ones. */
    private static double[] approximant(double[] x, int n) {
        double[] x2 = product(x, x, n);
        double[] x4 = product(x2, x2, n);
        double[] x6 = product(x4, x2, n);
        double[] odd = sum(product(x6, sum(x2, x4, x6, 9, 0, n), n), sum(x2, x4, x6, 3, PADE[1], n));
        double[] u = product(x, odd, n);
        double[] v = sum(product(x6, sum(x2, x4, x6, 8, 0, n), n), sum(x2, x4, x6, 2, PADE[0], n));
        double[] above = new double[n * n];
        double[] below = new double[n * n];
        for (int i = 0; i < n * n; i++) {
            above[i] = v[i] + u[i];
            below[i] = v[i] - u[i];
        }
        double[] y = new double[n * n];
        new Elimination(below, 0, n).solve(above, 0, y, 0, n);
        return y;
    }

    /** The sum of the three powers with every other coefficient from one on, and of a multiple of the identity. */
    private static double[] sum(double[] x2, double[] x4, double[] x6, int from, double identity, int n) {
        double[] sum = new double[n * n];
        Arrays.setAll(
                sum,
                i -> PADE[from] * x2[i]
                        + PADE[from + 2] * x4[i]
                        + PADE[from + 4] * x6[i]
                        + (i % (n + 1) == 0 ? identity : 0));
        return sum;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    private static double[] product(double[] a, double[] b, int n) {
        double[] product = new double[n * n];
        MatrixProducts.multiply(a, 0, b, 0, product, 0, 1, n, n, n);
        return product;
    }
}
