package dev.autodiff.simd;

/**
 * Signs of numbers, bit for bit as in {@link Math} and {@link StrictMath}, and what odd and even functions need of
 * them.
 */
public final class Signs {
    private Signs() {}

    /** {@link Math#abs}. */
    public static Lane abs(Lane x) {
        return magnitude(x);
    }

    /** {@link Math#signum}. */
    public static Lane sign(Lane x) {
        return x.greater(0).select(1, x.less(0).select(-1, x));
    }

    /** {@link StrictMath#copySign}, for which the sign of NaN is positive. */
    public static Lane copysign(Lane a, Lane b) {
        return b.equal(b).select(withSign(a.abs(), b), a.abs());
    }

    /** |x|, the same value for x and −x. */
    static Lane magnitude(Lane x) {
        return withoutSign(x).abs();
    }

    /** x or −x, the same for both. */
    static Lane withoutSign(Lane x) {
        return x.instruction() == Instruction.NEG ? withoutSign(x.input(0)) : x;
    }

    /** x², the same value for x and −x. */
    static Lane square(Lane x) {
        return x.instruction() == Instruction.NEG ? square(x.input(0)) : x.times(x);
    }

    /** The magnitude of a number that is not negative, with the sign of x. */
    static Lane withSign(Lane magnitude, Lane x) {
        return magnitude.bits().bitOr(signBit(x.bits())).ofBits();
    }

    /** The number with the opposite sign where the highest of the bits is set. */
    static Lane flipped(Lane number, Lane bits) {
        return number.bits().bitXor(signBit(bits)).ofBits();
    }

    private static Lane signBit(Lane bits) {
        return bits.and(bits.program().precision() == Precision.F64 ? Long.MIN_VALUE : Integer.MIN_VALUE);
    }
}
