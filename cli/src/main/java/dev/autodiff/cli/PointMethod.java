package dev.autodiff.cli;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A method or constructor that takes a point, and behind it perhaps arrays for its results.
 *
 * @param slots how each argument is made, in their order
 * @param outputs the types of the arrays behind them
 */
record PointMethod(Executable method, List<Slot> slots, List<Class<?>> outputs) {
    /** A parameter of the formula, and where its numbers begin in a point. */
    record Parameter(String name, List<Integer> lengths, int start) {
        IntStream places() {
            return IntStream.range(start, start + lengths.stream().reduce(1, (a, b) -> a * b));
        }

        boolean isNumber() {
            return lengths.isEmpty();
        }
    }

    /** What an application wrote of a method: {@code name}, {@code name(double,Data)} or {@code name(x,y)}. */
    record Name(String name, List<String> arguments) {
        static Name of(String text) {
            int open = text.indexOf('(');
            if (open < 0 || !text.endsWith(")")) {
                return new Name(text, null);
            }
            String inside = text.substring(open + 1, text.length() - 1);
            return new Name(
                    text.substring(0, open).strip(),
                    inside.isBlank() ? List.of() : Stream.of(inside.split(",")).map(String::strip).toList());
        }

        boolean fits(Executable method) {
            return arguments == null
                    || Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList().equals(arguments);
        }
    }

    /**
     * The methods of a name that can take a point.
     *
     * @param parameters of the formula, or what is left of them
     * @param isOrdered whether arguments come in the order of the parameters, whatever they are called
     */
    static List<PointMethod> of(Class<?> type, Name name, List<Parameter> parameters, boolean isOrdered) {
        List<String> known = parameters.stream().map(Parameter::name).toList();
        boolean areNames = name.arguments() != null && known.containsAll(name.arguments());
        List<Parameter> taken = !areNames
                ? parameters
                : name.arguments().stream().map(argument -> parameters.get(known.indexOf(argument))).toList();
        return methods(type).stream()
                .filter(method -> method.getName().equals(name.name()) && (areNames || name.fits(method)))
                .map(method -> of(method, taken, areNames || isOrdered))
                .flatMap(Optional::stream)
                .toList();
    }

    /** All methods that the class has or inherits, but for those that only the compiler knows. */
    static Set<Method> methods(Class<?> type) {
        Set<Method> methods = new LinkedHashSet<>();
        try {
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                Arrays.stream(each.getDeclaredMethods())
                        .filter(method -> !method.isBridge() && !method.isSynthetic() && method.trySetAccessible())
                        .filter(method -> methods.stream().noneMatch(below -> overrides(below, method)))
                        .forEach(methods::add);
            }
            Arrays.stream(type.getMethods())
                    .filter(Method::isDefault)
                    .filter(method -> methods.stream().noneMatch(below -> overrides(below, method)))
                    .forEach(methods::add);
        } catch (LinkageError e) {
            throw new UsageException("class '" + type.getName() + "' needs more than there is: " + e.getMessage()
                    + ": add its jar to --classpath");
        }
        return methods;
    }

    private static boolean overrides(Method below, Method method) {
        return below.getName().equals(method.getName())
                && Arrays.equals(below.getParameterTypes(), method.getParameterTypes());
    }

    /**
     * Empty if the arguments cannot be made of the parameters: a number that is called like a parameter is that one,
     * and what else takes numbers takes them in the order of the parameters that are left. Arrays behind are for
     * results.
     */
    static Optional<PointMethod> of(Executable method, List<Parameter> parameters, boolean isOrdered) {
        return of(method, parameters, isOrdered, true);
    }

    /** The same for what takes numbers and arrays only. */
    static Optional<PointMethod> ofNumbers(Executable method, List<Parameter> parameters, boolean isOrdered) {
        return of(method, parameters, isOrdered, false);
    }

    private static Optional<PointMethod> of(
            Executable method, List<Parameter> parameters, boolean isOrdered, boolean takesObjects) {
        Class<?>[] types = method.getParameterTypes();
        List<String> names = isOrdered ? Collections.nCopies(types.length, null) : ParameterNames.of(method);
        List<Parameter> left = new ArrayList<>(parameters);
        List<Slot> slots = new ArrayList<>();
        List<Class<?>> outputs = new ArrayList<>();
        boolean isByName = true;
        for (int i = 0; i < types.length; i++) {
            List<String> later = names.subList(i + 1, types.length);
            List<Parameter> offered = offered(names.get(i), later, types[i], left);
            Optional<Slot> slot = outputs.isEmpty() ? Slot.of(types[i], offered) : Optional.empty();
            if (slot.isEmpty() && takesObjects) {
                slot = Slot.ofObject(types[i], offered, isOrdered);
            }
            if (slot.isPresent()) {
                slots.add(slot.get());
                left.removeAll(slot.get().parameters());
                isByName &= offered.size() == 1 && offered.get(0).name().equals(names.get(i));
            } else if (Slot.isArray(types[i])) {
                outputs.add(types[i]);
            } else {
                return Optional.empty();
            }
        }
        return left.isEmpty() || isByName && !slots.isEmpty()
                ? Optional.of(new PointMethod(method, List.copyOf(slots), List.copyOf(outputs)))
                : Optional.empty();
    }

    /** The parameter of an argument's name; if there is none, those that no later argument is called like. */
    private static List<Parameter> offered(
            String name, List<String> later, Class<?> type, List<Parameter> left) {
        List<Parameter> same = left.stream().filter(parameter -> parameter.name().equals(name)).toList();
        if (!same.isEmpty()) {
            return same;
        }
        boolean isAnother = name != null && Slot.isNumber(type);
        return isAnother ? List.of() : left.stream().filter(each -> !later.contains(each.name())).toList();
    }

    /** Plain numbers are the nearest to a formula, then arrays, then objects. */
    int distance() {
        return slots.stream().mapToInt(Slot::distance).sum() + outputs.size();
    }

    /** The numbers of the point that the method takes. */
    Set<Parameter> parameters() {
        return slots.stream().flatMap(slot -> slot.parameters().stream()).collect(Collectors.toSet());
    }

    boolean returnsNothing() {
        return ((Method) method).getReturnType() == void.class;
    }

    /**
     * What the method returns.
     *
     * @param receiver the object whose method it is; null if it is static, or a constructor
     * @param results arrays for its results
     */
    Object call(Object receiver, double[] point, Object[] results) throws Exception {
        List<Object> arguments = new ArrayList<>();
        for (Slot slot : slots) {
            arguments.add(slot.argument(point));
        }
        arguments.addAll(Arrays.asList(results));
        try {
            return method instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments.toArray())
                    : ((Method) method).invoke(receiver, arguments.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    @Override
    public String toString() {
        return method.getName() + Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
