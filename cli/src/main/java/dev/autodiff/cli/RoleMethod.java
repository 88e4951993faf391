package dev.autodiff.cli;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;

/**
 * A method that gives some of the numbers of a function.
 *
 * @param own what the method is asked for
 * @param counts how many numbers there are of each kind
 */
record RoleMethod(PointMethod method, Receiver receiver, Role own, Counts counts) {
    /** How many there are of what. */
    record Counts(int results, int variables, int twice) {
        private int of(Role role) {
            return switch (role) {
                case VALUES -> results;
                case DERIVATIVES -> results * variables;
                case SECOND -> results * twice * twice;
            };
        }

        /** An array for a method's results. */
        private Object array(Class<?> type, Role role) {
            int rows = role == Role.SECOND ? results * twice : role == Role.DERIVATIVES ? results : 1;
            return type == double[].class
                    ? new double[of(role)]
                    : Array.newInstance(double.class, rows, rows == 0 ? 0 : of(role) / rows);
        }
    }

    /** Whether each of the arrays for results has a role, and something gives the method's own numbers. */
    boolean fits() {
        int outputs = method.outputs().size();
        return outputs <= last().ordinal() + 1 && (outputs > 0 || !method.returnsNothing())
                && (outputs > 0 || own == Role.VALUES || isFitting(((Method) method.method()).getReturnType()));
    }

    /** A single number is an answer only where there is one. */
    private boolean isFitting(Class<?> returned) {
        return !Slot.isNumber(returned) || counts.of(own) == 1;
    }

    /** What the last of the arrays for results is for. */
    private Role last() {
        int outputs = method.outputs().size();
        boolean isMatrix = outputs > 0 && method.outputs().get(outputs - 1) == double[][].class;
        return isMatrix && counts.results() == 1 && own == Role.DERIVATIVES ? Role.SECOND : own;
    }

    private int output(Role role) {
        return role.ordinal() - last().ordinal() + method.outputs().size() - 1;
    }

    /** Whether the method gives values beside what it is asked for. */
    boolean hasValues() {
        Class<?> returned = ((Method) method.method()).getReturnType();
        boolean isObject = !returned.isPrimitive() && !Slot.isArray(returned) && !Slot.isNumber(returned);
        return output(Role.VALUES) >= 0
                || Slot.isNumber(returned) && !method.outputs().isEmpty()
                || isObject && !ReturnedNumbers.isArray(returned);
    }

    /** The numbers of a role at a point; null if the method gives none of this shape. */
    double[] numbers(Role role, double[] point) throws Exception {
        int count = method.outputs().size();
        Object[] outputs = new Object[count];
        for (int i = 0; i < count; i++) {
            Role each = Role.values()[last().ordinal() - count + 1 + i];
            outputs[i] = counts.array(method.outputs().get(i), each);
        }
        boolean isStatic = Modifier.isStatic(method.method().getModifiers());
        Object returned = method.call(isStatic ? null : receiver.at(point), point, outputs);
        int output = output(role);
        if (output >= 0 && output < count) {
            return outputs[output] instanceof double[] numbers
                    ? numbers
                    : Arrays.stream((double[][]) outputs[output]).flatMapToDouble(Arrays::stream).toArray();
        }
        ReturnedNumbers numbers = new ReturnedNumbers(returned);
        Optional<double[]> found = switch (role) {
            case VALUES -> numbers.values(counts.results());
            case DERIVATIVES -> numbers.derivatives(counts.of(role));
            case SECOND -> numbers.second(counts.of(role));
        };
        return found.orElse(null);
    }
}
