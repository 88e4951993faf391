package dev.autodiff.hipparchus;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.util.List;

/**
 * The value of a compiled function with its Jacobian by a flat vector, a row for each element of the value. A row is a
 * pullback, a column a pushforward, and of the two the fewer are computed: residuals of a million rows by three
 * parameters take three passes.
 */
final class FlatJacobian {
    private final Binding binding;

    FlatJacobian(Binding binding) {
        this.binding = binding;
    }

    /** @param jacobian one row for each element of the value */
    record Answer(double[] value, double[][] jacobian) {}

    /** The elements of the value alone, in row-major order. */
    double[] valueAt(double[] x) {
        return binding.function().value(binding.arguments(x)).toArray();
    }

    Answer at(double[] x) {
        return at(binding.arguments(x));
    }

    /** The same where the caller has filled in the arguments that the binding leaves open. */
    Answer at(Tensor[] arguments) {
        CompiledFunction function = binding.function();
        Tensor value = function.value(arguments);
        int columns = binding.vector().dimension();
        double[][] jacobian = new double[value.size()][columns];
        if (columns < value.size() && function.hasMoreDerivatives()) {
            fillColumns(jacobian, columns, arguments);
        } else {
            fillRows(jacobian, value, arguments);
        }
        return new Answer(value.toArray(), jacobian);
    }

    private void fillRows(double[][] jacobian, Tensor value, Tensor[] arguments) {
        for (int i = 0; i < jacobian.length; i++) {
            double[] unit = new double[value.size()];
            unit[i] = 1;
            Tensor cotangent = Tensor.wrap(DType.F64, value.lengths(), unit);
            binding.arrange(binding.function().pullback(cotangent, arguments).gradient(), jacobian[i]);
        }
    }

    private void fillColumns(double[][] jacobian, int columns, Tensor[] arguments) {
        for (int j = 0; j < columns; j++) {
            double[] unit = new double[columns];
            unit[j] = 1;
            List<Tensor> directions = binding.directions(unit, arguments);
            Tensor tangent = binding.function().jvp(directions, arguments).get(0);
            for (int i = 0; i < jacobian.length; i++) {
                jacobian[i][j] = tangent.at(i);
            }
        }
    }
}
