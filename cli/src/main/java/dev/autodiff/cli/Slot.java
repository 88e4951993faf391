package dev.autodiff.cli;

import dev.autodiff.cli.PointMethod.Parameter;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How one argument of a method is made of a point: it is a number, an array of them, or an object that is made of them.
 *
 * @param parameters whose numbers it takes
 * @param maker a constructor or static method that makes the object; null for numbers and arrays
 */
record Slot(Class<?> type, Set<Parameter> parameters, int[] places, PointMethod maker) {
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, float.class, int.class, long.class, Double.class,
            Float.class, Integer.class, Long.class, Number.class);

    static boolean isNumber(Class<?> type) {
        return NUMBERS.contains(type);
    }

    static boolean isArray(Class<?> type) {
        return type == double[].class || type == double[][].class;
    }

    /** Empty if the argument takes none of the parameters that are offered. */
    static Optional<Slot> of(Class<?> type, List<Parameter> offered) {
        if (offered.isEmpty()) {
            return Optional.empty();
        }
        Parameter next = offered.get(0);
        if (isNumber(type)) {
            return next.isNumber() ? Optional.of(taking(type, List.of(next))) : Optional.empty();
        }
        if (type == double[].class) {
            boolean areNumbers = offered.stream().allMatch(Parameter::isNumber);
            return areNumbers || !next.isNumber()
                    ? Optional.of(taking(type, next.isNumber() ? offered : List.of(next)))
                    : Optional.empty();
        }
        if (type == double[][].class) {
            return next.lengths().size() == 2 ? Optional.of(taking(type, List.of(next))) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Slot taking(Class<?> type, List<Parameter> parameters) {
        return new Slot(type, Set.copyOf(parameters),
                parameters.stream().flatMapToInt(Parameter::places).toArray(), null);
    }

    /** Of what is made of numbers and arrays by a constructor or a static method; the one that takes most of them. */
    static Optional<Slot> ofObject(Class<?> type, List<Parameter> offered, boolean isOrdered) {
        if (offered.isEmpty() || type.isPrimitive() || type.isArray() || type.getName().startsWith("java.lang.")) {
            return Optional.empty();
        }
        return Stream.concat(constructors(type), factories(type))
                .flatMap(maker -> ofFirst(maker, offered, isOrdered).stream())
                .filter(maker -> maker.outputs().isEmpty())
                .max(Comparator.comparing((PointMethod maker) -> maker.parameters().size())
                        .thenComparing(maker -> maker.method().toString()))
                .map(maker -> new Slot(type, maker.parameters(), new int[0], maker));
    }

    private static Stream<Executable> constructors(Class<?> type) {
        return Modifier.isAbstract(type.getModifiers())
                ? Stream.empty()
                : Arrays.stream(type.getDeclaredConstructors()).filter(Constructor::trySetAccessible).map(each -> each);
    }

    private static Stream<Executable> factories(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type)
                .map(method -> method);
    }

    /** With as many of the first parameters as it takes, or with those of its names. */
    private static Optional<PointMethod> ofFirst(Executable maker, List<Parameter> offered, boolean isOrdered) {
        return IntStream.rangeClosed(1, offered.size())
                .mapToObj(count -> PointMethod.ofNumbers(maker, offered.subList(0, count), isOrdered))
                .flatMap(Optional::stream)
                .findFirst()
                .filter(method -> !method.slots().isEmpty());
    }

    /** Plain numbers are the nearest to a formula, then arrays, then objects. */
    int distance() {
        return maker != null ? 2 : isArray(type) ? 1 : 0;
    }

    /** What the method gets at a point. */
    Object argument(double[] point) throws Exception {
        if (maker != null) {
            return maker.call(null, point, new Object[0]);
        }
        double[] numbers = Arrays.stream(places).mapToDouble(place -> point[place]).toArray();
        return type == double[].class
                ? numbers
                : type == double[][].class ? matrix(numbers) : number(numbers[0]);
    }

    private double[][] matrix(double[] numbers) {
        List<Integer> lengths = parameters.iterator().next().lengths();
        double[][] matrix = (double[][]) Array.newInstance(double.class, lengths.get(0), lengths.get(1));
        for (int i = 0; i < numbers.length; i++) {
            matrix[i / lengths.get(1)][i % lengths.get(1)] = numbers[i];
        }
        return matrix;
    }

    private Object number(double number) {
        if (type == int.class || type == Integer.class) {
            return (int) number;
        }
        if (type == long.class || type == Long.class) {
            return (long) number;
        }
        return type == float.class || type == Float.class ? (Object) (float) number : (Object) number;
    }
}
