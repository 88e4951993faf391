package dev.autodiff.lowering;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers that are computed of one row, computed of all rows at once: each becomes a column with one for each row. */
final class Lifting {
    private Lifting() {}

    /**
     * The columns that numbers become, matrices of one column.
     *
     * @param numbers formulas of numbers, without loops
     * @param columns what stands for the numbers that they are computed of, where these differ from row to row, or
     *     stand elsewhere
     */
    static List<Node> lift(Graph graph, Collection<Node> numbers, Map<Node, Node> columns, Dimension rows) {
        boolean[] needed = graph.reachable(numbers);
        Map<Node, Node> images = new HashMap<>(columns);
        for (int id = 0; id < needed.length; id++) {
            Node node = graph.get(id);
            if (needed[id] && !images.containsKey(node) && node.inputs().stream().anyMatch(images::containsKey)) {
                graph.at(node.line());
                images.put(
                        node,
                        graph.node(
                                node.op(),
                                node.inputs().stream()
                                        .map(input -> images.getOrDefault(input, input))
                                        .toArray(Node[]::new)));
            }
        }
        Shape column = new Shape(List.of(rows, Dimension.ONE));
        return numbers.stream()
                .map(number -> TensorAlgebra.broadcast(images.getOrDefault(number, number), column))
                .toList();
    }
}
