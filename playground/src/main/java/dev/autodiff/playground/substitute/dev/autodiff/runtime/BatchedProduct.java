package dev.autodiff.playground.substitute.dev.autodiff.runtime;

/**
 * Products of matrices without tiles, threads and registers: each element adds up its products from the first to the
 * last, as the runtime does in all of its ways.
 */
record BatchedProduct(Matrices a, Matrices b, Matrices c, int batch, int m, int n, int k) {
    /** Matrices in an array; neighbours in a column lie {@code down} apart, and those in a row {@code across}. */
    record Matrices(double[] data, int begin, int batch, int down, int across) {
        int at(int matrix, int row, int column) {
            return begin + matrix * batch + row * down + column * across;
        }
    }

    void compute() {
        for (int matrix = 0; matrix < batch; matrix++) {
            for (int row = 0; row < m; row++) {
                for (int column = 0; column < n; column++) {
                    c.data[c.at(matrix, row, column)] = element(matrix, row, column);
                }
            }
        }
    }

    private double element(int matrix, int row, int column) {
        double sum = 0;
        for (int i = 0; i < k; i++) {
            sum = Math.fma(a.data[a.at(matrix, row, i)], b.data[b.at(matrix, i, column)], sum);
        }
        return sum;
    }
}
