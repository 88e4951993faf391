package dev.autodiff.runtime;

/**
 * Products of matrices in row-major order, one for each index of a batch: c = a·b, where a is m×k, b is k×n and c is m×n. Each
 * element of c adds up its products from the first to the last, {@code c = fma(a, b, c)}, unless the machine has a BLAS for large ones,
 * so neither blocks nor threads of ours change a bit, nor do vector registers.
 */
public final class MatrixProducts {
    private MatrixProducts() {}

    /** c = a·b. */
    public static void multiply(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        multiplyStrided(a, atA, b, atB, c, atC, batch, m, n, k, 0, m * k, k, 1, 0, k * n, n, 1, m * n, n);
    }

    /** c = a·bᵀ, where b is stored as n×k. */
    public static void multiplyByTransposed(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        multiplyStrided(a, atA, b, atB, c, atC, batch, m, n, k, 0, m * k, k, 1, 0, k * n, 1, k, m * n, n);
    }

    /** c = aᵀ·b, where a is stored as k×m. */
    public static void multiplyTransposed(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        multiplyStrided(a, atA, b, atB, c, atC, batch, m, n, k, 0, m * k, 1, m, 0, k * n, n, 1, m * n, n);
    }

    /** c = aᵀ·bᵀ, where a is stored as k×m and b as n×k. */
    public static void multiplyBothTransposed(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
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
    public static void multiplyStrided(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k,
            int beginA, int batchA, int downA, int acrossA, int beginB, int batchB, int downB, int acrossB, int batchC, int downC) {
        new BatchedProduct(new BatchedProduct.Matrices(a, atA + beginA, batchA, downA, acrossA), new BatchedProduct.Matrices(b, atB + beginB, batchB, downB, acrossB),
                new BatchedProduct.Matrices(c, atC, batchC, downC, 1), batch, m, n, k).compute();
    }
}
