package dev.autodiff.lowering;

import dev.autodiff.graph.Concat;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Chooses what the forward pass leaves for the backward pass: what derivatives need of the values themselves, as far as
 * it is not cheaper to compute it again from the arguments than to read it. Values of {@code f32} are always computed
 * again.
 */
public final class Saved {
    private Saved() {}

    /**
     * @param cotangents of the results, which the backward pass alone knows
     * @param results of the backward pass
     */
    public static List<Node> between(List<Node> cotangents, List<Node> results) {
        Graph graph = results.get(0).graph();
        boolean[] needed = graph.reachable(results);
        boolean[] backward = backward(graph, cotangents, needed);
        Set<Node> again = recorded(graph, needed);
        boolean[] wanted = new boolean[needed.length];
        results.forEach(result -> wanted[result.id()] = !backward[result.id()]);
        List<Node> saved = new ArrayList<>();
        for (int id = needed.length - 1; id >= 0; id--) {
            Node node = graph.get(id);
            if (needed[id] && backward[id]) {
                node.inputs().forEach(input -> wanted[input.id()] |= !backward[input.id()]);
            } else if (wanted[id] && isWorthSaving(node) && !again.contains(loop(node))) {
                saved.add(node);
            } else if (wanted[id]) {
                node.inputs().forEach(input -> wanted[input.id()] = true);
                if (node.op() instanceof LoopOp.Final) {
                    // the number of steps alone would not do
                    again.add(loop(node));
                }
            }
        }
        Collections.reverse(saved);
        return saved;
    }

    /** The loop that a value comes out of; the node itself if it does not come out of one. */
    private static Node loop(Node node) {
        return node.op() instanceof LoopOp.Final ? node.input(0) : node;
    }

    /** What depends on the cotangents, or comes out of a loop that does. */
    private static boolean[] backward(Graph graph, List<Node> cotangents, boolean[] needed) {
        boolean[] backward = graph.influencedBy(cotangents);
        for (int id = 0; id < needed.length; id++) {
            Node node = graph.get(id);
            if (node.op() instanceof LoopOp) {
                backward[id] |= node.inputs().stream().anyMatch(input -> backward[input.id()]);
            }
        }
        return backward;
    }

    /** The loops of which the backward pass reads what they record: that is not saved, so they run again. */
    private static Set<Node> recorded(Graph graph, boolean[] needed) {
        Set<Node> again = new HashSet<>();
        for (int id = 0; id < needed.length; id++) {
            if (needed[id] && graph.get(id).op() == LoopOp.History.HISTORY) {
                again.add(graph.get(id).input(0));
            }
        }
        return again;
    }

    /** Replaces some nodes in all that the results need; the function returned gives the new form of each result. */
    static UnaryOperator<Node> replace(Graph graph, List<Node> results, List<Node> nodes, List<Node> replacements) {
        Map<Node, Node> images = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            images.put(nodes.get(i), replacements.get(i));
        }
        boolean[] needed = graph.reachable(results, images.keySet());
        for (int id = 0; id < needed.length; id++) {
            Node node = graph.get(id);
            if (needed[id] && !images.containsKey(node)) {
                graph.at(node.line());
                Node image = graph.node(node.op(), node.inputs().stream().map(images::get).toArray(Node[]::new));
                image.suggestName(node.name());
                images.put(node, image);
            }
        }
        return images::get;
    }

    private static boolean isWorthSaving(Node node) {
        if (node.op() instanceof Leaf
                || node.op() == LoopOp.History.HISTORY
                || node.type().dtype() == DType.F32
                || !node.loops().isEmpty()) {
            return false;
        }
        if (node.op() instanceof ScalarOp op) {
            return !op.isExact();
        }
        return !(node.op() instanceof View || node.op() instanceof Indexing.Take || node.op() instanceof Concat);
    }
}
