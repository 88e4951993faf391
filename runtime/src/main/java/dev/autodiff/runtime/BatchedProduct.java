package dev.autodiff.runtime;

import java.util.Arrays;

/**
 * The products of two stacks of matrices on their way: in what order and by how many threads, and which of the ways to
 * multiply is best for their form. All of ours add to c.
 */
record BatchedProduct(Matrices a, Matrices b, Matrices c, int batch, int m, int n, int k) {
    /**
     * From 160×160×160 on, half a millisecond, a BLAS is used. To look for it takes some 100 ms, once; it would pay
     * from 64×64×64 on.
     */
    private static final long LARGE = 1 << 22;

    /** Work for two threads; each chunk has half of this at least, some 50 µs, against 5 µs for starting a thread. */
    private static final long SHARED = 1 << 20;

    /**
     * A chunk has at least so many rows, because each copies all of b. They are whole tiles, unless a matrix ends in
     * between.
     */
    private static final int CHUNK_ROWS = 32;

    /** With fewer columns than this, a vector is hardly filled before it ends. */
    private static final int WIDE = 24;

    /** With fewer products in a sum, panels are mostly empty. */
    private static final int DEEP = 6;

    /**
     * With fewer rows, b is read where it lies if it is transposed, because putting its elements in order does not pay.
     */
    private static final int FEW = 4;

    /**
     * If the rows of the matrices lie among each other, so many of each are multiplied before the next ones: they fit
     * in the second cache.
     */
    private static final int MIXED_ROWS = 64;

    /** The same for what sums run through. */
    private static final int MIXED_SUMS = 128;

    /**
     * Where the elements of matrices lie: a part of one of them begins at {@link #at}.
     *
     * @param batch how far matrices lie apart
     * @param down how far neighbours in a column lie apart
     * @param across how far neighbours in a row lie apart
     */
    record Matrices(double[] data, int begin, int batch, int down, int across) {
        int at(int matrix, int row, int column) {
            return begin + matrix * batch + row * down + column * across;
        }

        /** The same matrices with rows for columns. */
        Matrices transposed() {
            return new Matrices(data, begin, batch, across, down);
        }
    }

    void compute() {
        if ((long) m * n * k >= LARGE
                && Blas.isBetter(m, n, k)
                && Blas.canRead(a, m, k)
                && Blas.canRead(b, k, n)) {
            for (int matrix = 0; matrix < batch; matrix++) {
                // a BLAS has threads of its own
                Blas.multiply(a, a.at(matrix, 0, 0), b, b.at(matrix, 0, 0), c, c.at(matrix, 0, 0), m, n, k);
            }
            return;
        }
        int rows = rowsAreMixed() ? m : batch * m;
        int chunk = rowsOfChunk(rows);
        if (chunk >= rows) {
            computeRows(0, rows);
        } else {
            Parallel.run(
                    (rows + chunk - 1) / chunk,
                    i -> computeRows(i * chunk, Math.min(rows - i * chunk, chunk) + i * chunk));
        }
    }

    /** Whether between two rows of a matrix of a there are rows of others. */
    private boolean rowsAreMixed() {
        return batch > 1 && a.batch < a.down;
    }

    /** Whether that is so along the sums. */
    private boolean sumsAreMixed() {
        return batch > 1 && (0 < a.batch && a.batch < a.across || 0 < b.batch && b.batch < b.down);
    }

    /** How many of the rows one thread computes at a time. */
    private int rowsOfChunk(int rows) {
        double workOfRow = (double) n * k * batch * m / rows;
        if (rows == 0 || rows * workOfRow < SHARED) {
            return rows;
        }
        // one thread need not cut, because cutting changes no bit
        return Parallel.threads() == 1 ? rows : (int) Math.max(CHUNK_ROWS, SHARED / 2 / workOfRow) & -Microkernel.ROWS;
    }

    private void computeRows(int from, int to) {
        if (DirectTiles.areBest(Math.min(m, to - from), n, k, b.across)) {
            forEachPart(from, to, this::multiply);
            return;
        }
        int depth = sumsAreMixed() ? MIXED_SUMS : Math.max(1, k);
        forEachPart(from, to, this::clear);
        for (int inner = 0; inner < k; inner += depth) {
            int begin = inner;
            int length = Math.min(depth, k - inner);
            forEachPart(from, to, (matrix, row, rows) -> add(matrix, row, rows, begin, length));
        }
    }

    private interface Part {
        /** Does something to some rows of a matrix. */
        void take(int matrix, int row, int rows);
    }

    private void forEachPart(int from, int to, Part part) {
        if (rowsAreMixed()) {
            for (int row = from; row < to; row += MIXED_ROWS) {
                for (int matrix = 0; matrix < batch; matrix++) {
                    part.take(matrix, row, Math.min(MIXED_ROWS, to - row));
                }
            }
            return;
        }
        int done = from;
        while (done < to) {
            int row = done % m;
            int rows = Math.min(m - row, to - done);
            part.take(done / m, row, rows);
            done += rows;
        }
    }

    /** Computes some rows of a matrix whose form suits {@link DirectTiles}, unless the part has too few of them. */
    private void multiply(int matrix, int row, int rows) {
        int atA = a.at(matrix, row, 0);
        int atB = b.at(matrix, 0, 0);
        int atC = c.at(matrix, row, 0);
        boolean isBest = DirectTiles.areBest(rows, n, k, b.across);
        if (isBest && DirectTiles.areHot()) {
            DirectTiles.multiply(RegisterTiles.Kernel.OF_THIS_MACHINE, a, atA, b, atB, c, atC, rows, n, k);
            return;
        }
        long start = System.nanoTime();
        clear(matrix, row, rows);
        addInNumbers(atA, atB, atC, rows, k);
        if (isBest) {
            DirectTiles.afterTwin(System.nanoTime() - start, (long) rows * n * k);
        }
    }

    private void clear(int matrix, int row, int rows) {
        int at = c.at(matrix, row, 0);
        if (c.down == n) {
            Arrays.fill(c.data, at, at + rows * n, 0);
        } else {
            for (int i = 0; i < rows; i++) {
                Arrays.fill(c.data, at + i * c.down, at + i * c.down + n, 0);
            }
        }
    }

    /** Adds products to some rows of a matrix, as many to each element as {@code depth} says. */
    private void add(int matrix, int row, int rows, int inner, int depth) {
        int atA = a.at(matrix, row, inner);
        int atB = b.at(matrix, inner, 0);
        int atC = c.at(matrix, row, 0);
        if (!RegisterTiles.areBest(rows, n, depth)) {
            addInNumbers(atA, atB, atC, rows, depth);
        } else if (RegisterTiles.areHot()) {
            RegisterTiles.add(RegisterTiles.Kernel.OF_THIS_MACHINE, a, atA, b, atB, c, atC, rows, n, depth);
        } else {
            long start = System.nanoTime();
            addInNumbers(atA, atB, atC, rows, depth);
            RegisterTiles.afterTwin(System.nanoTime() - start, (long) rows * n * depth);
        }
    }

    /** The same without vector registers, from where the parts of the matrices begin. */
    private void addInNumbers(int atA, int atB, int atC, int rows, int depth) {
        if (n >= WIDE && depth >= DEEP && (b.across == 1 || rows >= FEW)) {
            Panels.add(a, atA, b, atB, c, atC, rows, n, depth);
        } else if (n == 1 && rows >= WIDE && depth >= DEEP && a.down == 1 && c.down == 1) {
            // as a row times the matrix that a is the transposed of
            Panels.add(b.transposed(), atB, a.transposed(), atA, c, atC, 1, rows, depth);
        } else {
            Tiles.add(a.data, atA, a.down, a.across, b.data, atB, b.down, b.across, c.data, atC, c.down, 1, rows, n,
                    depth);
        }
    }
}
