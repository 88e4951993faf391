package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.List;
import java.util.Map;

/**
 * Differences of two logarithms or roots whose arguments differ by little: with {@code d = a - b}, in which what a and
 * b have in common does not appear, {@code log(a) - log(b)} is {@code log1p(d/b)}, and {@code √a - √b} is {@code d/(√a
 * + √b)}.
 */
final class DifferenceRules {
    private static final Expansion ONE = new Expansion(List.of(new PowerProduct(1, Map.of())));

    private DifferenceRules() {}

    /** The node in another form, or null. */
    static Node rewrite(Node node) {
        if (node.op() != Pointwise.SUB) {
            return null;
        }
        Node left = node.input(0);
        Node right = node.input(1);
        boolean areLogarithms = isLogarithm(left) && isLogarithm(right);
        boolean areRoots = left.op() == Pointwise.SQRT && right.op() == Pointwise.SQRT;
        Expansion a = areLogarithms || areRoots ? argument(left) : null;
        Expansion b = a == null ? null : argument(right);
        Expansion difference = b == null ? null : a.withoutCommon(b);
        if (difference == null) {
            return null;
        }
        Node d = difference.node(node.graph());
        Node divisor = right.op() == Pointwise.LOG1P ? node.constant(1).plus(right.input(0)) : right.input(0);
        Node form = areLogarithms ? log1p(d.over(divisor)) : d.over(left.plus(right));
        return where(less(abs(d), node.constant(0.5).times(divisor)), form, node);
    }

    private static boolean isLogarithm(Node node) {
        return node.op() == Pointwise.LOG || node.op() == Pointwise.LOG1P;
    }

    private static Expansion argument(Node function) {
        Expansion argument = Expansion.of(function.input(0));
        return argument == null || function.op() != Pointwise.LOG1P ? argument : argument.plus(ONE);
    }
}
