package dev.autodiff.kernel;

/**
 * The operators of kernels. Their operands have one kind, which is that of the result unless they compare. With a NaN
 * all comparisons are false but {@link #NOT_EQUAL}.
 */
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
    /** With zeros from the left. */
    SHIFT_RIGHT_UNSIGNED(">>>", Notation.SHIFT),
    LESS("<", Notation.RELATION),
    AT_MOST("<=", Notation.RELATION),
    GREATER(">", Notation.RELATION),
    AT_LEAST(">=", Notation.RELATION),
    EQUAL("==", Notation.EQUALITY),
    NOT_EQUAL("!=", Notation.EQUALITY),
    /** Of booleans too: both operands are evaluated. */
    BIT_AND("&", Notation.BIT_AND),
    BIT_XOR("^", Notation.BIT_XOR),
    BIT_OR("|", Notation.BIT_OR),
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

    /** Whether it moves bits, by a distance modulo their number. */
    public boolean isShift() {
        return this == SHIFT_LEFT || this == SHIFT_RIGHT || this == SHIFT_RIGHT_UNSIGNED;
    }

    /** Whether the second operand is evaluated only if the first does not decide the result. */
    public boolean isShortCircuit() {
        return this == AND || this == OR;
    }

    /** Whether there is an assignment that combines what stands there with something by it. */
    boolean isCompound() {
        return !isPrefix() && !isShortCircuit() && !isRelation();
    }

    public boolean isPrefix() {
        return this == NEGATE || this == NOT;
    }

    /** Whether it compares numbers. */
    public boolean isRelation() {
        return strength == Notation.RELATION || strength == Notation.EQUALITY;
    }

    boolean accepts(Kind kind) {
        return switch (this) {
            case NOT, AND, OR -> kind.equals(Kind.BOOLEAN);
            case BIT_AND, BIT_XOR, BIT_OR -> kind.equals(Kind.BOOLEAN) || kind.isInteger();
            case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> kind.isInteger();
            default -> kind.isNumber();
        };
    }
}
