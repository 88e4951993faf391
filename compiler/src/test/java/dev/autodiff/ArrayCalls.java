package dev.autodiff;

import dev.autodiff.Analysis;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Type;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The calls of all methods of a class on arrays, always with the same random numbers: what they answer, and what they
 * write.
 */
final class ArrayCalls {
    private final Random random = new Random(1);
    private final Class<?> type;
    private final Signature signature;
    private final int length;
    private final boolean isOne;
    private final List<Object> dimensions = new ArrayList<>();

    /** @param size of every named dimension */
    ArrayCalls(Class<?> type, Analysis analysis, int size) {
        this.type = type;
        this.length = size;
        this.signature = analysis.function().signature();
        this.isOne = analysis.function().cotangents().isEmpty();
        signature.dimensions().forEach(dimension -> dimensions.add(size));
    }

    List<Object> all() {
        Object saved = hasMethod("savedSize") ? new double[size("savedSize")] : null;
        List<Object> answers = new ArrayList<>();
        answers.addAll(call("value", false, true, false, null));
        answers.addAll(call("vjp", true, true, true, null));
        if (isOne) {
            answers.addAll(call("gradient", false, true, true, null));
        }
        answers.addAll(call("accumulate", !isOne, true, true, null));
        if (saved != null) {
            answers.addAll(call("forward", false, true, false, saved));
            answers.addAll(call("pullback", true, false, true, saved));
        }
        return answers;
    }

    /** The cotangents of the variables, computed in one pass or in two. */
    List<double[]> cotangents(boolean inTwo) {
        Object saved = inTwo ? new double[size("savedSize")] : null;
        if (inTwo) {
            call("forward", false, true, false, saved);
        }
        boolean givesValue = !inTwo && !signature.result().isScalar();
        List<Object> answers = call(inTwo ? "pullback" : "vjp", true, !inTwo, true, saved);
        int first = 2 + dimensions.size() + signature.parameters().size() + 1 + (givesValue ? 1 : 0);
        return answers.subList(first, first + signature.variables().size()).stream().map(ArrayCalls::doubles).toList();
    }

    private static double[] doubles(Object array) {
        return array instanceof float[] floats
                ? IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray()
                : (double[]) array;
    }

    private boolean hasMethod(String name) {
        return Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equals(name));
    }

    private int size(String name) {
        return (int) invoke(name, dimensions);
    }

    /** What both forms of a method answer, with all that it may have written to. */
    private List<Object> call(
            String name, boolean takesCotangent, boolean givesValue, boolean givesGradient, Object saved) {
        random.setSeed(1);
        List<Object> arguments = new ArrayList<>(dimensions);
        signature.parameters().forEach(parameter -> arguments.add(argument(parameter.type())));
        if (takesCotangent) {
            arguments.add(argument(signature.result()));
        }
        if (givesValue && !signature.result().isScalar()) {
            arguments.add(array(signature.result()));
        }
        if (givesGradient && name.equals("gradient") && signature.isScalar()) {
            // of numbers all partial derivatives are in one array
            arguments.add(new double[signature.variables().size()]);
        } else if (givesGradient) {
            signature.variables().forEach(variable -> arguments.add(array(variable.type())));
        }
        if (saved != null) {
            arguments.add(saved);
        }
        List<Object> answers = new ArrayList<>(List.of(String.valueOf(invoke(name, arguments))));
        arguments.add(new double[size("workspaceSize")]);
        if (takesFloats(name, arguments.size() + 1)) {
            arguments.add(new float[size("floatsSize")]);
        }
        answers.add(String.valueOf(invoke(name, arguments)));
        answers.addAll(arguments.stream().map(ArrayCalls::copy).toList());
        return answers;
    }

    private boolean takesFloats(String name, int count) {
        return Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getName().equals(name) && method.getParameterCount() == count);
    }

    private static Object copy(Object argument) {
        return argument instanceof double[] doubles
                ? doubles.clone()
                : argument instanceof float[] floats ? floats.clone() : argument;
    }

    private Object argument(Type type) {
        Object array = array(type);
        if (!type.isScalar()) {
            return array;
        }
        return switch (type.dtype()) {
            case F64 -> ((double[]) array)[0];
            case F32 -> ((float[]) array)[0];
            case INT -> (int) ((double[]) array)[0];
            case BOOL -> ((double[]) array)[0] != 0;
        };
    }

    private Object array(Type type) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        type.shape().names().forEach(name -> sizes.put(name, length));
        Dimension size = type.shape().size();
        double[] numbers = random.doubles(size.evaluate(sizes)).map(x -> switch (type.dtype()) {
            case F64, F32 -> 4*x - 2;
            case INT -> Math.floor(3*x);
            case BOOL -> x < 0.5 ? 0 : 1;
        }).toArray();
        if (type.dtype() != DType.F32) {
            return numbers;
        }
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    private Object invoke(String name, List<Object> arguments) {
        for (Method method : type.getMethods()) {
            boolean isStatic = Modifier.isStatic(method.getModifiers());
            boolean ofTensors = Arrays.stream(method.getParameterTypes())
                    .anyMatch(parameter -> parameter.getName().endsWith("Tensor"));
            if (method.getName().equals(name)
                    && isStatic
                    && !ofTensors
                    && method.getParameterCount() == arguments.size()) {
                return invoke(method, arguments);
            }
        }
        throw new AssertionError(type + " has no " + name + " of " + arguments.size());
    }

    private static Object invoke(Method method, List<Object> arguments) {
        try {
            return method.invoke(null, arguments.toArray());
        } catch (IllegalAccessException | InvocationTargetException | IllegalArgumentException e) {
            throw new AssertionError(method + " with " + arguments, e);
        }
    }
}
