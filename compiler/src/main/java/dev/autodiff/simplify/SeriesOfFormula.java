package dev.autodiff.simplify;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.SymbolicOp;
import dev.autodiff.runtime.Erf;
import dev.autodiff.runtime.Gamma;
import dev.autodiff.runtime.Special;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The series at 0 of short formulas of one product u of powers, from the series of their operators. */
final class SeriesOfFormula {
    private static final int MOST_NODES = 200;

    private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
    private static final double ONE_OVER_SQRT_TWO_PI = 0.3989422804014327;

    private final Map<Node, Integer> exponents;
    private final Map<Node, Series> known = new HashMap<>();

    /** @param exponents those of u */
    SeriesOfFormula(Map<Node, Integer> exponents) {
        this.exponents = exponents;
    }

    Node variable(Graph graph) {
        return power(1).node(graph);
    }

    PowerProduct power(int n) {
        return new PowerProduct(1, exponents).power(n);
    }

    /** A product with what u is a root of, or the square of the length that it is, as its square. */
    PowerProduct inVariable(PowerProduct product) {
        Node atom = exponents.keySet().iterator().next();
        if (RemovableRules.isLength(atom)) {
            return RemovableRules.withLength(product, atom);
        }
        if (atom.op() != Pointwise.SQRT || exponents.size() > 1) {
            return product;
        }
        int power = product.exponentOf(atom.input(0));
        return product.times(atom.input(0), -power).times(atom, 2 * power);
    }

    /** Null if there is none, or the formula is too long, or one of another number. */
    Series of(Node formula) {
        TreeMap<Integer, Node> nodes = new TreeMap<>();
        Deque<Node> open = new ArrayDeque<>();
        open.push(formula);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (known.containsKey(node) || nodes.putIfAbsent(node.id(), node) != null) {
                continue;
            }
            boolean isMonomial = monomial(node) != null;
            if (nodes.size() > MOST_NODES || !isMonomial && !(node.op() instanceof ScalarOp)) {
                return null;
            }
            if (!isMonomial) {
                node.inputs().forEach(open::push);
            }
        }
        nodes.values().forEach(node -> known.put(node, series(node)));
        return known.get(formula);
    }

    /** A constant, or a multiple of a power of u; or null. */
    private Series monomial(Node node) {
        PowerProduct product = inVariable(PowerProduct.of(node));
        if (product.exponents().isEmpty()) {
            return Series.constant(product.constant());
        }
        Map.Entry<Node, Integer> first = exponents.entrySet().iterator().next();
        int power = product.exponentOf(first.getKey()) / first.getValue();
        return power != 0 && product.exponents().equals(power(power).exponents())
                ? Series.power(product.constant(), power)
                : null;
    }

    private Series series(Node node) {
        Series monomial = monomial(node);
        if (monomial != null) {
            return monomial;
        }
        if (node.op() instanceof Leaf.Constant constant) {
            return Double.isFinite(constant.value()) ? Series.constant(constant.value()) : null;
        }
        if (node.op() == Pointwise.WHERE) {
            Boolean holds = truth(node.input(0));
            return holds == null ? null : known.get(node.input(holds ? 1 : 2));
        }
        boolean isOfNumbers = node.op() instanceof ScalarOp
                && !node.inputs().isEmpty()
                && node.inputs().stream().allMatch(input -> known.get(input) != null);
        if (!isOfNumbers) {
            return null;
        }
        if (node.op() instanceof SymbolicOp symbolic) {
            return of(symbolic.expand(node.inputs()));
        }
        Series a = known.get(node.input(0));
        if (node.op() instanceof IntegerPower power) {
            return a.isZero() ? null : a.power(power.exponent());
        }
        if (!(node.op() instanceof Pointwise row)) {
            return null;
        }
        Series b = node.inputs().size() > 1 ? known.get(node.input(1)) : null;
        return switch (row) {
            case ADD -> a.plus(b, 1);
            case SUB -> a.plus(b, -1);
            case MUL -> a.times(b);
            case DIV -> a.over(b);
            case NEG -> a.times(-1);
            case POW -> power(a, b);
            case POWM1 -> difference(power(a, b), Series.constant(1));
            case EXPM1_OVER -> b.isZero() ? null : quotient(function(Pointwise.EXPM1, a.times(b)), a);
            default -> node.inputs().size() == 1 && a.isFinite() ? function(row, a) : null;
        };
    }

    /** Whether a condition holds beside the point; null if that is not known. */
    private Boolean truth(Node condition) {
        if (condition.op() == Pointwise.NOT) {
            Boolean inner = truth(condition.input(0));
            return inner == null ? null : !inner;
        }
        if (condition.op() == Pointwise.AND || condition.op() == Pointwise.OR) {
            Boolean left = truth(condition.input(0));
            Boolean right = truth(condition.input(1));
            return left == null || right == null
                    ? null
                    : (Boolean) (condition.op() == Pointwise.AND ? left && right : left || right);
        }
        boolean isComparison = condition.op() == Pointwise.LT
                || condition.op() == Pointwise.LE
                || condition.op() == Pointwise.GT
                || condition.op() == Pointwise.GE
                || condition.op() == Pointwise.EQ
                || condition.op() == Pointwise.NE;
        Series a = isComparison ? magnitude(condition.input(0)) : null;
        Series b = isComparison ? magnitude(condition.input(1)) : null;
        if (a == null || b == null || !a.isFinite() || !b.isFinite()) {
            return null;
        }
        boolean isTest = condition.op() == Pointwise.EQ || condition.op() == Pointwise.NE;
        return a.atZero() != b.atZero()
                ? (Boolean) (((ScalarOp) condition.op()).value(a.atZero(), b.atZero(), 0) != 0)
                : isTest && a.valuation() != b.valuation() ? (Boolean) (condition.op() == Pointwise.NE) : null;
    }

    /** Of an absolute value at 0 the series of the value does. */
    private Series magnitude(Node node) {
        Series series = known.get(node);
        return series == null && node.op() == Pointwise.ABS ? known.get(node.input(0)) : series;
    }

    private static Series power(Series a, Series b) {
        if (b.isPower() && b.valuation() == 0) {
            return a.isFinite() && a.atZero() > 0 ? a.power(b.atZero()) : null;
        }
        boolean isExponential = a.isPower() && a.valuation() == 0 && a.atZero() > 0 && b.isFinite();
        return isExponential ? b.times(Math.log(a.atZero())).exp() : null;
    }

    private static Series function(Pointwise row, Series a) {
        double x = a.atZero();
        Series one = Series.constant(1);
        return switch (row) {
            case EXP -> a.exp();
            case EXP2 -> a.times(Math.log(2)).exp();
            case EXPM1 -> a.integral(Math.expm1(x), a.exp());
            case LOG -> x > 0 ? a.integral(Math.log(x), one.over(a)) : null;
            case LOG2 -> x > 0 ? a.integral(Special.log2(x), one.over(a).times(1 / Math.log(2))) : null;
            case LOG10 -> x > 0 ? a.integral(Math.log10(x), one.over(a).times(1 / Math.log(10))) : null;
            case LOG1P -> x > -1 ? a.integral(Math.log1p(x), one.over(a.plus(one, 1))) : null;
            case SQRT -> x > 0 ? a.power(0.5) : null;
            case SQRT1PM1 -> x > -1 ? a.plus(one, 1).power(0.5).plus(one, -1) : null;
            case CBRT -> x > 0 ? a.power(1.0 / 3) : null;
            case ABS -> x == 0 ? null : a.times(Math.signum(x));
            case SIN -> a.sine(false);
            case COS -> a.cosine(false);
            case SINH -> a.sine(true);
            case COSH -> a.cosine(true);
            case TAN -> quotient(a.sine(false), a.cosine(false));
            case TANH -> quotient(a.sine(true), a.cosine(true));
            case SECH -> quotient(one, a.cosine(true));
            case ASIN -> Math.abs(x) < 1 ? a.integral(Math.asin(x), onePlusSquare(a, -1).power(-0.5)) : null;
            case ACOS -> Math.abs(x) < 1
                    ? a.integral(Math.acos(x), onePlusSquare(a, -1).power(-0.5).times(-1))
                    : null;
            case ATAN -> a.integral(Math.atan(x), one.over(onePlusSquare(a, 1)));
            case ASINH -> a.integral(Special.asinh(x), onePlusSquare(a, 1).power(-0.5));
            case ATANH -> Math.abs(x) < 1 ? a.integral(Special.atanh(x), one.over(onePlusSquare(a, -1))) : null;
            case ERF -> a.integral(Erf.erf(x), a.times(a).times(-1).exp().times(TWO_OVER_SQRT_PI));
            case ERFC -> a.integral(Erf.erfc(x), a.times(a).times(-1).exp().times(-TWO_OVER_SQRT_PI));
            case NORMCDF -> a.integral(Erf.normcdf(x), a.times(a).times(-0.5).exp().times(ONE_OVER_SQRT_TWO_PI));
            case SIGMOID -> one.over(one.plus(a.times(-1).exp(), 1));
            case SOFTPLUS -> a.integral(Special.softplus(x), function(Pointwise.SIGMOID, a));
            case LGAMMA -> x > 0 ? a.into(n -> n == 0 ? Gamma.lgamma(x) : polygamma(n - 1, x, n)) : null;
            case DIGAMMA -> x > 0 ? a.into(n -> polygamma(n, x, n)) : null;
            case TGAMMA -> x > 0 ? exponential(function(Pointwise.LGAMMA, a)) : null;
            default -> quotientRow(row, a);
        };
    }

    /** {@code ψ⁽ᵐ⁾(x)} over {@code n!}, the n-th coefficient of ψ or of the logarithm of Γ. */
    private static double polygamma(int m, double x, int n) {
        double factorial = 1;
        for (int k = 2; k <= n; k++) {
            factorial *= k;
        }
        return Gamma.polygamma(m, x) / factorial;
    }

    private static Series exponential(Series a) {
        return a == null ? null : a.exp();
    }

    private static Series onePlusSquare(Series a, double sign) {
        return Series.constant(1).plus(a.times(a), sign);
    }

    private static Series quotient(Series a, Series b) {
        return a == null || b == null ? null : a.over(b);
    }

    private static Series difference(Series a, Series b) {
        return a == null || b == null ? null : a.plus(b, -1);
    }

    /** Of the rows that are quotients and differences of others. */
    private static Series quotientRow(Pointwise row, Series a) {
        if (a.isZero()) {
            return Series.constant(row.value(0, 0, 0));
        }
        Series cube = a.power(3);
        return switch (row) {
            case SIN_OVER_X -> quotient(a.sine(false), a);
            case SINH_OVER_X -> quotient(a.sine(true), a);
            case TANH_OVER_X -> quotient(function(Pointwise.TANH, a), a);
            case X_OVER_TANH -> quotient(a, function(Pointwise.TANH, a));
            case ASIN_OVER_X -> quotient(function(Pointwise.ASIN, a), a);
            case ATAN_OVER_X -> quotient(function(Pointwise.ATAN, a), a);
            case ASINH_OVER_X -> quotient(function(Pointwise.ASINH, a), a);
            case ATANH_OVER_X -> quotient(function(Pointwise.ATANH, a), a);
            case ERF_OVER_X -> quotient(function(Pointwise.ERF, a), a);
            case EXPM1_OVER_X -> quotient(function(Pointwise.EXPM1, a), a);
            case X_OVER_EXPM1 -> quotient(a, function(Pointwise.EXPM1, a));
            case LOG1P_OVER_X -> quotient(function(Pointwise.LOG1P, a), a);
            case X_OVER_LOG1P -> quotient(a, function(Pointwise.LOG1P, a));
            case LANGEVIN -> difference(
                    quotient(Series.constant(1), function(Pointwise.TANH, a)), Series.constant(1).over(a));
            case X_MINUS_SIN -> difference(a, a.sine(false));
            case SINH_MINUS_X -> difference(a.sine(true), a);
            case TAN_MINUS_X -> difference(function(Pointwise.TAN, a), a);
            case TANHSHRINK -> difference(a, function(Pointwise.TANH, a));
            case EXPM1_MINUS_X -> difference(function(Pointwise.EXPM1, a), a);
            case LOG1P_MINUS_X -> difference(function(Pointwise.LOG1P, a), a);
            case X_MINUS_SIN_OVER_X3 -> quotient(difference(a, a.sine(false)), cube);
            case SINH_MINUS_X_OVER_X3 -> quotient(difference(a.sine(true), a), cube);
            case TAN_MINUS_X_OVER_X3 -> quotient(difference(function(Pointwise.TAN, a), a), cube);
            case X_MINUS_TANH_OVER_X3 -> quotient(difference(a, function(Pointwise.TANH, a)), cube);
            case EXPM1_MINUS_X_OVER_X2 -> quotient(difference(function(Pointwise.EXPM1, a), a), a.times(a));
            case LOG1P_MINUS_X_OVER_X2 -> quotient(difference(function(Pointwise.LOG1P, a), a), a.times(a));
            default -> null;
        };
    }
}
