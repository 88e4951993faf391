package dev.autodiff.hipparchus;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;

/**
 * The value of a compiled function with its Jacobian by a flat vector, row after row: row i is the pullback of the i-th
 * unit vector, so that a result of n elements takes n passes.
 */
final class JacobianRows {
    private final Binding binding;

    JacobianRows(Binding binding) {
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
        double[][] jacobian = new double[value.size()][binding.vector().dimension()];
        for (int i = 0; i < jacobian.length; i++) {
            double[] unit = new double[value.size()];
            unit[i] = 1;
            Tensor cotangent = Tensor.wrap(DType.F64, value.lengths(), unit);
            binding.arrange(function.pullback(cotangent, arguments).gradient(), jacobian[i]);
        }
        return new Answer(value.toArray(), jacobian);
    }
}
