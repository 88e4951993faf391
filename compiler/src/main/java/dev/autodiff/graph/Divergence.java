package dev.autodiff.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether an expression may be infinite for finite parameters, and its slope with it: by a quotient, as {@code 1/x}, by
 * an exponential that overflows, or by a logarithm. An exponential of it tends to 0 faster than the slope of a quotient
 * or of another exponential grows, but not than that of a logarithm: {@code exp(log(x))} is x.
 */
record Divergence(boolean byQuotient, boolean byExponential, boolean byLogarithm) {
    /** The formulas that people write are found within so many nodes; beyond them no more is said. */
    private static final int MOST_NODES = 64;

    static Divergence of(Node expression) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        open.add(expression);
        boolean byQuotient = false;
        boolean byExponential = false;
        boolean byLogarithm = false;
        while (!open.isEmpty() && seen.size() < MOST_NODES) {
            Node node = open.remove();
            if (!seen.add(node)) {
                continue;
            }
            byQuotient |= isQuotient(node);
            byExponential |= node.op() == Pointwise.EXP || node.op() == Pointwise.EXPM1 || node.op() == Pointwise.EXP2
                    || node.op() == Pointwise.SINH || node.op() == Pointwise.COSH;
            byLogarithm |= isLogarithm(node);
            boolean isFormula =
                    node.op() instanceof ScalarOp || node.op() instanceof Identity || node.op() instanceof View;
            open.addAll(isFormula ? node.inputs() : List.of());
        }
        return new Divergence(byQuotient, byExponential, byLogarithm);
    }

    /** Whether an exponential of it, where that is 0, has no slope either. */
    boolean vanishesAsExponential() {
        return (byQuotient || byExponential) && !byLogarithm;
    }

    private static boolean isQuotient(Node node) {
        return node.op() == Pointwise.DIV && !node.input(1).isKnown()
                || node.op() instanceof IntegerPower power && power.exponent() < 0
                || node.op() == Pointwise.POW;
    }

    private static boolean isLogarithm(Node node) {
        return node.op() == Pointwise.LOG
                || node.op() == Pointwise.LOG1P
                || node.op() == Pointwise.LOG2
                || node.op() == Pointwise.LOG10;
    }
}
