package dev.autodiff.runtime;

import java.util.Arrays;

/**
 * Gaussian elimination of one square matrix with exchanges of rows, P·A = L·U (Golub and Van Loan, Matrix Computations,
 * section 3.4). A matrix counts as singular if a pivot is exactly zero, as in LAPACK.
 */
final class Elimination {
    private final int n;
    /** U, and below it L without its diagonal of ones. */
    private final double[] lu;
    /** Which row of the matrix came to stand in each place. */
    private final int[] rows;
    private double parity = 1;
    private boolean zeroPivot;

    Elimination(double[] a, int at, int n) {
        this.n = n;
        this.lu = Arrays.copyOfRange(a, at, at + n * n);
        this.rows = new int[n];
        Arrays.setAll(rows, i -> i);
        for (int k = 0; k < n; k++) {
            exchange(k, pivot(k));
            eliminate(k);
        }
    }

    /** The row of the largest element on or below the diagonal. */
    private int pivot(int column) {
        int pivot = column;
        for (int i = column + 1; i < n; i++) {
            if (magnitude(lu[i * n + column]) > magnitude(lu[pivot * n + column])) {
                pivot = i;
            }
        }
        return pivot;
    }

    /** NaN counts as large: what it meets becomes NaN, and is not taken for singular. */
    static double magnitude(double x) {
        return Double.isNaN(x) ? Double.POSITIVE_INFINITY : Math.abs(x);
    }

    private void exchange(int i, int j) {
        if (i != j) {
            exchange(lu, i * n, j * n, 1, n);
            int row = rows[i];
            rows[i] = rows[j];
            rows[j] = row;
            parity = -parity;
        }
    }

    /** Exchanges elements of two places on, each a step apart. */
    static void exchange(double[] x, int i, int j, int step, int count) {
        for (int k = 0; k < count * step; k += step) {
            double kept = x[i + k];
            x[i + k] = x[j + k];
            x[j + k] = kept;
        }
    }

    private void eliminate(int k) {
        double pivot = lu[k * n + k];
        zeroPivot |= pivot == 0;
        for (int i = k + 1; i < n && pivot != 0; i++) {
            double factor = lu[i * n + k] / pivot;
            lu[i * n + k] = factor;
            subtract(factor, lu, k * n + k + 1, lu, i * n + k + 1, n - k - 1);
        }
    }

    /** {@code y -= factor·x}. */
    static void subtract(double factor, double[] x, int atX, double[] y, int atY, int length) {
        for (int i = 0; i < length; i++) {
            y[atY + i] -= factor * x[atX + i];
        }
    }

    /** Whether a pivot is zero; then a matrix with NaN in it is none the less not singular, but unknown. */
    boolean isSingular() {
        return zeroPivot && !isUnknown();
    }

    private boolean isUnknown() {
        return Arrays.stream(lu).anyMatch(Double::isNaN);
    }

    /** 1, -1, 0 or NaN. */
    double sign() {
        if (zeroPivot) {
            return isUnknown() ? Double.NaN : 0;
        }
        double sign = parity;
        for (int i = 0; i < n; i++) {
            sign *= Math.signum(lu[i * n + i]);
        }
        return sign;
    }

    double determinant() {
        if (zeroPivot) {
            return isUnknown() ? Double.NaN : 0;
        }
        return parity * product(lu, n + 1, n);
    }

    double logAbsDeterminant() {
        if (zeroPivot) {
            return isUnknown() ? Double.NaN : Double.NEGATIVE_INFINITY;
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.log(Math.abs(lu[i * n + i]));
        }
        return sum;
    }

    /** The product of elements that lie a step apart, which overflows only if the result does. */
    static double product(double[] factors, int step, int count) {
        double product = 1;
        long exponent = 0;
        for (int i = 0; i < count; i++) {
            product *= factors[i * step];
            if (product != 0 && Math.abs(product) <= Double.MAX_VALUE) {
                int size = Math.getExponent(product);
                product = Math.scalb(product, -size);
                exponent += size;
            }
        }
        return Math.scalb(product, (int) Math.max(-5000, Math.min(5000, exponent)));
    }

    /** Writes the inverse, which is NaN where there is none. */
    void invert(double[] x, int atX) {
        Arrays.fill(x, atX, atX + n * n, 0);
        for (int i = 0; i < n; i++) {
            x[atX + i * n + rows[i]] = 1;
        }
        substitute(x, atX, n);
    }

    /** Writes the solution of A·x = b for k columns, which is NaN where there is none. */
    void solve(double[] b, int atB, double[] x, int atX, int k) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(b, atB + rows[i] * k, x, atX + i * k, k);
        }
        substitute(x, atX, k);
    }

    private void substitute(double[] x, int atX, int k) {
        if (zeroPivot) {
            Arrays.fill(x, atX, atX + n * k, Double.NaN);
            return;
        }
        substituteForward(lu, n, x, atX, k);
        substituteBack(lu, 0, n, x, atX, k);
    }

    /** Solves l·x = b for a lower triangle l with ones on its diagonal, whose place x takes. */
    static void substituteForward(double[] l, int n, double[] x, int atX, int k) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                subtract(l[i * n + j], x, atX + j * k, x, atX + i * k, k);
            }
        }
    }

    /** Solves u·x = b for an upper triangle u, whose place x takes. */
    static void substituteBack(double[] u, int atU, int n, double[] x, int atX, int k) {
        for (int i = n - 1; i >= 0; i--) {
            for (int j = i + 1; j < n; j++) {
                subtract(u[atU + i * n + j], x, atX + j * k, x, atX + i * k, k);
            }
            divide(x, atX + i * k, k, u[atU + i * n + i]);
        }
    }

    static void divide(double[] x, int at, int length, double divisor) {
        for (int i = 0; i < length; i++) {
            x[at + i] /= divisor;
        }
    }
}
