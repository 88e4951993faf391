package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import java.util.Map;
import java.util.Set;

/**
 * Quotients of a formula of any numbers that vanishes where a variable has a certain value by the difference of the
 * two, or the other way round, as {@code (xⁿ - yⁿ)/(x - y)} or {@code log(pᵃ + (1 - p)ᵃ)/(1 - a)} are: beside the point
 * they are divided differences, with all derivatives. And differences of two quotients whose poles cancel.
 */
final class DividedDifferenceRules {
    private DividedDifferenceRules() {}

    /** {@code factor (v - w)}. */
    private record Divisor(Node variable, Node value, double sign) {
        /** A variable, or the difference of one and of what does not depend on it; else null. */
        static Divisor of(Node node) {
            if (isVariable(node)) {
                return new Divisor(node, node.constant(0), 1);
            }
            if (node.op() != Pointwise.SUB && node.op() != Pointwise.ADD) {
                return null;
            }
            boolean isSum = node.op() == Pointwise.ADD;
            Node a = node.input(0);
            Node b = node.input(1);
            if (isVariable(a) && isIndependent(b)) {
                return new Divisor(a, isSum ? negative(b) : b, 1);
            }
            return isVariable(b) && isIndependent(a) ? new Divisor(b, isSum ? negative(a) : a, isSum ? 1 : -1) : null;
        }

        /** A length that a loop has recorded is none: see {@link CurvatureAtOrigin}. */
        private static boolean isVariable(Node node) {
            return !(node.op() instanceof ScalarOp)
                    && !(node.op() instanceof LoopOp.Recall)
                    && !node.isKnown()
                    && node.type().isReal();
        }

        private static boolean isIndependent(Node node) {
            return isVariable(node) || node.op() instanceof Leaf.Constant;
        }

        private static Node negative(Node node) {
            return node.op() instanceof Leaf.Constant constant ? node.constant(-constant.value()) : node.negate();
        }
    }

    /** The node as a choice between another form and itself, or null. */
    static Node rewrite(Node node) {
        if (node.op() == Pointwise.ADD || node.op() == Pointwise.SUB) {
            return difference(node);
        }
        boolean isQuotient = node.op() == Pointwise.DIV
                || node.op() == Pointwise.MUL && node.inputs().stream().anyMatch(side -> side.op() == Pointwise.DIV);
        return isQuotient ? quotient(node, PowerProduct.of(node)) : null;
    }

    /** A product with a removable singularity. */
    private static Node quotient(Node node, PowerProduct product) {
        for (Map.Entry<Node, Integer> power : product.exponents().entrySet()) {
            int exponent = power.getValue();
            Divisor divisor = Math.abs(exponent) == 1 ? Divisor.of(power.getKey()) : null;
            for (Node factor : divisor == null ? Set.<Node>of() : product.exponents().keySet()) {
                if (factor != power.getKey()
                        && factor.op() instanceof ScalarOp
                        && Integer.signum(product.exponentOf(factor)) == -exponent) {
                    PowerProduct rest = product.times(factor, exponent).times(power.getKey(), -exponent);
                    Node form = without(node, rest, factor, divisor, -exponent);
                    if (form != null) {
                        return form;
                    }
                }
            }
        }
        return ofDifferences(node, product);
    }

    /** A quotient of two formulas that vanish where two variables are the same. */
    private static Node ofDifferences(Node node, PowerProduct product) {
        for (Node below : product.exponents().keySet()) {
            Divisor divisor = product.exponentOf(below) == -1 ? distance(below) : null;
            DividedDifference.Quotient slope = divisor == null
                    ? null
                    : DividedDifference.of(below, divisor.variable(), divisor.value());
            for (Node factor : slope == null ? Set.<Node>of() : product.exponents().keySet()) {
                if (factor.op() instanceof ScalarOp && product.exponentOf(factor) == 1) {
                    PowerProduct rest = product.times(factor, -1).times(below, 1).times(slope.value(), -1);
                    Node form = without(node, rest, factor, divisor, 1, slope.condition());
                    if (form != null) {
                        return form;
                    }
                }
            }
        }
        return null;
    }

    /** Of a difference of two values of a function the difference of the arguments, but for its sign; or null. */
    private static Divisor distance(Node node) {
        boolean isOfTwo = node.op() == ClosedForm.SQUARE_DIFFERENCE
                || node.op() == ClosedForm.SIN_DIFFERENCE
                || node.op() == ClosedForm.COS_DIFFERENCE;
        Node values = node.op() == Pointwise.WHERE ? node.input(2) : node;
        boolean isOfFunctions = values.op() == Pointwise.SUB
                && values.input(0).op().equals(values.input(1).op())
                && values.input(0).op() instanceof ScalarOp;
        return isOfTwo ? Divisor.of(node.input(0).minus(node.input(1)))
                : isOfFunctions ? Divisor.of(values.input(0).input(0).minus(values.input(1).input(0))) : null;
    }

    /** A difference of two quotients of one divisor whose poles cancel. */
    private static Node difference(Node node) {
        PowerProduct a = PowerProduct.of(node.input(0));
        PowerProduct b = a.exponents().containsValue(-1) ? PowerProduct.of(node.input(1)) : PowerProduct.ONE;
        for (Node below : b.exponents().keySet()) {
            Divisor divisor = b.exponentOf(below) == -1 && a.exponentOf(below) == -1 ? Divisor.of(below) : null;
            if (divisor != null) {
                Node dividend = node.graph().node(
                        node.op(),
                        a.times(below, 1).node(node.graph()),
                        b.times(below, 1).node(node.graph()));
                return without(node, PowerProduct.ONE, dividend, divisor, 1);
            }
        }
        return null;
    }

    /** @param exponent of the formula, and that of the divisor but for the sign: 1 or -1 */
    private static Node without(Node node, PowerProduct rest, Node formula, Divisor divisor, int exponent) {
        PowerProduct signed = rest.times(new PowerProduct(divisor.sign(), Map.of()));
        return without(node, signed, formula, divisor, exponent, null);
    }

    /** With another condition that must hold, or null. */
    private static Node without(
            Node node, PowerProduct rest, Node formula, Divisor divisor, int exponent, Node condition) {
        DividedDifference.Quotient quotient =
                DividedDifference.of(formula, divisor.variable(), divisor.value());
        if (quotient == null) {
            return null;
        }
        Node change = divisor.variable().minus(divisor.value());
        Node all = condition == null ? quotient.condition()
                : quotient.condition() == null ? condition : and(condition, quotient.condition());
        Node form = rest.times(quotient.value(), exponent).node(node.graph());
        return where(all == null ? less(abs(change), node.constant(1)) : all, form, node);
    }
}
