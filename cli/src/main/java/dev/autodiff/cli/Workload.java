package dev.autodiff.cli;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Type;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a class is given to do, and room for its answers.
 *
 * @param sizes of the named dimensions
 * @param value the arguments of the method {@code value}
 * @param method the one that computes the gradient
 * @param gradient its arguments
 * @param elements of all arguments that are arrays, or points, if each argument has an element for each point
 */
record Workload(Object[] sizes, Object[] value, String method, Object[] gradient, long elements) {
    /** Many points for a function of numbers, with the partial derivatives of each result by each variable. */
    static Workload ofPoints(Object[] columns, int results, int variables, int n) {
        List<Object> value = new ArrayList<>(Arrays.asList(columns));
        addColumns(value, results, n);
        List<Object> partials = new ArrayList<>(value);
        addColumns(partials, results * variables, n);
        return new Workload(
                new Object[0], value.toArray(), results == 1 ? "gradient" : "jacobian", partials.toArray(), n);
    }

    private static void addColumns(List<Object> arguments, int count, int n) {
        for (int i = 0; i < count; i++) {
            arguments.add(new double[n]);
        }
    }

    /** One call of a function of tensors; a result of several elements has the cotangent 1 in all of them. */
    static Workload ofTensors(Signature signature, Map<String, Integer> sizes, Object[] arguments) {
        List<Object> value = new ArrayList<>(Arrays.asList(arguments));
        List<Object> gradient = new ArrayList<>(value);
        if (!signature.result().isScalar()) {
            value.add(array(signature.result(), sizes));
            gradient.add(ones(signature.result(), sizes));
            gradient.add(array(signature.result(), sizes));
        }
        signature.variables().forEach(variable -> gradient.add(array(variable.type(), sizes)));
        long elements = Arrays.stream(arguments).mapToLong(Workload::elements).sum();
        return new Workload(
                sizes.values().toArray(),
                value.toArray(),
                signature.result().isScalar() ? "gradient" : "vjp",
                gradient.toArray(),
                elements);
    }

    private static Object array(Type type, Map<String, Integer> sizes) {
        int size = Arrays.stream(type.shape().lengths(sizes)).reduce(1, Math::multiplyExact);
        return type.dtype() == DType.F32 ? new float[size] : new double[size];
    }

    private static Object ones(Type type, Map<String, Integer> sizes) {
        Object ones = array(type, sizes);
        for (int i = 0; i < Array.getLength(ones); i++) {
            Array.set(ones, i, 1f);
        }
        return ones;
    }

    private static long elements(Object argument) {
        return argument.getClass().isArray() ? Array.getLength(argument) : 1;
    }

    /** What a call reads and writes. */
    static long bytes(Object[] arguments) {
        return Arrays.stream(arguments)
                .mapToLong(argument -> elements(argument) * (argument instanceof float[] ? Float.BYTES : Double.BYTES))
                .sum();
    }
}
