package dev.autodiff.cli;

import dev.autodiff.cli.PointMethod.Parameter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The object whose methods are called: what a constructor makes of a point, a constant of the class, or any object. */
final class Receiver {
    /** What classes call their only object. */
    private static final Set<String> USUAL = Set.of("DEFAULT", "INSTANCE");

    private final PointMethod constructor;
    private final Object object;

    /**
     * Of a class.
     *
     * @param taken the parameters that the constructor takes; none for a constant or a constructor without arguments
     * @throws UsageException if there is no such constructor
     */
    Receiver(Class<?> type, List<Parameter> taken) {
        this.constructor = taken.isEmpty() ? null : constructor(type, taken);
        this.object = taken.isEmpty() ? constant(type).or(() -> withoutArguments(type)).orElse(null) : null;
    }

    private static PointMethod constructor(Class<?> type, List<Parameter> taken) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(Constructor::trySetAccessible)
                .flatMap(each -> PointMethod.of(each, taken, true).stream())
                .filter(each -> each.outputs().isEmpty())
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "--constructor: " + type.getName() + " has no constructor that takes these parameters"));
    }

    private static Optional<Object> constant(Class<?> type) {
        List<Field> constants = Arrays.stream(type.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && type.isAssignableFrom(field.getType()))
                .filter(Field::trySetAccessible)
                .toList();
        Optional<Field> usual = constants.stream().filter(field -> USUAL.contains(field.getName())).findFirst();
        return usual.or(() -> constants.size() == 1 ? Optional.of(constants.get(0)) : Optional.empty())
                .map(Receiver::read);
    }

    private static Object read(Field constant) {
        try {
            return constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError("the field was made accessible", e);
        }
    }

    private static Optional<Object> withoutArguments(Class<?> type) {
        try {
            Constructor<?> made = type.getDeclaredConstructor();
            return made.trySetAccessible() ? Optional.of(made.newInstance()) : Optional.empty();
        } catch (ReflectiveOperationException thereIsNone) {
            return Optional.empty();
        }
    }

    boolean exists() {
        return constructor != null || object != null;
    }

    Object at(double[] point) throws Exception {
        return constructor == null ? object : constructor.call(null, point, new Object[0]);
    }
}
