package dev.autodiff;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.Arrays;
import java.util.List;

/**
 * Inputs of operators on numbers by which they have no derivative: orders, and shapes of a second derivative by
 * them.
 */
public final class FrozenInputs {
    private FrozenInputs() {}

    public static boolean isFrozen(Pointwise row, int input) {
        Graph graph = new Graph();
        Node[] inputs = new Node[row.arity()];
        Arrays.setAll(inputs, i -> graph.parameter("x" + i));
        boolean isOfTruths = row.domains().get(0).text().contains("true");
        if (isOfTruths || row.type(List.of(inputs)).isTruth()) {
            return false;
        }
        try {
            row.partial(input, graph.node(row, inputs));
            return false;
        } catch (UnsupportedOperationException refused) {
            return true;
        }
    }
}
