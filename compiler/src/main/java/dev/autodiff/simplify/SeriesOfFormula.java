package dev.autodiff.simplify;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.ShortFormula;
import dev.autodiff.graph.SymbolicOp;
import dev.autodiff.runtime.Erf;
import dev.autodiff.runtime.Gamma;
import dev.autodiff.runtime.Special;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The series at 0 of short formulas of one product u of powers, from the series of their operators. What does not
 * depend on u is a factor: in {@code T - (1 - exp(-kT))/k = T (u/2 - u²/6 + …)} the time T is, but for u = kT.
 */
final class SeriesOfFormula {
    private static final int MOST_NODES = 200;

    private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
    private static final double ONE_OVER_SQRT_TWO_PI = 0.3989422804014327;

    private final Map<Node, Integer> exponents;

    /** The factor of u that is 0: the others are no variables, but factors. */
    private final Node zero;

    private final Map<Node, FactoredSeries> known = new HashMap<>();
    private final Set<Node> dependent = new HashSet<>();

    /** @param exponents those of u */
    SeriesOfFormula(Map<Node, Integer> exponents) {
        this.exponents = exponents;
        this.zero = zero(exponents);
        dependent.add(zero);
    }

    /** The factor with which a product vanishes: no formula, if there is one that is none. */
    static Node zero(Map<Node, Integer> exponents) {
        List<Node> above = exponents.keySet().stream().filter(atom -> exponents.get(atom) > 0).toList();
        return above.stream().filter(atom -> !(atom.op() instanceof ScalarOp)).findFirst().orElse(above.get(0));
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

    /** Unknown if there is none, or the formula is too long. */
    FactoredSeries of(Node formula) {
        List<Node> nodes = ShortFormula.nodes(
                formula,
                MOST_NODES,
                node -> node != zero && node.op() instanceof ScalarOp && !known.containsKey(node));
        if (nodes == null) {
            return FactoredSeries.UNKNOWN;
        }
        nodes.forEach(node -> known.put(node, dependsOnZero(node) ? series(node) : factor(node)));
        return seriesOf(formula);
    }

    /** Of a node that has been passed, or that is no formula of others. */
    private FactoredSeries seriesOf(Node node) {
        FactoredSeries series = known.get(node);
        if (series == null) {
            series = dependsOnZero(node) ? monomial(node) : factor(node);
            known.put(node, series == null ? FactoredSeries.UNKNOWN : series);
        }
        return known.get(node);
    }

    private boolean dependsOnZero(Node node) {
        boolean depends = node.inputs().stream().anyMatch(dependent::contains)
                || inVariable(PowerProduct.of(node)).exponentOf(zero) != 0;
        if (depends) {
            dependent.add(node);
        }
        return depends;
    }

    private static FactoredSeries factor(Node node) {
        if (node.op() instanceof Leaf.Constant constant) {
            return Double.isFinite(constant.value())
                    ? FactoredSeries.of(Series.constant(constant.value()))
                    : FactoredSeries.UNKNOWN;
        }
        return node.type().isReal()
                ? FactoredSeries.of(PowerProduct.of(node), Series.constant(1))
                : FactoredSeries.UNKNOWN;
    }

    /** A power of u by a factor; or null. */
    private FactoredSeries monomial(Node node) {
        PowerProduct product = inVariable(PowerProduct.of(node));
        int power = product.exponentOf(zero) / exponents.get(zero);
        PowerProduct factor = product.times(power(-power));
        return factor.exponents().keySet().stream().anyMatch(dependent::contains)
                ? null
                : FactoredSeries.of(factor, Series.power(1, power));
    }

    private FactoredSeries series(Node node) {
        FactoredSeries monomial = monomial(node);
        if (monomial != null) {
            return monomial;
        }
        if (node.op() == Pointwise.WHERE) {
            Boolean holds = truth(node.input(0));
            return holds == null ? FactoredSeries.UNKNOWN : seriesOf(node.input(holds ? 1 : 2));
        }
        boolean isOfNumbers = node.op() instanceof ScalarOp
                && node.inputs().stream().allMatch(input -> seriesOf(input).isKnown());
        if (!isOfNumbers) {
            return FactoredSeries.UNKNOWN;
        }
        if (node.op() instanceof SymbolicOp symbolic) {
            return of(symbolic.expand(node.inputs()));
        }
        FactoredSeries a = seriesOf(node.input(0));
        if (node.op() instanceof IntegerPower power) {
            return a.isZero() ? FactoredSeries.UNKNOWN : a.power(power.exponent());
        }
        return node.op() instanceof Pointwise row
                ? arithmetic(row, a, node.inputs().size() > 1 ? seriesOf(node.input(1)) : FactoredSeries.UNKNOWN)
                : FactoredSeries.UNKNOWN;
    }

    private static FactoredSeries arithmetic(Pointwise row, FactoredSeries a, FactoredSeries b) {
        Series u = a.alone();
        Series v = b.alone();
        return switch (row) {
            case ADD -> a.plus(b, 1);
            case SUB -> a.plus(b, -1);
            case MUL -> a.times(b);
            case DIV -> a.over(b);
            case NEG -> a.times(-1);
            case POW -> FactoredSeries.of(power(u, v));
            case POWM1 -> FactoredSeries.of(power(u, v).plus(Series.constant(1), -1));
            case EXPM1_OVER -> b.isZero()
                    ? FactoredSeries.UNKNOWN
                    : FactoredSeries.of(function(Pointwise.EXPM1, a.times(b).alone())).over(a);
            default -> b == FactoredSeries.UNKNOWN && u.isFinite()
                    ? FactoredSeries.of(function(row, u))
                    : FactoredSeries.UNKNOWN;
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
        Series a = isComparison ? magnitude(condition.input(0)) : Series.UNKNOWN;
        Series b = isComparison ? magnitude(condition.input(1)) : Series.UNKNOWN;
        if (!a.isFinite() || !b.isFinite()) {
            return null;
        }
        boolean isTest = condition.op() == Pointwise.EQ || condition.op() == Pointwise.NE;
        return a.atZero() != b.atZero()
                ? (Boolean) (((ScalarOp) condition.op()).value(a.atZero(), b.atZero(), 0) != 0)
                : isTest && a.valuation() != b.valuation() ? (Boolean) (condition.op() == Pointwise.NE) : null;
    }

    /** Of an absolute value at 0 the series of the value does. */
    private Series magnitude(Node node) {
        Series series = seriesOf(node).alone();
        return !series.isKnown() && node.op() == Pointwise.ABS ? seriesOf(node.input(0)).alone() : series;
    }

    private static Series power(Series a, Series b) {
        if (b.isPower() && b.valuation() == 0) {
            return a.isFinite() && a.atZero() > 0 ? a.power(b.atZero()) : Series.UNKNOWN;
        }
        boolean isExponential = a.isPower() && a.valuation() == 0 && a.atZero() > 0 && b.isFinite();
        return isExponential ? b.times(Math.log(a.atZero())).exp() : Series.UNKNOWN;
    }

    private static Series function(Pointwise row, Series a) {
        double x = a.atZero();
        Series one = Series.constant(1);
        return switch (row) {
            case EXP -> a.exp();
            case EXP2 -> a.times(Math.log(2)).exp();
            case EXPM1 -> a.integral(Math.expm1(x), a.exp());
            case LOG -> x > 0 ? a.integral(Math.log(x), one.over(a)) : Series.UNKNOWN;
            case LOG2 -> x > 0 ? a.integral(Special.log2(x), one.over(a).times(1 / Math.log(2))) : Series.UNKNOWN;
            case LOG10 -> x > 0 ? a.integral(Math.log10(x), one.over(a).times(1 / Math.log(10))) : Series.UNKNOWN;
            case LOG1P -> x > -1 ? a.integral(Math.log1p(x), one.over(a.plus(one, 1))) : Series.UNKNOWN;
            case SQRT -> x > 0 ? a.power(0.5) : Series.UNKNOWN;
            case SQRT1PM1 -> x > -1 ? a.plus(one, 1).power(0.5).plus(one, -1) : Series.UNKNOWN;
            case CBRT -> x > 0 ? a.power(1.0 / 3) : Series.UNKNOWN;
            case ABS -> x == 0 ? Series.UNKNOWN : a.times(Math.signum(x));
            case SIN -> a.sine(false);
            case COS -> a.cosine(false);
            case SINH -> a.sine(true);
            case COSH -> a.cosine(true);
            case TAN -> a.sine(false).over(a.cosine(false));
            case TANH -> a.sine(true).over(a.cosine(true));
            case SECH -> one.over(a.cosine(true));
            case ASIN -> Math.abs(x) < 1 ? a.integral(Math.asin(x), onePlusSquare(a, -1).power(-0.5)) : Series.UNKNOWN;
            case ACOS -> Math.abs(x) < 1
                    ? a.integral(Math.acos(x), onePlusSquare(a, -1).power(-0.5).times(-1))
                    : Series.UNKNOWN;
            case ATAN -> a.integral(Math.atan(x), one.over(onePlusSquare(a, 1)));
            case ASINH -> a.integral(Special.asinh(x), onePlusSquare(a, 1).power(-0.5));
            case ATANH -> Math.abs(x) < 1 ? a.integral(Special.atanh(x), one.over(onePlusSquare(a, -1))) : Series.UNKNOWN;
            case ERF -> a.integral(Erf.erf(x), a.times(a).times(-1).exp().times(TWO_OVER_SQRT_PI));
            case ERFC -> a.integral(Erf.erfc(x), a.times(a).times(-1).exp().times(-TWO_OVER_SQRT_PI));
            case NORMCDF -> a.integral(Erf.normcdf(x), a.times(a).times(-0.5).exp().times(ONE_OVER_SQRT_TWO_PI));
            case SIGMOID -> one.over(one.plus(a.times(-1).exp(), 1));
            case SOFTPLUS -> a.integral(Special.softplus(x), function(Pointwise.SIGMOID, a));
            case LGAMMA -> x > 0 ? a.into(n -> n == 0 ? Gamma.lgamma(x) : polygamma(n - 1, x, n)) : Series.UNKNOWN;
            case DIGAMMA -> x > 0 ? a.into(n -> polygamma(n, x, n)) : Series.UNKNOWN;
            case TGAMMA -> x > 0 ? function(Pointwise.LGAMMA, a).exp() : Series.UNKNOWN;
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

    private static Series onePlusSquare(Series a, double sign) {
        return Series.constant(1).plus(a.times(a), sign);
    }

    /** Of the rows that are quotients and differences of others. */
    private static Series quotientRow(Pointwise row, Series a) {
        if (a.isZero()) {
            return Series.constant(row.value(0, 0, 0));
        }
        Series cube = a.power(3);
        return switch (row) {
            case SIN_OVER_X -> a.sine(false).over(a);
            case SINH_OVER_X -> a.sine(true).over(a);
            case TANH_OVER_X -> function(Pointwise.TANH, a).over(a);
            case X_OVER_TANH -> a.over(function(Pointwise.TANH, a));
            case ASIN_OVER_X -> function(Pointwise.ASIN, a).over(a);
            case ATAN_OVER_X -> function(Pointwise.ATAN, a).over(a);
            case ASINH_OVER_X -> function(Pointwise.ASINH, a).over(a);
            case ATANH_OVER_X -> function(Pointwise.ATANH, a).over(a);
            case ERF_OVER_X -> function(Pointwise.ERF, a).over(a);
            case EXPM1_OVER_X -> function(Pointwise.EXPM1, a).over(a);
            case X_OVER_EXPM1 -> a.over(function(Pointwise.EXPM1, a));
            case LOG1P_OVER_X -> function(Pointwise.LOG1P, a).over(a);
            case X_OVER_LOG1P -> a.over(function(Pointwise.LOG1P, a));
            case LANGEVIN -> Series.constant(1).over(function(Pointwise.TANH, a)).plus(Series.constant(1).over(a), -1);
            case X_MINUS_SIN -> a.plus(a.sine(false), -1);
            case SINH_MINUS_X -> a.sine(true).plus(a, -1);
            case TAN_MINUS_X -> function(Pointwise.TAN, a).plus(a, -1);
            case TANHSHRINK -> a.plus(function(Pointwise.TANH, a), -1);
            case EXPM1_MINUS_X -> function(Pointwise.EXPM1, a).plus(a, -1);
            case LOG1P_MINUS_X -> function(Pointwise.LOG1P, a).plus(a, -1);
            case X_MINUS_SIN_OVER_X3 -> a.plus(a.sine(false), -1).over(cube);
            case SINH_MINUS_X_OVER_X3 -> a.sine(true).plus(a, -1).over(cube);
            case TAN_MINUS_X_OVER_X3 -> function(Pointwise.TAN, a).plus(a, -1).over(cube);
            case X_MINUS_TANH_OVER_X3 -> a.plus(function(Pointwise.TANH, a), -1).over(cube);
            case EXPM1_MINUS_X_OVER_X2 -> function(Pointwise.EXPM1, a).plus(a, -1).over(a.times(a));
            case LOG1P_MINUS_X_OVER_X2 -> function(Pointwise.LOG1P, a).plus(a, -1).over(a.times(a));
            default -> Series.UNKNOWN;
        };
    }
}
