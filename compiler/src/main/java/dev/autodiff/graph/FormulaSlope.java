package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.where;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The derivative of a formula by a node that it is made of, from the partial derivatives of its operators: for
 * rewrites that need a slope where no derivative is being taken. What else the formula is made of is constant.
 */
public final class FormulaSlope {
    private final Node variable;
    private final Map<Node, Node> tangents = new HashMap<>();

    /** What is made of the variable by other operators than those on numbers, or is no number. */
    private final Set<Node> dependent = new HashSet<>();

    private FormulaSlope(Node variable) {
        this.variable = variable;
        tangents.put(variable, TensorAlgebra.as(variable.constant(1), variable.type()));
    }

    /**
     * {@code ∂y/∂x}; null if the formula is longer, or has more than operators on numbers.
     *
     * @param most how many nodes it may have
     */
    public static Node of(Node y, Node x, int most) {
        List<Node> formula = ShortFormula.above(y, x, most);
        if (formula == null) {
            return null;
        }
        FormulaSlope slope = new FormulaSlope(x);
        formula.forEach(slope::push);
        Node tangent = slope.tangents.get(y);
        boolean isWhole = formula.stream()
                .allMatch(node -> node.op() instanceof ScalarOp || !slope.depends(node));
        return !isWhole ? null : tangent == null ? y.constant(0) : tangent;
    }

    /** Whether a node that is not looked into is made of x. */
    private boolean depends(Node node) {
        return node.inputs().stream().anyMatch(input -> tangents.containsKey(input) || dependent.contains(input));
    }

    private void push(Node y) {
        if (!(y.op() instanceof ScalarOp)) {
            if (depends(y)) {
                dependent.add(y);
            }
            return;
        }
        if (y == variable || !y.type().isReal()) {
            return;
        }
        Node sum = y.op() == Pointwise.WHERE ? choice(y) : null;
        for (int i = 0; i < y.inputs().size() && y.op() != Pointwise.WHERE; i++) {
            Node tangent = tangents.get(y.input(i));
            Node term = tangent == null ? null : product(tangent, ((ScalarOp) y.op()).partial(i, y));
            sum = sum == null ? term : term == null ? sum : sum.plus(term);
        }
        if (sum != null) {
            tangents.put(y, sum);
        }
    }

    private Node choice(Node y) {
        Node chosen = tangents.get(y.input(1));
        Node other = tangents.get(y.input(2));
        return chosen == null && other == null
                ? null
                : where(y.input(0), chosen == null ? y.constant(0) : chosen, other == null ? y.constant(0) : other);
    }

    /** A slope of the form {@code where(c, p, 0)} is a strong zero. */
    private static Node product(Node tangent, Node partial) {
        if (partial.op() == Pointwise.WHERE && (partial.input(1).isConstant(0) || partial.input(2).isConstant(0))) {
            return where(partial.input(0), product(tangent, partial.input(1)), product(tangent, partial.input(2)));
        }
        return partial.isConstant(0) ? partial : tangent.isConstant(1) ? partial : tangent.times(partial);
    }
}
