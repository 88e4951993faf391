package dev.autodiff.cli;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.Suggestion;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/** Which column of a table holds which parameter. */
final class Columns {
    private final String file;
    private final List<String> names;
    private final int[] columnOfParameter;
    private final double[] fixedCoordinates;

    private Columns(String file, List<String> names, int parameters) {
        this.file = file;
        this.names = names;
        this.columnOfParameter = new int[parameters];
        this.fixedCoordinates = new double[parameters];
    }

    static Columns of(String file, CSVRecord header, CompiledFunction function, Point fixed, PrintWriter err) {
        List<String> names = header.toList();
        List<String> parameters = function.parameters();
        requireUnambiguous(file, names, fixed);
        Point.requireKnown("--at", function.name(), fixed.names(), parameters);
        Columns columns = new Columns(file, names, parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            columns.bind(i, parameters.get(i), fixed);
        }
        for (String name : names) {
            if (!parameters.contains(name)) {
                err.println("warning: " + file + ":1: column '" + name + "' is not used: '" + function.name() + "' has no such parameter");
            }
        }
        return columns;
    }

    private static void requireUnambiguous(String file, List<String> names, Point fixed) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new UsageException(file + ":1: there are two columns '" + name + "'");
            }
            if (fixed.names().contains(name)) {
                throw new UsageException("--at: '" + name + "' is a column of " + file + " already");
            }
        }
    }

    private void bind(int parameter, String name, Point fixed) {
        columnOfParameter[parameter] = names.indexOf(name);
        if (fixed.names().contains(name)) {
            fixedCoordinates[parameter] = fixed.value(name);
        } else if (columnOfParameter[parameter] < 0) {
            throw new UsageException(file + ":1: there is no column '" + name + "': "
                    + Suggestion.didYouMean(name, names, "the columns are " + String.join(", ", names) + "; or add --at " + name + "=…"));
        }
    }

    /** A point with the values that do not come from the table. */
    double[] fixedCoordinates() {
        return Arrays.copyOf(fixedCoordinates, fixedCoordinates.length);
    }

    /** Fills in the values of a row. */
    void read(CSVRecord row, long line, double[] point) {
        if (row.size() != names.size()) {
            throw new UsageException(file + ":" + line + ": the row has " + row.size() + " cells, and the header has " + names.size());
        }
        for (int i = 0; i < point.length; i++) {
            int column = columnOfParameter[i];
            if (column >= 0) {
                point[i] = number(row.get(column), line, column);
            }
        }
    }

    private double number(String cell, long line, int column) {
        Double value = Scalars.literal(cell);
        if (value == null) {
            throw new UsageException(file + ":" + line + ": column " + (column + 1) + " ('" + names.get(column) + "'): "
                    + (cell.isEmpty() ? "the cell is empty" : "'" + cell + "' is not a number"));
        }
        return value;
    }
}
