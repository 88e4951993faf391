package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code f'(u)/u} of an even function f, such as {@code sin(u)/u}, beside 0, where it is no quotient but the series
 * {@code f''(u) - u f⁽³⁾(u)/2! + u² f⁽⁴⁾(u)/3! - …}. So even functions of a length, {@code f(√(x² + y²))}, keep their
 * curvature at the origin, where a length has no slope.
 */
final class EvenSlope {
    /** Derivatives of even functions, by their order; those of odd order vanish at 0. */
    private static final Set<Pointwise> DERIVATIVES = EnumSet.of(
            Pointwise.DERIVATIVE_OF_SIN_OVER_X,
            Pointwise.DERIVATIVE_OF_SINH_OVER_X,
            Pointwise.DERIVATIVE_OF_ASIN_OVER_X,
            Pointwise.DERIVATIVE_OF_ATAN_OVER_X,
            Pointwise.DERIVATIVE_OF_ASINH_OVER_X,
            Pointwise.DERIVATIVE_OF_ATANH_OVER_X,
            Pointwise.DERIVATIVE_OF_ERF_OVER_X);

    /** The series is used below; what comes after its terms is {@code u⁶/7!} of the eighth derivative. */
    private static final double NEAR = 0x1p-10;

    private static final int TERMS = 6;

    private EvenSlope() {}

    /** Whether the node is a derivative of an even function that is smooth at 0. */
    static boolean isDerivative(Node node) {
        return node.op() instanceof Pointwise row && DERIVATIVES.contains(row);
    }

    /** Whether the node is a derivative of odd order, which vanishes at 0. */
    static boolean isOddDerivative(Node node) {
        return isDerivative(node) && node.input(0).op() instanceof Leaf.Constant order && order.value() % 2 == 1;
    }

    /** The product with such a quotient in another form, or null. */
    static Node rewrite(Node node, PowerProduct product) {
        for (Node slope : product.exponents().keySet()) {
            if (isOddDerivative(slope) && product.exponentOf(slope) == 1) {
                Node u = slope.input(1);
                PowerProduct argument = PowerProduct.of(u);
                if (!argument.common(product.power(-1)).isOne()) {
                    PowerProduct beside =
                            product.times(slope, -1).times(argument).times(series(slope), 1);
                    return where(less(abs(u), u.constant(NEAR)), beside.node(node.graph()), node);
                }
            }
        }
        return null;
    }

    private static Node series(Node slope) {
        Node u = slope.input(1);
        double order = ((Leaf.Constant) slope.input(0).op()).value();
        double coefficient = 1;
        Node sum = null;
        for (int m = 0; m < TERMS; m++) {
            Node derivative = u.graph().node(slope.op(), u.constant(order + 1 + m), u);
            Node term = m == 0 ? derivative : u.constant(coefficient).times(u.power(m)).times(derivative);
            sum = sum == null ? term : sum.plus(term);
            coefficient /= -(m + 2);
        }
        return sum;
    }
}
