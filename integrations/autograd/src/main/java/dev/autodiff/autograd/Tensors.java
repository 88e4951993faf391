package dev.autodiff.autograd;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntToDoubleFunction;

/** Tensors made element by element. */
final class Tensors {
    private Tensors() {}

    static Type type(Tensor tensor) {
        return new Type(tensor.dtype(), tensor.shape());
    }

    /** A tensor of the type of another. */
    static Tensor like(Tensor type, IntToDoubleFunction elements) {
        double[] data = new double[type.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = elements.applyAsDouble(i);
        }
        return type.dtype() == DType.F32
                ? Tensor.wrap(DType.F64, type.lengths(), data).as(DType.F32)
                : Tensor.wrap(type.dtype(), type.lengths(), data);
    }

    static Tensor combined(Tensor a, Tensor b, DoubleBinaryOperator operator) {
        return like(a, i -> operator.applyAsDouble(a.at(i), b.at(i)));
    }

    /** Sums of single precision are rounded once. */
    static Tensor sum(Tensor a, Tensor b) {
        return combined(a, b, Double::sum);
    }

    /** The same number in each place. */
    static Tensor full(double value, int... lengths) {
        double[] data = new double[Tensor.size(lengths)];
        Arrays.fill(data, value);
        return Tensor.wrap(DType.F64, lengths, data);
    }
}
