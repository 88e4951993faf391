package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.equal;

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
 * How short formulas grow as one of their variables becomes infinite: as {@code c xᵏ log(x)ˡ}, or faster or slower than
 * all of these. Nothing is said where leading terms cancel, or a function has no limit. What is said is true of
 * derivatives as well: a formula that tends to c has derivatives that tend to those of c, and to 0 by x.
 */
final class Growth {
    /**
     * The leading term of a formula.
     *
     * @param exponential 1 of what grows faster than any power, -1 of what vanishes faster, and else 0
     * @param power of the variable; not a number if it is not known
     * @param logarithms the power of its logarithm
     * @param coefficient a formula of the other numbers; null if it is not known
     * @param condition what must hold for that, but for infinite coefficients; null if nothing must
     */
    record Term(int exponential, double power, int logarithms, Node coefficient, Node condition) {
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

        boolean hasNumber() {
            return coefficient != null && coefficient.op() instanceof Leaf.Constant;
        }

        /** Of a coefficient that is known. */
        double number() {
            return ((Leaf.Constant) coefficient.op()).value();
        }
    }

    private final Node variable;
    private final RealArithmetic at;
    private final Map<Node, Term> terms = new HashMap<>();
    private final Set<Node> dependent = new HashSet<>();

    /**
     * @param formula the nodes of a formula in the order of computation
     * @param sign that of the infinity
     */
    Growth(List<Node> formula, Node variable, double sign) {
        this.variable = variable;
        this.at = new RealArithmetic(variable.graph());
        terms.put(variable, term(1, constant(sign)));
        dependent.add(variable);
        for (Node node : formula) {
            if (node.inputs().stream().anyMatch(dependent::contains)) {
                dependent.add(node);
                Term term = of(node);
                terms.put(node, term != null && isUsable(term) ? term : null);
            }
        }
    }

    private static boolean isUsable(Term term) {
        return term.exponential() != 0
                || !term.hasNumber()
                || term.number() != 0 && Double.isFinite(term.number());
    }

    /** Null if nothing is known. */
    Term term(Node node) {
        if (dependent.contains(node)) {
            return terms.get(node);
        }
        return node.isConstant(0) ? null : term(0, node);
    }

    private Node constant(double value) {
        return variable.graph().constant(value);
    }

    private static Term term(double power, Node coefficient) {
        return new Term(0, power, 0, coefficient, null);
    }

    private static Term vanishing(Node condition) {
        return new Term(-1, 0, 0, null, condition);
    }

    private Term of(Node node) {
        Term a = term(node.input(0));
        Term b = term(node.input(node.inputs().size() - 1));
        if (Norm.isLength(node)) {
            return node.inputs().size() == 2 && a != null && b != null
                    ? root(sum(product(a, a), product(b, b), false))
                    : null;
        }
        if (a == null || b == null) {
            return null;
        }
        if (node.op() instanceof IntegerPower power) {
            return power(a, power.exponent());
        }
        return node.op() instanceof Pointwise row ? of(row, node, a, b) : null;
    }

    private Term of(Pointwise row, Node node, Term a, Term b) {
        return switch (row) {
            case ADD -> sum(a, b, false);
            case SUB -> sum(a, b, true);
            case MUL -> product(a, b);
            case DIV -> quotient(a, b);
            case NEG -> product(a, term(0, constant(-1)));
            case POW -> isBesideOne(node.input(0))
                    ? exponential(product(besideOne(node.input(0)), b), node)
                    : dependent.contains(node.input(1))
                            ? exponential(product(logarithm(a), b), node)
                            : power(a, node.input(1));
            case SQRT -> root(a);
            case EXP -> exponential(a, node);
            case LOG -> isBesideOne(node.input(0)) ? besideOne(node.input(0)) : logarithm(a);
            case XLOGX -> a.hasNumber() && a.isInfinite() ? product(a, logarithm(a)) : null;
            case LOG1P -> a.isZero() ? a : logarithm(sum(a, term(0, constant(1)), false));
            // whatever a bounded one does, its derivatives are no more than powers
            case SIN, COS -> row == Pointwise.SIN && a.isZero() ? a
                    : a.isZero() ? term(0, constant(1))
                    : a.exponential() == 0 ? new Term(0, Double.NaN, 0, null, a.condition()) : null;
            case TAN, ASIN, ATAN, SINH, TANH, ASINH, ATANH, EXPM1 -> a.isZero() ? a : levelling(row, a);
            case COSH -> a.isZero() ? term(0, constant(1)) : null;
            case SIGMOID, NORMCDF, ERFC -> tail(row, a);
            default -> null;
        };
    }

    /** Whether a node is the sum of 1 and what vanishes. */
    private boolean isBesideOne(Node node) {
        Term rest = besideOne(node);
        return rest != null && rest.isZero();
    }

    private Term besideOne(Node node) {
        boolean isSum = node.op() == Pointwise.ADD || node.op() == Pointwise.SUB;
        if (isSum && node.input(0).isConstant(1)) {
            Term rest = term(node.input(1));
            return node.op() == Pointwise.ADD || rest == null ? rest : product(rest, term(0, constant(-1)));
        }
        return node.op() == Pointwise.ADD && node.input(1).isConstant(1) ? term(node.input(0)) : null;
    }

    private Term sum(Term a, Term b, boolean isDifference) {
        if (a == null || b == null || Double.isNaN(a.power()) || Double.isNaN(b.power())) {
            return null;
        }
        int order = a.exponential() != b.exponential() ? a.exponential() - b.exponential()
                : a.exponential() < 0 ? 0
                : a.power() != b.power() ? Double.compare(a.power(), b.power())
                : a.logarithms() - b.logarithms();
        Node condition = both(a.condition(), b.condition());
        if (order != 0) {
            Term larger = order > 0 ? a : b;
            Node coefficient = larger.coefficient() == null || order > 0 || !isDifference
                    ? larger.coefficient()
                    : at.node(Pointwise.MUL, List.of(constant(-1), larger.coefficient()));
            return new Term(larger.exponential(), larger.power(), larger.logarithms(), coefficient, condition);
        }
        if (a.exponential() != 0) {
            return a.exponential() < 0 ? vanishing(condition) : null;
        }
        Node sum = a.coefficient() == null || b.coefficient() == null
                ? null
                : at.node(isDifference ? Pointwise.SUB : Pointwise.ADD, List.of(a.coefficient(), b.coefficient()));
        return sum == null ? null : new Term(0, a.power(), a.logarithms(), sum, condition);
    }

    private static Node both(Node a, Node b) {
        return a == null ? b : b == null || a == b ? a : and(a, b);
    }

    private Term product(Term a, Term b) {
        if (a == null || b == null || a.exponential() * b.exponential() < 0) {
            return null;
        }
        Node coefficient = a.coefficient() == null || b.coefficient() == null
                ? null
                : at.node(Pointwise.MUL, List.of(a.coefficient(), b.coefficient()));
        return new Term(
                Integer.signum(a.exponential() + b.exponential()),
                a.power() + b.power(),
                a.logarithms() + b.logarithms(),
                coefficient,
                both(a.condition(), b.condition()));
    }

    /** What is divided by must not be 0: it is a number, or the quotient tends to another one by it. */
    private Term quotient(Term a, Term b) {
        if (b.exponential() < 0 || b.exponential() == 0 && b.coefficient() == null) {
            return null;
        }
        Node inverse = b.coefficient() == null
                ? null
                : at.node(Pointwise.DIV, List.of(constant(1), b.coefficient()));
        Term quotient = product(
                a, new Term(-b.exponential(), -b.power(), -b.logarithms(), inverse, b.condition()));
        boolean isSafe = quotient != null && (b.exponential() > 0 || b.hasNumber() || quotient.isConstant());
        return isSafe ? quotient : null;
    }

    private Term power(Term a, int exponent) {
        Term power = term(0, constant(1));
        for (int i = 0; i < Math.abs(exponent) && power != null; i++) {
            power = product(power, a);
        }
        return power == null || exponent > 0 ? power : quotient(term(0, constant(1)), power);
    }

    /** Of an exponent that is no number nothing is known but that it is a power. */
    private Term power(Term a, Node exponent) {
        if (a.exponential() != 0 || a.logarithms() != 0 || !a.hasNumber() || a.number() <= 0) {
            return null;
        }
        if (!(exponent.op() instanceof Leaf.Constant constant)) {
            return a.power() == 0 ? null : new Term(0, Double.NaN, 0, null, null);
        }
        double p = constant.value();
        return new Term(0, a.power() * p, 0, constant(Math.pow(a.number(), p)), a.condition());
    }

    private Term root(Term a) {
        boolean hasRoot = a != null && a.exponential() == 0 && a.logarithms() == 0 && a.coefficient() != null;
        boolean isPositive = hasRoot && (!a.hasNumber() || a.number() > 0);
        return isPositive
                ? new Term(0, a.power() / 2, 0, at.node(Pointwise.SQRT, List.of(a.coefficient())), a.condition())
                : null;
    }

    /** Of an exponent whose sign is not known the exponential is asked for. */
    private Term exponential(Term a, Node node) {
        if (a == null || a.exponential() != 0 && !a.isZero()) {
            return null;
        }
        if (a.isZero()) {
            return new Term(0, 0, 0, constant(1), a.condition());
        }
        if (a.isConstant()) {
            return a.coefficient() == null ? null : term(0, at.node(Pointwise.EXP, List.of(a.coefficient())));
        }
        if (!(a.power() > 0) || a.coefficient() == null || a.condition() != null) {
            return null;
        }
        return !a.hasNumber() ? vanishing(equal(node, node.constant(0)))
                : a.number() < 0 ? vanishing(null) : new Term(1, 0, 0, null, null);
    }

    private Term logarithm(Term a) {
        boolean isPower = a != null && a.exponential() == 0 && a.hasNumber() && a.number() > 0 && a.power() > 0;
        return isPower ? new Term(0, 0, 1, constant(a.power()), a.condition()) : null;
    }

    /** What a function that levels off becomes. */
    private Term levelling(Pointwise row, Term a) {
        boolean isFar = (row == Pointwise.TANH || row == Pointwise.ATAN) && isSigned(a);
        return isFar ? term(0, constant(row.value(Math.signum(a.number()) * Double.POSITIVE_INFINITY, 0, 0))) : null;
    }

    private Term tail(Pointwise row, Term a) {
        if (!isSigned(a)) {
            return null;
        }
        double value = row.value(Math.signum(a.number()) * Double.POSITIVE_INFINITY, 0, 0);
        return value == 0 ? vanishing(null) : term(0, constant(value));
    }

    private static boolean isSigned(Term a) {
        return a.exponential() == 0 && a.power() > 0 && a.hasNumber() && a.condition() == null;
    }
}
