package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.cos;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Differences of two reciprocals of functions that vanish at 0, of arguments that are 0 together, whose poles cancel:
 * {@code a coth(ax) - b coth(bx)}, as Brillouin's function is. With {@code u/f(u) = 1 + u h(u)} the poles go.
 */
final class PoleRules {
    /** {@code h(u) = 1/f(u) - 1/u} by f. */
    private static final Map<Pointwise, UnaryOperator<Node>> REST = new EnumMap<>(Map.of(
            Pointwise.TANH, u -> row(Pointwise.LANGEVIN, u),
            Pointwise.SIN, u -> u.times(row(Pointwise.X_MINUS_SIN_OVER_X3, u)).over(row(Pointwise.SIN_OVER_X, u)),
            Pointwise.TAN, u -> u.times(row(Pointwise.TAN_MINUS_X_OVER_X3, u))
                    .times(cos(u)).over(row(Pointwise.SIN_OVER_X, u)).negate(),
            Pointwise.SINH, u -> u.times(row(Pointwise.SINH_MINUS_X_OVER_X3, u))
                    .over(row(Pointwise.SINH_OVER_X, u)).negate(),
            Pointwise.EXPM1, u -> row(Pointwise.EXPM1_MINUS_X_OVER_X2, u)
                    .over(row(Pointwise.EXPM1_OVER_X, u)).negate(),
            Pointwise.LOG1P, u -> row(Pointwise.LOG1P_MINUS_X_OVER_X2, u)
                    .over(row(Pointwise.LOG1P_OVER_X, u)).negate()));

    /** The f of {@code u/f(u)}, as products with its reciprocal have become. */
    private static final Map<Pointwise, Pointwise> FUNCTION = new EnumMap<>(Map.of(
            Pointwise.X_OVER_TANH, Pointwise.TANH,
            Pointwise.X_OVER_EXPM1, Pointwise.EXPM1,
            Pointwise.X_OVER_LOG1P, Pointwise.LOG1P));

    /** The f of {@code f(u)/u}; with a cosine beside it that of the sine is one of the tangent. */
    private static final Map<Pointwise, Pointwise> DIVIDED = new EnumMap<>(Map.of(
            Pointwise.SIN_OVER_X, Pointwise.SIN,
            Pointwise.SINH_OVER_X, Pointwise.SINH));

    /**
     * A product {@code s/f(u)} with a pole.
     *
     * @param factor {@code s/u}, which it is where u is nearly 0
     */
    private record Pole(PowerProduct factor, Pointwise function, Node argument) {
        /** Null if the node is none; of a choice between forms, the one far from 0. */
        static Pole of(Node term) {
            PowerProduct product = PowerProduct.of(TwoForms.form(term, 2));
            for (Map.Entry<Node, Integer> power : product.exponents().entrySet()) {
                Node factor = power.getKey();
                PowerProduct rest = product.times(factor, -power.getValue());
                Pole pole = factor.op() instanceof Pointwise row
                        ? of(rest, row, factor.input(0), power.getValue())
                        : null;
                if (pole != null) {
                    return pole;
                }
            }
            return null;
        }

        private static Pole of(PowerProduct rest, Pointwise row, Node u, int exponent) {
            if (exponent == 1 && FUNCTION.containsKey(row)) {
                return new Pole(rest, FUNCTION.get(row), u);
            }
            if (exponent != -1) {
                return null;
            }
            if (REST.containsKey(row)) {
                return new Pole(rest.times(PowerProduct.of(u).power(-1)), row, u);
            }
            boolean isTangent = row == Pointwise.SIN_OVER_X && rest.exponentOf(cos(u)) == 1;
            return isTangent ? new Pole(rest.times(cos(u), -1), Pointwise.TAN, u)
                    : DIVIDED.containsKey(row) ? new Pole(rest, DIVIDED.get(row), u) : null;
        }

        /** Whether the factor is infinite where the argument is 0; else there is nothing to take away. */
        boolean isSingular() {
            return PowerProduct.of(argument).exponents().entrySet().stream()
                    .anyMatch(power -> power.getValue() > 0 && factor.exponentOf(power.getKey()) < 0);
        }

        Expansion singular() {
            return Expansion.of(factor.node(argument.graph()));
        }

        Node rest() {
            return factor.times(PowerProduct.of(argument)).times(REST.get(function).apply(argument), 1)
                    .node(argument.graph());
        }

        Node isNear() {
            return less(abs(argument), argument.constant(1));
        }
    }

    private PoleRules() {}

    private static Node row(Pointwise row, Node u) {
        return u.graph().node(row, u);
    }

    /** A sum or difference whose poles cancel, as a choice between a form without them and itself; or null. */
    static Node rewrite(Node node) {
        Pole a = Pole.of(node.input(0));
        Pole b = a == null ? null : Pole.of(node.input(1));
        Expansion pole = b == null || !a.isSingular() || !b.isSingular() ? null : a.singular();
        Expansion other = pole == null ? null : b.singular();
        double sign = node.op() == Pointwise.SUB ? 1 : -1;
        if (other == null || !pole.isSameAs(other.times(sign))) {
            return null;
        }
        Node form = node.graph().node(node.op(), a.rest(), b.rest());
        return where(and(a.isNear(), b.isNear()), form, node);
    }
}
