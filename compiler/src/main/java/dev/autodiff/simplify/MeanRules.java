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
        return node.op() == Pointwise.DIV && hasSum(node.input(1)) ? ofReciprocals(node) : null;
    }

    private static boolean hasSum(Node divisor) {
        return divisor.op() == Pointwise.MUL
                ? divisor.inputs().stream().anyMatch(MeanRules::isSum)
                : isSum(divisor);
    }

    private static boolean isSum(Node node) {
        return node.op() == Pointwise.ADD || node.op() == Pointwise.SUB;
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

    /** {@code n/(c/xᵏ + r)} is {@code n xᵏ/(c + r xᵏ)} where x is 0; each divisor x is looked at. */
    private static Node ofReciprocals(Node node) {
        PowerProduct product = PowerProduct.of(node);
        Node result = node;
        for (Node sum : product.exponents().keySet()) {
            boolean isDivisor = product.exponentOf(sum) == -1 && isSum(sum);
            List<Terms.Term> terms = isDivisor ? Terms.ofFew(sum, MOST_TERMS) : null;
            // 1 - b/v, or 1 + 1/x in a product, is mostly the form of a derivative: of log(1 - b/v), or of x/log(1 + x)
            boolean mayHaveConstant = sum == node.input(1) && sum.op() == Pointwise.ADD;
            boolean isOfReciprocals = terms != null
                    && (mayHaveConstant || terms.stream().noneMatch(term -> term.node().isKnown()));
            Node dividend = isOfReciprocals ? product.times(sum, 1).node(node.graph()) : null;
            for (int i = 0; isOfReciprocals && i < terms.size(); i++) {
                result = besideZero(result, dividend, terms, i);
            }
        }
        return result == node ? null : result;
    }

    /** The quotient by the sum of the terms as a choice, if one of the terms has a divisor that may be 0. */
    private static Node besideZero(Node quotient, Node dividend, List<Terms.Term> terms, int index) {
        PowerProduct term = PowerProduct.of(terms.get(index).node())
                .times(PowerProduct.of(quotient.constant(terms.get(index).factor())));
        Node x = term.exponents().keySet().stream()
                .filter(factor -> term.exponentOf(factor) < 0)
                .findFirst()
                .orElse(null);
        if (x == null) {
            return quotient;
        }
        Node power = x.power(-term.exponentOf(x));
        Node rest = without(terms, index);
        Node share = term.times(x, -term.exponentOf(x)).node(quotient.graph());
        Node form = dividend.times(power).over(share.plus(rest.times(power)));
        Node isZero = equal(x, x.constant(0));
        return where(and(isZero, less(abs(rest), x.constant(Double.POSITIVE_INFINITY))), form, quotient);
    }

    private static Node without(List<Terms.Term> terms, int index) {
        List<Node> others = new ArrayList<>();
        for (int k = 0; k < terms.size(); k++) {
            if (k != index) {
                others.add(terms.get(k).product());
            }
        }
        return Terms.fold(others, Node::plus);
    }
}
