package dev.autodiff.hipparchus;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.List;
import java.util.Map;

/** A compiled function at each row of a table: the columns are some of its parameters, and a flat vector has others. */
final class DataModel {
    private final Binding binding;
    private final CompiledFunction function;
    /** For each column its place among the function's parameters. */
    private final int[] places;
    private final double[][] columns;
    private final int rows;

    /** @throws ProblemException if a parameter has no value at all */
    DataModel(Binding binding, Map<String, double[]> columns, int rows) {
        this.binding = binding;
        this.function = binding.function();
        this.rows = rows;
        List<String> open = binding.open();
        for (String name : open) {
            if (!columns.containsKey(name)) {
                throw new ProblemException("no value for '" + name + "' of " + function.name()
                        + ": it needs a column, a start or a fixed value");
            }
        }
        this.places = open.stream().mapToInt(function.parameters()::indexOf).toArray();
        this.columns = open.stream().map(columns::get).toArray(double[][]::new);
        for (int i = 0; i < this.columns.length; i++) {
            if (this.columns[i].length != rows) {
                throw new ProblemException("the column '" + open.get(i) + "' has " + this.columns[i].length
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
                point[places[i]] = columns[i][row];
            }
            values[row] = function.valueAndGradient(point, partials);
            binding.arrange(partials, jacobian[row]);
        }
    }

    private void evaluateTensors(double[] x, double[] values, double[][] jacobian) {
        Tensor[] arguments = binding.arguments(x);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < places.length; i++) {
                arguments[places[i]] = Tensor.scalar(columns[i][row]);
            }
            CompiledFunction.Pullback answer = function.valueAndGradient(arguments);
            values[row] = answer.value().item();
            binding.arrange(answer.gradient(), jacobian[row]);
        }
    }
}
