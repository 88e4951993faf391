package dev.autodiff.runtime;

/**
 * Products of small or narrow matrices, by tiles of c whose sums stay in registers. Nothing is copied, whichever factor
 * is transposed. Each element adds up its products from the first to the last, each by one {@code fma}.
 */
final class Tiles {
    private Tiles() {}

    /**
     * Adds a·b to c, where neighbours in a column of a matrix lie {@code down} apart, and those in a row {@code
     * across}. Tiles are four columns wide; the columns that remain are computed as rows of cᵀ = bᵀ·aᵀ.
     */
    static void add(double[] a, int atA, int downA, int acrossA, double[] b, int atB, int downB, int acrossB,
            double[] c, int atC, int downC, int acrossC, int m, int n, int k) {
        int wide = n & -4;
        for (int j = 0; j < wide; j += 4) {
            int i = 0;
            for (; i + 2 <= m; i += 2) {
                twoByFour(
                        a,
                        atA + i * downA,
                        downA,
                        acrossA,
                        b,
                        atB + j * acrossB,
                        downB,
                        acrossB,
                        c,
                        atC + i * downC + j * acrossC,
                        downC,
                        acrossC,
                        k);
            }
            if (i < m) {
                oneByFour(
                        a,
                        atA + i * downA,
                        acrossA,
                        b,
                        atB + j * acrossB,
                        downB,
                        acrossB,
                        c,
                        atC + i * downC + j * acrossC,
                        acrossC,
                        k);
            }
        }
        if (wide < n) {
            narrow(
                    b,
                    atB + wide * acrossB,
                    acrossB,
                    downB,
                    a,
                    atA,
                    acrossA,
                    downA,
                    c,
                    atC + wide * acrossC,
                    acrossC,
                    downC,
                    n - wide,
                    m,
                    k);
        }
    }

    /** The same for fewer than four rows. */
    private static void narrow(double[] a, int atA, int downA, int acrossA, double[] b, int atB, int downB, int acrossB,
            double[] c, int atC, int downC, int acrossC, int m, int n, int k) {
        int j = 0;
        for (; j + 4 <= n; j += 4) {
            int i = 0;
            if (m >= 2) {
                twoByFour(
                        a,
                        atA,
                        downA,
                        acrossA,
                        b,
                        atB + j * acrossB,
                        downB,
                        acrossB,
                        c,
                        atC + j * acrossC,
                        downC,
                        acrossC,
                        k);
                i = 2;
            }
            if (i < m) {
                oneByFour(
                        a,
                        atA + i * downA,
                        acrossA,
                        b,
                        atB + j * acrossB,
                        downB,
                        acrossB,
                        c,
                        atC + i * downC + j * acrossC,
                        acrossC,
                        k);
            }
        }
        for (; j < n; j++) {
            for (int i = 0; i < m; i++) {
                int at = atC + i * downC + j * acrossC;
                c[at] = dot(a, atA + i * downA, acrossA, b, atB + j * acrossB, downB, k, c[at]);
            }
        }
    }

    private static void twoByFour(
            double[] a,
            int a0,
            int downA,
            int acrossA,
            double[] b,
            int atB,
            int downB,
            int acrossB,
            double[] c,
            int atC,
            int downC,
            int acrossC,
            int k) {
        int atC1 = atC + downC;
        double c00 = c[atC];
        double c01 = c[atC + acrossC];
        double c02 = c[atC + 2 * acrossC];
        double c03 = c[atC + 3 * acrossC];
        double c10 = c[atC1];
        double c11 = c[atC1 + acrossC];
        double c12 = c[atC1 + 2 * acrossC];
        double c13 = c[atC1 + 3 * acrossC];
        int a1 = a0 + downA;
        for (int l = 0; l < k; l++) {
            int at = atB + l * downB;
            double b0 = b[at];
            double b1 = b[at + acrossB];
            double b2 = b[at + 2 * acrossB];
            double b3 = b[at + 3 * acrossB];
            double upper = a[a0 + l * acrossA];
            c00 = Math.fma(upper, b0, c00);
            c01 = Math.fma(upper, b1, c01);
            c02 = Math.fma(upper, b2, c02);
            c03 = Math.fma(upper, b3, c03);
            double lower = a[a1 + l * acrossA];
            c10 = Math.fma(lower, b0, c10);
            c11 = Math.fma(lower, b1, c11);
            c12 = Math.fma(lower, b2, c12);
            c13 = Math.fma(lower, b3, c13);
        }
        store(c, atC, acrossC, c00, c01, c02, c03);
        store(c, atC1, acrossC, c10, c11, c12, c13);
    }

    private static void oneByFour(
            double[] a,
            int atA,
            int acrossA,
            double[] b,
            int atB,
            int downB,
            int acrossB,
            double[] c,
            int atC,
            int acrossC,
            int k) {
        double c0 = c[atC];
        double c1 = c[atC + acrossC];
        double c2 = c[atC + 2 * acrossC];
        double c3 = c[atC + 3 * acrossC];
        for (int l = 0; l < k; l++) {
            int at = atB + l * downB;
            double factor = a[atA + l * acrossA];
            c0 = Math.fma(factor, b[at], c0);
            c1 = Math.fma(factor, b[at + acrossB], c1);
            c2 = Math.fma(factor, b[at + 2 * acrossB], c2);
            c3 = Math.fma(factor, b[at + 3 * acrossB], c3);
        }
        store(c, atC, acrossC, c0, c1, c2, c3);
    }

    private static void store(double[] c, int at, int across, double c0, double c1, double c2, double c3) {
        c[at] = c0;
        c[at + across] = c1;
        c[at + 2 * across] = c2;
        c[at + 3 * across] = c3;
    }

    /**
     * Adds products to a sum. For matrices of two or three rows, starting a loop would take longer than what is in it.
     */
    private static double dot(
            double[] x, int atX, int stepX, double[] y, int atY, int stepY, int length, double before) {
        if (length == 3) {
            double two = Math.fma(x[atX + stepX], y[atY + stepY], Math.fma(x[atX], y[atY], before));
            return Math.fma(x[atX + 2 * stepX], y[atY + 2 * stepY], two);
        }
        if (length == 2) {
            return Math.fma(x[atX + stepX], y[atY + stepY], Math.fma(x[atX], y[atY], before));
        }
        double sum = before;
        for (int i = 0; i < length; i++) {
            sum = Math.fma(x[atX + i * stepX], y[atY + i * stepY], sum);
        }
        return sum;
    }
}
