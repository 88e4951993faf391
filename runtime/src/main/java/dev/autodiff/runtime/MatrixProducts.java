package dev.autodiff.runtime;

import java.util.Arrays;

/**
 * Products of matrices in row-major order, one for each index of a batch: c = a·b, where a is m×k, b is k×n and c is m×n. Each
 * element of c adds up its products from the first to the last, so every order of the loops gives the same bits.
 */
public final class MatrixProducts {
    /** A block of b has this many rows and columns: 256 KiB, half of the second cache of common processors. */
    private static final int DEPTH = 64;
    private static final int WIDTH = 512;

    /** With fewer rows of a than this, b is read where it lies, because a transposed copy of it does not pay. */
    private static final int FEW = 4;

    private MatrixProducts() {}

    /** c = a·b. */
    public static void multiply(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        if (n == 1) {
            multiplyByTransposed(a, atA, b, atB, c, atC, batch, m, n, k);
            return;
        }
        for (int i = 0; i < batch; i++) {
            multiply(a, atA + i * m * k, k, 1, b, atB + i * k * n, c, atC + i * m * n, m, n, k);
        }
    }

    /** c = a·bᵀ, where b is stored as n×k. */
    public static void multiplyByTransposed(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        double[] right = new double[m < FEW || n == 1 ? 0 : n * k];
        for (int i = 0; i < batch; i++) {
            if (right.length > 0) {
                transpose(b, atB + i * k * n, n, k, right);
                multiply(a, atA + i * m * k, k, 1, right, 0, c, atC + i * m * n, m, n, k);
                continue;
            }
            for (int place = 0; place < m * n; place++) {
                c[atC + i * m * n + place] = dot(a, atA + (i * m + place / n) * k, b, atB + (i * n + place % n) * k, k);
            }
        }
    }

    /** c = aᵀ·b, where a is stored as k×m. */
    public static void multiplyTransposed(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        for (int i = 0; i < batch; i++) {
            multiply(a, atA + i * m * k, 1, m, b, atB + i * k * n, c, atC + i * m * n, m, n, k);
        }
    }

    /** c = aᵀ·bᵀ, where a is stored as k×m and b as n×k. */
    public static void multiplyBothTransposed(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        double[] right = new double[n * k];
        for (int i = 0; i < batch; i++) {
            transpose(b, atB + i * k * n, n, k, right);
            multiply(a, atA + i * m * k, 1, m, right, 0, c, atC + i * m * n, m, n, k);
        }
    }

    /** Writes an m×n matrix as n×m, by squares that fit in the first cache. */
    private static void transpose(double[] x, int at, int m, int n, double[] y) {
        for (int square = 0; square < n; square += DEPTH) {
            int end = Math.min(n, square + DEPTH);
            for (int row = 0; row < m; row++) {
                for (int column = square; column < end; column++) {
                    y[column * m + row] = x[at + row * n + column];
                }
            }
        }
    }

    /** One product, where neighbours in a column of a lie {@code down} apart, and those in a row {@code across}. */
    private static void multiply(double[] a, int atA, int down, int across, double[] b, int atB, double[] c, int atC, int m, int n, int k) {
        Arrays.fill(c, atC, atC + m * n, 0);
        for (int column = 0; column < n; column += WIDTH) {
            int width = Math.min(WIDTH, n - column);
            for (int row = 0; row < k; row += DEPTH) {
                int depth = Math.min(DEPTH, k - row);
                for (int i = 0; i < m; i++) {
                    addRows(a, atA + i * down + row * across, across, b, atB + row * n + column, n, c, atC + i * n + column, width, depth);
                }
            }
        }
    }

    /** Adds to c as many rows of b, {@code step} apart, as the block is deep, each times its element of a: four at a time. */
    private static void addRows(double[] a, int atA, int across, double[] b, int atB, int step, double[] c, int atC, int width, int depth) {
        int row = 0;
        for (; row + 4 <= depth; row += 4) {
            int place = atA + row * across;
            addFour(a[place], a[place + across], a[place + 2 * across], a[place + 3 * across], b, atB + row * step, step, c, atC, width);
        }
        for (; row < depth; row++) {
            addScaled(a[atA + row * across], b, atB + row * step, c, atC, width);
        }
    }

    private static void addFour(double a0, double a1, double a2, double a3, double[] b, int at0, int step, double[] c, int atC, int width) {
        int at1 = at0 + step;
        int at2 = at1 + step;
        int at3 = at2 + step;
        for (int j = 0; j < width; j++) {
            c[atC + j] = c[atC + j] + a0 * b[at0 + j] + a1 * b[at1 + j] + a2 * b[at2 + j] + a3 * b[at3 + j];
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
