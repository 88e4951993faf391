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
import dev.autodiff.graph.ShortFormula;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Quotients and differences with a removable singularity at 0 that are in no table: beside the point they are their
 * series, with all derivatives. The formula must be one of a single number, or of one product u of powers of several,
 * as {@code ((1 - exp(-k t))/(k t) - exp(-k t))/k} is; what else its parts are multiplied by does not matter.
 */
final class SeriesRules {
    /** The least number of leading terms that cancel in a difference for which that pays. */
    private static final int CANCELLED = 2;

    private static final int MOST_NODES = 40;

    /** A longer sum is looked at for no series: its partial sums are many. */
    private static final int LONGEST_SUM = 100;

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
                        .anyMatch(factor -> !isAtom(factor)
                                && (isDividedSum(factor, product, variable) || isSingular(factor, variable)));
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
        FactoredSeries series = FactoredSeries.of(Series.constant(1));
        for (Map.Entry<Node, Integer> factor : written.exponents().entrySet()) {
            FactoredSeries of = isAtom(factor.getKey()) ? FactoredSeries.UNKNOWN : formula.of(factor.getKey());
            if (of.isKnown() && !of.isZero()) {
                series = series.times(of.power(factor.getValue().intValue()));
                rest = rest.times(factor.getKey(), -factor.getValue());
            }
            if (!series.isKnown()) {
                return null;
            }
        }
        PowerProduct others = rest;
        List<PowerProduct> leading = series.parts().entrySet().stream()
                .map(part -> others.times(new PowerProduct(1, part.getKey()))
                        .times(formula.power(part.getValue().valuation())))
                .toList();
        boolean isRemoved = variable.entrySet().stream()
                .filter(atom -> hasPole || written.exponentOf(atom.getKey()) * atom.getValue() < 0)
                .anyMatch(atom -> leading.stream()
                        .allMatch(lead -> lead.exponentOf(atom.getKey()) * atom.getValue() >= 0));
        return isRemoved ? besideZero(node, rest, series, formula) : null;
    }

    /** Whether a sum, which may be 0 where its terms are not, is divided by what is 0. */
    private static boolean isDividedSum(Node factor, PowerProduct product, Map<Node, Integer> variable) {
        boolean isSum = factor.op() == Pointwise.ADD || factor.op() == Pointwise.SUB;
        return isSum && product.exponentOf(factor) > 0 && product.exponentOf(SeriesOfFormula.zero(variable)) < 0;
    }

    /** Whether a factor is infinite at 0: a divisor that vanishes there, or a pole. Most are seen to be finite fast. */
    private static boolean hasPole(PowerProduct product, SeriesOfFormula formula, Map<Node, Integer> variable) {
        for (Map.Entry<Node, Integer> factor : product.exponents().entrySet()) {
            FactoredSeries of = isAtom(factor.getKey()) || factor.getValue() > 0 && isFinite(factor.getKey(), variable)
                    ? FactoredSeries.UNKNOWN
                    : formula.of(factor.getKey());
            if (of.isKnown() && !of.isZero() && of.valuation() * factor.getValue() < 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether anything in a formula is divided by what is 0. */
    private static boolean isDivided(Node formula, Map<Node, Integer> variable) {
        Node zero = SeriesOfFormula.zero(variable);
        boolean isLength = RemovableRules.isLength(zero);
        List<Node> nodes = ShortFormula.nodes(formula, LONGEST_SUM, part -> part.op() instanceof ScalarOp);
        return nodes != null
                && (isLength || nodes.stream().anyMatch(node -> node.inputs().contains(zero)))
                && nodes.stream()
                        .filter(node -> node.op() == Pointwise.DIV || node.op() instanceof IntegerPower)
                        .map(PowerProduct::of)
                        .map(product -> isLength ? RemovableRules.withLength(product, zero) : product)
                        .anyMatch(product -> product.exponentOf(zero) < 0);
    }

    private static boolean isShort(Node formula) {
        return ShortFormula.nodes(formula, LONGEST_SUM, part -> part.op() instanceof ScalarOp) != null;
    }

    /** Whether a short formula has no other numbers than those that the variable is made of. */
    private static boolean isOfVariable(Node formula, Map<Node, Integer> variable) {
        boolean isOfRoot = variable.keySet().stream().anyMatch(atom -> atom.op() instanceof ScalarOp);
        List<Node> nodes = ShortFormula.nodes(
                formula, LONGEST_SUM, part -> part.op() instanceof ScalarOp && !variable.containsKey(part));
        return nodes != null
                && (isOfRoot
                        || nodes.stream()
                                .flatMap(node -> node.inputs().stream())
                                .allMatch(input -> input.op() instanceof ScalarOp
                                        || input.isKnown()
                                        || variable.containsKey(input)));
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
        FactoredSeries series = formula.of(quotient);
        return !series.alone().isKnown() || series.isZero() || series.valuation() != 0
                ? null
                : besideZero(quotient, PowerProduct.ONE, series, formula);
    }

    /** A sum or difference of which poles or leading terms cancel, as a choice likewise; or null. */
    static Node difference(Node node) {
        Map<Node, Integer> variable = variable(node);
        if (variable == null) {
            return null;
        }
        // the last term of a long sum is looked at first
        boolean isOfVariable = isOfVariable(node.input(1), variable);
        boolean isOfLength = isOfVariable && RemovableRules.isLength(SeriesOfFormula.zero(variable));
        boolean mayCancel = isOfVariable && isShort(node) && isSingular(node, variable)
                || (!isOfVariable || isOfLength)
                        && isDivided(node.input(1), variable)
                        && isDivided(node.input(0), variable)
                        && isShort(node);
        if (!mayCancel || isFarForm(node)) {
            return null;
        }
        SeriesOfFormula series = new SeriesOfFormula(variable);
        FactoredSeries a = series.of(node.input(0));
        FactoredSeries b = series.of(node.input(1));
        if (!a.isKnown() || !b.isKnown() || a.isPower() && b.isPower() || isLangevinSlope(node)) {
            return null;
        }
        FactoredSeries sum = series.of(node);
        if (!sum.isFinite() || sum.isZero()) {
            return null;
        }
        int least = Math.min(a.valuation(), b.valuation());
        return least < 0 || sum.valuation() - least >= CANCELLED
                ? besideZero(node, PowerProduct.ONE, sum, series)
                : null;
    }

    /** The product with the series beside 0, and else the node; null if the series is of little use. */
    static Node besideZero(Node node, PowerProduct product, FactoredSeries series, SeriesOfFormula formula) {
        double radius = series.parts().values().stream().mapToDouble(Series::radius).min().orElse(0);
        if (radius == 0) {
            return null;
        }
        Node u = formula.variable(node.graph());
        List<Node> terms = series.parts().entrySet().stream()
                .map(part -> product.times(new PowerProduct(1, part.getKey()))
                        .times(formula.power(part.getValue().valuation()))
                        .times(polynomial(part.getValue(), radius, u), 1)
                        .node(node.graph()))
                .toList();
        return where(less(abs(u), u.constant(radius)), Terms.fold(terms, Node::plus), node);
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

    /** A part of a formula, and whether a function is computed of it or of what it is a part of. */
    private record Part(Node node, boolean isInFunction) {}

    /**
     * The product of powers that a short formula is one of: the first that is an argument of a function, if there is
     * any, or a root if there is one.
     */
    private static Map<Node, Integer> variable(Node node) {
        Map<Node, Integer> outside = null;
        Map<Node, Integer> inFunction = null;
        Deque<Part> open = new ArrayDeque<>();
        open.push(new Part(node, false));
        for (int i = 0; !open.isEmpty() && i < MOST_NODES; i++) {
            Part part = open.pop();
            Map<Node, Integer> product = productOfAtoms(part);
            if (product != null && (part.isInFunction() || part.node().op() == Pointwise.EXPM1_OVER)) {
                inFunction = preferred(inFunction, product);
            } else if (product != null) {
                outside = preferred(outside, product);
            } else if (!part.node().isKnown()) {
                // what a choice between forms asks the size of is what these are functions of
                boolean isFunction = part.node().op() == Pointwise.ABS
                        || part.node().op() instanceof Pointwise row && !ARITHMETIC.contains(row);
                for (int k = part.node().inputs().size() - 1; k >= 0; k--) {
                    open.push(new Part(part.node().input(k), isFunction || part.isInFunction()));
                }
            }
        }
        return inFunction == null ? outside : preferred(inFunction, outside);
    }

    /**
     * The exponents, with no factor in common, of a product of atoms; within a function also of others, which do not
     * depend on those. Null if the node is something else.
     */
    private static Map<Node, Integer> productOfAtoms(Part part) {
        Node node = part.node();
        if (!isAtom(node) && !PowerProduct.isProduct(node) && node.op() != Pointwise.EXPM1_OVER) {
            return null;
        }
        PowerProduct product = node.op() == Pointwise.EXPM1_OVER
                ? PowerProduct.of(node.input(0)).times(PowerProduct.of(node.input(1)))
                : PowerProduct.of(node);
        boolean vanishes = product.exponents().keySet().stream()
                .anyMatch(factor -> isAtom(factor) && product.exponentOf(factor) > 0);
        boolean isOfAtoms = !product.exponents().isEmpty()
                && product.exponents().keySet().stream()
                        .allMatch(factor -> isAtom(factor)
                                || part.isInFunction() && vanishes && !hasAny(factor, product));
        return isOfAtoms ? primitive(product.exponents()) : null;
    }

    /** Whether any atom of a product is in a formula. */
    private static boolean hasAny(Node formula, PowerProduct product) {
        List<Node> nodes = ShortFormula.nodes(formula, MOST_NODES, node -> !node.isKnown());
        return nodes == null
                || nodes.stream().anyMatch(node -> product.exponentOf(node) != 0 && isAtom(node));
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
        return FormulaValue.atZero(formula, SeriesOfFormula.zero(variable));
    }

    private static Map<Node, Integer> primitive(Map<Node, Integer> exponents) {
        int divisor = exponents.values().stream()
                .map(BigInteger::valueOf)
                .reduce(BigInteger.ZERO, BigInteger::gcd)
                .intValueExact();
        int sign = Integer.signum(exponents.values().iterator().next());
        Map<Node, Integer> primitive = new LinkedHashMap<>();
        exponents.forEach((atom, exponent) -> primitive.put(atom, sign * exponent / divisor));
        return primitive;
    }
}
