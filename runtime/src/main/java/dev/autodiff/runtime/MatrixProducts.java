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
        multiply(a, atA, false, b, atB, false, c, atC, batch, m, n, k);
    }

    /** c = a·bᵀ, where b is stored as n×k. */
    public static void multiplyByTransposed(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        multiply(a, atA, false, b, atB, true, c, atC, batch, m, n, k);
    }

    /** c = aᵀ·b, where a is stored as k×m. */
    public static void multiplyTransposed(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        multiply(a, atA, true, b, atB, false, c, atC, batch, m, n, k);
    }

    /** c = aᵀ·bᵀ, where a is stored as k×m and b as n×k. */
    public static void multiplyBothTransposed(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k) {
        multiply(a, atA, true, b, atB, true, c, atC, batch, m, n, k);
    }

    private static void multiply(double[] a, int atA, boolean transposeA, double[] b, int atB, boolean transposeB, double[] c, int atC, int batch, int m, int n, int k) {
        int rows = batch * m;
        boolean library = (long) m * n * k >= LARGE && Blas.isBetter(m, n, k);
        // a BLAS has threads of its own
        int chunk = library ? rows : rowsOfChunk(rows, n, k);
        if (chunk >= rows) {
            multiplyRows(0, rows, library, a, atA, transposeA, b, atB, transposeB, c, atC, m, n, k);
            return;
        }
        Parallel.run((rows + chunk - 1) / chunk, i -> {
            int end = Math.min(rows - i * chunk, chunk) + i * chunk;
            multiplyRows(i * chunk, end, library, a, atA, transposeA, b, atB, transposeB, c, atC, m, n, k);
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

    private static void multiplyRows(int from, int to, boolean library, double[] a, int atA, boolean transposeA, double[] b, int atB, boolean transposeB,
            double[] c, int atC, int m, int n, int k) {
        int row = from;
        int skipped = m == 0 ? 0 : from % m;
        for (int matrix = m == 0 ? 0 : from / m; row < to; matrix++) {
            int rows = Math.min(m - skipped, to - row);
            int placeA = atA + matrix * m * k + skipped * (transposeA ? 1 : k);
            int placeB = atB + matrix * k * n;
            if (library) {
                Blas.multiply(a, placeA, transposeA ? m : k, transposeA, b, placeB, transposeB ? k : n, transposeB, c, atC + row * n, rows, n, k);
            } else {
                multiplyOne(a, placeA, transposeA ? 1 : k, transposeA ? m : 1, b, placeB, transposeB ? 1 : n, transposeB ? k : 1, c, atC + row * n, rows, n, k);
            }
            row += rows;
            skipped = 0;
        }
    }

    private static void multiplyOne(double[] a, int atA, int downA, int acrossA, double[] b, int atB, int downB, int acrossB, double[] c, int atC, int m, int n, int k) {
        if (!RegisterTiles.areBest(m, n, k)) {
            multiplyInNumbers(a, atA, downA, acrossA, b, atB, downB, acrossB, c, atC, m, n, k);
        } else if (RegisterTiles.WARM_UP.isDone()) {
            RegisterTiles.multiply(RegisterTiles.WARM_UP.kernel(), a, atA, downA, acrossA, b, atB, downB, acrossB, c, atC, m, n, k);
        } else {
            long start = System.nanoTime();
            multiplyInNumbers(a, atA, downA, acrossA, b, atB, downB, acrossB, c, atC, m, n, k);
            RegisterTiles.WARM_UP.afterTwin(System.nanoTime() - start, (double) m * n * k);
        }
    }

    private static void multiplyInNumbers(double[] a, int atA, int downA, int acrossA, double[] b, int atB, int downB, int acrossB, double[] c, int atC, int m, int n, int k) {
        if (n >= WIDE && k >= DEEP && (acrossB == 1 || m >= FEW)) {
            Panels.multiply(a, atA, downA, acrossA, b, atB, downB, acrossB, c, atC, m, n, k);
        } else if (n == 1 && m >= WIDE && k >= DEEP && downA == 1) {
            // as a row times the matrix that a is the transposed of
            Panels.multiply(b, atB, acrossB, downB, a, atA, acrossA, downA, c, atC, 1, m, k);
        } else {
            Tiles.multiply(a, atA, downA, acrossA, b, atB, downB, acrossB, c, atC, n, 1, m, n, k);
        }
    }
}
