package dev.autodiff.runtime;

/**
 * Triangular square roots of symmetric matrices in row-major order, one for each index of a batch: a = l·lᵀ (Golub and
 * Van Loan, Matrix Computations, section 4.2). What is not symmetric counts as (a + aᵀ)/2.
 */
public final class CholeskyFactors {
    private CholeskyFactors() {}

    /** y = l for n×n matrices, with zeros above the diagonal. */
    public static void lower(double[] a, int atA, double[] y, int atY, int batch, int n) {
        for (int i = 0; i < batch * n; i++) {
            int block = i / n * n * n;
            int row = i % n;
            for (int j = 0; j < n; j++) {
                double mean = (a[atA + i * n + j] + a[atA + block + j * n + row]) / 2;
                y[atY + i * n + j] = j > row ? 0 : element(mean, y, atY + block, n, row, j);
            }
        }
    }

    private static double element(double a, double[] l, int at, int n, int row, int column) {
        double rest = a;
        for (int k = 0; k < column; k++) {
            rest -= l[at + row * n + k] * l[at + column * n + k];
        }
        if (row > column) {
            return rest / l[at + column * n + column];
        }
        if (rest <= 0) {
            throw new ArithmeticException("the matrix is not positive definite");
        }
        return Math.sqrt(rest);
    }
}
