package dev.autodiff.simd;

/**
 * A whole number in every lane, of less than half as many bits as a fraction has. There is no conversion: it is the low
 * part of the bits of a number so large that its fraction counts ones.
 *
 * @param number the whole number itself
 * @param bits a pattern that ends in it, in two's complement
 */
record Whole(Lane number, Lane bits) {
    /** Times the number whose fraction counts ones: far from its ends, for sums on either side. */
    private static final float SHIFT = 1.5f;

    /** The whole number next to {@code x·factor}. */
    static Whole nearest(Lane x, double factor) {
        Lane shift = shift(x);
        Lane shifted = x.fma(factor, shift);
        return new Whole(shifted.minus(shift), shifted.bits());
    }

    /** The whole number next to {@code x}. */
    static Whole nearest(Lane x) {
        Lane shift = shift(x);
        Lane shifted = x.plus(shift);
        return new Whole(shifted.minus(shift), shifted.bits());
    }

    private static Lane shift(Lane x) {
        return x.constant(SHIFT * Math.scalb(1.0, x.program().precision().fractionBits()));
    }

    /** 2ⁿ, for exponents of normal numbers only. */
    Lane powerOfTwo() {
        return powerOfTwo(0);
    }

    /** 2ⁿ⁺ᵏ, for exponents of normal numbers only. */
    Lane powerOfTwo(int k) {
        Precision precision = precision();
        return bits.bitPlus(precision.bias() + k).shiftLeft(precision.fractionBits()).ofBits();
    }

    /** −2ⁿ, for exponents of normal numbers only. */
    Lane minusPowerOfTwo() {
        Precision precision = precision();
        return bits.bitPlus(3L * precision.bias() + 2).shiftLeft(precision.fractionBits()).ofBits();
    }

    /** {@code x·2ⁿ} for all exponents that lead from an {@code x} near 1 to a number; rounded once. */
    Lane scale(Lane x) {
        Precision precision = precision();
        // two factors of half the exponent each: the first product is normal, whatever becomes of the second one
        boolean wide = precision == Precision.F64;
        long shift = wide ? Double.doubleToRawLongBits(SHIFT * 0x1p52) : Float.floatToRawIntBits(SHIFT * 0x1p23f);
        Lane biased = bits.bitPlus(2L * precision.bias() - shift);
        Lane half = biased.shiftRightUnsigned(1);
        Lane first = half.shiftLeft(precision.fractionBits()).ofBits();
        Lane second = biased.bitMinus(half).shiftLeft(precision.fractionBits()).ofBits();
        return x.times(first).times(second);
    }

    private Precision precision() {
        return number.program().precision();
    }
}
