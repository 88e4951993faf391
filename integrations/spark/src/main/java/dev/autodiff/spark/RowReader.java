package dev.autodiff.spark;

import dev.autodiff.runtime.Numbers;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/**
 * Reads rows with some columns, in their order, as doubles one behind the other. A column of vectors or arrays has as
 * many for each row, its width; one of numbers has one.
 */
final class RowReader implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String[] columns;

    /** How many numbers a column has in each row; 0 before that is known. */
    private final int[] widths;

    RowReader(String[] columns, int[] widths) {
        this.columns = columns;
        this.widths = widths;
    }

    /**
     * The numbers of a row, behind so many free places; null if some are missing.
     *
     * @throws DataException if a vector has another length
     */
    double[] read(Row row, int free) {
        int total = free;
        for (int width : widths) {
            total += width;
        }
        double[] numbers = new double[total];
        int at = free;
        for (int i = 0; i < columns.length; i++) {
            if (row.isNullAt(i)) {
                return null;
            }
            double[] cell = cell(row, i);
            if (cell == null) {
                return null;
            }
            requireWidth(cell, i);
            for (double number : cell) {
                if (Double.isNaN(number)) {
                    return null;
                }
                numbers[at++] = number;
            }
        }
        return numbers;
    }

    /** The widths of the columns of a row; 0 where there is nothing. */
    int[] widths(Row row) {
        int[] found = new int[columns.length];
        for (int i = 0; i < found.length; i++) {
            double[] cell = row.isNullAt(i) ? null : cell(row, i);
            found[i] = cell == null ? 0 : cell.length;
        }
        return found;
    }

    /** @throws DataException if a vector is not as long as others */
    private void requireWidth(double[] cell, int column) {
        if (cell.length != widths[column]) {
            throw new DataException("'" + columns[column] + "' has " + cell.length + " elements, and other rows have "
                    + widths[column]);
        }
    }

    /** What is missing in a row, in words; null if nothing is. */
    String problem(Row row) {
        for (int i = 0; i < columns.length; i++) {
            String problem = row.isNullAt(i) ? "is null" : problem(row.get(i), cell(row, i));
            if (problem != null) {
                return "'" + columns[i] + "' " + problem;
            }
        }
        return null;
    }

    private static String problem(Object value, double[] cell) {
        if (cell == null) {
            return value instanceof String ? "is '" + value + "', which is no number" : "has an element that is null";
        }
        for (int k = 0; k < cell.length; k++) {
            if (Double.isNaN(cell[k])) {
                return cell.length == 1 ? "is NaN" : "is NaN at element " + k;
            }
        }
        return null;
    }

    /** Null if an element of an array is, or a text is no number. */
    static double[] cell(Row row, int column) {
        Object value = row.get(column);
        if (value instanceof Vector vector) {
            return vector.toArray();
        }
        if (value instanceof Number || value instanceof Boolean) {
            return new double[] {number(value)};
        }
        if (value instanceof String text) {
            Double number = Numbers.parse(text);
            return number == null ? null : new double[] {number};
        }
        List<Object> elements = row.getList(column);
        double[] cell = new double[elements.size()];
        for (int k = 0; k < cell.length; k++) {
            if (elements.get(k) == null) {
                return null;
            }
            cell[k] = number(elements.get(k));
        }
        return cell;
    }

    static double number(Object value) {
        return value instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) value).doubleValue();
    }
}
