package dev.autodiff.simd;

/** What is done in every lane at once. */
public enum Instruction {
    /** An input of the program, by its index. */
    INPUT(Kind.NUMBER),
    CONSTANT(Kind.NUMBER),
    ADD(Kind.NUMBER),
    SUB(Kind.NUMBER),
    MUL(Kind.NUMBER),
    DIV(Kind.NUMBER),
    /** a·b + c, rounded once. */
    FMA(Kind.NUMBER),
    /** As {@link Math#min}: NaN if one is, and -0 below 0. */
    MIN(Kind.NUMBER),
    MAX(Kind.NUMBER),
    NEG(Kind.NUMBER),
    ABS(Kind.NUMBER),
    SQRT(Kind.NUMBER),
    /** The nearest number of 32 bits; of numbers of 64. */
    ROUND_TO_F32(Kind.NUMBER),
    /** {@code mask ? a : b}. */
    SELECT(Kind.NUMBER),
    OF_BITS(Kind.NUMBER),

    BITS_CONSTANT(Kind.BITS),
    TO_BITS(Kind.BITS),
    BIT_AND(Kind.BITS),
    BIT_OR(Kind.BITS),
    BIT_XOR(Kind.BITS),
    /** The sum of the bit patterns as whole numbers, which wraps. */
    BIT_ADD(Kind.BITS),
    BIT_SUB(Kind.BITS),
    SHIFT_LEFT(Kind.BITS),
    /** Shifts zeros in. There is none that shifts signs in: AVX2 lacks it for longs. */
    SHIFT_RIGHT(Kind.BITS),

    /** Comparisons of numbers are false if one of them is NaN. */
    LT(Kind.MASK),
    LE(Kind.MASK),
    EQ(Kind.MASK),
    MASK_AND(Kind.MASK),
    MASK_OR(Kind.MASK),
    MASK_NOT(Kind.MASK),

    /** The second input where the first, a mask, is true, the third elsewhere; where it is true they are the same. */
    EXPECT(Kind.NUMBER),

    /** A method of doubles, for one lane after the other. */
    CALL(Kind.NUMBER),
    /** The first input; the result of a method of the second one where that is not below a limit in magnitude. */
    REPAIR(Kind.NUMBER);

    /** What stands in a lane. */
    public enum Kind {
        NUMBER,
        /** The bits of a number. */
        BITS,
        MASK
    }

    private final Kind kind;

    Instruction(Kind kind) {
        this.kind = kind;
    }

    /** What its result is. */
    public Kind kind() {
        return kind;
    }

    /** Whether it works through the lanes one by one, on numbers in memory. */
    public boolean isByLane() {
        return this == CALL || this == REPAIR;
    }

    /** Whether it is the same for all elements, and known. */
    public boolean isConstant() {
        return this == CONSTANT || this == BITS_CONSTANT;
    }

    /** Whether it costs nothing: the same register under another type. */
    public boolean isFree() {
        return this == INPUT || isConstant() || this == OF_BITS || this == TO_BITS;
    }
}
