package dev.autodiff.simplify;

import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.ShortFormula;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Formulas of one number with a removable singularity at a point other than 0, such as {@code 1/log(x) - 1/(x - 1)}:
 * beside the point they are their Taylor series.
 */
final class TaylorRules {
    private static final int MOST_NODES = 40;

    /** A formula with more constants is looked at no further. */
    private static final int MOST_POINTS = 64;

    /** Roots of polynomials that people write are whole numbers no larger than that. */
    private static final int LARGEST_ROOT = 10;

    private TaylorRules() {}

    /** A choice between series and the node, or null. */
    static Node rewrite(Node node) {
        boolean isArithmetic = node.op() == Pointwise.DIV
                || node.op() == Pointwise.MUL
                || node.op() == Pointwise.ADD
                || node.op() == Pointwise.SUB;
        List<Node> formula = isArithmetic && node.type().isScalar() && node.type().isReal()
                ? ShortFormula.nodes(node, MOST_NODES, part -> part.op() instanceof ScalarOp)
                : null;
        if (formula == null) {
            return null;
        }
        List<Node> divisors = formula.stream().map(TaylorRules::divisor).filter(divisor -> divisor != null).toList();
        Node variable = divisors.isEmpty() ? null : variable(formula);
        if (variable == null) {
            return null;
        }
        Node result = node;
        for (double point : points(formula)) {
            boolean isSingular = divisors.stream().anyMatch(divisor -> isZero(divisor, variable, point));
            Node beside = isSingular ? beside(node, variable, point) : null;
            if (beside != null) {
                result = result == node ? beside
                        : result.graph().node(Pointwise.WHERE, beside.input(0), beside.input(1), result);
            }
        }
        return result == node ? null : result;
    }

    private static Node divisor(Node node) {
        return node.op() == Pointwise.DIV ? node.input(1)
                : node.op() instanceof IntegerPower power && power.exponent() < 0 ? node.input(0) : null;
    }

    /** The only number that a formula is made of; null if there are others. */
    private static Node variable(List<Node> formula) {
        List<Node> numbers = formula.stream()
                .flatMap(part -> part.inputs().stream())
                .filter(input -> !(input.op() instanceof ScalarOp) && !(input.op() instanceof Leaf.Constant))
                .distinct()
                .toList();
        boolean isOne = numbers.size() == 1
                && !numbers.get(0).isKnown()
                && !(numbers.get(0).op() instanceof LoopOp.Recall)
                && numbers.get(0).type().isReal();
        return isOne ? numbers.get(0) : null;
    }

    /** Where a short divisor may vanish: at constants, at roots of those that powers are compared with, or nearby. */
    private static Set<Double> points(List<Node> formula) {
        Set<Double> points = new LinkedHashSet<>(List.of(1.0, -1.0));
        boolean hasPolynomial = formula.stream()
                .map(TaylorRules::divisor)
                .filter(divisor -> divisor != null && isSum(divisor))
                .anyMatch(divisor -> divisor.inputs().stream().anyMatch(TaylorRules::isSum));
        for (double root = -LARGEST_ROOT; hasPolynomial && root <= LARGEST_ROOT; root++) {
            points.add(root);
        }
        for (Node part : formula) {
            for (Node input : part.inputs()) {
                if (input.op() instanceof Leaf.Constant constant && Double.isFinite(constant.value())) {
                    double c = Math.abs(constant.value());
                    points.addAll(List.of(c, -c, Math.sqrt(c), -Math.sqrt(c), Math.cbrt(c), -Math.cbrt(c)));
                }
            }
        }
        points.removeIf(point -> point == 0);
        return points.size() > MOST_POINTS ? Set.of() : points;
    }

    private static boolean isSum(Node node) {
        return node.op() == Pointwise.ADD || node.op() == Pointwise.SUB;
    }

    private static boolean isZero(Node divisor, Node variable, double point) {
        Double value = ValueAtZero.of(divisor, variable, point);
        return value != null && value == 0;
    }

    private static Node beside(Node node, Node variable, double point) {
        SeriesOfFormula formula = new SeriesOfFormula(variable, point);
        FactoredSeries series = formula.of(node);
        return series.isFinite() && !series.isZero()
                ? SeriesRules.besideZero(node, PowerProduct.ONE, series, formula)
                : null;
    }
}
