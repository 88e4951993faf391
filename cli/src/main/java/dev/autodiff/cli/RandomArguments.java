package dev.autodiff.cli;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Arguments drawn at random: from the ranges that the user gives, from around his values, or by their types; the same
 * at each call.
 */
final class RandomArguments {
    /** Inside the domains of nearly all functions. */
    private static final Range USUAL = new Range(0.1, 1);

    /** Indices into nearly all arrays. */
    private static final Range USUAL_WHOLE = new Range(0, 1);

    /** How far around a value of {@code --at} the numbers lie, relatively. */
    private static final double SPREAD = 0.1;
    private static final long SEED = 42;

    private final Point at;
    private final Map<String, Range> ranges;
    private final SplittableRandom random = new SplittableRandom(SEED);

    RandomArguments(Signature signature, Point at, Map<String, Range> ranges) {
        List<String> names = signature.parameters().stream().map(Signature.Argument::name).toList();
        Point.requireKnown("--range", signature.name(), ranges.keySet(), names);
        Point.requireKnown("--at", signature.name(), at.names(), names);
        this.at = at;
        this.ranges = ranges;
    }

    /** One number for each of n points. */
    double[] column(Signature.Argument parameter, int n) {
        double[] column = new double[n];
        Range range = range(parameter);
        Arrays.setAll(column, i -> draw(parameter.type().dtype(), range));
        return column;
    }

    /** What a method for tensors takes for a parameter. */
    Object argument(Signature.Argument parameter, Map<String, Integer> sizes) {
        Type type = parameter.type();
        Tensor given = at.value(parameter.name());
        // the compiler has made the array's shape that of the parameter
        boolean isGiven = given != null && given.rank() > 0;
        double[] numbers = isGiven
                ? given.as(DType.F64).toArray()
                : column(parameter, Tensor.size(type.shape().lengths(sizes)));
        return type.isScalar()
                ? number(type.dtype(), numbers[0])
                : type.dtype() == DType.F32 ? floats(numbers) : numbers;
    }

    private static Object number(DType dtype, double number) {
        return switch (dtype) {
            case BOOL -> number != 0;
            case INT -> (int) number;
            case F32 -> (float) number;
            case F64 -> number;
        };
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    private double draw(DType dtype, Range range) {
        if (dtype.isReal()) {
            return range.at(random.nextDouble());
        }
        double low = Math.ceil(range.low());
        return low + Math.floor(random.nextDouble() * (Math.floor(range.high()) - low + 1));
    }

    private Range range(Signature.Argument parameter) {
        DType dtype = parameter.type().dtype();
        Range given = ranges.get(parameter.name());
        if (given != null) {
            return given;
        }
        if (at.names().contains(parameter.name())) {
            double center = at.number(parameter.name());
            double half = dtype.isReal() ? SPREAD * Math.abs(center) : 0;
            return new Range(center - half, center + half);
        }
        return dtype.isReal() ? USUAL : USUAL_WHOLE;
    }
}
