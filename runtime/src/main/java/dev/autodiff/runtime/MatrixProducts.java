package dev.autodiff.runtime;

/**
 * Products of matrices in row-major order, one for each index of a batch: c = a·b, where a is m×k, b is k×n and c is m×n. Each
 * element of c adds up its products from the first to the last, {@code c = fma(a, b, c)}, unless the machine has a BLAS for large ones,
 * so neither blocks nor threads of ours change a bit, nor do vector registers.
 */
public final class MatrixProducts {
    /** From 160×160×160 on, half a millisecond, a BLAS is used. To look for it takes some 100 ms, once; it would pay from 64×64×64 on. */
    private static final long LARGE = 1 << 22;

    /** Work for two threads; each chunk has half of this at least, some 50 µs, against 5 µs for starting a thread. */
    private static final long SHARED = 1 << 20;

    /** A chunk has at least so many rows, because each copies all of b. They are whole tiles, unless a matrix ends in between. */
    private static final int CHUNK_ROWS = 32;

    /** With fewer columns than this, a vector is hardly filled before it ends. */
    private static final int WIDE = 24;

    /** With fewer products in a sum, panels are mostly empty. */
    private static final int DEEP = 6;

    /** With fewer rows, b is read where it lies if it is transposed, because putting its elements in order does not pay. */
    private static final int FEW = 4;

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
        multiply(new Matrices(a, atA + beginA, batchA, downA, acrossA), new Matrices(b, atB + beginB, batchB, downB, acrossB), new Matrices(c, atC, batchC, downC, 1),
                batch, m, n, k);
    }

    /** Where the elements of matrices lie. */
    private record Matrices(double[] data, int begin, int batch, int down, int across) {
        int at(int matrix, int row) {
            return begin + matrix * batch + row * down;
        }
    }

    private static void multiply(Matrices a, Matrices b, Matrices c, int batch, int m, int n, int k) {
        int rows = batch * m;
        boolean library = (long) m * n * k >= LARGE && Blas.isBetter(m, n, k) && Blas.canRead(a.down, a.across, m, k) && Blas.canRead(b.down, b.across, k, n);
        // a BLAS has threads of its own
        int chunk = library ? rows : rowsOfChunk(rows, n, k);
        if (chunk >= rows) {
            multiplyRows(0, rows, library, a, b, c, m, n, k);
            return;
        }
        Parallel.run((rows + chunk - 1) / chunk, i -> {
            int end = Math.min(rows - i * chunk, chunk) + i * chunk;
            multiplyRows(i * chunk, end, library, a, b, c, m, n, k);
        });
    }

    /** Rows of all matrices of the batch that one thread computes at a time. */
    private static int rowsOfChunk(int rows, int n, int k) {
        if ((double) rows * n * k < SHARED) {
            return rows;
        }
        // one thread need not cut, because cutting changes no bit
        return Parallel.threads() == 1 ? rows : (int) Math.max(CHUNK_ROWS, SHARED / 2 / ((long) n * k)) & -Microkernel.ROWS;
    }

    private static void multiplyRows(int from, int to, boolean library, Matrices a, Matrices b, Matrices c, int m, int n, int k) {
        int row = from;
        int skipped = m == 0 ? 0 : from % m;
        for (int matrix = m == 0 ? 0 : from / m; row < to; matrix++) {
            int rows = Math.min(m - skipped, to - row);
            int atA = a.at(matrix, skipped);
            int atB = b.at(matrix, 0);
            int atC = c.at(matrix, skipped);
            if (library) {
                Blas.multiply(a.data, atA, a.down, a.across, b.data, atB, b.down, b.across, c.data, atC, c.down, rows, n, k);
            } else {
                multiplyOne(a.data, atA, a.down, a.across, b.data, atB, b.down, b.across, c.data, atC, c.down, rows, n, k);
            }
            row += rows;
            skipped = 0;
        }
    }

    private static void multiplyOne(double[] a, int atA, int downA, int acrossA, double[] b, int atB, int downB, int acrossB, double[] c, int atC, int downC, int m, int n, int k) {
        if (!RegisterTiles.areBest(m, n, k)) {
            multiplyInNumbers(a, atA, downA, acrossA, b, atB, downB, acrossB, c, atC, downC, m, n, k);
        } else if (RegisterTiles.WARM_UP.isDone()) {
            RegisterTiles.multiply(RegisterTiles.WARM_UP.kernel(), a, atA, downA, acrossA, b, atB, downB, acrossB, c, atC, downC, m, n, k);
        } else {
            long start = System.nanoTime();
            multiplyInNumbers(a, atA, downA, acrossA, b, atB, downB, acrossB, c, atC, downC, m, n, k);
            RegisterTiles.WARM_UP.afterTwin(System.nanoTime() - start, (double) m * n * k);
        }
    }

    private static void multiplyInNumbers(double[] a, int atA, int downA, int acrossA, double[] b, int atB, int downB, int acrossB, double[] c, int atC, int downC, int m, int n, int k) {
        if (n >= WIDE && k >= DEEP && (acrossB == 1 || m >= FEW)) {
            Panels.multiply(a, atA, downA, acrossA, b, atB, downB, acrossB, c, atC, downC, m, n, k);
        } else if (n == 1 && m >= WIDE && k >= DEEP && downA == 1 && downC == 1) {
            // as a row times the matrix that a is the transposed of
            Panels.multiply(b, atB, acrossB, downB, a, atA, acrossA, downA, c, atC, 0, 1, m, k);
        } else {
            Tiles.multiply(a, atA, downA, acrossA, b, atB, downB, acrossB, c, atC, downC, 1, m, n, k);
        }
    }
}
