package dev.autodiff.simplify;

import dev.autodiff.graph.Conversion;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole number as a sum: a formula of dimensions, and multiples of nodes of which nothing else is known.
 *
 * @param multiples by node, none of them 0
 */
record Affine(Dimension known, Map<Node, Long> multiples) {
    /** A longer sum is no index that a person writes. */
    private static final int MAX_DEPTH = 30;

    static Affine of(Node node) {
        return of(node, MAX_DEPTH);
    }

    private static Affine of(Node node, int depth) {
        if (node.op() instanceof Leaf.Constant constant
                && constant.value() == Math.rint(constant.value())
                && Math.abs(constant.value()) < 0x1p53) {
            return new Affine(Dimension.literal((long) constant.value()), Map.of());
        }
        if (node.op() instanceof Leaf.Extent extent) {
            return new Affine(extent.dimension(), Map.of());
        }
        boolean isSum = depth > 0 && node.op() instanceof Pointwise;
        if (isSum && (node.op() == Pointwise.ADD || node.op() == Pointwise.SUB)) {
            return of(node.input(0), depth - 1).plus(of(node.input(1), depth - 1), node.op() == Pointwise.ADD ? 1 : -1);
        }
        if (isSum && node.op() == Pointwise.NEG) {
            return new Affine(Dimension.ZERO, Map.of()).plus(of(node.input(0), depth - 1), -1);
        }
        if (isSum && node.op() == Pointwise.MUL && node.input(0).op() instanceof Leaf.Constant) {
            Affine factor = of(node.input(0), 0);
            return factor.isKnown()
                    ? new Affine(Dimension.ZERO, Map.of()).plus(of(node.input(1), depth - 1), factor.known.literal())
                    : alone(node);
        }
        boolean keepsValue = depth > 0 && node.op() instanceof Conversion && node.input(0).type() == Type.WHOLE;
        return keepsValue ? of(node.input(0), depth - 1) : alone(node);
    }

    private static Affine alone(Node node) {
        return new Affine(Dimension.ZERO, Map.of(node, 1L));
    }

    boolean isKnown() {
        return multiples.isEmpty();
    }

    Affine plus(Affine other, long factor) {
        Map<Node, Long> sum = new LinkedHashMap<>(multiples);
        other.multiples.forEach((node, multiple) -> sum.merge(node, factor * multiple, Long::sum));
        sum.values().removeIf(multiple -> multiple == 0);
        return new Affine(known.plus(other.known.times(factor)), sum);
    }

    /** The same with a bound in the place of one of the nodes. */
    Affine with(Node node, Affine bound) {
        Affine rest = plus(alone(node), -multiples.get(node));
        return rest.plus(bound, multiples.get(node));
    }
}
