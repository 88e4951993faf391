package dev.autodiff.lowering;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Loops that fill a tensor row by row, where no step knows of another, as {@code map} makes them: their rows are
 * computed side by side, each number of a row as a column. So a body of small tensors is one loop over numbers, in
 * registers where there are some, and not a loop of the program with loops of three steps in it.
 */
final class RowLoops {
    /** Fewer rows than that are few steps as well. */
    private static final int MIN_ROWS = 16;

    /** Longer bodies would be several loops, and what they share an array with an element for each row. */
    private static final int MAX_OPERATIONS = BodyLimits.OF_TENSORS.operations();

    private final Graph graph;
    private final List<Node> results;
    private final Map<Node, Node> replacements = new HashMap<>();

    private RowLoops(List<Node> results) {
        this.graph = results.get(0).graph();
        this.results = results;
    }

    /** What the results become when the loops that they need are taken apart; loops that record stay. */
    static UnaryOperator<Node> sideBySide(List<Node> results) {
        RowLoops loops = new RowLoops(results);
        loops.find();
        return loops.replacements.isEmpty() ? node -> node : loops.rebuilt()::get;
    }

    private void find() {
        boolean[] needed = graph.reachable(results);
        Map<Node, Set<Node>> ends = new LinkedHashMap<>();
        Set<Node> kept = new HashSet<>(results);
        for (int id = 0; id < needed.length; id++) {
            Node node = graph.get(id);
            if (needed[id] && node.op() instanceof LoopOp.Final && node.loops().isEmpty()) {
                ends.computeIfAbsent(node.input(0), unused -> new HashSet<>()).add(node);
            } else if (needed[id]) {
                kept.addAll(node.inputs());
            }
        }
        ends.keySet().removeAll(kept);
        ends.values().forEach(this::replace);
    }

    /** Replaces all that a loop ends with, or nothing: a part would not save the loop. */
    private void replace(Set<Node> ends) {
        Map<Node, Node> matrices = new HashMap<>();
        for (Node end : ends) {
            Node rows = rows(end);
            if (rows == null) {
                return;
            }
            matrices.put(end, rows);
        }
        replacements.putAll(matrices);
    }

    private static Node rows(Node end) {
        LoopOp.Loop loop = (LoopOp.Loop) end.input(0).op();
        FilledRows filled = loop.limits().isWatched() ? null : FilledRows.of(end);
        if (filled == null || filled.steps().isLiteral() && filled.steps().literal() < MIN_ROWS) {
            return null;
        }
        try {
            RowNumbers numbers = RowNumbers.ofLoop(end, filled);
            if (numbers.operations() > MAX_OPERATIONS) {
                return null;
            }
            return TensorAlgebra.reshape(
                    TensorAlgebra.concat(numbers.lifted(numbers.results()), 1), end.shape());
        } catch (DenseException e) {
            return null;
        }
    }

    /** The new form of each node that the results need: a search in depth, since replacements need each other. */
    private Map<Node, Node> rebuilt() {
        Map<Node, Node> images = new HashMap<>();
        Deque<Node> open = new ArrayDeque<>(results);
        while (!open.isEmpty()) {
            Node node = open.peek();
            Node replacement = replacements.get(node);
            List<Node> before = replacement == null ? node.inputs() : List.of(replacement);
            List<Node> missing = before.stream().filter(input -> !images.containsKey(input)).toList();
            if (!missing.isEmpty()) {
                missing.forEach(open::push);
            } else {
                open.pop();
                images.computeIfAbsent(node, unused -> replacement == null ? image(node, images) : images.get(replacement));
            }
        }
        return images;
    }

    private Node image(Node node, Map<Node, Node> images) {
        List<Node> inputs = new ArrayList<>();
        node.inputs().forEach(input -> inputs.add(images.get(input)));
        if (inputs.equals(node.inputs())) {
            return node;
        }
        graph.at(node.line());
        Node image = graph.node(node.op(), inputs.toArray(new Node[0]));
        image.suggestName(node.name());
        return image;
    }
}
