package dev.autodiff.kernel;

/** The operators of kernels. Their operands have one kind, which is that of the result. */
public enum Operator {
    NEGATE("-", Notation.PREFIX),
    NOT("!", Notation.PREFIX),
    MULTIPLY("*", Notation.PRODUCT),
    DIVIDE("/", Notation.PRODUCT),
    /** With the sign of the dividend, as IEEE 754 does not define it and as Java and C do. */
    REMAINDER("%", Notation.PRODUCT),
    ADD("+", Notation.SUM),
    SUBTRACT("-", Notation.SUM),
    SHIFT_LEFT("<<", Notation.SHIFT),
    SHIFT_RIGHT(">>", Notation.SHIFT),
    /** The second operand is evaluated only if the first one is true. */
    AND("&&", Notation.CONJUNCTION),
    /** The second operand is evaluated only if the first one is false. */
    OR("||", Notation.DISJUNCTION);

    private final String symbol;
    private final int strength;

    Operator(String symbol, int strength) {
        this.symbol = symbol;
        this.strength = strength;
    }

    public String symbol() {
        return symbol;
    }

    int strength() {
        return strength;
    }

    public boolean isPrefix() {
        return this == NEGATE || this == NOT;
    }

    boolean accepts(Kind kind) {
        return switch (this) {
            case NOT, AND, OR -> kind.equals(Kind.BOOLEAN);
            case SHIFT_LEFT, SHIFT_RIGHT -> kind.equals(Kind.INT);
            default -> kind.isNumber();
        };
    }
}
