package dev.autodiff.kernel;

/** The comparisons of numbers. With a NaN all are false but {@link #NOT_EQUAL}. */
public enum Relation {
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    EQUAL("=="),
    NOT_EQUAL("!=");

    private final String symbol;

    Relation(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    int strength() {
        return this == EQUAL || this == NOT_EQUAL ? Notation.EQUALITY : Notation.RELATION;
    }
}
