package dev.autodiff.graph;

import dev.autodiff.runtime.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An operator on whole tensors. Each is a record that holds what a pass needs to know: its type, its value by the
 * reference semantics, and its derivative as a graph.
 */
public sealed interface TensorOp extends Op
        permits View, Concat, Indexing, OverAxes, AlongAxes, Contraction, LibraryOp {
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

    /** Whether an input is a value that y is differentiable by, of whatever type: it is no index. */
    default boolean isDifferentiableBy(int index, Node y) {
        return true;
    }

    /**
     * Whether y is linear in the inputs that have derivatives, one at a time: then a tangent passes through the
     * operator itself.
     */
    default boolean isLinear() {
        return false;
    }

    /**
     * The cotangent of an input where g is zero, and what it would be multiplied by need not be finite, in the places
     * in which {@code counting} does not hold: there it adds nothing.
     *
     * @param counting a truth for each element of y
     */
    default Node pullback(int index, Node y, Node g, Node counting) {
        return pullback(index, y, g);
    }

    /**
     * Which elements of an input influence elements of y that count, a truth for each element of the input. Here all,
     * or none, of those of one index along the leading axes that matrices are stacked along.
     *
     * @param counting a truth for each element of y
     */
    default Node influencing(int index, Node y, Node counting) {
        int batch = batchAxes(y);
        Node any = TensorAlgebra.any(counting, IntStream.range(batch, y.shape().rank()).boxed().toList());
        Shape shape = y.input(index).shape();
        return TensorAlgebra.restore(any, IntStream.range(batch, shape.rank()).boxed().toList(), shape);
    }

    /**
     * The elements of an input to which the pullback brings, or adds up, any that count: what influences elements that
     * are copies.
     */
    default Node pulledBack(int index, Node y, Node counting) {
        return TensorAlgebra.asTruth(pullback(index, y, TensorAlgebra.asNumber(counting)));
    }

    /** How many leading axes of y and of its inputs only tell one problem from another. */
    default int batchAxes(Node y) {
        return 0;
    }

    /**
     * Whether an input's cotangent is zero where the input is not {@link #influencing} and g is zero where it does not
     * count.
     */
    default boolean keepsZeros(int index) {
        return false;
    }

    /** Whether y lacks elements of an input, which so have no influence whatever counts. */
    default boolean leavesOut(int index) {
        return false;
    }

    /**
     * Whether the pullback puts each element of the cotangent in places of its own. Such a pullback takes truths as
     * well, so the condition under which a cotangent counts goes the same way as the cotangent.
     */
    default boolean movesCotangents() {
        return false;
    }
}
