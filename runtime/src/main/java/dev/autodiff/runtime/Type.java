package dev.autodiff.runtime;

/** What a value is: the type of its elements and its shape. */
public record Type(DType dtype, Shape shape) {
    public static final Type NUMBER = new Type(DType.F64, Shape.SCALAR);
    public static final Type WHOLE = new Type(DType.INT, Shape.SCALAR);
    public static final Type TRUTH = new Type(DType.BOOL, Shape.SCALAR);

    /** The same type of elements under another shape. */
    public Type with(Shape other) {
        return other.equals(shape) ? this : new Type(dtype, other);
    }

    /** The same shape with elements of another type. */
    public Type with(DType other) {
        return other == dtype ? this : new Type(other, shape);
    }

    public boolean isTruth() {
        return dtype == DType.BOOL;
    }

    /** Whether values have derivatives. */
    public boolean isReal() {
        return dtype.isReal();
    }

    public boolean isScalar() {
        return shape.isScalar();
    }

    @Override
    public String toString() {
        return isScalar() ? dtype.toString() : dtype + shape.toString();
    }
}
