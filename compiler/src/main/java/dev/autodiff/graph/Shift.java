package dev.autodiff.graph;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Recurrences;
import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * The elements moved along an axis by one place, up or down: a zero comes in at one end, and one goes out at the other.
 */
public record Shift(int axis, boolean up) implements LibraryOp {
    @Override
    public List<String> attributes(Node y) {
        return List.of("axis=" + axis);
    }

    @Override
    public String symbol() {
        return up ? "shift_up" : "shift_down";
    }

    @Override
    public Type type(List<Node> inputs) {
        return inputs.get(0).type();
    }

    @Override
    public Routine routine(Node y) {
        List<Dimension> sizes = y.shape().around(axis);
        return up
                ? new Routine(
                        Recurrences.class,
                        "shiftUp",
                        sizes,
                        (in, r, n) -> Recurrences.shiftUp(in[0], 0, r, 0, n[0], n[1], n[2]))
                : new Routine(
                        Recurrences.class,
                        "shiftDown",
                        sizes,
                        (in, r, n) -> Recurrences.shiftDown(in[0], 0, r, 0, n[0], n[1], n[2]));
    }

    @Override
    public Node pullback(int index, Node y, Node g) {
        return y.graph().node(new Shift(axis, !up), g);
    }

    @Override
    public Node influencing(int index, Node y, Node counting) {
        return pulledBack(index, y, counting);
    }

    @Override
    public boolean keepsZeros(int index) {
        return true;
    }

    @Override
    public boolean leavesOut(int index) {
        return true;
    }

    @Override
    public boolean isLinear() {
        return true;
    }
}
