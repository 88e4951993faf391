package dev.autodiff.kernel;

/**
 * What the operators of kernels compute, on boxed values: booleans, ints, longs, floats and doubles as Java has them.
 */
final class Arithmetic {
    private Arithmetic() {}

    /** @param operator one that evaluates all operands */
    static Object of(Operator operator, Object[] operands) {
        if (operator.isPrefix()) {
            return unary(operator, operands[0]);
        }
        return operator.isRelation()
                ? (Object) compare(operator, operands[0], operands[1])
                : binary(operator, operands[0], operands[1]);
    }

    private static Object unary(Operator operator, Object a) {
        if (operator == Operator.NOT) {
            return !(Boolean) a;
        }
        if (a instanceof Integer i) {
            return -i;
        }
        if (a instanceof Long l) {
            return -l;
        }
        return a instanceof Float f ? (Object) (-f) : (Object) (-(Double) a);
    }

    /** @param operator one that evaluates both operands */
    static Object binary(Operator operator, Object a, Object b) {
        if (a instanceof Boolean truth) {
            return ofTruths(operator, truth, (Boolean) b);
        }
        if (a instanceof Integer i) {
            return operator.isShift() ? shifted(operator, i, (Integer) b) : (int) ofIntegers(operator, i, (Integer) b);
        }
        if (a instanceof Long l) {
            return ofIntegers(operator, l, (Long) b);
        }
        // a sum, product or quotient of floats is the nearest float of that of doubles
        double value = ofDoubles(operator, ((Number) a).doubleValue(), ((Number) b).doubleValue());
        return a instanceof Float ? (Object) (float) value : (Object) value;
    }

    /** Of ints as of longs, apart from shifts: the low bits of a result do not depend on the high ones. */
    private static long ofIntegers(Operator operator, long a, long b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
            case SHIFT_LEFT -> a << b;
            case SHIFT_RIGHT -> a >> b;
            case SHIFT_RIGHT_UNSIGNED -> a >>> b;
            case BIT_AND -> a & b;
            case BIT_XOR -> a ^ b;
            case BIT_OR -> a | b;
            default -> throw new AssertionError(operator);
        };
    }

    private static int shifted(Operator operator, int a, int distance) {
        return operator == Operator.SHIFT_LEFT
                ? a << distance
                : operator == Operator.SHIFT_RIGHT ? a >> distance : a >>> distance;
    }

    private static boolean ofTruths(Operator operator, boolean a, boolean b) {
        return operator == Operator.BIT_AND ? a & b : operator == Operator.BIT_XOR ? a ^ b : a | b;
    }

    private static double ofDoubles(Operator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
            default -> throw new AssertionError(operator);
        };
    }

    static boolean compare(Operator relation, Object a, Object b) {
        if (a instanceof Long || a instanceof Integer) {
            return holds(relation, Long.compare(((Number) a).longValue(), ((Number) b).longValue()));
        }
        double x = ((Number) a).doubleValue();
        double y = ((Number) b).doubleValue();
        // not Double.compare, which tells zeros apart
        return x != x || y != y ? relation == Operator.NOT_EQUAL : holds(relation, x < y ? -1 : x > y ? 1 : 0);
    }

    private static boolean holds(Operator relation, int order) {
        return switch (relation) {
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            default -> throw new AssertionError(relation);
        };
    }

    static Object cast(Kind kind, Object a) {
        Number number = (Number) a;
        if (kind.equals(Kind.F64)) {
            return number.doubleValue();
        }
        if (kind.equals(Kind.F32)) {
            return number.floatValue();
        }
        return kind.equals(Kind.LONG) ? (Object) number.longValue() : (Object) number.intValue();
    }
}
