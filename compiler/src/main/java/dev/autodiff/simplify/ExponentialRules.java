package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.log;
import static dev.autodiff.graph.Algebra.logaddexp;
import static dev.autodiff.graph.Algebra.max;
import static dev.autodiff.graph.Algebra.min;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.LogShareOfNumbers;
import dev.autodiff.graph.LogSumOfNumbers;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stable rewrites of sums of exponentials of any number and weight: of the logarithm, and of quotients by the sum and
 * its powers. The exponents are shifted by the largest one, which is a constant to derivatives, since they do not
 * depend on it.
 */
final class ExponentialRules {
    /** A longer sum is left as it is; beyond that many a program works with tensors. */
    private static final int MAX_TERMS = 1000;

    /** Exponents beyond this are as good as infinite, in 32 bits too; but differences to it are numbers. */
    private static final double FAR = 3e38;

    private final Terms terms = new Terms();
    private final Map<Node, Optional<ExponentialSum>> sums = new HashMap<>();

    /**
     * Another form of the node, or null.
     *
     * @param differentiates whether a derivative is to be taken: then a shift that is written is no part of the
     *     function
     */
    Node rewrite(Node node, boolean differentiates) {
        if (node.op() == Pointwise.LOG) {
            Node share = logShare(node.input(0));
            return share != null ? share : sum(node.input(0)).map(sum -> logarithm(node, sum)).orElse(null);
        }
        if (node.op() == Pointwise.LOG1P) {
            return sum(node.constant(1).plus(node.input(0))).map(sum -> logarithm(node, sum)).orElse(null);
        }
        if (node.op() == Pointwise.DIV) {
            return quotient(node);
        }
        if (node.op() == Pointwise.ADD && differentiates) {
            Node unshifted = unshifted(node.input(0), node.input(1));
            return unshifted != null ? unshifted : unshifted(node.input(1), node.input(0));
        }
        return null;
    }

    /** The sum, if an exponential in it might overflow. */
    private Optional<ExponentialSum> sum(Node node) {
        return sums.computeIfAbsent(node, sum -> Optional.ofNullable(terms.of(sum, MAX_TERMS))
                .map(ExponentialSum::of).filter(ExponentialSum::mayOverflow));
    }

    private static Node logarithm(Node node, ExponentialSum sum) {
        Monomial first = sum.exponentials().get(0);
        if (sum.size() == 1) {
            return first.isPositive() ? first.logarithm() : log(first.coefficient(node)).plus(first.exponent());
        }
        boolean isPlain = sum.rest().isEmpty()
                && sum.exponentials().stream().allMatch(term -> term.isPositive() && term.factor() == 1);
        if (isPlain && sum.size() == 2) {
            return logaddexp(first.exponent(), sum.exponentials().get(1).exponent());
        }
        return isPlain
                ? node.graph().node(new LogSumOfNumbers(sum.size()), sum.exponents().toArray(new Node[0]))
                : besideZero(sum, shifted(node, sum));
    }

    /**
     * The logarithm of a mean, {@code log(Σ wᵢ exp(g xᵢ))} with weights whose sum is 1, where it is nearly 0: {@code
     * log1p(g Σ wᵢ (exp(g xᵢ) - 1)/g)}, which keeps its digits and vanishes with g. Elsewhere the other form.
     */
    private static Node besideZero(ExponentialSum sum, Node elsewhere) {
        PowerProduct common = null;
        Expansion weights = new Expansion(List.of());
        for (Monomial term : sum.exponentials()) {
            PowerProduct exponent = PowerProduct.of(term.exponent());
            common = common == null ? exponent.common(exponent) : common.common(exponent);
            Expansion weight = Expansion.of(term.coefficient(elsewhere));
            weights = weight == null || weights == null ? null : weights.plus(weight);
        }
        for (Node rest : sum.rest()) {
            Expansion weight = Expansion.of(rest);
            weights = weight == null || weights == null ? null : weights.plus(weight);
        }
        boolean isMean = weights != null
                && !common.exponents().isEmpty()
                && weights.isSameAs(new Expansion(List.of(PowerProduct.ONE)));
        if (!isMean) {
            return elsewhere;
        }
        Node g = common.node(elsewhere.graph());
        PowerProduct divisor = common.power(-1);
        List<Node> terms = sum.exponentials().stream()
                .map(term -> term.times(g.graph().node(Pointwise.EXPM1_OVER, g,
                        PowerProduct.of(term.exponent()).times(divisor).node(g.graph()))))
                .toList();
        Node excess = g.times(Terms.fold(terms, Node::plus));
        return where(less(abs(excess), excess.constant(0.5)), log1p(excess), elsewhere);
    }

    /** {@code log(exp(x₁)/(exp(x₁) + … + exp(xₙ)))}, the exponents shifted or not. */
    private Node logShare(Node quotient) {
        boolean isQuotient = quotient.op() == Pointwise.DIV || quotient.op() == ClosedForm.SHARE;
        if (!isQuotient || quotient.input(0).op() != Pointwise.EXP) {
            return null;
        }
        List<Terms.Term> sum = terms.of(quotient.input(quotient.inputs().size() - 1), MAX_TERMS);
        boolean isPlain = sum != null
                && sum.stream().allMatch(term -> term.factor() == 1 && term.node().op() == Pointwise.EXP);
        List<Node> exponents = isPlain ? sum.stream().map(term -> term.node().input(0)).toList() : List.of();
        int index = exponents.indexOf(quotient.input(0).input(0));
        return index < 0
                ? null
                : quotient.graph().node(new LogShareOfNumbers(exponents.size(), index), exponents.toArray(new Node[0]));
    }

    /**
     * {@code m + log(s/exp(m))} where the largest exponent is finite and, beside a rest, positive; elsewhere nothing
     * overflows.
     */
    private static Node shifted(Node node, ExponentialSum sum) {
        Node largest = sum.largest();
        Node shift = node.graph().node(Identity.Detach.DETACH, largest);
        Node shifted = shift.plus(log(sum.over(shift)));
        Node infinity = node.constant(Double.POSITIVE_INFINITY);
        if (!sum.rest().isEmpty()) {
            Node below = sum.isBesideOne() ? log1p(sum.ofExponentials()) : node;
            return where(and(less(node.constant(0), largest), less(largest, infinity)), shifted, below);
        }
        // an infinite sum, or one of nothing, has no shares
        return where(less(abs(largest), infinity), shifted, sum.isPositive() ? shift : node);
    }

    /** {@code a/sᵏ}, each of the two divided by {@code exp(m)ᵏ}. */
    private Node quotient(Node node) {
        Node divisor = node.input(1);
        int exponent = divisor.op() instanceof IntegerPower power && power.exponent() > 0 ? power.exponent() : 1;
        Node base = exponent > 1 ? divisor.input(0) : divisor;
        boolean isSum = base.op() == Pointwise.ADD || base.op() == Pointwise.SUB;
        return isSum
                ? sum(base)
                        .filter(sum -> sum.size() > 1)
                        .map(sum -> quotient(node.input(0), sum, exponent))
                        .orElse(null)
                : null;
    }

    private static Node quotient(Node dividend, ExponentialSum sum, int exponent) {
        Node largest = min(sum.largest(), dividend.constant(FAR));
        Node bounded = max(largest, dividend.constant(sum.rest().isEmpty() ? -FAR : 0));
        Node shift = dividend.graph().node(Identity.Detach.DETACH, bounded);
        Node shifts = exponent == 1 ? shift : shift.constant(exponent).times(shift);
        Monomial above = Monomial.of(dividend, 1);
        Node exponential = exp(above.exponent() == null ? shifts.negate() : above.exponent().minus(shifts));
        return (dividend.isConstant(1) ? exponential : above.times(exponential)).over(sum.over(shift).power(exponent));
    }

    /**
     * {@code m + log(Σ w exp(x - m) + r exp(-m))} written by hand is {@code log(Σ w exp(x) + r)}; its derivatives by m
     * cancel.
     */
    private Node unshifted(Node shift, Node logarithm) {
        if (logarithm.op() != Pointwise.LOG || shift.op() == Identity.Detach.DETACH) {
            return null;
        }
        List<Terms.Term> shifted = terms.of(logarithm.input(0), MAX_TERMS);
        List<Node> unshifted = new ArrayList<>();
        for (Terms.Term term : shifted == null ? List.<Terms.Term>of() : shifted) {
            Monomial monomial = Monomial.of(term.node(), term.factor());
            Node exponent = monomial.exponent();
            if (exponent != null && exponent.op() == Pointwise.SUB && exponent.input(1) == shift) {
                unshifted.add(monomial.times(exp(exponent.input(0))));
            } else if (exponent != null && exponent.op() == Pointwise.NEG && exponent.input(0) == shift) {
                unshifted.add(monomial.coefficient(shift));
            } else {
                return null;
            }
        }
        return unshifted.isEmpty() ? null : log(Terms.fold(unshifted, Node::plus));
    }
}
