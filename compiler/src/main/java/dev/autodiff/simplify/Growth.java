package dev.autodiff.simplify;

import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Norm;
import dev.autodiff.graph.Pointwise;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a formula of one number grows as that becomes infinite: as {@code c xᵏ log(x)ˡ}, or faster or slower than all of
 * these. Nothing is said where leading terms cancel, or a function has no limit. What is said is true of derivatives as
 * well: those of a formula that tends to a constant tend to 0.
 */
final class Growth {
    /**
     * The leading term of a formula.
     *
     * @param exponential 1 of what grows faster than any power, -1 of what vanishes faster, and else 0
     * @param power of the variable; not a number of what oscillates, which is no larger than some power
     * @param logarithms the power of its logarithm
     * @param coefficient not a number if it is not known
     */
    record Term(int exponential, double power, int logarithms, double coefficient) {
        boolean isZero() {
            return exponential < 0 || exponential == 0 && (power < 0 || power == 0 && logarithms < 0);
        }

        boolean isInfinite() {
            return exponential > 0
                    || exponential == 0 && (power > 0 || power == 0 && logarithms > 0 || Double.isNaN(power));
        }

        /** Whether it tends to its coefficient. */
        boolean isConstant() {
            return exponential == 0 && power == 0 && logarithms == 0;
        }

        /** Whether it is larger than a power by no more than a factor. */
        private boolean isPower() {
            return exponential == 0 && logarithms == 0 && !Double.isNaN(power);
        }

        private boolean isUsable() {
            return exponential != 0 || coefficient != 0 && !Double.isInfinite(coefficient);
        }
    }

    private static final Term VANISHING = new Term(-1, 0, 0, Double.NaN);

    private final Map<Node, Term> terms = new HashMap<>();
    private final Set<Node> dependent = new HashSet<>();

    /**
     * @param formula the nodes of a formula in the order of computation
     * @param sign that of the infinity
     */
    Growth(List<Node> formula, Node variable, double sign) {
        terms.put(variable, power(sign, 1));
        dependent.add(variable);
        for (Node node : formula) {
            if (node.inputs().stream().anyMatch(dependent::contains)) {
                dependent.add(node);
                Term term = of(node);
                terms.put(node, term != null && term.isUsable() ? term : null);
            }
        }
    }

    /** Null if nothing is known. */
    Term term(Node node) {
        if (dependent.contains(node)) {
            return terms.get(node);
        }
        return node.op() instanceof Leaf.Constant constant
                        && constant.value() != 0
                        && Double.isFinite(constant.value())
                ? constant(constant.value())
                : null;
    }

    private static Term power(double coefficient, double power) {
        return new Term(0, power, 0, coefficient);
    }

    private static Term constant(double value) {
        return power(value, 0);
    }

    private Term of(Node node) {
        Term a = term(node.input(0));
        Term b = term(node.input(node.inputs().size() - 1));
        if (a == null || b == null) {
            return null;
        }
        if (Norm.isLength(node)) {
            return node.inputs().size() == 2 ? power(sum(product(a, a), product(b, b), 1), 0.5) : null;
        }
        if (node.op() instanceof IntegerPower power) {
            return power(a, power.exponent());
        }
        return node.op() instanceof Pointwise row ? of(row, node, a, b) : null;
    }

    private Term of(Pointwise row, Node node, Term a, Term b) {
        return switch (row) {
            case ADD -> sum(a, b, 1);
            case SUB -> sum(a, b, -1);
            case MUL -> product(a, b);
            case DIV -> quotient(a, b);
            case NEG -> product(a, constant(-1));
            case POW -> node.input(1).op() instanceof Leaf.Constant exponent
                    ? power(a, exponent.value())
                    : exponential(product(logarithm(node.input(0)), b));
            case SQRT -> power(a, 0.5);
            case EXP -> exponential(a);
            case LOG -> logarithm(node.input(0));
            case XLOGX -> product(a, logarithm(node.input(0)));
            case LOG1P -> a.isZero() ? a : logarithm(sum(a, constant(1), 1));
            case SIN -> a.isZero() ? a : oscillation(a);
            case COS -> a.isZero() ? constant(1) : oscillation(a);
            case TAN, ASIN, SINH, ASINH, EXPM1 -> a.isZero() ? a : null;
            case ATAN, TANH -> a.isZero() ? a : atInfinity(row, a);
            case SIGMOID, NORMCDF, ERFC -> atInfinity(row, a);
            default -> null;
        };
    }

    private static Term sum(Term a, Term b, int sign) {
        if (a == null || b == null || Double.isNaN(a.power()) || Double.isNaN(b.power())) {
            return null;
        }
        int order = a.exponential() != b.exponential() ? a.exponential() - b.exponential()
                : a.power() != b.power() ? Double.compare(a.power(), b.power())
                : a.logarithms() - b.logarithms();
        if (a.exponential() == b.exponential() && a.exponential() != 0) {
            return a.exponential() < 0 ? VANISHING : null;
        }
        return order > 0 ? a
                : order < 0 ? product(b, constant(sign))
                : new Term(0, a.power(), a.logarithms(), a.coefficient() + sign * b.coefficient());
    }

    private static Term product(Term a, Term b) {
        return a == null || b == null || a.exponential() * b.exponential() < 0
                ? null
                : new Term(
                        Integer.signum(a.exponential() + b.exponential()),
                        a.power() + b.power(),
                        a.logarithms() + b.logarithms(),
                        a.coefficient() * b.coefficient());
    }

    private static Term quotient(Term a, Term b) {
        boolean mayBeZero = b == null || b.exponential() < 0 || Double.isNaN(b.power()) && b.exponential() == 0;
        return mayBeZero
                ? null
                : product(a, new Term(-b.exponential(), -b.power(), -b.logarithms(), 1 / b.coefficient()));
    }

    private static Term power(Term a, int exponent) {
        Term power = constant(1);
        for (int i = 0; i < Math.abs(exponent); i++) {
            power = product(power, a);
        }
        return exponent > 0 ? power : quotient(constant(1), power);
    }

    private static Term power(Term a, double exponent) {
        boolean hasPower = a != null && a.isPower() && a.coefficient() > 0;
        return hasPower ? power(Math.pow(a.coefficient(), exponent), a.power() * exponent) : null;
    }

    private static Term exponential(Term a) {
        if (a == null || a.isZero() || a.isConstant()) {
            return a == null ? null : constant(a.isZero() ? 1 : Math.exp(a.coefficient()));
        }
        boolean isPower = a.isPower() && a.power() > 0;
        return !isPower ? null : a.coefficient() < 0 ? VANISHING : new Term(1, 0, 0, Double.NaN);
    }

    /** Of the sum of 1 and what vanishes it is what vanishes. */
    private Term logarithm(Node argument) {
        boolean isSum = argument.op() == Pointwise.ADD || argument.op() == Pointwise.SUB;
        Node rest = isSum && argument.input(0).isConstant(1) ? argument.input(1)
                : argument.op() == Pointwise.ADD && argument.input(1).isConstant(1) ? argument.input(0) : null;
        Term beside = rest == null ? null : term(rest);
        return beside != null && beside.isZero()
                ? product(beside, constant(argument.op() == Pointwise.ADD ? 1 : -1))
                : logarithm(term(argument));
    }

    private static Term logarithm(Term a) {
        boolean isPower = a != null && a.isPower() && a.coefficient() > 0 && a.power() > 0;
        return isPower ? new Term(0, 0, 1, a.power()) : null;
    }

    /** Bounded, and with derivatives that are no more than powers. */
    private static Term oscillation(Term a) {
        return a.exponential() == 0 ? new Term(0, Double.NaN, 0, Double.NaN) : null;
    }

    /** What a function that levels off as an exponential does becomes. */
    private static Term atInfinity(Pointwise row, Term a) {
        if (!a.isPower() || !(a.power() > 0)) {
            return null;
        }
        double value = row.value(Math.signum(a.coefficient()) * Double.POSITIVE_INFINITY, 0, 0);
        return value == 0 ? VANISHING : constant(value);
    }
}
