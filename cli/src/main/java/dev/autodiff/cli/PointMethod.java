package dev.autodiff.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A static method that takes a point: as that many numbers or as one array, and behind it perhaps an array for its
 * results.
 */
record PointMethod(Method method, boolean isSpread, boolean hasOutput) {
    /** @throws UsageException if there is no such method, or more than one */
    static PointMethod find(Class<?> type, String name, String shape, Predicate<PointMethod> fits) {
        List<PointMethod> found = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name)
                        && Modifier.isStatic(method.getModifiers())
                        && method.trySetAccessible())
                .flatMap(PointMethod::of)
                .filter(fits)
                .toList();
        if (found.size() != 1) {
            throw new UsageException(type.getName() + " has " + (found.isEmpty() ? "no" : "more than one")
                    + " static method '" + name + "' of the form " + shape);
        }
        return found.get(0);
    }

    private static Stream<PointMethod> of(Method method) {
        Class<?>[] types = method.getParameterTypes();
        boolean twoArrays = types.length == 2 && types[0] == double[].class && types[1] == double[].class;
        boolean endsWithArray = types.length > 1 && types[types.length - 1] == double[].class;
        int numbers = endsWithArray ? types.length - 1 : types.length;
        boolean spread = numbers > 0 && Arrays.stream(types, 0, numbers).allMatch(type -> type == double.class);
        boolean oneArray = types.length == 1 && types[0] == double[].class;
        return spread || oneArray || twoArrays
                ? Stream.of(new PointMethod(method, spread, endsWithArray))
                : Stream.empty();
    }

    boolean returns(Class<?> type) {
        return method.getReturnType() == type;
    }

    /** How many numbers a point has; -1 if the method takes any. */
    int arity() {
        return isSpread ? method.getParameterCount() - (hasOutput ? 1 : 0) : -1;
    }

    /** The names of the arguments, or null if the class file does not have them. */
    List<String> parameterNames() {
        Parameter[] parameters = method.getParameters();
        boolean named = isSpread && Arrays.stream(parameters).allMatch(Parameter::isNamePresent);
        return named ? Arrays.stream(parameters).limit(arity()).map(Parameter::getName).toList() : null;
    }

    /** @param output where the method's results go, if it takes an array for them */
    Object call(double[] point, double[] output) {
        List<Object> arguments = new ArrayList<>();
        if (isSpread) {
            Arrays.stream(point).forEach(arguments::add);
        } else {
            arguments.add(point.clone());
        }
        if (hasOutput) {
            arguments.add(output);
        }
        try {
            return method.invoke(null, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw new UsageException(
                    "'" + method.getName() + "' throws " + e.getCause() + " at " + Arrays.toString(point));
        } catch (IllegalAccessException e) {
            throw new AssertionError("the method was made accessible", e);
        }
    }
}
