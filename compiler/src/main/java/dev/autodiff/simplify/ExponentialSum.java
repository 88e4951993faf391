package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.max;

import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code s = w₁ exp(x₁) + … + wₙ exp(xₙ) + r}, of any number of terms. With m, the largest exponent,
 * {@code s = exp(m) (Σ wᵢ exp(xᵢ - m) + r exp(-m))}, in which nothing overflows.
 *
 * @param exponentials one for each exponent
 * @param rest what has none, its terms one by one
 */
record ExponentialSum(List<Monomial> exponentials, List<Node> rest) {
    static ExponentialSum of(List<Terms.Term> terms) {
        Map<Node, Monomial> exponentials = new LinkedHashMap<>();
        List<Node> rest = new ArrayList<>();
        for (Terms.Term term : terms) {
            Node node = term.node();
            if (node.op() == Pointwise.COSH || node.op() == Pointwise.SINH) {
                double half = 0.5 * term.factor();
                add(exponentials, new Monomial(half, null, node.input(0)));
                add(
                        exponentials,
                        new Monomial(
                                node.op() == Pointwise.COSH ? half : -half,
                                null,
                                node.input(0).negate()));
            } else if (node.op() == Pointwise.EXPM1) {
                add(exponentials, new Monomial(term.factor(), null, node.input(0)));
                rest.add(node.constant(-term.factor()));
            } else {
                Monomial monomial = Monomial.of(node, term.factor());
                if (monomial.exponent() == null) {
                    rest.add(monomial.coefficient(node));
                } else {
                    add(exponentials, monomial);
                }
            }
        }
        return new ExponentialSum(List.copyOf(exponentials.values()), rest);
    }

    private static void add(Map<Node, Monomial> exponentials, Monomial term) {
        exponentials.merge(term.exponent(), term, Monomial::plus);
    }

    int size() {
        return exponentials.size() + rest.size();
    }

    boolean isPositive() {
        return exponentials.stream().allMatch(Monomial::isPositive);
    }

    List<Node> exponents() {
        return exponentials.stream().map(Monomial::exponent).toList();
    }

    /** Whether the rest is 1, which small exponentials do not change. */
    boolean isBesideOne() {
        return rest.size() == 1 && rest.get(0).isConstant(1);
    }

    /** The sum without its rest. */
    Node ofExponentials() {
        return Terms.fold(
                exponentials.stream().map(term -> term.times(exp(term.exponent()))).toList(), Node::plus);
    }

    /**
     * Whether an exponential might overflow: not where exponents are differences to a maximum, as which a shift is
     * written.
     */
    boolean mayOverflow() {
        return !exponentials.stream().allMatch(term -> isShifted(term.exponent()));
    }

    private static boolean isShifted(Node exponent) {
        if (exponent.op() != Pointwise.SUB && exponent.op() != Pointwise.NEG) {
            return false;
        }
        Node shift = exponent.input(exponent.inputs().size() - 1);
        return (shift.op() == Identity.Detach.DETACH ? shift.input(0) : shift).op() == Pointwise.MAX;
    }

    /**
     * The largest exponent, that of the rest included: of two terms an operator MAX, by which a shifted sum is known.
     */
    Node largest() {
        List<Node> exponents = new ArrayList<>(exponentials.stream().map(Monomial::logarithm).toList());
        if (!rest.isEmpty()) {
            exponents.add(exponents.get(0).constant(0));
        }
        return Terms.fold(exponents, (a, b) -> max(a, b));
    }

    /** {@code s/exp(shift)}. */
    Node over(Node shift) {
        List<Node> terms = new ArrayList<>();
        for (Monomial term : exponentials) {
            terms.add(term.times(exp(term.exponent().minus(shift))));
        }
        for (Node term : rest) {
            terms.add(term.isConstant(1) ? exp(shift.negate()) : term.times(exp(shift.negate())));
        }
        return Terms.fold(terms, Node::plus);
    }
}
