package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.log;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;

/**
 * Powers of {@code 1 + x}, as compound interest has them: with a small x and a large exponent, and differences of them
 * to 1; and other powers of what is near 1 with a large exponent.
 */
final class CompoundRules {
    private CompoundRules() {}

    /** The node in another form, or null. */
    static Node rewrite(Node node) {
        if (node.op() == Pointwise.POW) {
            Node rate = node.input(1).op() instanceof Leaf.Constant ? null : rate(node);
            Node compound = rate == null ? null : node.graph().node(ClosedForm.COMPOUND, rate, node.input(1));
            Node beside = compound == null ? null : besideZero(compound);
            return beside != null ? beside : besidePole(node, compound);
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

    /** {@code (1 + x)ʸ} as {@code exp(xy log1p(x)/x)} beside x = 0, if a factor of x is a divisor of y; or null. */
    private static Node besideZero(Node compound) {
        Node x = compound.input(0);
        PowerProduct rate = PowerProduct.of(x);
        PowerProduct exponent = PowerProduct.of(compound.input(1));
        PowerProduct product = rate.times(exponent);
        boolean isRemoved = rate.exponents().keySet().stream()
                .anyMatch(factor -> exponent.exponentOf(factor) < 0 && product.exponentOf(factor) >= 0);
        Node form = product.node(x.graph()).times(x.graph().node(Pointwise.LOG1P_OVER_X, x));
        return isRemoved ? where(less(abs(x), x.constant(0.5)), exp(form), compound) : null;
    }

    /**
     * {@code uʸ} as {@code exp(y log(u))} beside u = 1, if y has a pole where u is 1, as in {@code cos(x)^(1/x²)}.
     *
     * @param compound another form, or null, which is the answer if there is no such pole
     */
    private static Node besidePole(Node power, Node compound) {
        Node u = power.input(0);
        Node y = power.input(1);
        boolean isOneAtPole = u.op() instanceof ScalarOp
                && u.op() != Pointwise.EXP
                && PowerProduct.of(y).exponents().entrySet().stream()
                        .filter(factor -> factor.getValue() < 0 && !(factor.getKey().op() instanceof ScalarOp))
                        .map(factor -> FormulaValue.atZero(u, factor.getKey()))
                        .anyMatch(value -> value != null && value == 1);
        Node one = u.constant(1);
        Node elsewhere = compound == null ? power : compound;
        return isOneAtPole
                ? where(less(abs(u.minus(one)), u.constant(0.5)), exp(y.times(log(u))), elsewhere)
                : compound;
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
        for (Node power : product.exponents().keySet()) {
            PowerProduct rate = cancelling(power, product);
            if (rate != null) {
                return besideOne(node, product, power, rate);
            }
        }
        return null;
    }

    /** The x of {@code (1 + x)ʸ - 1} as a product of which a factor cancels; null if none does. */
    private static PowerProduct cancelling(Node power, PowerProduct product) {
        PowerProduct across = product.power(-Integer.signum(product.exponentOf(power)));
        if (power.op() == ClosedForm.COMPOUND_MINUS_ONE) {
            PowerProduct rate = PowerProduct.of(power.input(0));
            return rate.common(across).isOne() ? null : rate;
        }
        return !isLessOne(power)
                ? null
                : product.exponents().keySet().stream()
                        .filter(difference -> fromOne(difference, power) != 0 && across.exponentOf(difference) > 0)
                        .map(difference -> PowerProduct.of(difference)
                                .times(PowerProduct.of(power.constant(fromOne(difference, power)))))
                        .findFirst()
                        .orElse(null);
    }

    /** The product with {@code (1 + x)ʸ - 1} taken apart where the power is near 1. */
    private static Node besideOne(Node node, PowerProduct product, Node power, PowerProduct rate) {
        boolean isCompound = power.op() == ClosedForm.COMPOUND_MINUS_ONE;
        Node x = isCompound ? power.input(0) : base(power).minus(node.constant(1));
        Node y = isCompound ? power.input(1) : exponent(power);
        int exponent = product.exponentOf(power);
        Node u = y.times(log1p(x));
        PowerProduct parts = rate.times(PowerProduct.of(y))
                .times(x.graph().node(Pointwise.LOG1P_OVER_X, x), 1)
                .times(x.graph().node(Pointwise.EXPM1_OVER_X, u), 1);
        PowerProduct takenApart = product.times(power, -exponent).times(parts.power(exponent));
        return where(less(abs(u), u.constant(0.5)), takenApart.node(node.graph()), node);
    }

    /** Whether the node is {@code bʸ - 1} of any base b. */
    static boolean isLessOne(Node node) {
        return node.op() == Pointwise.POWM1
                || node.op() == Pointwise.SUB
                        && node.input(1).isConstant(1)
                        && node.input(0).op() instanceof IntegerPower;
    }

    private static Node base(Node lessOne) {
        return lessOne.op() == Pointwise.POWM1 ? lessOne.input(0) : lessOne.input(0).input(0);
    }

    private static Node exponent(Node lessOne) {
        return lessOne.op() == Pointwise.POWM1
                ? lessOne.input(1)
                : lessOne.constant(((IntegerPower) lessOne.input(0).op()).exponent());
    }

    /** 1 if the node is {@code b - 1} for the base of the power, -1 if it is {@code 1 - b}, and else 0. */
    private static int fromOne(Node node, Node lessOne) {
        if (node.op() != Pointwise.SUB) {
            return 0;
        }
        Node base = base(lessOne);
        return node.input(0) == base && node.input(1).isConstant(1)
                ? 1
                : node.input(1) == base && node.input(0).isConstant(1) ? -1 : 0;
    }
}
