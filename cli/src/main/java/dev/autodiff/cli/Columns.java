package dev.autodiff.cli;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Suggestion;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Which column of a table holds which parameter. */
final class Columns {
    private final TableHeader header;
    private final List<Signature.Argument> parameters;
    private final int[] columnOfParameter;
    private final Tensor[] fixed;

    private Columns(TableHeader header, List<Signature.Argument> parameters) {
        this.header = header;
        this.parameters = parameters;
        this.columnOfParameter = new int[parameters.size()];
        this.fixed = new Tensor[parameters.size()];
    }

    static Columns of(String file, CsvRow firstRow, CompiledFunction function, Point fixed, PrintWriter err) {
        TableHeader header = new TableHeader(file, firstRow.cells());
        List<String> parameters = function.parameters();
        for (String name : header.names()) {
            if (fixed.names().contains(name)) {
                throw new UsageException("--at: '" + name + "' is a column of " + file + " already");
            }
        }
        Point.requireKnown("--at", function.name(), fixed.names(), parameters);
        Map<String, Integer> places = new HashMap<>();
        header.names().forEach(name -> places.put(name, places.size()));
        Columns columns = new Columns(header, function.signature().parameters());
        for (int i = 0; i < parameters.size(); i++) {
            columns.bind(i, places.getOrDefault(parameters.get(i), -1), fixed);
        }
        header.warnOfUnused(new HashSet<>(parameters), function.name(), err);
        return columns;
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
            throw new UsageException(header.file() + ":1: there is no column '" + name + "': "
                    + Suggestion.didYouMean(
                            name,
                            header.names(),
                            "the columns are " + Suggestion.listed(header.names()) + "; or add --at " + name + "=…"));
        }
    }

    /** How many there are, used or not. */
    int count() {
        return header.names().size();
    }

    /** A point with the numbers that do not come from the table. */
    double[] fixedCoordinates() {
        return Arrays.stream(fixed)
                .mapToDouble(value -> value == null || value.rank() > 0 ? 0 : value.item())
                .toArray();
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
    void read(CsvRow row, double[] point) {
        header.requireAllCells(row);
        for (int i = 0; i < point.length; i++) {
            int column = columnOfParameter[i];
            if (column >= 0) {
                point[i] = header.number(row, column, parameters.get(i).type());
            }
        }
    }
}
