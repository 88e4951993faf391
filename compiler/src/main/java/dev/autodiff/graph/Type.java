package dev.autodiff.graph;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;

/** What a node's value is: the type of its elements and its shape. */
public record Type(DType dtype, Shape shape) {
    public static final Type NUMBER = new Type(DType.F64, Shape.SCALAR);
    public static final Type TRUTH = new Type(DType.BOOL, Shape.SCALAR);

    public boolean isTruth() {
        return dtype == DType.BOOL;
    }

    @Override
    public String toString() {
        return shape.rank() == 0 ? dtype.toString() : dtype + shape.toString();
    }
}
