package dev.autodiff.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.Row;

/** What a pass over one partition finds: how many rows there are, how wide, and the first that lacks something. */
final class Survey implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int partition;
    private long complete;
    private long incomplete;
    private int[] widths;
    private String problem;
    private String mismatch;

    private Survey(int partition) {
        this.partition = partition;
    }

    /** @param skips whether rows that lack something are left out */
    static Survey of(int partition, Iterator<Row> rows, String[] columns, boolean skips) {
        Survey survey = new Survey(partition);
        RowReader reader = new RowReader(columns, new int[columns.length]);
        while (rows.hasNext() && survey.mismatch == null && (skips || survey.problem == null)) {
            survey.add(rows.next(), reader);
        }
        return survey;
    }

    private void add(Row row, RowReader reader) {
        String missing = reader.problem(row);
        if (missing != null) {
            problem = problem == null ? place(missing, row) : problem;
            incomplete++;
            return;
        }
        int[] found = reader.widths(row);
        if (widths != null && !Arrays.equals(found, widths)) {
            mismatch = place("its columns have " + Arrays.toString(found) + " numbers, and those before it "
                    + Arrays.toString(widths), row);
        }
        widths = widths == null ? found : widths;
        complete++;
    }

    private String place(String what, Row row) {
        return "row " + (complete + incomplete) + " of partition " + partition + file() + ": " + what + ": " + row;
    }

    /** The file that is being read, if it is one. */
    private static String file() {
        String path = String.valueOf(InputFileBlockHolder.getInputFilePath());
        return path.isEmpty() ? "" : " (" + path + ")";
    }

    int partition() {
        return partition;
    }

    long complete() {
        return complete;
    }

    long incomplete() {
        return incomplete;
    }

    /** Null if there is no row. */
    int[] widths() {
        return widths;
    }

    /** The first row that lacks something, with its place; null if there is none. */
    String problem() {
        return problem;
    }

    /** The first row whose vectors are not as long as those before it; null if there is none. */
    String mismatch() {
        return mismatch;
    }
}
