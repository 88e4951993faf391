package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.ShortFormula;
import java.util.List;

/**
 * Functions of one number that are ∞/∞ or 0·∞ where it is infinite, and have a limit there: at the infinity they are
 * that, with derivatives that are 0; elsewhere, which one comparison finds, they are as written. It is the result of a
 * function that is looked at, before all rewrites: a choice within a formula would hide it from them. With several
 * numbers there would be as many comparisons, which take longer than a short formula does.
 */
public final class LimitsAtInfinity {
    /** The formulas that people write are shorter. */
    private static final int MOST_NODES = 40;

    private final Node result;
    private final List<Node> formula;
    private final Node variable;

    private LimitsAtInfinity(Node result, List<Node> formula, Node variable) {
        this.result = result;
        this.formula = formula;
        this.variable = variable;
    }

    /** The result of a function with its limits; the same if it has none. */
    public static Node of(Node result) {
        boolean isNumber = result.type().isReal() && result.type().isScalar();
        List<Node> formula = isNumber
                ? ShortFormula.nodes(result, MOST_NODES, part -> part.op() instanceof ScalarOp)
                : null;
        List<Node> numbers = formula == null
                ? List.of()
                : formula.stream()
                        .flatMap(part -> part.inputs().stream())
                        .filter(input -> !(input.op() instanceof ScalarOp) && !(input.op() instanceof Leaf.Constant))
                        .distinct()
                        .toList();
        boolean isOfOne = numbers.size() == 1
                && numbers.get(0).op() instanceof Leaf.Parameter
                && numbers.get(0).type().isReal()
                && numbers.get(0).type().isScalar();
        return isOfOne ? new LimitsAtInfinity(result, formula, numbers.get(0)).withLimits() : result;
    }

    private Node withLimits() {
        Double above = limit(1);
        Double below = limit(-1);
        if (above != null && above.equals(below)) {
            return at(abs(variable), 1, above, result);
        }
        Node form = below == null ? result : at(variable, -1, below, result);
        return above == null ? form : at(variable, 1, above, form);
    }

    private Node at(Node number, double sign, double limit, Node elsewhere) {
        Node infinity = number.constant(sign * Double.POSITIVE_INFINITY);
        return where(equal(number, infinity), result.constant(limit), elsewhere);
    }

    /** Null if there is none, or nothing in the formula is an indefinite form. */
    private Double limit(double sign) {
        Growth growth = new Growth(formula, variable, sign);
        Growth.Term limit = growth.term(result);
        if (limit == null || formula.stream().noneMatch(node -> isIndefinite(node, growth))) {
            return null;
        }
        return limit.isZero() ? (Double) 0.0 : limit.isConstant() ? (Double) limit.coefficient() : null;
    }

    private static boolean isIndefinite(Node node, Growth growth) {
        Growth.Term a = node.inputs().size() == 2 ? growth.term(node.input(0)) : null;
        Growth.Term b = a == null ? null : growth.term(node.input(1));
        if (b == null || node.input(0) == node.input(1)) {
            return false;
        }
        return node.op() == Pointwise.MUL ? a.isInfinite() && b.isZero() || a.isZero() && b.isInfinite()
                : node.op() == Pointwise.DIV ? a.isInfinite() && b.isInfinite() || a.isZero() && b.isZero()
                : node.op() == Pointwise.POW && !b.isConstant();
    }
}
