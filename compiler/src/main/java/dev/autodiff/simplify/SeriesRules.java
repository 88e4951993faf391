package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Norm;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Quotients and differences with a removable singularity at 0 that are in no table: beside the point they are their
 * series, with all derivatives. The formula must be one of a single number, or of one product u of powers of several,
 * as {@code ((1 - exp(-k t))/(k t) - exp(-k t))/k} is; what else is multiplied by it does not matter.
 */
final class SeriesRules {
    /** The least number of leading terms that cancel in a difference for which that pays. */
    private static final int CANCELLED = 2;

    private static final int MOST_NODES = 40;

    /** Quotients whose derivatives have one form beside 0 and another one elsewhere. */
    private static final Set<Pointwise> OF_TWO_FORMS = EnumSet.of(
            Pointwise.TANH_OVER_X,
            Pointwise.X_OVER_TANH,
            Pointwise.X_OVER_EXPM1,
            Pointwise.X_OVER_LOG1P,
            Pointwise.X_MINUS_SIN_OVER_X3,
            Pointwise.SINH_MINUS_X_OVER_X3,
            Pointwise.TAN_MINUS_X_OVER_X3,
            Pointwise.X_MINUS_TANH_OVER_X3,
            Pointwise.EXPM1_MINUS_X_OVER_X2,
            Pointwise.LOG1P_MINUS_X_OVER_X2,
            Pointwise.LANGEVIN);

    private static final Set<Pointwise> ARITHMETIC = EnumSet.of(
            Pointwise.ADD, Pointwise.SUB, Pointwise.MUL, Pointwise.DIV, Pointwise.NEG, Pointwise.WHERE, Pointwise.ABS,
            Pointwise.LT, Pointwise.GT, Pointwise.LE, Pointwise.GE, Pointwise.EQ, Pointwise.NE, Pointwise.NOT,
            Pointwise.AND, Pointwise.OR, Pointwise.SQRT, Pointwise.HYPOT);

    private SeriesRules() {}

    /** A quotient, or a product with one, as a choice between the series and the node itself; or null. */
    static Node quotient(Node node, PowerProduct product) {
        Map<Node, Integer> variable = product.exponents().keySet().stream()
                .filter(factor -> !isAtom(factor))
                .map(SeriesRules::variable)
                .reduce(null, SeriesRules::preferred);
        boolean mayBeSingular = variable != null
                && product.exponents().keySet().stream()
                        .anyMatch(factor -> !isAtom(factor) && isSingular(factor, variable));
        if (!mayBeSingular || isDirection(product)) {
            return null;
        }
        SeriesOfFormula formula = new SeriesOfFormula(variable);
        PowerProduct written = formula.inVariable(product);
        boolean hasPole = hasPole(written, formula, variable);
        boolean isDivided = variable.entrySet().stream()
                .anyMatch(atom -> written.exponentOf(atom.getKey()) * atom.getValue() < 0);
        if (!hasPole && !isDivided || product.exponents().keySet().stream().anyMatch(SeriesRules::isFarForm)) {
            return null;
        }
        PowerProduct rest = written;
        Series series = Series.constant(1);
        for (Map.Entry<Node, Integer> factor : written.exponents().entrySet()) {
            Series of = isAtom(factor.getKey()) ? Series.UNKNOWN : formula.of(factor.getKey());
            if (of.isKnown() && !of.isZero()) {
                series = series.times(of.power(factor.getValue().intValue()));
                rest = rest.times(factor.getKey(), -factor.getValue());
            }
            if (!series.isKnown()) {
                return null;
            }
        }
        PowerProduct leading = rest.times(formula.power(series.valuation()));
        boolean isRemoved = variable.entrySet().stream()
                .filter(atom -> hasPole || written.exponentOf(atom.getKey()) * atom.getValue() < 0)
                .anyMatch(atom -> leading.exponentOf(atom.getKey()) * atom.getValue() >= 0);
        return isRemoved ? besideZero(node, leading, series, formula) : null;
    }

    /** Whether a factor is infinite at 0: a divisor that vanishes there, or a pole. Most are seen to be finite fast. */
    private static boolean hasPole(PowerProduct product, SeriesOfFormula formula, Map<Node, Integer> variable) {
        for (Map.Entry<Node, Integer> factor : product.exponents().entrySet()) {
            Series of = isAtom(factor.getKey()) || factor.getValue() > 0 && isFinite(factor.getKey(), variable)
                    ? Series.UNKNOWN
                    : formula.of(factor.getKey());
            if (of.isKnown() && !of.isZero() && of.valuation() * factor.getValue() < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFinite(Node formula, Map<Node, Integer> variable) {
        Double value = valueAtZero(formula, variable);
        return value != null && Double.isFinite(value);
    }

    /**
     * Whether a formula is the form of a derivative far from 0: that of a quotient of {@link RemovableRules} together
     * with other functions. Beside 0 there is another form already.
     */
    private static boolean isFarForm(Node formula) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        open.push(formula);
        boolean hasQuotient = false;
        boolean hasOther = false;
        while (!open.isEmpty() && seen.size() < MOST_NODES) {
            Node node = open.pop();
            if (seen.add(node)) {
                boolean isQuotient = node.op() instanceof Pointwise row && OF_TWO_FORMS.contains(row);
                hasQuotient |= isQuotient;
                hasOther |= !isQuotient && node.op() instanceof Pointwise row && !ARITHMETIC.contains(row);
                node.inputs().forEach(open::push);
            }
        }
        return hasQuotient && hasOther;
    }

    /** The derivative of Langevin's function far from 0, {@code 1/x² - (sech(x)/tanh(x))²}. */
    private static boolean isLangevinSlope(Node node) {
        return node.input(1).op() instanceof IntegerPower
                && node.input(1).input(0).op() == Pointwise.DIV
                && node.input(1).input(0).input(0).op() == Pointwise.SECH;
    }

    /** Whether a coordinate stands over its length: nothing is singular in that, but see {@link CurvatureAtOrigin}. */
    private static boolean isDirection(PowerProduct product) {
        return product.exponents().entrySet().stream()
                .anyMatch(factor -> factor.getValue() == -1
                        && Norm.isLength(factor.getKey())
                        && product.exponents().keySet().stream()
                                .anyMatch(side -> UnneededGuards.isCoordinate(side, factor.getKey())));
    }

    /** A quotient of even functions of a root, of which the root has no derivative at 0; or null. */
    static Node ofRoot(Node quotient) {
        boolean isOfRoot = PowerProduct.of(quotient.input(0)).exponents().keySet().stream()
                .anyMatch(factor -> factor.op() == Pointwise.SQRT);
        Map<Node, Integer> variable = isOfRoot ? variable(quotient.input(0)) : null;
        if (variable == null) {
            return null;
        }
        SeriesOfFormula formula = new SeriesOfFormula(variable);
        Series series = formula.of(quotient);
        return !series.isKnown() || series.isZero() || series.valuation() != 0
                ? null
                : besideZero(quotient, PowerProduct.ONE, series, formula);
    }

    /** A sum or difference of which poles or leading terms cancel, as a choice likewise; or null. */
    static Node difference(Node node) {
        Map<Node, Integer> variable = variable(node);
        if (variable == null) {
            return null;
        }
        SeriesOfFormula formula = new SeriesOfFormula(variable);
        // the last term of a long sum is looked at first
        if (!formula.isOfVariable(node.input(1)) || !isSingular(node, variable) || isFarForm(node)) {
            return null;
        }
        Series a = formula.of(node.input(0));
        Series b = formula.of(node.input(1));
        if (!a.isKnown() || !b.isKnown() || a.isPower() && b.isPower() || isLangevinSlope(node)) {
            return null;
        }
        Series sum = formula.of(node);
        if (!sum.isFinite() || sum.isZero()) {
            return null;
        }
        int least = Math.min(a.valuation(), b.valuation());
        return least < 0 || sum.valuation() - least >= CANCELLED
                ? besideZero(node, formula.power(sum.valuation()), sum, formula)
                : null;
    }

    private static Node besideZero(Node node, PowerProduct product, Series series, SeriesOfFormula formula) {
        double radius = series.radius();
        Node u = formula.variable(node.graph());
        return radius == 0
                ? null
                : where(
                        less(abs(u), u.constant(radius)),
                        product.times(polynomial(series, radius, u), 1).node(node.graph()),
                        node);
    }

    /** By Horner's rule, in the square of u if the function is even. */
    private static Node polynomial(Series series, double radius, Node u) {
        double[] coefficients = series.coefficients();
        boolean isEven = true;
        for (int n = 1; n < coefficients.length; n += 2) {
            isEven &= coefficients[n] == 0;
        }
        int step = isEven ? 2 : 1;
        Node x = isEven ? square(u) : u;
        Node sum = null;
        for (int n = (series.count(radius) - 1) / step * step; n >= 0; n -= step) {
            Node coefficient = u.constant(coefficients[n]);
            sum = sum == null ? coefficient : sum.times(x).plus(coefficient);
        }
        return sum;
    }

    private static Node square(Node u) {
        return u.op() == Pointwise.SQRT ? u.input(0) : u.power(2);
    }

    /** What a formula may be a function of: no formula itself, or one that its functions are even or odd in. */
    private static boolean isAtom(Node node) {
        boolean isDifference = node.op() == Pointwise.SUB
                && !(node.input(0).op() instanceof ScalarOp)
                && !(node.input(1).op() instanceof ScalarOp)
                && !node.input(0).isKnown()
                && !node.input(1).isKnown();
        return !(node.op() instanceof ScalarOp)
                || isDifference
                || Norm.isLength(node) && node.inputs().stream().noneMatch(side -> side.op() instanceof Leaf.Constant)
                || node.op() == Pointwise.SQRT && !(node.input(0).op() instanceof ScalarOp);
    }

    /** The product of powers that a short formula is one of: the first that is found, or a root if there is one. */
    private static Map<Node, Integer> variable(Node node) {
        Map<Node, Integer> found = null;
        Deque<Node> open = new ArrayDeque<>();
        open.push(node);
        for (int i = 0; !open.isEmpty() && i < MOST_NODES; i++) {
            Node next = open.pop();
            PowerProduct product =
                    isAtom(next) || PowerProduct.isProduct(next) ? PowerProduct.of(next) : PowerProduct.ONE;
            boolean isOfAtoms = !product.exponents().isEmpty()
                    && product.exponents().keySet().stream().allMatch(SeriesRules::isAtom);
            if (isOfAtoms) {
                found = preferred(found, primitive(product.exponents()));
            } else if (!next.isKnown()) {
                for (int k = next.inputs().size() - 1; k >= 0; k--) {
                    open.push(next.input(k));
                }
            }
        }
        return found;
    }

    /** The first one, unless the second one is a root or a length, which the others are under. */
    private static Map<Node, Integer> preferred(Map<Node, Integer> a, Map<Node, Integer> b) {
        boolean isRoot = b != null
                && b.keySet().stream().anyMatch(atom -> atom.op() == Pointwise.SQRT || Norm.isLength(atom));
        return a == null || isRoot ? b : a;
    }

    /** Whether a formula is 0 or not finite where the variable is 0: few are, and only those are looked at. */
    private static boolean isSingular(Node formula, Map<Node, Integer> variable) {
        Double value = valueAtZero(formula, variable);
        return value != null && (value == 0 || !Double.isFinite(value));
    }

    private static Double valueAtZero(Node formula, Map<Node, Integer> variable) {
        Node zero = variable.keySet().stream().filter(atom -> variable.get(atom) > 0).findFirst().orElseThrow();
        return ValueAtZero.of(formula, zero);
    }

    private static Map<Node, Integer> primitive(Map<Node, Integer> exponents) {
        int divisor = exponents.values().stream().reduce(0, SeriesRules::greatestCommonDivisor);
        int sign = Integer.signum(exponents.values().iterator().next());
        Map<Node, Integer> primitive = new LinkedHashMap<>();
        exponents.forEach((atom, exponent) -> primitive.put(atom, sign * exponent / divisor));
        return primitive;
    }

    private static int greatestCommonDivisor(int a, int b) {
        int x = Math.abs(a);
        int y = Math.abs(b);
        while (y != 0) {
            int rest = x % y;
            x = y;
            y = rest;
        }
        return x;
    }
}
