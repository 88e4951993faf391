package dev.autodiff.spark;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Parallel;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A compiled function at the point of each row, as columns: its value, and its gradient as an array, the elements of
 * all variables one behind the other. A point with a null, also in an array, has no value: the answer is null.
 */
public final class FunctionColumns {
    private final CompiledFunction function;
    private final Broadcast<ShippedFunction> shipped;

    private FunctionColumns(CompiledFunction function, Broadcast<ShippedFunction> shipped) {
        this.function = function;
        this.shipped = shipped;
    }

    /** @param function with one result of one element */
    public static FunctionColumns of(CompiledFunction function, SparkSession session) {
        return new FunctionColumns(
                function,
                JavaSparkContext.fromSparkContext(session.sparkContext())
                        .broadcast(new ShippedFunction(function)));
    }

    /** @param point a column for each parameter, of numbers, arrays or vectors */
    public Column value(Column... point) {
        Broadcast<ShippedFunction> sent = shipped;
        return column(point, DataTypes.DoubleType, row -> value(sent.value().function(), row));
    }

    /** @param point a column for each parameter, of numbers, arrays or vectors */
    public Column gradient(Column... point) {
        Broadcast<ShippedFunction> sent = shipped;
        return column(
                point,
                DataTypes.createArrayType(DataTypes.DoubleType, false),
                row -> gradient(sent.value().function(), row));
    }

    private Column column(Column[] point, DataType type, UDF1<Row, Object> body) {
        if (point.length != function.parameters().size()) {
            throw new DataException(function.name() + " takes " + function.parameters().size() + " columns ("
                    + String.join(", ", function.parameters()) + "), and got " + point.length);
        }
        UserDefinedFunction udf = functions.udf(body, type).withName(function.name());
        return udf.apply(functions.struct(point));
    }

    private static Double value(CompiledFunction function, Row row) {
        if (row.anyNull()) {
            return null;
        }
        if (function.signature().isScalar()) {
            return function.value(numbers(row));
        }
        Tensor[] point = tensors(row);
        return point == null ? null : Double.valueOf(Parallel.with(1, () -> function.value(point).item()));
    }

    private static List<Double> gradient(CompiledFunction function, Row row) {
        if (row.anyNull()) {
            return null;
        }
        List<Double> elements = new ArrayList<>();
        if (function.signature().isScalar()) {
            for (double partial : function.gradient(numbers(row))) {
                elements.add(partial);
            }
            return elements;
        }
        Tensor[] point = tensors(row);
        if (point == null) {
            return null;
        }
        for (Tensor tensor : Parallel.with(1, () -> function.valueAndGradient(point)).gradient()) {
            for (double partial : tensor.toArray()) {
                elements.add(partial);
            }
        }
        return elements;
    }

    private static double[] numbers(Row row) {
        double[] point = new double[row.size()];
        for (int i = 0; i < point.length; i++) {
            point[i] = RowReader.number(row.get(i));
        }
        return point;
    }

    /** Null if an element of an array is. */
    private static Tensor[] tensors(Row row) {
        Tensor[] point = new Tensor[row.size()];
        for (int i = 0; i < point.length; i++) {
            double[] cell = RowReader.cell(row, i);
            if (cell == null) {
                return null;
            }
            boolean isNumber = row.get(i) instanceof Number || row.get(i) instanceof Boolean;
            point[i] = Tensor.wrap(DType.F64, isNumber ? new int[0] : new int[] {cell.length}, cell);
        }
        return point;
    }
}
