package dev.autodiff.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a formula is made of, if that is little: for rewrites that look at formulas as people write them, and must not
 * take long for others, since each node of a graph may be such a formula.
 */
public final class ShortFormula {
    private ShortFormula() {}

    /**
     * The nodes of a formula that may depend on another node, since they are younger, in the order of computation; null
     * if there are more.
     */
    public static List<Node> above(Node formula, Node other, int most) {
        return nodes(formula, most, node -> node.id() > other.id() && !(node.op() instanceof Leaf));
    }

    /**
     * A formula on another graph.
     *
     * @param images what stands there for some of its nodes; those of all others are added
     * @param form what is put in the place of a copy
     */
    public static Node copy(Node formula, Graph graph, Map<Node, Node> images, UnaryOperator<Node> form) {
        for (Node node : nodes(formula, Integer.MAX_VALUE, node -> !images.containsKey(node))) {
            Node[] inputs = node.inputs().stream().map(images::get).toArray(Node[]::new);
            images.put(node, form.apply(graph.node(node.op(), inputs)));
        }
        return images.get(formula);
    }

    /**
     * The nodes of a formula in the order of computation; null if there are more.
     *
     * @param most how many there may be
     * @param isPart whether a node is looked into; what it is made of is not, where it is not
     */
    public static List<Node> nodes(Node formula, int most, Predicate<Node> isPart) {
        Set<Node> seen = new HashSet<>();
        List<Node> nodes = new ArrayList<>();
        Deque<Node> open = new ArrayDeque<>();
        open.push(formula);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (!isPart.test(node) || !seen.add(node)) {
                continue;
            }
            nodes.add(node);
            if (nodes.size() > most) {
                return null;
            }
            // how a value with a derivative of its own is computed is no part of a formula
            OwnDerivative.differentiable(node).forEach(open::push);
        }
        // inputs are older
        nodes.sort(Comparator.comparingInt(Node::id));
        return nodes;
    }
}
