package dev.autodiff.graph;

import dev.autodiff.runtime.Support;
import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * The place on an axis that an index means, by the index and the length of the axis: an index below 0 counts from the
 * end, and one that does not exist is an error. Several indices are checked one by one before they become one place in
 * a tensor, so that the error names the one that is wrong.
 *
 * @param axis where the index stands, as the user wrote it; what it says does not tell nodes apart
 */
public record Placed(String axis) implements ScalarOp {
    @Override
    public boolean equals(Object other) {
        return other instanceof Placed;
    }

    @Override
    public int hashCode() {
        return Placed.class.hashCode();
    }

    @Override
    public String symbol() {
        return "place";
    }

    @Override
    public Type type(List<Node> inputs) {
        return inputs.get(0).type();
    }

    @Override
    public int arity() {
        return 2;
    }

    /** Whether there is such an element, so that the value is no error. */
    public static boolean exists(double index, double length) {
        return index == Math.rint(index) && index >= -length && index < length;
    }

    @Override
    public double value(double index, double length, double unused) {
        return Support.placed(index, length, axis);
    }

    @Override
    public Node partial(int index, Node y) {
        return y.constant(0);
    }

    @Override
    public Code code() {
        return new Code.Place(axis);
    }
}
