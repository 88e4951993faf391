package dev.autodiff.simplify;

import dev.autodiff.graph.Direction;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Norm;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.ShortFormula;
import dev.autodiff.graph.View;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Choices of a value for one point, where the formula has that value now: {@code where(x == 0, 1, sin_over_x(x))}. A
 * choice like that is constant at the point for differentiation, and so its derivative there is wrong.
 */
final class UnneededGuards {
    /** Quotients of which nothing is undefined at 0, and their values there. */
    private static final Map<Pointwise, Double> AT_ZERO = new EnumMap<>(Pointwise.class);

    static {
        for (Pointwise row : Pointwise.values()) {
            boolean isQuotient = row.arity() == 1
                    && (row.symbol().contains("_over_x") || row.symbol().startsWith("x_over_"));
            if (isQuotient) {
                AT_ZERO.put(row, row.value(0, 0, 0));
            }
        }
    }

    private static final Set<Pointwise> POLYNOMIAL =
            EnumSet.of(Pointwise.ADD, Pointwise.SUB, Pointwise.MUL, Pointwise.NEG);

    /** A series of {@link EvenSlope} or {@link SeriesRules} is no longer. */
    private static final int MOST_NODES = 400;

    private UnneededGuards() {}

    /** The formula alone, or null if the choice is needed. */
    static Node rewrite(Node choice) {
        Node condition = choice.input(0);
        boolean isEqual = condition.op() == Pointwise.EQ;
        if (!isEqual && condition.op() != Pointwise.NE) {
            return null;
        }
        Node point = condition.input(0).isConstant(0)
                ? condition.input(1)
                : condition.input(1).isConstant(0) ? condition.input(0) : null;
        Node value = choice.input(isEqual ? 1 : 2);
        Node formula = choice.input(isEqual ? 2 : 1);
        if (point == null || !(value.op() instanceof Leaf.Constant constant)) {
            return null;
        }
        Node beside = besidePoint(formula, point);
        PowerProduct factors = PowerProduct.of(beside);
        if (constant.value() == 0 && vanishesWithLength(factors, point)) {
            return beside == formula ? undivided(formula, factors, point) : formula;
        }
        boolean isRight = constant.value() != 0 && isCloseTo(constant.value(), valueAtZero(factors, point));
        return isRight || isSmooth(factors, point) && isValueAtZero(constant.value(), beside, point) ? formula : null;
    }

    /** Whether a product has no factor but the point, which is no formula itself, what is finite, and quotients. */
    private static boolean isSmooth(PowerProduct factors, Node point) {
        return !(point.op() instanceof ScalarOp) && factors.exponents().entrySet().stream()
                .allMatch(factor -> isQuotientOf(factor.getKey(), point)
                        || factor.getValue() > 0 && (factor.getKey() == point || isFinite(factor.getKey())));
    }

    private static boolean isValueAtZero(double value, Node formula, Node point) {
        Double atZero = FormulaValue.atZero(formula, point);
        return atZero != null && (value == 0 ? atZero == 0 : isCloseTo(value, atZero));
    }

    /** What a formula is beside the point, if it chooses by the distance from there. */
    static Node besidePoint(Node formula, Node point) {
        PowerProduct product = PowerProduct.of(formula);
        for (Map.Entry<Node, Integer> factor : product.exponents().entrySet()) {
            Node choice = factor.getKey();
            if (factor.getValue() == 1 && isNear(choice, point)) {
                return product.times(choice, -1)
                        .times(PowerProduct.of(choice.input(1)))
                        .node(formula.graph());
            }
        }
        return formula;
    }

    private static boolean isNear(Node choice, Node point) {
        boolean isChoice = choice.op() == Pointwise.WHERE
                && choice.input(0).op() == Pointwise.LT
                && choice.input(0).input(0).op() == Pointwise.ABS
                && choice.input(0).input(1).op() instanceof Leaf.Constant bound
                && bound.value() > 0;
        return isChoice && PowerProduct.of(choice.input(0).input(0).input(0)).exponentOf(point) > 0;
    }

    /** A formula that vanishes with a coordinate at a length's origin, in a form that is defined there; or null. */
    static Node vanishing(Node formula, Node length) {
        PowerProduct factors = PowerProduct.of(formula);
        return vanishesWithLength(factors, length) ? undivided(formula, factors, length) : null;
    }

    /** A product without the powers of the point that cancel in it, since their quotient is none at the point. */
    private static Node undivided(Node formula, PowerProduct factors, Node point) {
        List<Node> products = ShortFormula.nodes(formula, MOST_NODES, PowerProduct::isProduct);
        boolean isDivided = products == null
                || products.stream().anyMatch(node -> node.op() instanceof Direction && node.inputs().contains(point)
                        || node.op() == Pointwise.DIV
                                && PowerProduct.of(node.input(1)).exponentOf(point) != 0);
        return isDivided ? factors.node(formula.graph()) : formula;
    }

    private static boolean isCloseTo(double chosen, double value) {
        return Math.abs(chosen - value) <= 2 * Math.ulp(value);
    }

    /** The product where the point is 0; NaN if there is more in it than quotients of multiples of the point. */
    private static double valueAtZero(PowerProduct factors, Node point) {
        double product = factors.constant();
        for (Map.Entry<Node, Integer> factor : factors.exponents().entrySet()) {
            product *= isQuotientOf(factor.getKey(), point)
                    ? Math.pow(AT_ZERO.get((Pointwise) factor.getKey().op()), factor.getValue())
                    : Double.NaN;
        }
        return product;
    }

    /** Whether the point is a length, and the product a coordinate times what is finite where the length is 0. */
    private static boolean vanishesWithLength(PowerProduct factors, Node point) {
        PowerProduct coordinate = !Norm.isLength(point) ? null
                : point.inputs().stream()
                        .map(PowerProduct::of)
                        .filter(side -> isFactor(side, factors))
                        .findFirst()
                        .orElse(null);
        return coordinate != null
                && factors.times(coordinate.power(-1)).exponents().entrySet().stream()
                        .allMatch(factor -> factor.getValue() > 0
                                && (isQuotientOf(factor.getKey(), point)
                                        || isFinite(factor.getKey())
                                        || isIndependent(factor.getKey(), point)));
    }

    /** Whether a product, which is no number, is a factor of another one. */
    private static boolean isFactor(PowerProduct product, PowerProduct of) {
        return !product.exponents().isEmpty()
                && product.exponents().entrySet().stream()
                        .allMatch(factor -> factor.getValue() > 0
                                && of.exponentOf(factor.getKey()) >= factor.getValue());
    }

    /** Whether a factor is a coordinate of a length, but for a number. */
    static boolean isCoordinate(Node factor, Node length) {
        return length.inputs().stream()
                .anyMatch(side -> PowerProduct.of(side).exponents().equals(Map.of(factor, 1)));
    }

    /** Whether the node is finite for all finite arguments: a polynomial of variables, lengths and smooth functions. */
    private static boolean isFinite(Node formula) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(formula));
        while (!open.isEmpty()) {
            Node node = open.pop();
            boolean isKnown = node.op() instanceof Leaf
                    || node.op() instanceof Pointwise row && POLYNOMIAL.contains(row)
                    || node.op() == Pointwise.DIV && node.input(1).op() instanceof Leaf.Constant
                    || node.op() instanceof IntegerPower power && power.exponent() > 0
                    || Norm.isLength(node)
                    || EvenSlope.isDerivative(node)
                    || node.op() instanceof View;
            if (!isKnown || seen.size() > MOST_NODES) {
                return false;
            }
            if (seen.add(node) && !Norm.isLength(node)) {
                node.inputs().forEach(open::push);
            }
        }
        return true;
    }

    /** Whether a short formula does not have the point in it. */
    private static boolean isIndependent(Node formula, Node point) {
        List<Node> nodes = ShortFormula.nodes(formula, MOST_NODES, node -> node.id() >= point.id());
        return nodes != null && !nodes.contains(point);
    }

    /** Whether the node is a quotient of which nothing is undefined at 0. */
    static boolean isQuotient(Node node) {
        return node.op() instanceof Pointwise row && AT_ZERO.containsKey(row);
    }

    private static boolean isQuotientOf(Node node, Node point) {
        return node.op() instanceof Pointwise row
                && AT_ZERO.containsKey(row)
                && !PowerProduct.of(node.input(0))
                        .common(PowerProduct.of(point))
                        .isOne();
    }
}
