package dev.autodiff.runtime;

/** The type of a value's elements. */
public enum DType {
    F64("f64"),
    BOOL("bool");

    private final String symbol;

    DType(String symbol) {
        this.symbol = symbol;
    }

    /** The name in the language. */
    @Override
    public String toString() {
        return symbol;
    }
}
