package dev.autodiff.runtime;

/**
 * Products of matrices in row-major order, one for each index of a batch: c = a·b, where a is m×k, b is k×n and c is
 * m×n. Each element of c adds up its products from the first to the last, {@code c = fma(a, b, c)}, unless the machine
 * has a BLAS for large ones, so neither blocks nor threads of ours change a bit, nor do vector registers.
 */
public final class MatrixProducts {
    /** The first factor is strong. */
    public static final int STRONG_A = 1;

    /** The second factor is strong. */
    public static final int STRONG_B = 2;

    private MatrixProducts() {}

    /** Whether the machine has a BLAS that this process may use for large products. */
    public static boolean areNative() {
        return Blas.isThere();
    }

    /** c = a·b. */
    public static void multiply(
            double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        multiplyStrided(a, atA, b, atB, c, atC, batch, m, n, k, 0, m * k, k, 1, 0, k * n, n, 1, m * n, n);
    }

    /** c = a·bᵀ, where b is stored as n×k. */
    public static void multiplyByTransposed(
            double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        multiplyStrided(a, atA, b, atB, c, atC, batch, m, n, k, 0, m * k, k, 1, 0, k * n, 1, k, m * n, n);
    }

    /** c = aᵀ·b, where a is stored as k×m. */
    public static void multiplyTransposed(
            double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        multiplyStrided(a, atA, b, atB, c, atC, batch, m, n, k, 0, m * k, 1, m, 0, k * n, n, 1, m * n, n);
    }

    /** c = aᵀ·bᵀ, where a is stored as k×m and b as n×k. */
    public static void multiplyBothTransposed(
            double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        multiplyStrided(a, atA, b, atB, c, atC, batch, m, n, k, 0, m * k, 1, m, 0, k * n, 1, k, m * n, n);
    }

    /**
     * c = a·b for factors that lie anywhere in their arrays, and a result whose rows are dense.
     *
     * @param beginA where a begins, counted from {@code atA}
     * @param batchA how far its matrices lie apart
     * @param downA how far neighbours in a column lie apart
     * @param acrossA how far neighbours in a row lie apart
     */
    public static void multiplyStrided(
            double[] a,
            int atA,
            double[] b,
            int atB,
            double[] c,
            int atC,
            int batch,
            int m,
            int n,
            int k,
            int beginA,
            int batchA,
            int downA,
            int acrossA,
            int beginB,
            int batchB,
            int downB,
            int acrossB,
            int batchC,
            int downC) {
        new BatchedProduct(
                        new BatchedProduct.Matrices(a, atA + beginA, batchA, downA, acrossA),
                        new BatchedProduct.Matrices(b, atB + beginB, batchB, downB, acrossB),
                        new BatchedProduct.Matrices(c, atC, batchC, downC, 1),
                        batch,
                        m,
                        n,
                        k)
                .compute();
    }

    /**
     * The same where a zero of a strong factor makes a product 0, whatever the other factor is. Since only products of
     * 0 with what is not finite are others, the usual product comes first, and its elements that are NaN are computed
     * again.
     *
     * @param strong the sum of {@link #STRONG_A} and {@link #STRONG_B}, as far as they hold
     */
    public static void multiplyStrong(
            double[] a,
            int atA,
            double[] b,
            int atB,
            double[] c,
            int atC,
            int batch,
            int m,
            int n,
            int k,
            int beginA,
            int batchA,
            int downA,
            int acrossA,
            int beginB,
            int batchB,
            int downB,
            int acrossB,
            int batchC,
            int downC,
            int strong) {
        multiplyStrided(
                a, atA, b, atB, c, atC, batch, m, n, k, beginA, batchA, downA, acrossA, beginB, batchB, downB, acrossB,
                batchC, downC);
        for (int matrix = 0; matrix < batch; matrix++) {
            for (int row = 0; row < m; row++) {
                int at = atC + matrix * batchC + row * downC;
                if (!isAllFinite(c, at, n)) {
                    int rowOfA = atA + beginA + matrix * batchA + row * downA;
                    int matrixOfB = atB + beginB + matrix * batchB;
                    for (int column = 0; column < n; column++) {
                        if (c[at + column] != c[at + column]) {
                            c[at + column] =
                                    strongSum(a, rowOfA, acrossA, b, matrixOfB + column * acrossB, downB, k, strong);
                        }
                    }
                }
            }
        }
    }

    /** Four sums, so that additions need not wait for each other. */
    private static boolean isAllFinite(double[] x, int from, int length) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = from;
        for (int end = from + length - 3; i < end; i += 4) {
            sum0 += x[i] * 0;
            sum1 += x[i + 1] * 0;
            sum2 += x[i + 2] * 0;
            sum3 += x[i + 3] * 0;
        }
        for (; i < from + length; i++) {
            sum0 += x[i] * 0;
        }
        return sum0 + sum1 + sum2 + sum3 == 0;
    }

    private static double strongSum(
            double[] a, int atA, int acrossA, double[] b, int atB, int downB, int k, int strong) {
        double sum = 0;
        for (int i = 0; i < k; i++) {
            double factor = a[atA + i * acrossA];
            double other = b[atB + i * downB];
            sum = Math.fma(
                    (strong & STRONG_B) != 0 && other == 0 ? 0 : factor,
                    (strong & STRONG_A) != 0 && factor == 0 ? 0 : other,
                    sum);
        }
        return sum;
    }
}
