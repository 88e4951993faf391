package dev.autodiff.runtime;

/**
 * Inverses of square matrices in row-major order, and solutions of systems with them, one for each index of a batch.
 * What has no inverse is an error, but NaN is not: what it influences becomes NaN.
 */
public final class MatrixInverses {
    private MatrixInverses() {}

    /** y = a⁻¹ for n×n matrices. */
    public static void inverse(double[] a, int atA, double[] y, int atY, int batch, int n) {
        for (int i = 0; i < batch; i++) {
            regular(new Elimination(a, atA + i * n * n, n)).invert(y, atY + i * n * n);
        }
    }

    /**
     * y = a⁻¹, and NaN where there is no inverse: for derivatives at places where the function has a value, but no
     * slope.
     */
    public static void inverseOrNan(double[] a, int atA, double[] y, int atY, int batch, int n) {
        for (int i = 0; i < batch; i++) {
            new Elimination(a, atA + i * n * n, n).invert(y, atY + i * n * n);
        }
    }

    /** y = a⁻¹·b, where a is n×n and b is n×k. */
    public static void solve(double[] a, int atA, double[] b, int atB, double[] y, int atY, int batch, int n, int k) {
        for (int i = 0; i < batch; i++) {
            regular(new Elimination(a, atA + i * n * n, n)).solve(b, atB + i * n * k, y, atY + i * n * k, k);
        }
    }

    private static Elimination regular(Elimination elimination) {
        if (elimination.isSingular()) {
            throw singular();
        }
        return elimination;
    }

    private static ArithmeticException singular() {
        return new ArithmeticException("the matrix is singular");
    }

    /** y = a⁻¹·b, where only the lower triangle of a is read. */
    public static void solveLower(
            double[] a, int atA, double[] b, int atB, double[] y, int atY, int batch, int n, int k) {
        System.arraycopy(b, atB, y, atY, batch * n * k);
        for (int i = 0; i < batch * n; i++) {
            int row = atA + i * n;
            int block = atY + i / n * n * k;
            int last = i % n;
            for (int j = 0; j < last; j++) {
                Elimination.subtract(a[row + j], y, block + j * k, y, block + last * k, k);
            }
            Elimination.divide(y, block + last * k, k, nonZero(a[row + last]));
        }
    }

    /** y = a⁻¹·b, where only the upper triangle of a is read. */
    public static void solveUpper(
            double[] a, int atA, double[] b, int atB, double[] y, int atY, int batch, int n, int k) {
        System.arraycopy(b, atB, y, atY, batch * n * k);
        for (int i = 0; i < batch * n; i++) {
            nonZero(a[atA + i * n + i % n]);
        }
        for (int i = 0; i < batch; i++) {
            Elimination.substituteBack(a, atA + i * n * n, n, y, atY + i * n * k, k);
        }
    }

    private static double nonZero(double pivot) {
        if (pivot == 0) {
            throw singular();
        }
        return pivot;
    }
}
