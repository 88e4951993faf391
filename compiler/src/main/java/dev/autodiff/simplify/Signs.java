package dev.autodiff.simplify;

import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;

/** What is known of the sign of a number as it is computed, with all roundings, unless it is NaN. */
final class Signs {
    /** How deep a formula is looked into. */
    private static final int MAX_DEPTH = 6;

    private Signs() {}

    /** Whether the number is above 0, or NaN. A product of such numbers may underflow and be 0. */
    static boolean isPositive(Node node) {
        return isPositive(node, MAX_DEPTH);
    }

    private static boolean isPositive(Node node, int depth) {
        if (node.op() instanceof Leaf.Constant constant) {
            // a smaller one is 0 among floats
            return constant.value() >= Float.MIN_NORMAL;
        }
        if (depth == 0 || !(node.op() instanceof Pointwise row)) {
            return false;
        }
        return switch (row) {
            case ADD -> isNonnegative(node.input(0), depth - 1)
                    && isNonnegative(node.input(1), depth - 1)
                    && (isPositive(node.input(0), depth - 1) || isPositive(node.input(1), depth - 1));
            case SQRT -> isPositive(node.input(0), depth - 1);
            case COSH -> true;
            default -> false;
        };
    }

    /** Whether the number is at least 0, or -0, or NaN. */
    private static boolean isNonnegative(Node node, int depth) {
        if (node.op() instanceof Leaf.Constant constant) {
            return constant.value() >= 0;
        }
        if (node.op() instanceof IntegerPower power) {
            return power.exponent() % 2 == 0;
        }
        if (depth == 0 || !(node.op() instanceof Pointwise row)) {
            return false;
        }
        return switch (row) {
            case ABS, SQRT, EXP, COSH -> true;
            case ADD, MUL, DIV -> isNonnegative(node.input(0), depth - 1) && isNonnegative(node.input(1), depth - 1);
            default -> false;
        };
    }
}
