package dev.autodiff.graph;

/**
 * Functions of nodes by their mathematical names, so that derivatives and rewrite rules read like a formula collection.
 */
public final class Algebra {
    private Algebra() {}

    public static Node abs(Node x) {
        return apply(Pointwise.ABS, x);
    }

    public static Node sign(Node x) {
        return apply(Pointwise.SIGN, x);
    }

    public static Node exp(Node x) {
        return apply(Pointwise.EXP, x);
    }

    public static Node expm1(Node x) {
        return apply(Pointwise.EXPM1, x);
    }

    public static Node log(Node x) {
        return apply(Pointwise.LOG, x);
    }

    public static Node log1p(Node x) {
        return apply(Pointwise.LOG1P, x);
    }

    public static Node sqrt(Node x) {
        return apply(Pointwise.SQRT, x);
    }

    public static Node sin(Node x) {
        return apply(Pointwise.SIN, x);
    }

    public static Node cos(Node x) {
        return apply(Pointwise.COS, x);
    }

    public static Node sinh(Node x) {
        return apply(Pointwise.SINH, x);
    }

    public static Node cosh(Node x) {
        return apply(Pointwise.COSH, x);
    }

    public static Node sech(Node x) {
        return apply(Pointwise.SECH, x);
    }

    public static Node sigmoid(Node x) {
        return apply(Pointwise.SIGMOID, x);
    }

    public static Node softplus(Node x) {
        return apply(Pointwise.SOFTPLUS, x);
    }

    public static Node round(Node x) {
        return apply(Pointwise.ROUND, x);
    }

    public static Node digamma(Node x) {
        return apply(Pointwise.DIGAMMA, x);
    }

    public static Node trigamma(Node x) {
        return apply(Pointwise.TRIGAMMA, x);
    }

    public static Node erfc(Node x) {
        return apply(Pointwise.ERFC, x);
    }

    public static Node polygamma(Node n, Node x) {
        return apply(Pointwise.POLYGAMMA, n, x);
    }

    public static Node hypot(Node a, Node b) {
        return apply(Pointwise.HYPOT, a, b);
    }

    public static Node logaddexp(Node a, Node b) {
        return apply(Pointwise.LOGADDEXP, a, b);
    }

    public static Node max(Node a, Node b) {
        return apply(Pointwise.MAX, a, b);
    }

    public static Node min(Node a, Node b) {
        return apply(Pointwise.MIN, a, b);
    }

    public static Node copysign(Node a, Node b) {
        return apply(Pointwise.COPYSIGN, a, b);
    }

    public static Node xlogx(Node x) {
        return apply(Pointwise.XLOGX, x);
    }

    public static Node equal(Node a, Node b) {
        return apply(Pointwise.EQ, a, b);
    }

    public static Node less(Node a, Node b) {
        return apply(Pointwise.LT, a, b);
    }

    public static Node atLeast(Node a, Node b) {
        return apply(Pointwise.GE, a, b);
    }

    public static Node atMost(Node a, Node b) {
        return apply(Pointwise.LE, a, b);
    }

    public static Node and(Node a, Node b) {
        return apply(Pointwise.AND, a, b);
    }

    public static Node or(Node a, Node b) {
        return apply(Pointwise.OR, a, b);
    }

    public static Node not(Node a) {
        return apply(Pointwise.NOT, a);
    }

    /** {@code c ? a : b}. */
    public static Node where(Node c, Node a, Node b) {
        return apply(Pointwise.WHERE, c, a, b);
    }

    private static Node apply(Pointwise op, Node... inputs) {
        return inputs[0].graph().node(op, inputs);
    }
}
