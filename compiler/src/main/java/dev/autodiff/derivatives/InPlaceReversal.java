package dev.autodiff.derivatives;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How a tensor of a loop's state becomes again what it was before a step that replaced some of its rows: the rows that
 * were replaced are put back. A step then records these rows, and not the tensor.
 *
 * @param puts the replacements of one step, the last one first
 */
record InPlaceReversal(Node state, List<Node> puts) {
    /**
     * How a value of the state changes in a step, or null if it is not by replacing rows at places that numbers alone
     * decide.
     */
    static InPlaceReversal of(Node source, int index) {
        Loop loop = (Loop) source.op();
        Node state = loop.state(source, index);
        List<Node> puts = new ArrayList<>();
        Node value = loop.next(source, index);
        while (value != state) {
            boolean isPut = value.op() instanceof Indexing.Put put && !put.adds() && isNumber(value.input(2));
            if (!isPut && !(value.op() instanceof View.Reshape)) {
                return null;
            }
            if (isPut) {
                puts.add(value);
            }
            value = value.input(0);
        }
        return new InPlaceReversal(state, puts);
    }

    /** Whether the place follows from numbers, so that it is known before the tensor is. */
    private static boolean isNumber(Node place) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(place));
        while (!open.isEmpty()) {
            Node node = open.pop();
            boolean isKnown = node.loops().isEmpty() || node.op() instanceof Leaf || node.op() instanceof LoopOp.Recall;
            if (!node.type().isScalar() || !isKnown && !(node.op() instanceof ScalarOp)) {
                return false;
            }
            if (!isKnown && seen.add(node)) {
                open.addAll(node.inputs());
            }
        }
        return true;
    }

    /** The rows that are replaced, as they were. */
    List<Node> rows() {
        Graph graph = state.graph();
        return puts.stream().map(put -> graph.node(new Indexing.Take(), put.input(0), put.input(2))).toList();
    }

    List<Node> places() {
        return puts.stream().map(put -> put.input(2)).toList();
    }

    /**
     * The tensor before the step.
     *
     * @param after the tensor behind the step
     * @param image what the places and rows of the step are
     */
    Node before(Node after, UnaryOperator<Node> image) {
        Graph graph = after.graph();
        List<Node> rows = rows();
        Node value = after;
        for (int i = 0; i < puts.size(); i++) {
            Node flat = TensorAlgebra.reshape(value, puts.get(i).shape());
            Node put = graph.node(
                    new Indexing.Put(false),
                    flat,
                    image.apply(rows.get(i)),
                    image.apply(puts.get(i).input(2)));
            value = TensorAlgebra.reshape(put, after.shape());
        }
        return value;
    }
}
