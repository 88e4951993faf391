package dev.autodiff.spark;

/**
 * The triangle R of A = QR, where A has many rows: all that least squares need of a Jacobian beside residuals, with
 * half the condition of the normal equations. Triangles of parts, one above the other, have that of the whole (Demmel,
 * Grigori, Hoemmen and Langou, Communication-optimal parallel and sequential QR and LU factorizations, SIAM Journal on
 * Scientific Computing 34, 2012).
 */
final class Triangle {
    private Triangle() {}

    /**
     * By reflections (Golub and Van Loan, Matrix Computations, section 5.2).
     *
     * @param columns of A, which are overwritten
     * @return row after row, as many as there are columns
     */
    static double[] of(double[][] columns) {
        int n = columns.length;
        int rows = columns[0].length;
        double[] triangle = new double[n * n];
        for (int k = 0; k < Math.min(n, rows); k++) {
            double diagonal = reflect(columns, k);
            triangle[k * n + k] = diagonal;
            for (int j = k + 1; j < n; j++) {
                triangle[k * n + j] = columns[j][k];
            }
        }
        return triangle;
    }

    /** Turns a column from its k-th element on into one that has nothing below that; what it is then. */
    private static double reflect(double[][] columns, int k) {
        double[] mirror = columns[k];
        double squares = 0;
        for (int i = k; i < mirror.length; i++) {
            squares += mirror[i] * mirror[i];
        }
        if (squares == 0) {
            return 0;
        }
        double diagonal = -Math.copySign(Math.sqrt(squares), mirror[k]);
        double factor = 1 / (squares - mirror[k] * diagonal);
        mirror[k] -= diagonal;
        for (int j = k + 1; j < columns.length; j++) {
            double[] column = columns[j];
            double product = 0;
            for (int i = k; i < column.length; i++) {
                product += mirror[i] * column[i];
            }
            product *= factor;
            for (int i = k; i < column.length; i++) {
                column[i] -= product * mirror[i];
            }
        }
        return diagonal;
    }

    /** Of two triangles of n columns, one above the other. */
    static double[] joined(double[] above, double[] below, int n) {
        double[][] columns = new double[n][2 * n];
        for (int row = 0; row < n; row++) {
            for (int j = 0; j < n; j++) {
                columns[j][row] = above[row * n + j];
                columns[j][n + row] = below[row * n + j];
            }
        }
        return of(columns);
    }
}
