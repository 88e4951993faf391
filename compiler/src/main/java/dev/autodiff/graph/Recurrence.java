package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Recurrences;
import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * {@code yₖ = aₖ·yₖ₋₁ + bₖ} along an axis, from {@code y₋₁ = 0}; or from the other end. With a = 1 it is the cumulative
 * sum, and its derivative is such a recurrence in the other direction, which divides by nothing.
 */
public record Recurrence(int axis, boolean reverse) implements LibraryOp {
    @Override
    public List<String> attributes(Node y) {
        return List.of("axis=" + axis);
    }

    @Override
    public String symbol() {
        return reverse ? "recurrence_reverse" : "recurrence";
    }

    @Override
    public Type type(List<Node> inputs) {
        return inputs.get(0).type();
    }

    @Override
    public Routine routine(Node y) {
        List<Dimension> sizes = y.shape().around(axis);
        return reverse
                ? new Routine(
                        Recurrences.class,
                        "backward",
                        sizes,
                        (in, r, n) -> Recurrences.backward(in[0], 0, in[1], 0, r, 0, n[0], n[1], n[2]))
                : new Routine(
                        Recurrences.class,
                        "forward",
                        sizes,
                        (in, r, n) -> Recurrences.forward(in[0], 0, in[1], 0, r, 0, n[0], n[1], n[2]));
    }

    /** {@code b̄ₖ = gₖ + aₖ₊₁·b̄ₖ₊₁} and {@code āₖ = b̄ₖ·yₖ₋₁}. */
    @Override
    public Node pullback(int index, Node y, Node g) {
        return pullback(y.input(0), index, y, g);
    }

    /** What is behind the last element that counts is multiplied by nothing. */
    @Override
    public Node pullback(int index, Node y, Node g, Node counting) {
        Node a = y.input(0);
        return pullback(where(influencing(index, y, counting), a, a.constant(0)), index, y, g);
    }

    private Node pullback(Node a, int index, Node y, Node g) {
        Node next = y.graph().node(new Shift(axis, reverse), a);
        Node b = y.graph().node(new Recurrence(axis, !reverse), next, g);
        return index == 1 ? b : b.times(y.graph().node(new Shift(axis, !reverse), y));
    }

    /** The elements up to the last one that counts. */
    @Override
    public Node influencing(int index, Node y, Node counting) {
        return new Recurrence(axis, !reverse).reached(counting);
    }

    /** For each element whether a truth holds there or before, as this recurrence goes. */
    Node reached(Node truth) {
        Node numbers = TensorAlgebra.asNumber(truth);
        return TensorAlgebra.asTruth(truth.graph().node(this, truth.graph().constant(1, numbers.type()), numbers));
    }
}
