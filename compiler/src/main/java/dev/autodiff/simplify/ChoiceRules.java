package dev.autodiff.simplify;

import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.TensorAlgebra;

/** Choices and logic with a truth that is known, and comparisons that have one. They keep every bit. */
final class ChoiceRules {
    private ChoiceRules() {}

    /** Another form of the node, or null. */
    static Node rewrite(Node node) {
        if (!(node.op() instanceof Pointwise op)) {
            return null;
        }
        Node result = switch (op) {
            case WHERE -> where(node.input(0), node.input(1), node.input(2));
            case AND -> logic(node.input(0), node.input(1), true);
            case OR -> logic(node.input(0), node.input(1), false);
            case EQ, NE -> isNever0(node.input(0), node.input(1)) || isNever0(node.input(1), node.input(0))
                    ? node.graph().truth(op == Pointwise.NE)
                    : null;
            default -> null;
        };
        return result == null ? null : TensorAlgebra.as(result, node.type());
    }

    private static Node where(Node condition, Node a, Node b) {
        return condition.isTruth(true) || a == b ? a : condition.isTruth(false) ? b : null;
    }

    /** Whether it can be decided that a number is not the other one, 0. */
    private static boolean isNever0(Node number, Node zero) {
        return zero.isConstant(0) && Signs.isPositive(number);
    }

    /** @param neutral the truth that changes nothing; the other one decides */
    private static Node logic(Node a, Node b, boolean neutral) {
        if (a.isTruth(neutral) || b.isTruth(!neutral)) {
            return b;
        }
        return b.isTruth(neutral) || a.isTruth(!neutral) || a == b ? a : null;
    }
}
