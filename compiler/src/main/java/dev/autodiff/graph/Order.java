package dev.autodiff.graph;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Ordering;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * Indices along an axis by the size of the elements: whole numbers, which have no derivative. NaN counts as the
 * largest.
 */
public record Order(Kind kind, int axis) implements LibraryOp {
    /** Which indices. */
    public enum Kind {
        ARGMAX("argmax"),
        ARGMIN("argmin"),
        /** The order that sorts from the smallest to the largest; equal ones stay in their order. */
        ARGSORT("argsort");

        private final String symbol;

        Kind(String symbol) {
            this.symbol = symbol;
        }
    }

    @Override
    public List<String> attributes(Node y) {
        return List.of("axis=" + axis);
    }

    @Override
    public String symbol() {
        return kind.symbol;
    }

    @Override
    public Type type(List<Node> inputs) {
        Shape shape = inputs.get(0).shape();
        return new Type(DType.INT, kind == Kind.ARGSORT ? shape : shape.without(List.of(axis)));
    }

    @Override
    public Routine routine(Node y) {
        List<Dimension> sizes = y.input(0).shape().around(axis);
        return switch (kind) {
            case ARGMAX -> new Routine(
                    Ordering.class, "argmax", sizes, (in, r, n) -> Ordering.argmax(in[0], 0, r, 0, n[0], n[1], n[2]));
            case ARGMIN -> new Routine(
                    Ordering.class, "argmin", sizes, (in, r, n) -> Ordering.argmin(in[0], 0, r, 0, n[0], n[1], n[2]));
            case ARGSORT -> new Routine(
                    Ordering.class, "argsort", sizes, (in, r, n) -> Ordering.argsort(in[0], 0, r, 0, n[0], n[1], n[2]));
        };
    }

    @Override
    public Node pullback(int index, Node y, Node g) {
        throw new UnsupportedOperationException(symbol());
    }
}
