package dev.autodiff.graph;

import java.util.List;
import java.util.Map;

/**
 * An operator on whole tensors. Each is a record that holds what a pass needs to know: its type, its value by the reference
 * semantics, and its derivative as a graph.
 */
public sealed interface TensorOp extends Op permits View, Concat, Indexing, OverAxes, Contraction, LibraryOp {
    /**
     * The value, in row-major order.
     *
     * @param inputs the values of the inputs
     * @param y a node of this operator, for its type
     * @param sizes the values of named dimensions
     */
    double[] evaluate(List<Dense> inputs, Node y, Map<String, Integer> sizes);

    /**
     * The cotangent of an input, a node of the input's shape.
     *
     * @param y a node of this operator
     * @param g the cotangent of y
     * @throws UnsupportedOperationException if the operator has no derivative by this input
     */
    Node pullback(int index, Node y, Node g);

    /** Whether y is linear in the inputs that have derivatives, one at a time: then a tangent passes through the operator itself. */
    default boolean isLinear() {
        return false;
    }

    /**
     * Whether the pullback puts each element of the cotangent in places of its own. Such a pullback takes truths as well, so
     * the condition under which a cotangent counts goes the same way as the cotangent.
     */
    default boolean movesCotangents() {
        return false;
    }
}
