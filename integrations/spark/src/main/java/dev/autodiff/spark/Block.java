package dev.autodiff.spark;

import java.io.Serializable;
import java.util.List;

/** Some rows of one bucket, as a dense matrix for each column. */
final class Block implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int bucket;
    private final int rows;
    private final double[][] columns;

    /**
     * @param keys the rows as {@link RowOrder} has them
     * @param widths of the columns
     */
    Block(int bucket, List<long[]> keys, int[] widths) {
        this.bucket = bucket;
        this.rows = keys.size();
        this.columns = new double[widths.length][];
        int from = 1;
        for (int i = 0; i < widths.length; i++) {
            columns[i] = column(keys, from, widths[i]);
            from += widths[i];
        }
    }

    private static double[] column(List<long[]> keys, int from, int width) {
        double[] column = new double[keys.size() * width];
        int at = 0;
        for (long[] key : keys) {
            for (int k = 0; k < width; k++) {
                column[at++] = Double.longBitsToDouble(key[from + k]);
            }
        }
        return column;
    }

    int bucket() {
        return bucket;
    }

    int rows() {
        return rows;
    }

    /** The values of a column, row after row. */
    double[] column(int index) {
        return columns[index];
    }
}
