package dev.autodiff.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether an expression may be infinite for finite parameters, and its slope with it: by a quotient, as {@code 1/x}, or by a logarithm.
 * An exponential tends to 0 faster than the slope of a quotient grows, but not than that of a logarithm: {@code exp(log(x))} is x.
 */
record Divergence(boolean byQuotient, boolean byLogarithm) {
    /** The formulas that people write are found within so many nodes; beyond them no more is said. */
    private static final int MOST_NODES = 64;

    static Divergence of(Node expression) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        open.add(expression);
        boolean byQuotient = false;
        boolean byLogarithm = false;
        while (!open.isEmpty() && seen.size() < MOST_NODES) {
            Node node = open.remove();
            if (!seen.add(node)) {
                continue;
            }
            byQuotient |= isQuotient(node);
            byLogarithm |= isLogarithm(node);
            boolean isFormula = node.op() instanceof ScalarOp || node.op() instanceof Identity || node.op() instanceof View;
            open.addAll(isFormula ? node.inputs() : List.of());
        }
        return new Divergence(byQuotient, byLogarithm);
    }

    private static boolean isQuotient(Node node) {
        return node.op() == Pointwise.DIV && !node.input(1).isKnown() || node.op() instanceof IntegerPower power && power.exponent() < 0
                || node.op() == Pointwise.POW;
    }

    private static boolean isLogarithm(Node node) {
        return node.op() == Pointwise.LOG || node.op() == Pointwise.LOG1P || node.op() == Pointwise.LOG2 || node.op() == Pointwise.LOG10;
    }
}
