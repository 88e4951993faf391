package dev.autodiff.autograd;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntToDoubleFunction;

/** Tensors made element by element. */
final class Tensors {
    /** Types that came lately, by hashes: most tensors have one that another had, and equal objects compare fast. */
    private static final Known[] TYPES = new Known[256];

    private record Known(int[] lengths, Type type) {}

    private Tensors() {}

    static Type type(Tensor tensor) {
        return type(tensor.dtype(), tensor.lengths());
    }

    /** The type of tensors of these lengths. */
    static Type type(DType dtype, int[] lengths) {
        int place = (31 * Arrays.hashCode(lengths) + dtype.ordinal()) & TYPES.length - 1;
        Known known = TYPES[place];
        if (known == null || known.type().dtype() != dtype || !Arrays.equals(known.lengths(), lengths)) {
            known = new Known(lengths, Type.of(dtype, Shape.of(Arrays.stream(lengths).asLongStream().toArray())));
            TYPES[place] = known;
        }
        return known.type();
    }

    static Tensor zeros(Type type) {
        // most are single numbers, which somebody looks at
        return type == Type.NUMBER ? Tensor.scalar(0) : Tensor.zeros(type.dtype(), type.shape().lengths(Map.of()));
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
