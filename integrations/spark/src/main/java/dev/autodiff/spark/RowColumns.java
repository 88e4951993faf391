package dev.autodiff.spark;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.RowSum;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** The parameters of a function that are data, with their columns. */
final class RowColumns {
    private final CompiledFunction function;
    private final List<String> parameters = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final List<Boolean> areNumbers = new ArrayList<>();
    private int[] widths;
    private RowSum sum;

    /** @throws DataException if there is no such parameter or column, or a column has no numbers */
    RowColumns(CompiledFunction function, StructType schema, Map<String, String> names) {
        this.function = function;
        if (names.isEmpty()) {
            throw new DataException("no parameter of " + function.name() + " is data: name some with rows(…)");
        }
        for (String parameter : function.parameters()) {
            if (names.containsKey(parameter)) {
                add(parameter, names.get(parameter), schema);
            }
        }
        for (String name : names.keySet()) {
            if (!function.parameters().contains(name)) {
                throw new DataException(function.name() + " has no parameter '" + name + "': it has "
                        + String.join(", ", function.parameters()));
            }
        }
    }

    private void add(String parameter, String column, StructType schema) {
        List<String> known = List.of(schema.fieldNames());
        if (!known.contains(column)) {
            throw new DataException("there is no column '" + column + "' for " + parameter + ": there are "
                    + String.join(", ", known));
        }
        DataType type = schema.apply(column).dataType();
        boolean isNumber = isNumber(type);
        boolean isVector = type instanceof ArrayType array && isNumber(array.elementType())
                || type.getClass().getSimpleName().equals("VectorUDT");
        if (!isNumber && !isVector) {
            throw new DataException("the column '" + column + "' is of type " + type.simpleString()
                    + ": data are numbers, or arrays or vectors of them");
        }
        parameters.add(parameter);
        columns.add(column);
        areNumbers.add(isNumber);
    }

    static boolean isNumber(DataType type) {
        return type instanceof NumericType || type instanceof BooleanType;
    }

    /** The names of the columns, in the order of the parameters. */
    List<String> columns() {
        return columns;
    }

    /** The place of a parameter among them, or -1. */
    int indexOf(String parameter) {
        return parameters.indexOf(parameter);
    }

    /** The shape of a column in one row. */
    int[] row(int index) {
        return areNumbers.get(index) ? new int[0] : new int[] {widths[index]};
    }

    int[] widths() {
        return widths;
    }

    /** The function as a sum over rows. */
    RowSum rowSum() {
        if (sum == null) {
            Map<String, Shape> rows = new LinkedHashMap<>();
            for (int i = 0; i < parameters.size(); i++) {
                // the length of vectors comes with the data
                Dimension width = Dimension.named("width_of_" + parameters.get(i));
                Shape row = areNumbers.get(i) ? Shape.SCALAR : new Shape(List.of(width));
                rows.put(parameters.get(i), row);
            }
            sum = function.rowSum(rows);
        }
        return sum;
    }

    /**
     * Requires that columns are as wide as the function wants them.
     *
     * @throws DataException if not
     */
    void require(int[] found) {
        widths = found;
        sizes();
    }

    /** The dimensions whose lengths the data tell. */
    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        for (Signature.Argument parameter : rowSum().terms().signature().parameters()) {
            int index = indexOf(parameter.name());
            if (index < 0) {
                continue;
            }
            Shape shape = parameter.type().shape();
            int[] row = row(index);
            if (shape.rank() != row.length + 1) {
                throw new DataException("'" + parameter.name() + "' is " + parameter.type() + ", and the column '"
                        + columns.get(index) + "' has " + (row.length == 0 ? "a number" : "a vector")
                        + " in each row");
            }
            for (int axis = 0; axis < row.length; axis++) {
                bind(parameter, shape.dimension(axis + 1), row[axis], index, sizes);
            }
        }
        return sizes;
    }

    private void bind(
            Signature.Argument parameter, Dimension dimension, int length, int index, Map<String, Integer> sizes) {
        Integer known = dimension.isLiteral() ? Integer.valueOf((int) dimension.literal())
                : dimension.name() == null ? null : sizes.putIfAbsent(dimension.name(), length);
        if (known != null && known != length) {
            throw new DataException("'" + parameter.name() + "' is " + parameter.type() + ", and the vectors of '"
                    + columns.get(index) + "' have " + length + " elements");
        }
    }
}
