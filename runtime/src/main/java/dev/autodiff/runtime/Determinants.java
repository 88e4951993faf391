package dev.autodiff.runtime;

/**
 * Determinants of n×n matrices in row-major order, one for each index of a batch; that of a matrix without elements is
 * 1.
 */
public final class Determinants {
    private Determinants() {}

    /** y = det a. */
    public static void determinant(double[] a, int atA, double[] y, int atY, int batch, int n) {
        for (int i = 0; i < batch; i++) {
            y[atY + i] = new Elimination(a, atA + i * n * n, n).determinant();
        }
    }

    /** The sign of the determinant: 1, -1 or 0. */
    public static void sign(double[] a, int atA, double[] y, int atY, int batch, int n) {
        for (int i = 0; i < batch; i++) {
            y[atY + i] = new Elimination(a, atA + i * n * n, n).sign();
        }
    }

    /** y = log |det a|, where the determinant itself may overflow. */
    public static void logAbsolute(double[] a, int atA, double[] y, int atY, int batch, int n) {
        for (int i = 0; i < batch; i++) {
            y[atY + i] = new Elimination(a, atA + i * n * n, n).logAbsDeterminant();
        }
    }

    /** The matrix of the cofactors, y = ∂(det a)/∂a, of a singular matrix too. */
    public static void cofactors(double[] a, int atA, double[] y, int atY, int batch, int n) {
        for (int i = 0; i < batch && n > 0; i++) {
            new DeterminantDerivative(a, atA + i * n * n, n).write(a, 0, 0, y, atY + i * n * n);
        }
    }

    /** The derivative of the cofactors along so many directions e, one after the other; of a singular matrix too. */
    public static void derivative(
            double[] a, int atA, double[] e, int atE, double[] y, int atY, int batch, int n, int directions) {
        for (int i = 0; i < batch && n > 0; i++) {
            new DeterminantDerivative(a, atA + i * n * n, n)
                    .write(e, atE + i * directions * n * n, directions, y, atY + i * n * n);
        }
    }
}
