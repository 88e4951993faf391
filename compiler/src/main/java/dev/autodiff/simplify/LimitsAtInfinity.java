package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.ShortFormula;
import java.util.List;

/**
 * Functions of a few numbers that are ∞/∞ or 0·∞ where a parameter is infinite, and have a limit there: at the infinity
 * they are that, with its derivatives; elsewhere, which one comparison finds, they are as written. It is the result of
 * a function that is looked at, before all rewrites: a choice within a formula would hide it from them.
 */
public final class LimitsAtInfinity {
    private static final int MOST_NODES = 40;

    /** A formula of more numbers has no limits that anybody asks for. */
    private static final int MOST_PARAMETERS = 4;

    private final Node result;
    private final List<Node> formula;
    private final List<Node> parameters;

    private LimitsAtInfinity(Node result, List<Node> formula) {
        this.result = result;
        this.formula = formula;
        this.parameters = formula.stream()
                .flatMap(part -> part.inputs().stream())
                .filter(input -> !(input.op() instanceof ScalarOp) && !input.isKnown())
                .distinct()
                .toList();
    }

    /** The result of a function with its limits; the same if it has none. */
    public static Node of(Node result) {
        boolean isNumber = result.type().isReal() && result.type().isScalar();
        List<Node> formula = !isNumber
                ? null
                : ShortFormula.nodes(result, MOST_NODES, part -> part.op() instanceof ScalarOp);
        return formula == null ? result : new LimitsAtInfinity(result, formula).withLimits();
    }

    private Node withLimits() {
        boolean isOfParameters = parameters.size() <= MOST_PARAMETERS
                && parameters.stream().allMatch(parameter -> parameter.op() instanceof Leaf.Parameter
                        && parameter.type().isReal()
                        && parameter.type().isScalar());
        Node form = result;
        for (Node parameter : isOfParameters ? parameters : List.<Node>of()) {
            form = withLimits(form, parameter);
        }
        return form;
    }

    private Node withLimits(Node form, Node parameter) {
        Growth.Term above = limit(parameter, 1);
        Growth.Term below = limit(parameter, -1);
        if (above != null && below != null && isSame(above, below)) {
            return where(isInfinite(abs(parameter), 1, above), value(above, parameter), form);
        }
        Node other = below == null ? form : where(isInfinite(parameter, -1, below), value(below, parameter), form);
        return above == null ? other : where(isInfinite(parameter, 1, above), value(above, parameter), other);
    }

    private static boolean isSame(Growth.Term a, Growth.Term b) {
        return a.condition() == b.condition()
                && (a.isZero() && b.isZero()
                        || a.isConstant() && b.isConstant() && a.coefficient() == b.coefficient());
    }

    private static Node isInfinite(Node parameter, double sign, Growth.Term term) {
        Node isInfinite = equal(parameter, parameter.constant(sign * Double.POSITIVE_INFINITY));
        return term.condition() == null ? isInfinite : and(isInfinite, term.condition());
    }

    /** The limit; if another parameter is infinite as well there is none, nor has it derivatives. */
    private Node value(Growth.Term term, Node parameter) {
        Node limit = term.isZero() ? result.constant(0) : term.coefficient();
        Node areFinite = null;
        Node sum = parameter;
        for (Node other : parameters) {
            if (other != parameter) {
                Node isFinite = less(abs(other), other.constant(Double.POSITIVE_INFINITY));
                areFinite = areFinite == null ? isFinite : and(areFinite, isFinite);
                sum = sum.plus(other);
            }
        }
        return areFinite == null ? limit : where(areFinite, limit, result.constant(Double.NaN).times(exp(sum)));
    }

    /** Null if there is none, or nothing in the formula is an indefinite form. */
    private Growth.Term limit(Node parameter, double sign) {
        Growth growth = new Growth(formula, parameter, sign);
        Growth.Term limit = growth.term(result);
        boolean hasLimit = limit != null
                && (limit.isZero() || limit.isConstant() && limit.coefficient() != null);
        return hasLimit && formula.stream().anyMatch(node -> isIndefinite(node, growth)) ? limit : null;
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
