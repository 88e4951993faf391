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
        if (b instanceof Expr.Binary terms && terms.operator() == Operator.ADD) {
            return sum(sum(a, terms.left()), terms.right());
        }
        boolean isDifference = b instanceof Expr.Binary terms && terms.operator() == Operator.SUBTRACT;
        return isDifference
                ? Exprs.subtract(sum(a, ((Expr.Binary) b).left()), ((Expr.Binary) b).right())
                : Exprs.add(a, b);
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

    public static Expr minus(Expr a) {
        if (a instanceof Expr.Literal literal && canChangeSign(literal)) {
            return Exprs.integer(a.kind(), -value(literal));
        }
        if (a instanceof Expr.Unary negative) {
            return negative.operand();
        }
        return a instanceof Expr.Binary product
                        && product.operator() == Operator.MULTIPLY
                        && canChangeSign(product.left())
                ? product(minus(product.left()), product.right())
                : Exprs.negate(a);
    }

    /** Whether the least of all, which has no counterpart, is not meant. */
    private static boolean canChangeSign(Expr a) {
        return a instanceof Expr.Literal literal && value(literal) > Integer.MIN_VALUE;
    }

    /** Whether it is a negative literal, a product of one, or has a sign. */
    private static boolean isNegative(Expr a) {
        if (a instanceof Expr.Binary product && product.operator() == Operator.MULTIPLY) {
            return canChangeSign(product.left()) && isNegative(product.left());
        }
        return a instanceof Expr.Unary || canChangeSign(a) && value(a) < 0;
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
