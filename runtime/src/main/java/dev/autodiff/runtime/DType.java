package dev.autodiff.runtime;

/** The type of a value's elements, each more general than those before it. */
public enum DType {
    /** True or false, kept as 1 and 0. */
    BOOL("bool"),
    /** Whole numbers, kept as doubles: exact up to 2⁵³. */
    INT("int"),
    F32("f32"),
    F64("f64");

    /** Whole numbers beyond it are not all doubles: 2⁵³. */
    public static final long MAX_WHOLE = 1L << 53;

    private final String symbol;

    DType(String symbol) {
        this.symbol = symbol;
    }

    /** Whether values have derivatives. */
    public boolean isReal() {
        return this == F32 || this == F64;
    }

    /** The value as this type keeps it, after it has been computed in doubles. */
    public double round(double value) {
        return this == F32 ? (float) value : value;
    }

    public static DType join(DType a, DType b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** The name in the language. */
    @Override
    public String toString() {
        return symbol;
    }
}
