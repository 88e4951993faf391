package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.FormulaSlope;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Op;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The derivative {@code g x/r} of a function F(r) of a length r, with {@code g = F'(r)}, which at the origin is chosen
 * to be 0: as {@code where(r == 0, k x, g x/r)} it has its own derivative there, the curvature {@code k = g'(0)} of F,
 * if g vanishes at the origin. If it does not, F has a kink as r has, and k is 0, the symmetric choice.
 *
 * <p>Only what is to be differentiated gains by it: the value at the origin is 0 in both forms.
 */
final class CurvatureAtOrigin {
    /** More conditions on one cotangent are not looked through. */
    private static final int MAX_TRUTHS = 8;

    /** No length that a person writes has more coordinates that one variable is in. */
    private static final int MOST_TERMS = 8;

    /**
     * A length, perhaps once for each of its coordinates.
     *
     * @param views by which it is repeated
     */
    private record Repeated(Node length, List<Op> views) {
        static Repeated of(Node node) {
            Node inner = node;
            List<Op> views = new ArrayList<>();
            while (inner.op() instanceof View.Broadcast || inner.op() instanceof View.Reshape) {
                views.add(inner.op());
                inner = inner.input(0);
            }
            return new Repeated(inner, views);
        }

        boolean isLength() {
            return RemovableRules.isLength(length);
        }

        /** What a node, in as many places as this, repeats; null if it is repeated in another way. */
        Node once(Node node) {
            Node inner = node;
            for (Op view : views) {
                if (!inner.op().equals(view)) {
                    return null;
                }
                inner = inner.input(0);
            }
            return inner;
        }

        Node repeat(Node node) {
            Node repeated = node;
            for (int i = views.size() - 1; i >= 0; i--) {
                repeated = repeated.graph().node(views.get(i), repeated);
            }
            return repeated;
        }
    }

    private CurvatureAtOrigin() {}

    /** A choice of 0 at the origin of a length in the other form; null if the node is none, or F not smooth. */
    static Node rewrite(Node node) {
        boolean isAtOrigin = node.input(1).isConstant(0);
        if (!isAtOrigin && !node.input(2).isConstant(0)) {
            return null;
        }
        Node formula = node.input(isAtOrigin ? 2 : 1);
        List<Node> others = new ArrayList<>();
        Repeated point = isAtOrigin ? origin(node.input(0), Pointwise.EQ) : originLeftOut(node.input(0), others);
        Node atOrigin = point == null ? null : sumAtOrigin(formula, point);
        if (atOrigin == null) {
            return null;
        }
        if (isAtOrigin) {
            return where(node.input(0), atOrigin, formula);
        }
        Node isOrigin = point.repeat(equal(point.length(), node.constant(0)));
        Node counts = others.isEmpty() ? isOrigin : and(Terms.fold(others, (a, b) -> and(a, b)), isOrigin);
        return where(node.input(0), formula, where(counts, atOrigin, node.input(2)));
    }

    /** The length that a truth compares with 0, or null. */
    private static Repeated origin(Node truth, Pointwise comparison) {
        Repeated inner = Repeated.of(truth);
        Node comparing = inner.length();
        if (comparing.op() != comparison) {
            return null;
        }
        int zero = comparing.input(0).isConstant(0) ? 0 : 1;
        Repeated compared = Repeated.of(comparing.input(1 - zero));
        List<Op> views = new ArrayList<>(inner.views());
        views.addAll(compared.views());
        Repeated point = new Repeated(compared.length(), views);
        return comparing.input(zero).isConstant(0) && point.isLength() ? point : null;
    }

    /** The length whose origin is left out by one of the truths that must hold together. */
    private static Repeated originLeftOut(Node condition, List<Node> others) {
        Deque<Node> open = new ArrayDeque<>(List.of(condition));
        Repeated found = null;
        for (int i = 0; i < 2 * MAX_TRUTHS && !open.isEmpty(); i++) {
            Node truth = open.pop();
            Repeated inner = Repeated.of(truth);
            if (truth.op() == Pointwise.AND) {
                open.push(truth.input(1));
                open.push(truth.input(0));
                continue;
            }
            Repeated point = inner.length().op() == Pointwise.NOT
                    ? origin(inner.repeat(inner.length().input(0)), Pointwise.EQ)
                    : origin(truth, Pointwise.NE);
            if (found == null && point != null) {
                found = point;
            } else {
                others.add(truth);
            }
        }
        others.addAll(open);
        return found;
    }

    /** The sum of what its terms are there: a variable may be a part of several coordinates. */
    private static Node sumAtOrigin(Node formula, Repeated point) {
        List<Terms.Term> terms = Terms.ofFew(formula, MOST_TERMS);
        List<Node> sum = new ArrayList<>();
        for (Terms.Term term : terms == null ? List.<Terms.Term>of() : terms) {
            Node atOrigin = atOrigin(term.node(), point);
            if (atOrigin == null) {
                return null;
            }
            sum.add(term.factor() == 1 ? atOrigin : formula.constant(term.factor()).times(atOrigin));
        }
        return sum.isEmpty() ? null : Terms.fold(sum, Node::plus);
    }

    private static Node atOrigin(Node formula, Repeated point) {
        Node length = point.repeat(point.length());
        Node smooth = UnneededGuards.vanishing(formula, length);
        if (smooth != null) {
            return smooth;
        }
        PowerProduct product = withoutGuards(PowerProduct.of(formula), point, length);
        if (product.exponentOf(length) >= 0) {
            return null;
        }
        for (Node coordinate : point.length().inputs()) {
            PowerProduct x = PowerProduct.of(coordinate);
            boolean isFactor = !x.exponents().isEmpty()
                    && product.exponents().keySet().containsAll(x.exponents().keySet());
            Node slope = isFactor ? once(product.times(x.power(-1)).times(length, 1), point) : null;
            Double atZero = slope == null ? null : ValueAtZero.of(slope, point.length());
            Node curvature = slope == null || atZero != null && atZero != 0
                    ? null
                    : FormulaSlope.of(slope, point.length());
            if (curvature != null && !curvature.isConstant(0)) {
                Node zero = slope.constant(0);
                Node orZero = atZero != null ? curvature : where(equal(slope, zero), curvature, zero);
                return coordinate.times(point.repeat(orZero));
            }
        }
        return null;
    }

    /** A product of what is repeated for each coordinate, once; null if a factor is another one. */
    private static Node once(PowerProduct product, Repeated point) {
        PowerProduct once = PowerProduct.ONE.times(PowerProduct.of(point.length().constant(product.constant())));
        for (Map.Entry<Node, Integer> factor : product.exponents().entrySet()) {
            Node inner = factor.getKey().type().isScalar() && !point.views().isEmpty()
                    ? factor.getKey()
                    : point.once(factor.getKey());
            if (inner == null) {
                return null;
            }
            once = once.times(PowerProduct.of(inner).power(factor.getValue()));
        }
        return once.node(point.length().graph());
    }

    /** The product with a divisor that is 1 at the origin, as that of a norm's derivative is, as the length. */
    private static PowerProduct withoutGuards(PowerProduct product, Repeated point, Node length) {
        PowerProduct result = product;
        for (Map.Entry<Node, Integer> factor : product.exponents().entrySet()) {
            Repeated divisor = Repeated.of(factor.getKey());
            Node guard = divisor.length();
            boolean isLength = guard.op() == Pointwise.WHERE
                    && guard.input(1).isConstant(1)
                    && Repeated.of(guard.input(2)).length() == point.length()
                    && divisor.repeat(guard.input(2)) == length;
            result = isLength
                    ? result.times(factor.getKey(), -factor.getValue()).times(length, factor.getValue())
                    : result;
        }
        return result;
    }
}
