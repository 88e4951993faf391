package dev.autodiff.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether an expression may be infinite, and its slope with it: by a quotient, as {@code 1/x}, by a power of an
 * infinite parameter, by an exponential that overflows, or by a logarithm. An exponential of it tends to 0 faster than
 * the slope of a quotient, a power or another exponential grows, but not than that of a logarithm: {@code exp(log(x))}
 * is x.
 */
record Divergence(boolean byQuotient, boolean byPower, boolean byExponential, boolean byLogarithm) {
    /** The formulas that people write are found within so many nodes; beyond them no more is said. */
    private static final int MOST_NODES = 64;

    static Divergence of(Node expression) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        open.add(expression);
        boolean byQuotient = false;
        boolean byPower = false;
        boolean byExponential = false;
        boolean byLogarithm = false;
        while (!open.isEmpty() && seen.size() < MOST_NODES) {
            Node node = open.remove();
            if (!seen.add(node)) {
                continue;
            }
            byQuotient |= isQuotient(node);
            byPower |= node.op() instanceof IntegerPower power && power.exponent() > 1;
            byExponential |= node.op() == Pointwise.EXP || node.op() == Pointwise.EXPM1 || node.op() == Pointwise.EXP2
                    || node.op() == Pointwise.SINH || node.op() == Pointwise.COSH;
            byLogarithm |= isLogarithm(node);
            boolean isFormula =
                    node.op() instanceof ScalarOp || node.op() instanceof Identity || node.op() instanceof View;
            open.addAll(isFormula ? node.inputs() : List.of());
        }
        return new Divergence(byQuotient, byPower, byExponential, byLogarithm);
    }

    /** Whether an exponential of it, where that is 0, has no slope either. */
    boolean vanishesAsExponential() {
        return (byQuotient || byPower || byExponential) && !byLogarithm;
    }

    /** Whether it may become infinite with its arguments only. */
    boolean isGrowing() {
        return (byPower || byExponential) && !byQuotient && !byLogarithm;
    }

    /** Whether it may become infinite with a slope that is infinite or no number, in whatever way. */
    boolean isSteep() {
        return byQuotient || byPower || byExponential || byLogarithm;
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
