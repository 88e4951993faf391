package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Norm;
import dev.autodiff.graph.Pointwise;
import java.util.List;
import java.util.Map;

/**
 * Differences of two logarithms or roots whose arguments differ by little: with {@code d = a - b}, in which what a and
 * b have in common does not appear, {@code log(a) - log(b)} is {@code log1p(d/b)}, and {@code √a - √b} is {@code d/(√a
 * + √b)}. So is {@code x - √b} with {@code d = x² - b}, for a positive x.
 */
final class DifferenceRules {
    private static final Expansion ONE = new Expansion(List.of(new PowerProduct(1, Map.of())));

    /** A length of more coordinates is no formula that a person writes. */
    private static final int MOST_SIDES = 4;

    private DifferenceRules() {}

    /** The node in another form, or null. */
    static Node rewrite(Node node) {
        boolean isSum = node.op() == Pointwise.ADD;
        if (!isSum && node.op() != Pointwise.SUB) {
            return null;
        }
        Node left = node.input(0);
        Node right = node.input(1);
        boolean areLogarithms = isLogarithm(left) && isLogarithm(right);
        if (areLogarithms || left.op() == Pointwise.SQRT && right.op() == Pointwise.SQRT) {
            return isSum ? null : ofBoth(node, left, right, areLogarithms);
        }
        boolean isLeftRoot = isRoot(left);
        if (isLeftRoot == isRoot(right)) {
            return null;
        }
        Node other = isLeftRoot ? right : left;
        Node root = isLeftRoot ? left : right;
        if (isSum && other.op() != Pointwise.NEG) {
            return null;
        }
        // √b + x = √b - (-x), and x - √b = -(√b - x)
        Node form = besideRoot(root, isSum ? other.negate() : other, node);
        return form == null || isSum || isLeftRoot ? form : where(form.input(0), form.input(1).negate(), node);
    }

    private static Node ofBoth(Node node, Node left, Node right, boolean areLogarithms) {
        Expansion a = argument(left);
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

    /** {@code √b - x} where x is positive, and b little more or less than its square; else the node. */
    private static Node besideRoot(Node root, Node x, Node node) {
        Expansion radicand = radicand(root);
        Expansion square = radicand == null ? null : square(x);
        Expansion difference = square == null ? null : radicand.withoutCommon(square);
        if (difference == null) {
            return null;
        }
        Node d = difference.node(node.graph());
        Node isClose = less(abs(d), node.constant(0.5).times(x.power(2)));
        return where(and(less(x.constant(0), x), isClose), d.over(root.plus(x)), node);
    }

    private static boolean isRoot(Node node) {
        return node.op() == Pointwise.SQRT || Norm.isLength(node) && node.inputs().size() <= MOST_SIDES;
    }

    private static Expansion radicand(Node root) {
        if (root.op() != Pointwise.SQRT) {
            return root.inputs().stream()
                    .map(DifferenceRules::square)
                    .reduce((a, b) -> a == null || b == null ? null : a.plus(b))
                    .orElse(null);
        }
        Node argument = root.input(0);
        if (argument.op() == ClosedForm.SQUARE_DIFFERENCE) {
            Expansion a = square(argument.input(0));
            Expansion b = square(argument.input(1));
            return a == null || b == null ? null : a.plus(b.times(-1));
        }
        return Expansion.of(argument);
    }

    private static Expansion square(Node x) {
        return Expansion.of((x.op() == Pointwise.ABS ? x.input(0) : x).power(2));
    }

    private static boolean isLogarithm(Node node) {
        return node.op() == Pointwise.LOG || node.op() == Pointwise.LOG1P;
    }

    private static Expansion argument(Node function) {
        Expansion argument = Expansion.of(function.input(0));
        return argument == null || function.op() != Pointwise.LOG1P ? argument : argument.plus(ONE);
    }
}
