package dev.autodiff.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Numbers in what a method has returned, found by its shape: a number, arrays and what turns into one, records, and
 * objects that have a value and an array of derivatives.
 */
final class ReturnedNumbers {
    /** What arrays of other libraries call the method that gives their numbers. */
    private static final List<String> TO_ARRAY = List.of("toArray", "getData", "toArray2D", "elements");

    private final Object returned;

    ReturnedNumbers(Object returned) {
        this.returned = returned;
    }

    /** A value for each result; an array as it is; empty if an object has none. */
    Optional<double[]> values(int results) {
        Optional<double[]> whole = array(returned);
        if (whole.isPresent()) {
            return whole;
        }
        List<Double> numbers = numbers();
        List<double[]> arrays = arrays();
        if (results == 1 && !numbers.isEmpty()) {
            return Optional.of(new double[] {numbers.get(0)});
        }
        return results == 1 ? Optional.empty()
                : arrays.stream().filter(array -> array.length == results).findFirst();
    }

    /**
     * An array as it is; of an object the array of this length, or the numbers behind the value; empty without these.
     */
    Optional<double[]> derivatives(int length) {
        Optional<double[]> whole = array(returned);
        if (whole.isPresent()) {
            return whole;
        }
        List<Double> numbers = numbers();
        Optional<double[]> inArray = arrays().stream().filter(array -> array.length == length).findFirst();
        if (inArray.isPresent() || !arrays().isEmpty()) {
            return inArray;
        }
        int first = numbers.size() == length + 1 ? 1 : 0;
        return numbers.size() - first == length
                ? Optional.of(numbers.stream().skip(first).mapToDouble(Double::doubleValue).toArray())
                : Optional.empty();
    }

    /** An array as it is; of an object the last array of this length. */
    Optional<double[]> second(int length) {
        return array(returned)
                .or(() -> arrays().stream().filter(array -> array.length == length).reduce((first, last) -> last));
    }

    private List<Double> numbers() {
        return parts().stream().filter(Number.class::isInstance).map(part -> ((Number) part).doubleValue()).toList();
    }

    private List<double[]> arrays() {
        return parts().stream()
                .filter(part -> !(part instanceof Number))
                .map(ReturnedNumbers::array)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What the accessors of an object give: of a record in the order of its components, of others by their names. */
    private List<Object> parts() {
        Class<?> type = returned.getClass();
        Stream<Method> accessors = type.isRecord()
                ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor)
                : Arrays.stream(type.getMethods()).filter(ReturnedNumbers::isAccessor).sorted(
                        Comparator.comparing((Method method) -> !method.getName().matches("(get)?[vV]alue"))
                                .thenComparing(Method::getName));
        return accessors.map(accessor -> called(accessor, returned)).filter(Objects::nonNull).toList();
    }

    private static boolean isAccessor(Method method) {
        Class<?> type = method.getReturnType();
        return method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && method.getDeclaringClass() != Object.class
                && (type == double.class || type == Double.class || Slot.isArray(type) || toArray(type).isPresent());
    }

    private static Object called(Method accessor, Object owner) {
        try {
            return accessor.trySetAccessible() ? accessor.invoke(owner) : null;
        } catch (ReflectiveOperationException hasNoSuchPart) {
            return null;
        }
    }

    /** Whether a type is one of arrays, which hold numbers of one kind. */
    static boolean isArray(Class<?> type) {
        return Slot.isArray(type) || List.class.isAssignableFrom(type) || toArray(type).isPresent();
    }

    private static Optional<Method> toArray(Class<?> type) {
        return TO_ARRAY.stream()
                .flatMap(name -> Arrays.stream(type.getMethods())
                        .filter(method -> method.getName().equals(name)
                                && method.getParameterCount() == 0
                                && Slot.isArray(method.getReturnType())))
                .findFirst();
    }

    /** What is an array or a number, or turns into an array, row after row. */
    private static Optional<double[]> array(Object object) {
        if (object instanceof Number number) {
            return Optional.of(new double[] {number.doubleValue()});
        }
        if (object instanceof double[] numbers) {
            return Optional.of(numbers);
        }
        if (object instanceof double[][] rows) {
            return Optional.of(Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
        }
        if (object instanceof List<?> list) {
            List<double[]> all = new ArrayList<>();
            list.forEach(each -> array(each).ifPresent(all::add));
            return all.size() == list.size()
                    ? Optional.of(all.stream().flatMapToDouble(DoubleStream::of).toArray())
                    : Optional.empty();
        }
        return object == null
                ? Optional.empty()
                : toArray(object.getClass()).map(method -> called(method, object)).flatMap(ReturnedNumbers::array);
    }
}
