package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.List;
import java.util.Map;

/**
 * {@code (eᵘ - eᵛ)/d} where {@code u - v} is a multiple t of d, as two decays one after the other have it: {@code t·eᵘ
 * (e⁻ʷ - 1)/(-w)} with {@code w = td}, which is defined where the decays are alike. The larger of the two exponentials
 * stands in front, so that nothing overflows.
 */
final class ExponentialSlope {
    private ExponentialSlope() {}

    /** Whether the node is the difference of two exponentials. */
    static boolean isDifference(Node node) {
        return node.op() == Pointwise.SUB
                && node.input(0).op() == Pointwise.EXP
                && node.input(1).op() == Pointwise.EXP;
    }

    /** The product with such a quotient in another form, or null. */
    static Node rewrite(Node node, PowerProduct product) {
        for (Node difference : product.exponents().keySet()) {
            if (!isDifference(difference) || product.exponentOf(difference) != 1) {
                continue;
            }
            for (Map.Entry<Node, Integer> divisor : product.exponents().entrySet()) {
                PowerProduct multiple = divisor.getValue() == -1 && isSum(divisor.getKey())
                        ? multiple(difference, divisor.getKey())
                        : null;
                if (multiple != null) {
                    PowerProduct rest = product.times(difference, -1).times(divisor.getKey(), 1).times(multiple);
                    return rest.times(quotient(difference, multiple, divisor.getKey()), 1).node(node.graph());
                }
            }
        }
        return null;
    }

    private static boolean isSum(Node node) {
        return node.op() == Pointwise.ADD || node.op() == Pointwise.SUB;
    }

    /** What times the divisor is the difference of the exponents; null if no product is. */
    private static PowerProduct multiple(Node difference, Node divisor) {
        Expansion u = Expansion.of(difference.input(0).input(0));
        Expansion v = Expansion.of(difference.input(1).input(0));
        Expansion d = Expansion.of(divisor);
        if (u == null || v == null || d == null) {
            return null;
        }
        Expansion w = u.plus(v.times(-1));
        return d.terms().stream()
                .map(term -> w.terms().get(0).times(term.power(-1)))
                .filter(multiple -> multiple.exponents().values().stream().allMatch(exponent -> exponent > 0))
                .filter(multiple -> d.times(new Expansion(List.of(multiple))).isSameAs(w))
                .findFirst()
                .orElse(null);
    }

    private static Node quotient(Node difference, PowerProduct multiple, Node divisor) {
        Graph graph = difference.graph();
        Node w = multiple.times(divisor, 1).node(graph);
        Node u = difference.input(0).input(0);
        Node v = difference.input(1).input(0);
        return where(
                less(w, w.constant(0)),
                exp(v).times(graph.node(Pointwise.EXPM1_OVER_X, w)),
                exp(u).times(graph.node(Pointwise.EXPM1_OVER_X, w.negate())));
    }
}
