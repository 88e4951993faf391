package dev.autodiff.cli;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Values as a function's parameters have them: all there, of their types, and of shapes that fit each other. */
final class Arguments {
    private final Signature signature;
    private final Tensor[] tensors;
    private final Map<String, Integer> sizes;

    private Arguments(Signature signature, Tensor[] tensors) {
        this.signature = signature;
        this.tensors = tensors;
        try {
            this.sizes = signature.bind(List.of(tensors));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    static Arguments of(CompiledFunction function, Point point) {
        point.requireComplete(function.name(), function.parameters());
        return of(function, function.parameters().stream().map(point::value).toArray(Tensor[]::new));
    }

    /** @param values one for each parameter, in their order */
    static Arguments of(CompiledFunction function, Tensor... values) {
        List<Signature.Argument> parameters = function.signature().parameters();
        Tensor[] tensors = new Tensor[values.length];
        for (int i = 0; i < tensors.length; i++) {
            tensors[i] = converted(parameters.get(i), values[i]);
        }
        return new Arguments(function.signature(), tensors);
    }

    /** A value in the type of its parameter. */
    static Tensor converted(Signature.Argument parameter, Tensor value) {
        DType dtype = parameter.type().dtype();
        if (dtype.compareTo(value.dtype()) < 0) {
            for (int i = 0; i < value.size(); i++) {
                requireKept(parameter, value, i);
            }
        }
        return value.as(dtype);
    }

    /** An element of a more general type must be one of the parameter's type too; only floats are rounded. */
    private static void requireKept(Signature.Argument parameter, Tensor value, int index) {
        String reason = mismatch(parameter.type().dtype(), value.at(index));
        if (reason != null) {
            String element = value.rank() == 0 ? "the value" : "element " + Arrays.toString(value.indices(index));
            throw new UsageException("'" + parameter.name() + "' is " + parameter.type() + ", and " + element + " is "
                    + Numbers.print(value.at(index)) + ": " + reason);
        }
    }

    /** Why a number is none of the type; null if it is one. */
    static String mismatch(DType dtype, double element) {
        if (dtype == DType.INT && !(element == Math.rint(element) && Math.abs(element) <= DType.MAX_WHOLE)) {
            return "not a whole number";
        }
        return dtype == DType.BOOL && element != 0 && element != 1 ? "neither true nor false, nor 1 or 0" : null;
    }

    Tensor[] tensors() {
        return tensors.clone();
    }

    /** The values for a function of numbers. */
    double[] numbers() {
        return Arrays.stream(tensors).mapToDouble(Tensor::item).toArray();
    }

    /** What the dimensions are that have names. */
    Map<String, Integer> sizes() {
        return sizes;
    }

    /** The shape of the result for these values. */
    int[] resultLengths() {
        try {
            int[] lengths = signature.result().shape().lengths(sizes);
            Tensor.size(lengths);
            return lengths;
        } catch (ArithmeticException e) {
            throw new UsageException("the result of " + signature.name() + " has the shape "
                    + signature.result().shape() + ", and more elements than an array can have for dimensions "
                    + sizes);
        }
    }
}
