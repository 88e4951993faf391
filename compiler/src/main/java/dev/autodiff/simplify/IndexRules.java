package dev.autodiff.simplify;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Placed;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Type;
import java.util.HashMap;
import java.util.Map;

/**
 * Comparisons of whole numbers whose outcome follows from what loops count: within {@code for i in 0:n} the index i is
 * neither below 0 nor above n - 1. They keep every bit.
 */
final class IndexRules {
    /** Loops in loops, each of which takes one step of the proof. */
    private static final int MAX_STEPS = 40;

    private final Map<Integer, Node> loops = new HashMap<>();

    void add(Node loop) {
        loops.put(((Loop) loop.op()).number(), loop);
    }

    /** Another form of the node, or null. */
    Node rewrite(Node node) {
        boolean isOfIndices = !loops.isEmpty()
                && node.inputs().size() == 2
                && (node.op() instanceof Pointwise || node.op() instanceof Placed)
                && isWhole(node.input(0))
                && isWhole(node.input(1));
        if (!isOfIndices) {
            return null;
        }
        Node a = node.input(0);
        Node b = node.input(1);
        if (node.op() instanceof Placed) {
            return placed(a, b);
        }
        return switch ((Pointwise) node.op()) {
            case LT -> truth(node, isAtLeast(b, a, 1), isAtLeast(a, b, 0));
            case LE -> truth(node, isAtLeast(b, a, 0), isAtLeast(a, b, 1));
            case GT -> truth(node, isAtLeast(a, b, 1), isAtLeast(b, a, 0));
            case GE -> truth(node, isAtLeast(a, b, 0), isAtLeast(b, a, 1));
            case MAX -> isAtLeast(a, b, 0) ? a : isAtLeast(b, a, 0) ? b : null;
            case MIN -> isAtLeast(a, b, 0) ? b : isAtLeast(b, a, 0) ? a : null;
            default -> null;
        };
    }

    /** An index that is there for certain is its place, from the front or from the end; else null. */
    private Node placed(Node index, Node length) {
        if (isAtLeast(index, index.constant(0), 0) && isAtLeast(length, index, 1)) {
            return index;
        }
        boolean isFromEnd =
                isAtLeast(index.constant(0), index, 1) && isAtLeast(index.plus(length), index.constant(0), 0);
        return isFromEnd ? index.plus(length) : null;
    }

    private static boolean isWhole(Node node) {
        return node.type() == Type.WHOLE || node.op() instanceof Leaf.Constant;
    }

    private static Node truth(Node node, boolean isTrue, boolean isFalse) {
        return isTrue || isFalse ? node.graph().truth(isTrue) : null;
    }

    /** Whether {@code a >= b + distance} for certain. */
    private boolean isAtLeast(Node a, Node b, int distance) {
        Affine difference =
                Affine.of(a).plus(Affine.of(b), -1).plus(new Affine(Dimension.literal(distance), Map.of()), -1);
        for (int i = 0; i < MAX_STEPS && !difference.isKnown(); i++) {
            difference = bounded(difference);
            if (difference == null) {
                return false;
            }
        }
        return difference.isKnown() && difference.known().isNeverNegative();
    }

    /**
     * What the sum is at least, with one node less; null if nothing is known. A count that depends on outer loops goes
     * first.
     */
    private Affine bounded(Affine sum) {
        Affine last = null;
        for (Map.Entry<Node, Long> multiple : sum.multiples().entrySet()) {
            Affine highest = highest(multiple.getKey());
            if (highest == null) {
                continue;
            }
            Affine bound = multiple.getValue() > 0 ? new Affine(Dimension.ZERO, Map.of()) : highest;
            boolean isInner = highest.multiples().keySet().stream().anyMatch(sum.multiples()::containsKey);
            last = sum.with(multiple.getKey(), bound);
            if (isInner) {
                return last;
            }
        }
        return last;
    }

    /** The highest value of a count that begins with 0, or null. */
    private Affine highest(Node node) {
        if (node.op() instanceof Leaf.StepNumber step && loops.containsKey(step.loop())) {
            Node loop = loops.get(step.loop());
            return Affine.of(positive(((Loop) loop.op()).count(loop))).plus(new Affine(Dimension.ONE, Map.of()), -1);
        }
        return node.op() instanceof Loop loop ? Affine.of(loop.count(node)) : null;
    }

    /** What the count of a loop is when the loop makes steps. */
    private static Node positive(Node count) {
        if (count.op() == Pointwise.WHERE && count.input(2).isConstant(0)) {
            return positive(count.input(1));
        }
        if (count.op() == Pointwise.MAX && count.input(1).isConstant(0)) {
            return positive(count.input(0));
        }
        return count.op() == Pointwise.MAX && count.input(0).isConstant(0) ? positive(count.input(1)) : count;
    }
}
