package dev.autodiff.runtime;

/** What a value is: the type of its elements and its shape. */
public record Type(DType dtype, Shape shape) {
    public static final Type NUMBER = new Type(DType.F64, Shape.SCALAR);
    public static final Type WHOLE = new Type(DType.INT, Shape.SCALAR);
    public static final Type TRUTH = new Type(DType.BOOL, Shape.SCALAR);

    /** Written out, since the JVM links what it makes up at the first use, which takes a good part of a start. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Type that && dtype == that.dtype && shape.equals(that.shape);
    }

    @Override
    public int hashCode() {
        return 31 * dtype.ordinal() + shape.hashCode();
    }

    /** The same type of elements under another shape. */
    public Type with(Shape other) {
        return other.equals(shape) ? this : of(dtype, other);
    }

    /** The same shape with elements of another type. */
    public Type with(DType other) {
        return other == dtype ? this : of(other, shape);
    }

    /** A type; those of numbers are one object each, so that passes over numbers compare them quickly. */
    public static Type of(DType dtype, Shape shape) {
        if (!shape.isScalar() || dtype == DType.F32) {
            return new Type(dtype, shape);
        }
        return dtype == DType.F64 ? NUMBER : dtype == DType.INT ? WHOLE : TRUTH;
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
