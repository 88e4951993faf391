package dev.autodiff.hipparchus;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import java.util.List;
import java.util.Map;

/** A compiled function at each row of a table: the columns are some of its parameters, and a flat vector has others. */
final class DataModel {
    private final Binding binding;
    private final CompiledFunction function;
    /** The parameters that are columns, by their places among the function's. */
    private final int[] places;

    /** Of each of these the values of its elements in all rows. */
    private final double[][][] columns;

    private final int[][] lengths;
    private final int rows;

    /** @throws ProblemException if a parameter has no value at all */
    DataModel(Binding binding, Map<String, double[]> columns, int rows) {
        this.binding = binding;
        this.function = binding.function();
        this.rows = rows;
        this.places = binding.open().stream().mapToInt(function.parameters()::indexOf).toArray();
        this.columns = new double[places.length][][];
        this.lengths = new int[places.length][];
        for (int i = 0; i < places.length; i++) {
            Signature.Argument parameter = function.signature().parameters().get(places[i]);
            List<String> names = FitData.columnsOf(parameter);
            requireColumns(names, columns);
            this.columns[i] = names.stream().map(columns::get).toArray(double[][]::new);
            this.lengths[i] = parameter.type().shape().lengths(Map.of());
        }
    }

    private void requireColumns(List<String> names, Map<String, double[]> given) {
        for (String name : names) {
            if (!given.containsKey(name)) {
                throw new ProblemException("no value for '" + name + "' of " + function.name()
                        + ": it needs a column, a start or a fixed value");
            }
            if (given.get(name).length != rows) {
                throw new ProblemException("the column '" + name + "' has " + given.get(name).length
                        + " rows, and the response " + rows);
            }
        }
    }

    ParameterVector parameters() {
        return binding.vector();
    }

    int rows() {
        return rows;
    }

    /** The values at all rows, with a row of partial derivatives each. */
    void evaluate(double[] x, double[] values, double[][] jacobian) {
        if (function.signature().isScalar()) {
            evaluateNumbers(x, values, jacobian);
        } else {
            evaluateTensors(x, values, jacobian);
        }
    }

    private void evaluateNumbers(double[] x, double[] values, double[][] jacobian) {
        double[] point = binding.point(x);
        double[] partials = new double[function.signature().variables().size()];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < places.length; i++) {
                point[places[i]] = columns[i][0][row];
            }
            values[row] = function.valueAndGradient(point, partials);
            binding.arrange(partials, jacobian[row]);
        }
    }

    private void evaluateTensors(double[] x, double[] values, double[][] jacobian) {
        Tensor[] arguments = binding.arguments(x);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < places.length; i++) {
                arguments[places[i]] = Tensor.of(lengths[i], elements(columns[i], row));
            }
            CompiledFunction.Pullback answer = function.valueAndGradient(arguments);
            values[row] = answer.value().item();
            binding.arrange(answer.gradient(), jacobian[row]);
        }
    }

    private static double[] elements(double[][] columns, int row) {
        double[] elements = new double[columns.length];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = columns[i][row];
        }
        return elements;
    }
}
