package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Products with a tail of the normal distribution, {@code t(v) = erfc(v)} or {@code normcdf(u) = erfc(-u/√2)/2}, which
 * underflows where the product does not: their logarithms, and products with an exponential that overflows there,
 * {@code exp(v²) erfc(v) = erfcx(v)}.
 */
final class TailRules {
    private static final double ROOT_HALF = 0.7071067811865476;
    private static final double ROOT_TWO = 1.4142135623730951;

    /** How deep in a product its factors are looked for. */
    private static final int MAX_DEPTH = 4;

    /** Of the argument of a tail that is squared; all choices of signs are tried. */
    private static final int MAX_TERMS = 4;

    private static final Set<Pointwise> TAILS = EnumSet.of(Pointwise.ERFC, Pointwise.NORMCDF);
    private static final Set<Pointwise> EXPONENTIALS = EnumSet.of(Pointwise.EXP);
    private static final Set<Pointwise> SCALED = EnumSet.of(Pointwise.ERFCX);

    private TailRules() {}

    /** The node in another form, or null. */
    static Node rewrite(Node node) {
        if (node.op() == Pointwise.LOG) {
            return logarithm(node.input(0));
        }
        if (node.op() == Pointwise.LOG1P) {
            Node x = node.input(0);
            boolean isTail = x.op() == Pointwise.NEG && x.input(0).op() == Pointwise.ERF;
            return isTail ? node.graph().node(Pointwise.LOG_ERFC, x.input(0).input(0)) : null;
        }
        boolean isProduct = node.op() == Pointwise.MUL || node.op() == Pointwise.DIV;
        return isProduct && hasFactor(node, TAILS, MAX_DEPTH) && hasFactor(node, EXPONENTIALS, MAX_DEPTH)
                ? product(node)
                : null;
    }

    private static boolean hasFactor(Node product, Set<Pointwise> rows, int depth) {
        if (product.op() instanceof Pointwise row && rows.contains(row)) {
            return true;
        }
        boolean isProduct = product.op() == Pointwise.MUL
                || product.op() == Pointwise.DIV
                || product.op() == Pointwise.NEG
                || product.op() instanceof IntegerPower;
        return depth > 0
                && isProduct
                && product.inputs().stream().anyMatch(factor -> hasFactor(factor, rows, depth - 1));
    }

    private static boolean isTail(Node node) {
        return node.op() instanceof Pointwise row && TAILS.contains(row);
    }

    /**
     * {@code log(c t(v))} is the logarithm of the rest and that of the tail; of a choice between two forms, that of
     * each.
     */
    private static Node logarithm(Node argument) {
        if (argument.op() == Pointwise.WHERE) {
            boolean isOfTails =
                    hasFactor(argument.input(1), SCALED, MAX_DEPTH) && hasFactor(argument.input(2), TAILS, MAX_DEPTH);
            return isOfTails ? where(argument.input(0), log(argument.input(1)), log(argument.input(2))) : null;
        }
        if (!hasFactor(argument, TAILS, MAX_DEPTH)) {
            return null;
        }
        PowerProduct rest = PowerProduct.of(argument);
        List<Map.Entry<Node, Integer>> tails = rest.exponents().entrySet().stream()
                .filter(factor -> isTail(factor.getKey()))
                .toList();
        Node sum = null;
        for (Map.Entry<Node, Integer> tail : tails) {
            rest = rest.times(tail.getKey(), -tail.getValue());
            boolean isHalf = tail.getValue() == 1 && tails.size() == 1 && rest.exponents().isEmpty();
            Node whole = isHalf ? logarithm(tail.getKey(), rest.constant()) : null;
            if (whole != null) {
                return whole;
            }
            Node logarithm = logarithm(tail.getKey(), 1);
            Node term = tail.getValue() == 1 ? logarithm : argument.constant(tail.getValue()).times(logarithm);
            sum = sum == null ? term : sum.plus(term);
        }
        return !rest.isNormal() || rest.exponents().isEmpty() && rest.constant() < 0
                ? null
                : log(rest.node(argument.graph())).plus(sum);
    }

    /**
     * {@code log(c t(v))} as one function, or null: for c = 1, and where one of the two tails becomes the other one.
     */
    private static Node logarithm(Node tail, double c) {
        boolean isNormal = tail.op() == Pointwise.NORMCDF;
        Node x = tail.input(0);
        if (c == 1) {
            return x.graph().node(isNormal ? Pointwise.LOG_NDTR : Pointwise.LOG_ERFC, x);
        }
        if (c != (isNormal ? 2 : 0.5)) {
            return null;
        }
        return isNormal
                ? x.graph().node(Pointwise.LOG_ERFC, scaled(x, -ROOT_HALF))
                : x.graph().node(Pointwise.LOG_NDTR, scaled(x, -ROOT_TWO));
    }

    /** The argument times √2 or its reciprocal, by which it may have been divided before. */
    private static Node scaled(Node x, double factor) {
        PowerProduct product = PowerProduct.of(x);
        double constant = factor * product.constant();
        boolean isOne = Math.abs(Math.abs(constant) - 1) <= 2 * Math.ulp(1.0);
        return isOne
                ? new PowerProduct(Math.signum(constant), product.exponents()).node(x.graph())
                : x.constant(factor).times(x);
    }

    /** A product in which an exponential makes good what a tail loses. */
    private static Node product(Node node) {
        PowerProduct written = PowerProduct.of(node);
        for (Map.Entry<Node, Integer> tail : written.exponents().entrySet()) {
            Expansion argument = isTail(tail.getKey()) ? argument(tail.getKey()) : null;
            for (Map.Entry<Node, Integer> exponential : argument == null
                    ? Set.<Map.Entry<Node, Integer>>of()
                    : written.exponents().entrySet()) {
                Expansion exponent = exponential.getKey().op() == Pointwise.EXP
                        ? Expansion.of(exponential.getKey().input(0))
                        : null;
                Node product = exponent == null
                        ? null
                        : product(node, written, tail, argument, exponential, exponent.times(exponential.getValue()));
                if (product != null) {
                    return product;
                }
            }
        }
        return null;
    }

    private static Expansion argument(Node tail) {
        Expansion argument = Expansion.of(tail.input(0));
        boolean isShort = argument != null && argument.terms().size() <= MAX_TERMS;
        return !isShort ? null : tail.op() == Pointwise.NORMCDF ? argument.times(-ROOT_HALF) : argument;
    }

    private static Node product(Node node, PowerProduct written, Map.Entry<Node, Integer> tail, Expansion argument,
            Map.Entry<Node, Integer> exponential, Expansion exponent) {
        Node v = tail.getKey().op() == Pointwise.NORMCDF
                ? scaled(tail.getKey().input(0), -ROOT_HALF)
                : tail.getKey().input(0);
        int power = tail.getValue();
        double share = tail.getKey().op() == Pointwise.NORMCDF ? Math.pow(0.5, power) : 1;
        PowerProduct rest = written.times(tail.getKey(), -power)
                .times(exponential.getKey(), -exponential.getValue())
                .times(new PowerProduct(share, Map.of()));
        if (exponent.isSameAs(argument.times(argument).times(power))) {
            Node scaled = v.graph().node(Pointwise.ERFCX, v);
            Node reciprocal = v.graph().node(ClosedForm.OVER_ERFCX, v.constant(1), v);
            return rest.times(power > 0 ? scaled : reciprocal, Math.abs(power)).node(node.graph());
        }
        Expansion root = power == 1 ? new DifferenceOfSquares(exponent, argument).root() : null;
        if (root == null) {
            return null;
        }
        Node gaussian = exp(root.node(node.graph()).power(2).negate());
        return where(
                less(v.constant(0), v),
                rest.times(gaussian, 1)
                        .times(v.graph().node(Pointwise.ERFCX, v), 1)
                        .node(node.graph()),
                node);
    }
}
