package dev.autodiff.simplify;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp.History;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.LoopOp.Recall;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.ShortFormula;
import dev.autodiff.graph.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A formula in the body of a reverse loop, in terms of the body of the loop before it, whose values it recalls, and
 * back: there a length that was recorded is the length of its coordinates, and what was computed from it depends on it.
 * What the reverse loop itself has computed, such as cotangents, stays as it is.
 */
final class RecalledFormula {
    /** A coordinate of a length is no deeper. */
    private static final int MAX_DEPTH = 8;

    private final Recall recall;
    private final Node source;
    private final int number;
    private final int most;

    private RecalledFormula(Node recalled, int most) {
        this.most = most;
        this.recall = (Recall) recalled.op();
        this.source = recalled.input(0).input(0);
        this.number = ((Loop) source.op()).number();
    }

    /**
     * Null if the node is no value that is recalled.
     *
     * @param most how many nodes formulas may have
     */
    static RecalledFormula of(Node node, int most) {
        return node.op() instanceof Recall ? new RecalledFormula(node, most) : null;
    }

    /** What a formula recalls; null if it is longer. */
    static List<Node> recalled(Node formula, int most) {
        List<Node> nodes = ShortFormula.nodes(
                formula, most, node -> node.op() instanceof ScalarOp || node.op() instanceof Recall);
        return nodes == null
                ? null
                : nodes.stream().filter(node -> node.op() instanceof Recall).toList();
    }

    /** What was recorded, if the node is a value that is recalled, or the node itself. */
    static Node recorded(Node node) {
        return node.op() instanceof Recall ? node.input(0).input(1) : node;
    }

    /**
     * The formula in terms of the loop before; null if it is long.
     *
     * @param length among the values of that loop, whose coordinates may be computed again rather than recalled
     */
    Node inBody(Node formula, Node length) {
        List<Node> coordinates = length.inputs().stream()
                .flatMap(coordinate -> PowerProduct.of(coordinate).exponents().keySet().stream())
                .toList();
        return replaced(
                formula,
                node -> node.op() instanceof ScalarOp || node.op() instanceof View,
                node -> isRecalled(node)
                        ? recorded(node)
                        : coordinates.stream()
                                .filter(coordinate -> isCopy(node, coordinate))
                                .findFirst()
                                .orElse(null));
    }

    /** What {@link #inBody} has been made of, in terms of the reverse loop: the values of the loop before recalled. */
    Node inReverse(Node formula) {
        return replaced(
                formula,
                this::isOfBody,
                node -> isOfBody(node) && !node.loops().contains(recall.loop())
                        ? node.graph().node(recall, node.graph().node(History.HISTORY, source, node))
                        : null);
    }

    /**
     * The formula with other nodes in it; null if it is long.
     *
     * @param isPart whether a node is looked into
     * @param replacement what stands for a node; null for one that is made of others
     */
    private Node replaced(Node formula, Predicate<Node> isPart, UnaryOperator<Node> replacement) {
        List<Node> nodes =
                ShortFormula.nodes(formula, most, node -> replacement.apply(node) == null && isPart.test(node));
        if (nodes == null) {
            return null;
        }
        Map<Node, Node> images = new HashMap<>();
        UnaryOperator<Node> image = node -> {
            Node other = images.containsKey(node) ? images.get(node) : replacement.apply(node);
            return other == null ? node : other;
        };
        for (Node node : nodes) {
            Node[] inputs = node.inputs().stream().map(image).toArray(Node[]::new);
            images.put(node, inputs.length == 0 ? node : node.graph().node(node.op(), inputs));
        }
        return image.apply(formula);
    }

    /** The absolute values that a recorded value is made of. */
    static List<Node> magnitudes(Node recalled, int most) {
        List<Node> nodes = ShortFormula.nodes(recorded(recalled), most, node -> node.op() instanceof ScalarOp);
        return nodes == null
                ? List.of()
                : nodes.stream().filter(node -> node.op() == Pointwise.ABS).toList();
    }

    /** Whether a node of the reverse loop is a value of the loop before, computed again. */
    boolean isCopy(Node node, Node value) {
        return isCopy(node, value, MAX_DEPTH);
    }

    private boolean isOfBody(Node node) {
        return node.loops().contains(number);
    }

    private boolean isRecalled(Node node) {
        return node.op().equals(recall) && node.input(0).input(0) == source;
    }

    private boolean isCopy(Node node, Node value, int depth) {
        if (node == value || isRecalled(node) && recorded(node) == value) {
            return true;
        }
        if (!isOfBody(value) || depth == 0) {
            return false;
        }
        if (value.op() instanceof Leaf.StepNumber) {
            // counted from the end
            return node.op() == Pointwise.SUB
                    && node.input(1).op() instanceof Leaf.StepNumber step
                    && step.loop() == recall.loop();
        }
        boolean isSame = node.op().equals(value.op()) && node.inputs().size() == value.inputs().size();
        for (int i = 0; isSame && i < node.inputs().size(); i++) {
            isSame = isCopy(node.input(i), value.input(i), depth - 1);
        }
        return isSame;
    }
}
