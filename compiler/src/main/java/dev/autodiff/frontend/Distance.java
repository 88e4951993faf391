package dev.autodiff.frontend;

import dev.autodiff.frontend.values.Known;
import dev.autodiff.graph.Conversion;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.runtime.Dimension;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a whole number that is computed is from another one, if the two are the same but for something known: from
 * {@code k} to {@code k + 3}.
 */
final class Distance {
    /** What is deeper is taken as it is. */
    private static final int MAX_DEPTH = 32;

    private final Map<Node, Long> factors = new HashMap<>();
    private Dimension known = Dimension.ZERO;

    private Distance() {}

    /** The distance; null if it is not known. */
    static Dimension between(Node from, Node to) {
        Distance distance = new Distance();
        distance.add(to, 1, 0);
        distance.add(from, -1, 0);
        return distance.factors.values().stream().allMatch(factor -> factor == 0) ? distance.known : null;
    }

    private void add(Node node, long factor, int depth) {
        Dimension dimension = Known.dimension(node);
        if (dimension != null) {
            known = known.plus(dimension.times(factor));
        } else if (depth == MAX_DEPTH || !addParts(node, factor, depth + 1)) {
            factors.merge(node, factor, Long::sum);
        }
    }

    private boolean addParts(Node node, long factor, int depth) {
        if (node.op() instanceof Identity || node.op() instanceof Conversion && Operations.isWhole(node.input(0))) {
            add(node.input(0), factor, depth);
        } else if (node.op() == Pointwise.ADD || node.op() == Pointwise.SUB) {
            add(node.input(0), factor, depth);
            add(node.input(1), node.op() == Pointwise.ADD ? factor : -factor, depth);
        } else if (node.op() == Pointwise.NEG) {
            add(node.input(0), -factor, depth);
        } else {
            Dimension by = node.op() == Pointwise.MUL ? Known.dimension(node.input(0)) : null;
            if (by == null
                    || !by.isLiteral()
                    || Math.abs(by.literal()) > Integer.MAX_VALUE
                    || Math.abs(factor) > Integer.MAX_VALUE) {
                return false;
            }
            add(node.input(1), factor * by.literal(), depth);
        }
        return true;
    }
}
