package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.Map;

/**
 * Powers of {@code 1 + x}, as compound interest has them: with a small x and a large exponent, and differences of them
 * to 1.
 */
final class CompoundRules {
    private CompoundRules() {}

    /** The node in another form, or null. */
    static Node rewrite(Node node) {
        if (node.op() == Pointwise.POW) {
            Node rate = node.input(1).op() instanceof Leaf.Constant ? null : rate(node);
            return rate == null ? null : node.graph().node(ClosedForm.COMPOUND, rate, node.input(1));
        }
        if (node.op() != Pointwise.SUB) {
            return null;
        }
        if (node.input(1).isConstant(1)) {
            return lessOne(node.input(0));
        }
        Node lessOne = node.input(0).isConstant(1) ? lessOne(node.input(1)) : null;
        return lessOne == null ? null : lessOne.negate();
    }

    /** {@code (1 + x)ʸ - 1}, of the power, or null. */
    private static Node lessOne(Node power) {
        boolean isPower = power.op() == Pointwise.POW || power.op() instanceof IntegerPower;
        Node rate = power.op() == ClosedForm.COMPOUND ? power.input(0) : isPower ? rate(power) : null;
        return rate == null ? null : power.graph().node(ClosedForm.COMPOUND_MINUS_ONE, rate,
                power.op() instanceof IntegerPower integer ? power.constant(integer.exponent()) : power.input(1));
    }

    /** The x of a power of 1 + x or 1 - x; or null. */
    private static Node rate(Node power) {
        Node base = power.input(0);
        if (base.op() == Pointwise.ADD && (base.input(0).isConstant(1) || base.input(1).isConstant(1))) {
            return base.input(base.input(0).isConstant(1) ? 1 : 0);
        }
        return base.op() == Pointwise.SUB && base.input(0).isConstant(1) ? base.input(1).negate() : null;
    }

    /**
     * {@code ((1 + x)ʸ - 1)/x} in a product, if a factor of x cancels: {@code y (log1p(x)/x)(expm1(u)/u)} with {@code u
     * = y log1p(x)} where u is small. Elsewhere nothing cancels, and for a large u the power levels off, as in {@link
     * RemovableRules}.
     */
    static Node quotient(Node node, PowerProduct product) {
        for (Map.Entry<Node, Integer> factor : product.exponents().entrySet()) {
            int exponent = factor.getValue();
            if (factor.getKey().op() == ClosedForm.COMPOUND_MINUS_ONE) {
                Node x = factor.getKey().input(0);
                Node y = factor.getKey().input(1);
                Node u = y.times(log1p(x));
                PowerProduct rate = PowerProduct.of(x);
                if (!rate.common(product.power(-Integer.signum(exponent))).isOne()) {
                    PowerProduct parts = rate.times(PowerProduct.of(y))
                            .times(x.graph().node(Pointwise.LOG1P_OVER_X, x), 1)
                            .times(x.graph().node(Pointwise.EXPM1_OVER_X, u), 1);
                    PowerProduct takenApart = product.times(factor.getKey(), -exponent).times(parts.power(exponent));
                    return where(less(abs(u), u.constant(0.5)), takenApart.node(node.graph()), node);
                }
            }
        }
        return null;
    }
}
