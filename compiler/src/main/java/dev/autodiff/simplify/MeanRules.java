package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayList;
import java.util.List;

/**
 * Means of powers, {@code (w₁ x₁ᵖ + … + wₙ xₙᵖ)^(c/p)} of weights whose sum is 1, which for p = 0 are products of
 * powers: production functions of constant elasticity. And reciprocals of sums of reciprocals, as of resistors in
 * parallel, where one of them is 0.
 */
final class MeanRules {
    /** Of more no choice is made: each costs a comparison. */
    private static final int MOST_TERMS = 4;

    private MeanRules() {}

    /** The node as a choice between another form and itself, or null. */
    static Node rewrite(Node node) {
        if (node.op() == Pointwise.POW && !node.input(1).isKnown()) {
            return ofPowers(node);
        }
        return node.op() == Pointwise.DIV && node.input(1).op() == Pointwise.ADD ? ofReciprocals(node) : null;
    }

    /** With {@code m = Σ wᵢ (xᵢᵖ - 1)/p} that is {@code exp(c m log(1 + p m)/(p m))}. */
    private static Node ofPowers(Node node) {
        List<Terms.Term> terms = Terms.ofFew(node.input(0), MOST_TERMS);
        Node exponent = null;
        Node mean = null;
        Expansion weights = null;
        for (Terms.Term term : terms == null ? List.<Terms.Term>of() : terms) {
            PowerProduct product = PowerProduct.of(term.node());
            Node power = product.exponents().keySet().stream()
                    .filter(factor -> factor.op() == Pointwise.POW)
                    .findFirst()
                    .orElse(null);
            if (power == null || product.exponentOf(power) != 1 || exponent != null && exponent != power.input(1)) {
                return null;
            }
            exponent = power.input(1);
            Node weight = product.times(power, -1)
                    .times(PowerProduct.of(node.constant(term.factor())))
                    .node(node.graph());
            Expansion expanded = Expansion.of(weight);
            weights = weights == null || expanded == null ? expanded : weights.plus(expanded);
            Node part = weight.times(node.graph().node(Pointwise.BOXCOX, power.input(0), exponent));
            mean = mean == null ? part : mean.plus(part);
        }
        boolean isMean = weights != null
                && !(exponent.op() instanceof Leaf.Constant)
                && weights.isSameAs(new Expansion(List.of(PowerProduct.ONE)));
        PowerProduct inner = isMean ? PowerProduct.of(exponent) : PowerProduct.ONE;
        PowerProduct outer = PowerProduct.of(node.input(1)).times(inner);
        if (!isMean || inner.exponents().keySet().stream().anyMatch(atom -> outer.exponentOf(atom) < 0)) {
            return null;
        }
        Node argument = exponent.times(mean);
        Node form = exp(outer.node(node.graph())
                .times(mean)
                .times(node.graph().node(Pointwise.LOG1P_OVER_X, argument)));
        return where(less(abs(argument), node.constant(0.5)), form, node);
    }

    /** {@code n/(c/x + r)} is {@code n x/(c + r x)} where x is 0; each divisor x is looked at. */
    private static Node ofReciprocals(Node node) {
        List<Terms.Term> terms = Terms.ofFew(node.input(1), MOST_TERMS);
        Node result = node;
        for (int i = 0; terms != null && i < terms.size(); i++) {
            PowerProduct term = PowerProduct.of(terms.get(i).node())
                    .times(PowerProduct.of(node.constant(terms.get(i).factor())));
            Node x = term.exponents().keySet().stream()
                    .filter(factor -> term.exponentOf(factor) == -1)
                    .findFirst()
                    .orElse(null);
            if (x == null) {
                continue;
            }
            List<Node> others = new ArrayList<>();
            for (int k = 0; k < terms.size(); k++) {
                if (k != i) {
                    others.add(node.constant(terms.get(k).factor()).times(terms.get(k).node()));
                }
            }
            Node rest = Terms.fold(others, Node::plus);
            Node share = term.times(x, 1).node(node.graph());
            Node form = node.input(0).times(x).over(share.plus(rest.times(x)));
            Node isZero = equal(x, x.constant(0));
            result = where(and(isZero, less(abs(rest), x.constant(Double.POSITIVE_INFINITY))), form, result);
        }
        return result == node ? null : result;
    }
}
