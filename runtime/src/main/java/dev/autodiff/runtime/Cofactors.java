package dev.autodiff.runtime;

import java.util.Arrays;

/**
 * The cofactors of one square matrix, without a division by its determinant. Elimination with exchanges of rows and columns
 * gives P·A·Q = L·U, where the last pivot u is the smallest. With U = [U₁ b; 0 u] the adjugate of U is
 *
 * <pre>   det U₁ · [u·U₁⁻¹  -U₁⁻¹·b; 0  1]</pre>
 *
 * and that of A is ±Q·adj(U)·L⁻¹·P. If U₁ is singular too, all minors are 0.
 */
final class Cofactors {
    private final int n;
    private final double[] lu;
    private final int[] rows;
    private final int[] columns;
    private double parity = 1;

    Cofactors(double[] a, int at, int n) {
        this.n = n;
        this.lu = Arrays.copyOfRange(a, at, at + n * n);
        this.rows = new int[n];
        this.columns = new int[n];
        Arrays.setAll(rows, i -> i);
        Arrays.setAll(columns, i -> i);
        for (int k = 0; k < n - 1; k++) {
            bringPivot(k);
            for (int i = k + 1; i < n && lu[k * n + k] != 0; i++) {
                lu[i * n + k] /= lu[k * n + k];
                Elimination.subtract(lu[i * n + k], lu, k * n + k + 1, lu, i * n + k + 1, n - k - 1);
            }
        }
    }

    /** Brings the largest of the elements that are left to the place k on the diagonal. */
    private void bringPivot(int k) {
        int pivot = k * n + k;
        for (int i = k; i < n; i++) {
            for (int j = k; j < n; j++) {
                if (Elimination.magnitude(lu[i * n + j]) > Elimination.magnitude(lu[pivot])) {
                    pivot = i * n + j;
                }
            }
        }
        if (pivot / n != k) {
            Elimination.exchange(lu, k * n, pivot / n * n, 1, n);
            exchange(rows, k, pivot / n);
        }
        if (pivot % n != k) {
            Elimination.exchange(lu, k, pivot % n, n, n);
            exchange(columns, k, pivot % n);
        }
    }

    private void exchange(int[] order, int i, int j) {
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
        parity = -parity;
    }

    void write(double[] y, int at) {
        double[] adjugate = adjugate();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                y[at + rows[i] * n + columns[j]] = adjugate[j * n + i];
            }
        }
    }

    /** adj(U)·L⁻¹, with the sign of the exchanges. */
    private double[] adjugate() {
        double[] x = new double[n * n];
        for (int i = 0; i < n; i++) {
            x[i * n + i] = 1;
        }
        Elimination.substituteForward(lu, n, x, 0, n);
        int last = n - 1;
        double minor = parity * Elimination.product(lu, n, last);
        if (minor == 0) {
            Arrays.fill(x, Arrays.stream(lu).anyMatch(Double::isNaN) ? Double.NaN : 0);
            return x;
        }
        for (int i = last - 1; i >= 0; i--) {
            scale(x, i * n, n, lu[last * n + last]);
            Elimination.subtract(lu[i * n + last], x, last * n, x, i * n, n);
            for (int j = i + 1; j < last; j++) {
                Elimination.subtract(lu[i * n + j], x, j * n, x, i * n, n);
            }
            Elimination.divide(x, i * n, n, lu[i * n + i]);
        }
        scale(x, 0, n * n, minor);
        return x;
    }

    private static void scale(double[] x, int at, int length, double factor) {
        for (int i = 0; i < length; i++) {
            x[at + i] *= factor;
        }
    }
}
