package dev.autodiff.simplify;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.ShortFormula;
import dev.autodiff.graph.SymbolicOp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The value of a short formula where some of its nodes have given values, as far as it does not depend on others: of
 * those it is only assumed that they are neither 0 nor infinite, so that a product with 0 is 0, and a quotient by it
 * infinite.
 */
final class FormulaValue {
    /** The formulas that people write are shorter, and so are their first derivatives. */
    private static final int MOST_NODES = 200;

    private final Map<Node, Double> values = new HashMap<>();

    private FormulaValue() {}

    /** Where a node is 0; null if it depends on others, or the formula is longer than people write them. */
    static Double atZero(Node formula, Node point) {
        return at(formula, Map.of(point, 0.0), MOST_NODES);
    }

    /**
     * The same, as far as the formula may depend on that node: what is older is not looked at.
     *
     * @param most how many nodes the formula may have
     */
    static Double atZero(Node formula, Node point, int most) {
        return at(formula, Map.of(point, 0.0), most, node -> node.id() > point.id());
    }

    /**
     * Null if it depends on others than these.
     *
     * @param point the values of nodes
     * @param most how many nodes the formula may have
     */
    static Double at(Node formula, Map<Node, Double> point, int most) {
        return at(formula, point, most, node -> true);
    }

    private static Double at(Node formula, Map<Node, Double> point, int most, Predicate<Node> isPart) {
        List<Node> nodes = ShortFormula.nodes(
                formula, most, node -> isPart.test(node) && !point.containsKey(node) && node.op() instanceof ScalarOp);
        if (nodes == null) {
            return null;
        }
        FormulaValue evaluation = new FormulaValue();
        evaluation.values.putAll(point);
        nodes.forEach(node -> evaluation.values.put(node, evaluation.value(node)));
        return evaluation.valueOf(formula);
    }

    private Double valueOf(Node node) {
        return node.op() instanceof Leaf.Constant constant ? (Double) constant.value() : values.get(node);
    }

    private Double value(Node node) {
        Double[] inputs = node.inputs().stream().map(this::valueOf).toArray(Double[]::new);
        if (node.op() == Pointwise.WHERE && inputs[0] != null) {
            return inputs[0] != 0 ? inputs[1] : inputs[2];
        }
        boolean isProduct = node.op() == Pointwise.MUL || node.op() == Pointwise.DIV;
        if (isProduct && (isZero(inputs[0]) && inputs[1] == null
                || node.op() == Pointwise.MUL && isZero(inputs[1]) && inputs[0] == null)) {
            return 0.0;
        }
        if (node.op() == Pointwise.DIV && isZero(inputs[1])) {
            return inputs[0] == null ? (Double) Double.POSITIVE_INFINITY : (Double) (inputs[0] / inputs[1]);
        }
        for (Double input : inputs) {
            if (input == null) {
                return null;
            }
        }
        if (node.op() instanceof SymbolicOp) {
            return ofConstants(node, inputs);
        }
        double b = inputs.length > 1 ? inputs[1] : 0;
        return ((ScalarOp) node.op()).value(inputs[0], b, inputs.length > 2 ? inputs[2] : 0);
    }

    private static Double ofConstants(Node node, Double[] inputs) {
        Graph scratch = new Graph();
        Node[] constants = Arrays.stream(inputs).map(scratch::constant).toArray(Node[]::new);
        return Interpreter.evaluate(List.of(scratch.node(node.op(), constants)), Map.of())[0];
    }

    private static boolean isZero(Double value) {
        return value != null && value == 0;
    }
}
