package dev.autodiff.graph;

import dev.autodiff.runtime.Type;
import java.util.List;
import java.util.Map;

/** An operator that stands for several others; they take its place before code is generated. */
public interface Decomposable {
    /** The same value of the given inputs without this operator. */
    Node expand(List<Node> inputs);

    /** The value of an operator of one input, by the expansion on a graph of its own. */
    default double[] expanded(Dense input, Type type, Map<String, Integer> sizes) {
        Graph graph = new Graph();
        Node x = graph.parameter("x", type);
        return Interpreter.evaluate(List.of(expand(List.of(x))), Map.of(x, input.data()), sizes).get(0);
    }
}
