package dev.autodiff.runtime;

import java.util.Arrays;

/**
 * Products of matrices in row-major order, one for each index of a batch: c = a·b, where a is m×k, b is k×n and c is m×n. Each
 * element of c adds up its products from the first to the last, so every order of the loops gives the same bits.
 */
public final class MatrixProducts {
    private MatrixProducts() {}

    /** c = a·b. */
    public static void multiply(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        Arrays.fill(c, atC, atC + batch * m * n, 0);
        for (int i = 0; i < batch * m; i++) {
            int right = atB + i / m * k * n;
            for (int l = 0; l < k; l++) {
                addScaled(a[atA + i * k + l], b, right + l * n, c, atC + i * n, n);
            }
        }
    }

    /** c = a·bᵀ, where b is stored as n×k. */
    public static void multiplyByTransposed(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        for (int i = 0; i < batch * m; i++) {
            int right = atB + i / m * k * n;
            for (int j = 0; j < n; j++) {
                c[atC + i * n + j] = dot(a, atA + i * k, b, right + j * k, k);
            }
        }
    }

    /** c = aᵀ·b, where a is stored as k×m. */
    public static void multiplyTransposed(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        Arrays.fill(c, atC, atC + batch * m * n, 0);
        for (int l = 0; l < batch * k; l++) {
            int result = atC + l / k * m * n;
            for (int i = 0; i < m; i++) {
                addScaled(a[atA + l * m + i], b, atB + l * n, c, result + i * n, n);
            }
        }
    }

    /** c = aᵀ·bᵀ, where a is stored as k×m and b as n×k. */
    public static void multiplyBothTransposed(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        for (int i = 0; i < batch * m; i++) {
            int left = atA + i / m * k * m + i % m;
            int right = atB + i / m * k * n;
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += a[left + l * m] * b[right + j * k + l];
                }
                c[atC + i * n + j] = sum;
            }
        }
    }

    private static void addScaled(double factor, double[] x, int atX, double[] y, int atY, int length) {
        for (int i = 0; i < length; i++) {
            y[atY + i] += factor * x[atX + i];
        }
    }

    private static double dot(double[] x, int atX, double[] y, int atY, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += x[atX + i] * y[atY + i];
        }
        return sum;
    }
}
