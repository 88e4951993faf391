package dev.autodiff.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.Row;

/** What a pass over the rows of one partition finds: how many there are, how wide, and the first that lacks something. */
final class Survey implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int partition;
    private long complete;
    private long incomplete;
    private int[] widths;
    private String problem;

    private Survey(int partition) {
        this.partition = partition;
    }

    /** @param skips whether rows that lack something are left out */
    static Survey of(int partition, Iterator<Row> rows, String[] columns, boolean skips) {
        Survey survey = new Survey(partition);
        while (rows.hasNext() && (skips || survey.problem == null)) {
            survey.add(rows.next(), columns);
        }
        return survey;
    }

    private void add(Row row, String[] columns) {
        if (widths == null) {
            int[] found = new RowReader(columns, new int[columns.length]).widths(row);
            widths = Arrays.stream(found).allMatch(width -> width > 0) ? found : null;
        }
        int[] expected = widths == null ? new int[columns.length] : widths;
        String missing = new RowReader(columns, expected).problem(row);
        if (missing == null) {
            complete++;
        } else {
            if (problem == null) {
                problem = "row " + (complete + incomplete) + " of partition " + partition + file() + ": " + missing
                        + ": " + row;
            }
            incomplete++;
        }
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
}
