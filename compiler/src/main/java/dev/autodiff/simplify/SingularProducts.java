package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.sqrt;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.Map;

/** Products of roots, powers, signs, choices and inverse functions that are 0/0 or 0·∞ where others are none. */
final class SingularProducts {
    /** Farther from 1 than that the second derivative of a quotient by a root loses some four bits. */
    private static final double NEAR_ONE = 0.125;

    /** With that many the rest of a second derivative is below rounding: each is 16 times less than the one before. */
    private static final int TERMS_NEAR_ONE = 17;

    private SingularProducts() {}

    /** The product in another form, or as a choice between that and the node; null if it is none of those. */
    static Node rewrite(Node node, PowerProduct product) {
        Node result = null;
        for (Map.Entry<Node, Integer> factor : product.exponents().entrySet()) {
            Node of = factor.getKey();
            int exponent = factor.getValue();
            if (of.op() == Pointwise.SIGN && exponent == 1) {
                result = withMagnitude(node, product, of);
            } else if (of.op() == Pointwise.WHERE && exponent == 1) {
                result = ofChoice(node, product, of);
            } else if (of.op() == Pointwise.SQRT && exponent == -1) {
                result = besideZero(node, product, of);
            } else if (of.op() == Pointwise.ATAN2 && exponent == 1) {
                result = besideAxis(node, product, of);
            } else if (of.op() == Pointwise.POWM1 && exponent == 1) {
                result = besideNoPower(node, product, of);
            } else if (angle(of) != null) {
                result = besideOne(node, product, angle(of));
            }
            if (result != null) {
                return result;
            }
        }
        return null;
    }

    /** The inverse cosine that a function vanishes with; or null. */
    private static Node angle(Node function) {
        Node angle = EvenSlope.isOddDerivative(function) ? function.input(1) : function;
        return angle.op() == Pointwise.ACOS || angle.op() == Pointwise.ACOSH ? angle : null;
    }

    /** For a small angle, {@code atan2(u, v)/u} is {@code atan(u/v)/(u/v)} over v. */
    private static Node besideAxis(Node node, PowerProduct product, Node angle) {
        Node u = angle.input(0);
        Node v = angle.input(1);
        PowerProduct vanishing = PowerProduct.of(u);
        boolean isDivided = vanishing.exponents().entrySet().stream()
                .anyMatch(factor -> factor.getValue() > 0 && product.exponentOf(factor.getKey()) < 0);
        if (!isDivided) {
            return null;
        }
        Node quotient = node.graph().node(Pointwise.ATAN_OVER_X, u.over(v));
        PowerProduct form = product.times(angle, -1).times(vanishing).times(v, -1).times(quotient, 1);
        return where(less(abs(u), v), form.node(node.graph()), node);
    }

    /** {@code u sign(u)} is |u|, and that over its root is the root. */
    private static Node withMagnitude(Node node, PowerProduct product, Node sign) {
        Node u = sign.input(0);
        Node magnitude = abs(u);
        Node root = sqrt(magnitude);
        if (product.exponentOf(u) != 1 || product.exponentOf(root) != -1) {
            return null;
        }
        return product.times(sign, -1).times(u, -1).times(root, 2).node(node.graph());
    }

    /** Of a choice whose first form makes a divisor disappear, a choice of products. */
    private static Node ofChoice(Node node, PowerProduct product, Node choice) {
        PowerProduct rest = product.times(choice, -1);
        PowerProduct first = rest.times(PowerProduct.of(choice.input(1)));
        boolean isRemoved = rest.exponents().entrySet().stream()
                .anyMatch(factor -> factor.getValue() < 0 && first.exponentOf(factor.getKey()) >= 0);
        isRemoved |= RemovableRules.cancels(first);
        isRemoved |= first.exponents().keySet().stream()
                .anyMatch(factor -> angle(factor) != null && besideOne(node, first, angle(factor)) != null);
        return isRemoved && first.isNormal() ? where(choice.input(0), first.node(node.graph()), node) : null;
    }

    /** {@code w/√(w x)} is 0 for w = 0, as {@code √(w x)/x} is. */
    private static Node besideZero(Node node, PowerProduct product, Node root) {
        PowerProduct radicand = PowerProduct.of(root.input(0));
        if (radicand.exponents().size() < 2) {
            return null;
        }
        for (Map.Entry<Node, Integer> factor : radicand.exponents().entrySet()) {
            Node w = factor.getKey();
            if (factor.getValue() > 0 && product.exponentOf(w) >= factor.getValue()) {
                PowerProduct other = product.times(root, 2).times(radicand.power(-1));
                return where(equal(w, w.constant(0)), other.node(node.graph()), node);
            }
        }
        return null;
    }

    /** {@code w (x^y - 1)/y} has the logarithm of x in it for y = 0. */
    private static Node besideNoPower(Node node, PowerProduct product, Node difference) {
        Node x = difference.input(0);
        Node y = difference.input(1);
        if (product.exponentOf(y) != -1) {
            return null;
        }
        PowerProduct other = product.times(difference, -1)
                .times(y, 1)
                .times(node.graph().node(Pointwise.BOXCOX, x, y), 1);
        return where(less(x.constant(0), x), other.node(node.graph()), node);
    }

    /** {@code √(1 - x²)} is {@code t (sin(t)/t)} of t = acos(x), and {@code √(x² - 1)} the like of acosh(x). */
    private static Node besideOne(Node node, PowerProduct product, Node angle) {
        Graph graph = node.graph();
        Node x = angle.input(0);
        Node one = x.constant(1);
        boolean isCircular = angle.op() == Pointwise.ACOS;
        Node square = isCircular
                ? graph.node(ClosedForm.SQUARE_DIFFERENCE, one, x)
                : graph.node(ClosedForm.SQUARE_DIFFERENCE, x, one);
        Node slope = isCircular ? null : graph.node(ClosedForm.ACOSH_SLOPE, x);
        int power = product.exponentOf(sqrt(square));
        int inverse = slope == null ? 0 : product.exponentOf(slope);
        if (power >= 0 && inverse <= 0) {
            return null;
        }
        PowerProduct other = power < 0
                ? product.times(sqrt(square), 1)
                : product.times(slope, -1);
        if (product.exponentOf(angle) > 0) {
            Node distance = one.minus(x);
            Node near = other.times(angle, -1).times(angleOverSine(distance), 1).node(graph);
            return where(less(abs(distance), x.constant(NEAR_ONE)), near, node);
        }
        Node quotient = graph.node(isCircular ? Pointwise.SIN_OVER_X : Pointwise.SINH_OVER_X, angle);
        Node beside = other.times(angle, -1).times(quotient, -1).node(graph);
        return where(isCircular ? less(x.constant(0.5), x) : less(x, x.constant(2)), beside, node);
    }

    /**
     * {@code t/sin(t) = Σ 2ⁿ n!²/(2n + 1)! dⁿ} with {@code d = 1 - cos(t)}, and {@code t/sinh(t)} with d = 1 -
     * cosh(t): one function of d.
     */
    private static Node angleOverSine(Node distance) {
        double[] coefficients = new double[TERMS_NEAR_ONE];
        coefficients[0] = 1;
        for (int n = 1; n < TERMS_NEAR_ONE; n++) {
            coefficients[n] = coefficients[n - 1] * n / (2 * n + 1);
        }
        Node sum = distance.constant(coefficients[TERMS_NEAR_ONE - 1]);
        for (int n = TERMS_NEAR_ONE - 2; n >= 0; n--) {
            sum = sum.times(distance).plus(distance.constant(coefficients[n]));
        }
        return sum;
    }
}
