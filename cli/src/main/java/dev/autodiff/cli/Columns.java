package dev.autodiff.cli;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Suggestion;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/** Which column of a table holds which parameter. */
final class Columns {
    /** Who has a table of a thousand columns knows that one formula does not use them all. */
    private static final int MAX_WARNINGS = 10;

    private final String file;
    private final List<String> names;
    private final List<Signature.Argument> parameters;
    private final int[] columnOfParameter;
    private final Tensor[] fixed;

    private Columns(String file, List<String> names, List<Signature.Argument> parameters) {
        this.file = file;
        this.names = names;
        this.parameters = parameters;
        this.columnOfParameter = new int[parameters.size()];
        this.fixed = new Tensor[parameters.size()];
    }

    static Columns of(String file, CSVRecord header, CompiledFunction function, Point fixed, PrintWriter err) {
        List<String> names = header.toList();
        List<String> parameters = function.parameters();
        requireUnambiguous(file, names, fixed);
        Point.requireKnown("--at", function.name(), fixed.names(), parameters);
        Map<String, Integer> places = new HashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        Columns columns = new Columns(file, names, function.signature().parameters());
        for (int i = 0; i < parameters.size(); i++) {
            columns.bind(i, places.getOrDefault(parameters.get(i), -1), fixed);
        }
        columns.warnOfUnused(function, err);
        return columns;
    }

    private void warnOfUnused(CompiledFunction function, PrintWriter err) {
        Set<String> used = new HashSet<>(function.parameters());
        List<String> unused = names.stream().filter(name -> !used.contains(name)).toList();
        for (String name : unused.subList(0, Math.min(MAX_WARNINGS, unused.size()))) {
            err.println("warning: " + file + ":1: column '" + name + "' is not used: '" + function.name() + "' has no such parameter");
        }
        if (unused.size() > MAX_WARNINGS) {
            err.println("warning: " + file + ":1: " + (unused.size() - MAX_WARNINGS) + " more columns are not used");
        }
        // before the answers, which are buffered on their own
        err.flush();
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

    /** @param column where the parameter's values stand, or -1 */
    private void bind(int index, int column, Point point) {
        Signature.Argument parameter = parameters.get(index);
        String name = parameter.name();
        columnOfParameter[index] = column;
        if (point.names().contains(name)) {
            Tensor value = parameter.type().isScalar() ? Tensor.scalar(point.number(name)) : point.value(name);
            fixed[index] = Arguments.converted(parameter, value);
        } else if (!parameter.type().isScalar()) {
            throw new UsageException("no value for " + name + ", which is " + parameter.type()
                    + ": a table has numbers only, add --at '" + name + "=[…]'");
        } else if (columnOfParameter[index] < 0) {
            throw new UsageException(file + ":1: there is no column '" + name + "': "
                    + Suggestion.didYouMean(name, names, "the columns are " + Suggestion.listed(names) + "; or add --at " + name + "=…"));
        }
    }

    /** How many there are, used or not. */
    int count() {
        return names.size();
    }

    /** A point with the numbers that do not come from the table. */
    double[] fixedCoordinates() {
        return Arrays.stream(fixed).mapToDouble(value -> value == null || value.rank() > 0 ? 0 : value.item()).toArray();
    }

    /** The values for a row that has been read to a point. */
    Tensor[] values(double[] point) {
        Tensor[] values = fixed.clone();
        for (int i = 0; i < values.length; i++) {
            if (fixed[i] == null) {
                values[i] = Tensor.scalar(point[i]);
            }
        }
        return values;
    }

    /** Fills in the values of a row. */
    void read(CSVRecord row, long line, double[] point) {
        if (row.size() != names.size()) {
            throw new UsageException(file + ":" + line + ": the row has " + row.size() + " cells, and the header has " + names.size());
        }
        for (int i = 0; i < point.length; i++) {
            int column = columnOfParameter[i];
            if (column >= 0) {
                point[i] = number(row.get(column), parameters.get(i), line, column);
            }
        }
    }

    private double number(String cell, Signature.Argument parameter, long line, int column) {
        Double value = Numbers.parse(cell);
        if (value == null) {
            throw wrong(line, column, cell.isEmpty() ? "the cell is empty" : "'" + cell + "' is not a number");
        }
        String reason = Arguments.mismatch(parameter.type().dtype(), value);
        if (reason != null) {
            throw wrong(line, column, "the parameter is " + parameter.type() + ", and '" + cell + "' is " + reason);
        }
        return value;
    }

    private UsageException wrong(long line, int column, String reason) {
        return new UsageException(file + ":" + line + ": column " + (column + 1) + " ('" + names.get(column) + "'): " + reason);
    }
}
