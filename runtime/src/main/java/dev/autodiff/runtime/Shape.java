package dev.autodiff.runtime;

import java.util.List;

/** The dimensions of a value, row-major; a scalar has none. All shape arithmetic stands in this class. */
public record Shape(List<Integer> dimensions) {
    public static final Shape SCALAR = new Shape(List.of());

    public Shape {
        dimensions = List.copyOf(dimensions);
    }

    public int rank() {
        return dimensions.size();
    }

    /** {@code [2, 3]}; a scalar is {@code []}. */
    @Override
    public String toString() {
        return dimensions.toString();
    }
}
