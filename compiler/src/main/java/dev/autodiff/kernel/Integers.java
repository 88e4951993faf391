package dev.autodiff.kernel;

/**
 * Sums and products of ints or of longs in the form that people write: without zeros and ones, literals last in sums
 * and first in products, differences for sums with something negative, no parentheses within sums. Overflow or not,
 * they are those of a ring, so every such form is the same number.
 */
public final class Integers {
    private Integers() {}

    public static Expr sum(Expr a, Expr b) {
        if (isLiteral(a) && isLiteral(b)) {
            long sum = value(a) + value(b);
            return a.kind().equals(Kind.LONG) ? Exprs.integer(a.kind(), sum) : Exprs.integer((int) sum);
        }
        if (isLiteral(a, 0) || isLiteral(b, 0)) {
            return isLiteral(a, 0) ? b : a;
        }
        if (isNegative(b)) {
            return Exprs.subtract(a, minus(b));
        }
        if (isNegative(a) || isLiteral(a)) {
            return sum(b, a);
        }
        if (isOf(Operator.ADD, b)) {
            return sum(sum(a, left(b)), right(b));
        }
        return isOf(Operator.SUBTRACT, b) ? Exprs.subtract(sum(a, left(b)), right(b)) : Exprs.add(a, b);
    }

    public static Expr product(Expr a, Expr b) {
        if (isLiteral(a, 1)) {
            return b;
        }
        if (isLiteral(b, 1)) {
            return a;
        }
        return isLiteral(b) && !isLiteral(a) ? Exprs.multiply(b, a) : Exprs.multiply(a, b);
    }

    /** How many of so many are in whole groups of a power of two. */
    public static Expr inGroups(Expr count, int group) {
        return new Expr.Operation(Operator.BIT_AND, count, Exprs.integer(-group));
    }

    public static Expr minus(Expr a) {
        if (a instanceof Expr.Literal literal && canChangeSign(literal)) {
            return Exprs.integer(a.kind(), -value(literal));
        }
        if (isOf(Operator.NEGATE, a)) {
            return left(a);
        }
        return isOf(Operator.MULTIPLY, a) && canChangeSign(left(a))
                ? product(minus(left(a)), right(a))
                : Exprs.negate(a);
    }

    /** Whether the least of all, which has no counterpart, is not meant. */
    private static boolean canChangeSign(Expr a) {
        return a instanceof Expr.Literal literal && value(literal) > Integer.MIN_VALUE;
    }

    /** Whether it is a negative literal, a product of one, or has a sign. */
    private static boolean isNegative(Expr a) {
        if (isOf(Operator.MULTIPLY, a)) {
            return canChangeSign(left(a)) && isNegative(left(a));
        }
        return isOf(Operator.NEGATE, a) || canChangeSign(a) && value(a) < 0;
    }

    private static boolean isOf(Operator operator, Expr a) {
        return a instanceof Expr.Operation operation && operation.operator() == operator;
    }

    private static Expr left(Expr operation) {
        return ((Expr.Operation) operation).left();
    }

    private static Expr right(Expr operation) {
        return ((Expr.Operation) operation).right();
    }

    private static long value(Expr literal) {
        return ((Number) ((Expr.Literal) literal).value()).longValue();
    }

    private static boolean isLiteral(Expr a) {
        return a instanceof Expr.Literal;
    }

    private static boolean isLiteral(Expr a, long value) {
        return a instanceof Expr.Literal literal && value(literal) == value;
    }
}
