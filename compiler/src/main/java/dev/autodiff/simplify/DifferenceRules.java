package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.cos;
import static dev.autodiff.graph.Algebra.cosh;
import static dev.autodiff.graph.Algebra.expm1;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.sin;
import static dev.autodiff.graph.Algebra.sinh;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Norm;
import dev.autodiff.graph.Op;
import dev.autodiff.graph.Pointwise;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Differences of two values of a function whose arguments may differ by little: with {@code d = a - b}, in which what a
 * and b have in common does not appear, {@code log(a) - log(b)} is {@code log1p(d/b)}, and {@code √a - √b} is {@code
 * d/(√a + √b)}. So is {@code x - √b} with {@code d = x² - b}, for a positive x, and {@code x + √b} for a negative one.
 * Exponential and trigonometric functions follow their addition theorems.
 */
final class DifferenceRules {
    private static final Expansion ONE = new Expansion(List.of(new PowerProduct(1, Map.of())));

    /** A length of more coordinates is no formula that a person writes. */
    private static final int MOST_SIDES = 4;

    private static final Set<Op> GROWING = Set.of(Pointwise.EXP, Pointwise.SINH, Pointwise.COSH);

    /** The difference of two arguments without what they have in common, and their mean. */
    private record Step(Node difference, Node half, Node mean) {
        static Step between(Node a, Node b) {
            Expansion first = Expansion.of(a);
            Expansion second = Expansion.of(b);
            Expansion rest = withoutCommon(first, second);
            if (rest == null) {
                return null;
            }
            Node difference = rest.node(a.graph());
            Node half = a.constant(0.5).times(difference);
            boolean isFirstShorter = first.terms().size() < second.terms().size();
            return new Step(difference, half, isFirstShorter ? a.minus(half) : b.plus(half));
        }
    }

    private DifferenceRules() {}

    /** The node in another form, or null. */
    static Node rewrite(Node node) {
        if (node.op() == ClosedForm.SIN_DIFFERENCE || node.op() == ClosedForm.COS_DIFFERENCE) {
            return ofCircle(node);
        }
        if (node.op() == Pointwise.LOG) {
            return ofLogarithm(node.input(0));
        }
        boolean isSum = node.op() == Pointwise.ADD;
        if (!isSum && node.op() != Pointwise.SUB) {
            return null;
        }
        Node left = node.input(0);
        Node right = node.input(1);
        if (isLogarithm(logarithm(left)) && isLogarithm(logarithm(right))) {
            return isSum ? null : ofLogarithms(node, logarithm(left), logarithm(right));
        }
        if (!isSum && haveFactor(left, right)) {
            Node difference = left.input(1).minus(right.input(1));
            Node form = rewrite(difference);
            return form == null ? null : left.input(0).times(form);
        }
        if (isRoot(left) && isRoot(right)) {
            return isSum ? null : ofRoots(node, left, right);
        }
        if (!isSum && left.op() == right.op() && GROWING.contains(left.op())) {
            return ofExponentials(node, left, right);
        }
        boolean isLeftRoot = isRoot(left);
        if (isLeftRoot == isRoot(right)) {
            return null;
        }
        Node other = isLeftRoot ? right : left;
        Node root = isLeftRoot ? left : right;
        boolean isNegative = other.op() == Pointwise.NEG;
        if (isSum && !isNegative && !isIndependent(withoutCommon(radicand(root), square(other)), other)) {
            return null;
        }
        // √b + x = √b - (-x), and x - √b = -(√b - x)
        Node form = besideRoot(root, isSum ? other.negate() : other, node);
        return form == null || isSum || isLeftRoot ? form : where(form.input(0), form.input(1).negate(), node);
    }

    /** {@code log(x + √(x² + 1)) = asinh(x)}, whose sum has become a choice between two forms. */
    private static Node ofLogarithm(Node argument) {
        Node sum = TwoForms.form(argument, 2);
        if (sum.op() != Pointwise.ADD || isRoot(sum.input(0)) == isRoot(sum.input(1))) {
            return null;
        }
        Node root = sum.input(isRoot(sum.input(0)) ? 0 : 1);
        Node x = sum.input(isRoot(sum.input(0)) ? 1 : 0);
        Expansion difference = withoutCommon(radicand(root), square(x));
        return difference != null && difference.isSameAs(ONE) ? x.graph().node(Pointwise.ASINH, x) : null;
    }

    /** {@code sin(a) - sin(b) = 2 sin(d/2) cos(m)} and {@code cos(a) - cos(b) = -2 sin(d/2) sin(m)}. */
    private static Node ofCircle(Node node) {
        Step step = Step.between(node.input(0), node.input(1));
        if (step == null) {
            return null;
        }
        Node twice = node.constant(2).times(sin(step.half()));
        return node.op() == ClosedForm.SIN_DIFFERENCE
                ? twice.times(cos(step.mean()))
                : twice.times(sin(step.mean())).negate();
    }

    /** {@code exp(a) - exp(b) = exp(b) expm1(d)} and the hyperbolic forms, where d is too small for an overflow. */
    private static Node ofExponentials(Node node, Node left, Node right) {
        Step step = Step.between(left.input(0), right.input(0));
        if (step == null) {
            return null;
        }
        Node twice = node.constant(2).times(sinh(step.half()));
        Node form = left.op() == Pointwise.EXP
                ? right.times(expm1(step.difference()))
                : twice.times(left.op() == Pointwise.SINH ? cosh(step.mean()) : sinh(step.mean()));
        return where(less(abs(step.difference()), node.constant(1)), form, node);
    }

    private static Node ofLogarithms(Node node, Node left, Node right) {
        Expansion difference = withoutCommon(argument(left), argument(right));
        if (difference == null) {
            return ofOpposite(left, right);
        }
        Node divisor = right.op() == Pointwise.LOG1P ? node.constant(1).plus(right.input(0)) : right.input(0);
        Node d = difference.node(node.graph());
        return where(less(abs(d), node.constant(0.5).times(divisor)), log1p(d.over(divisor)), node);
    }

    /** {@code log(1 + x) - log(1 - x) = 2 atanh(x)}, of which the second derivative vanishes at 0. */
    private static Node ofOpposite(Node left, Node right) {
        Expansion a = left.op() == Pointwise.LOG1P ? argument(left) : null;
        Expansion b = a == null ? null : argument(right);
        return b != null && a.plus(b).isSameAs(ONE.times(2))
                ? left.constant(2).times(left.graph().node(Pointwise.ATANH, left.input(0)))
                : null;
    }

    private static Node ofRoots(Node node, Node left, Node right) {
        Expansion difference = withoutCommon(radicand(left), radicand(right));
        if (difference == null) {
            return null;
        }
        Node d = difference.node(node.graph());
        Node square = right.op() == Pointwise.SQRT ? right.input(0) : right.power(2);
        return where(less(abs(d), node.constant(0.5).times(square)), d.over(left.plus(right)), node);
    }

    /** {@code √b - x} where x is positive, and b little more or less than its square; else the node. */
    private static Node besideRoot(Node root, Node x, Node node) {
        Expansion difference = withoutCommon(radicand(root), square(x));
        if (difference == null) {
            return null;
        }
        Node d = difference.node(node.graph());
        Node isClose = less(abs(d), node.constant(0.5).times(x.power(2)));
        return where(and(less(x.constant(0), x), isClose), d.over(root.plus(x)), node);
    }

    /** Whether no factor of x is in a difference: it is that of two squares, and no other form is made of their sum. */
    private static boolean isIndependent(Expansion difference, Node x) {
        return difference != null
                && difference.terms().stream()
                        .flatMap(term -> term.exponents().keySet().stream())
                        .noneMatch(factor -> PowerProduct.of(x).exponentOf(factor) != 0);
    }

    private static Expansion withoutCommon(Expansion a, Expansion b) {
        return a == null || b == null ? null : a.withoutCommon(b);
    }

    private static boolean isRoot(Node node) {
        return node.op() == Pointwise.SQRT || Norm.isLength(node) && node.inputs().size() <= MOST_SIDES;
    }

    private static Expansion radicand(Node root) {
        if (root.op() != Pointwise.SQRT) {
            return sumOfSquares(root.inputs());
        }
        Node argument = root.input(0);
        if (argument.op() == ClosedForm.SQUARE_DIFFERENCE) {
            Expansion a = square(argument.input(0));
            Expansion b = square(argument.input(1));
            return a == null || b == null ? null : a.plus(b.times(-1));
        }
        return Expansion.of(argument);
    }

    private static Expansion sumOfSquares(List<Node> sides) {
        Expansion sum = null;
        for (Node side : sides) {
            Expansion square = square(side);
            if (square == null) {
                return null;
            }
            sum = sum == null ? square : sum.plus(square);
        }
        return sum;
    }

    private static Expansion square(Node x) {
        return Expansion.of((x.op() == Pointwise.ABS ? x.input(0) : x).power(2));
    }

    private static boolean isLogarithm(Node node) {
        return node.op() == Pointwise.LOG || node.op() == Pointwise.LOG1P;
    }

    /** Of a logarithm that has another form where its argument leaves the range, the first one. */
    private static Node logarithm(Node node) {
        return TwoForms.form(node, 1);
    }

    /** Whether two logarithms are multiplied by the same constant. */
    private static boolean haveFactor(Node left, Node right) {
        return left.op() == Pointwise.MUL
                && right.op() == Pointwise.MUL
                && left.input(0) == right.input(0)
                && left.input(0).op() instanceof Leaf.Constant
                && isLogarithm(logarithm(left.input(1)))
                && isLogarithm(logarithm(right.input(1)));
    }

    private static Expansion argument(Node function) {
        Expansion argument = Expansion.of(function.input(0));
        return argument == null || function.op() != Pointwise.LOG1P ? argument : argument.plus(ONE);
    }
}
