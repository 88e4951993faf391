package dev.autodiff.simplify;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.SymbolicOp;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The value of a short formula where one node of it is 0, as far as it does not depend on others: of those it is only
 * assumed that they are finite, so that a product with 0 is 0.
 */
final class ValueAtZero {
    /** As many as a derivative by {@link dev.autodiff.graph.FormulaSlope} is taken of. */
    private static final int MOST_NODES = 100;

    private final Map<Node, Double> values = new HashMap<>();

    private ValueAtZero() {}

    /** Null if it depends on other nodes, or the formula is longer. */
    static Double of(Node formula, Node point) {
        TreeMap<Integer, Node> nodes = new TreeMap<>();
        Deque<Node> open = new ArrayDeque<>();
        open.add(formula);
        while (!open.isEmpty()) {
            Node node = open.pop();
            boolean isNumber = node.op() instanceof ScalarOp && !(node.op() instanceof SymbolicOp);
            if (node != point && isNumber && nodes.put(node.id(), node) == null) {
                node.inputs().forEach(open::push);
            }
            if (nodes.size() > MOST_NODES) {
                return null;
            }
        }
        ValueAtZero evaluation = new ValueAtZero();
        evaluation.values.put(point, 0.0);
        nodes.values().forEach(node -> evaluation.values.put(node, evaluation.value(node)));
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
        for (Double input : inputs) {
            if (input == null) {
                return null;
            }
        }
        double b = inputs.length > 1 ? inputs[1] : 0;
        return ((ScalarOp) node.op()).value(inputs[0], b, inputs.length > 2 ? inputs[2] : 0);
    }

    private static boolean isZero(Double value) {
        return value != null && value == 0;
    }
}
