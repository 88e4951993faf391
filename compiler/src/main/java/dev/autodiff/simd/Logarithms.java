package dev.autodiff.simd;

import java.util.function.Function;

/**
 * The logarithm and its relatives. A number is 2ᵏ (1 + f) with 1 + f between √½ and √2; with s = f/(2 + f) its
 * logarithm is k log 2 + f − (f²/2 − s (f²/2 + R(s²))), as in fdlibm, with a minimax R by Remez' algorithm.
 */
public final class Logarithms {
    /** (2 artanh(s)/s − 2)/s² as a polynomial in s²; the relative error of 2 artanh(s) is 2.5e-18, or 1.7e-9. */
    private static final Fit BEYOND_LINEAR = Fit.of(
            Fit.f64(
                    0.14796073790216138,
                    0.153140388688195,
                    0.18183564753758885,
                    0.2222219856553718,
                    0.2857142874245623,
                    0.399999999994144,
                    0.6666666666666734),
            0.29871872067451477,
            0.39977535605430603,
            0.6666677594184875);

    private Logarithms() {}

    /**
     * A positive number as 2ᵏ (1 + f).
     *
     * @param minusK the exponent with the opposite sign: its product with −log 2 then is −0 for k = 0, which changes no
     *     zero
     */
    record Reduced(Lane minusK, Lane f) {
        /** Of normal and subnormal numbers. */
        static Reduced of(Lane x) {
            Precision precision = x.program().precision();
            Lane tiny = x.less(precision.smallestNormal());
            int shift = precision.fractionBits() + 2;
            Lane normal = tiny.select(x.times(Math.scalb(1.0, shift)), x);
            double bias = ofBits(precision) + precision.bias();
            return of(Split.of(normal), tiny.select(bias + shift, x.constant(bias)));
        }

        /** Of normal numbers. */
        static Reduced ofNormal(Lane x) {
            Precision precision = x.program().precision();
            return of(Split.of(x), x.constant(ofBits(precision) + precision.bias()));
        }

        private static Reduced of(Split split, Lane bias) {
            return new Reduced(bias.minus(split.exponent()), split.mantissa().minus(1));
        }
    }

    /** The exponent, as {@link #ofBits} + bias + k, and the mantissa of a normal number. */
    private record Split(Lane biased, Lane exponent, Lane mantissa) {
        static Split of(Lane x) {
            Precision precision = x.program().precision();
            boolean wide = precision == Precision.F64;
            long rootOfHalf =
                    wide ? Double.doubleToRawLongBits(Math.sqrt(0.5)) : Float.floatToRawIntBits((float) Math.sqrt(0.5));
            long one = wide ? Double.doubleToRawLongBits(1) : Float.floatToRawIntBits(1);
            long fraction = (1L << precision.fractionBits()) - 1;
            long exponentOfWhole = wide ? Double.doubleToRawLongBits(0x1p52) : Float.floatToRawIntBits(0x1p23f);
            Lane biased = x.bits().bitPlus(one - rootOfHalf);
            Lane exponent = biased.shiftRightUnsigned(precision.fractionBits()).or(exponentOfWhole).ofBits();
            return new Split(biased, exponent, biased.and(fraction).bitPlus(rootOfHalf).ofBits());
        }

        /** 2⁻ᵏ, if k is not the largest exponent. */
        Lane inversePowerOfTwo() {
            Precision precision = biased.program().precision();
            long exponents = -1L << precision.fractionBits();
            Lane twice = biased.program().bits(2L * precision.bias() << precision.fractionBits());
            return twice.bitMinus(biased.and(exponents)).ofBits();
        }
    }

    /** The number whose bits a whole number is put into. */
    private static double ofBits(Precision precision) {
        return Math.scalb(1.0, precision.fractionBits());
    }

    /** log(x) from 0 to +∞; NaN below. Error below 0.8 ulp. */
    public static Lane log(Lane x) {
        return ofAll(x, reduced -> sum(reduced.minusK(), reduced.f()));
    }

    /** The same where 0 is an argument like others. */
    private static Lane logOfAny(Lane x) {
        Reduced reduced = Reduced.of(x);
        return withEdges(x, x, sum(reduced.minusK(), reduced.f()));
    }

    /** A logarithm of all numbers; short code for positive normal ones. */
    private static Lane ofAll(Lane x, Function<Reduced, Lane> logarithm) {
        Lane isNormal =
                x.atLeast(x.constant(x.program().precision().smallestNormal())).and(x.less(Double.POSITIVE_INFINITY));
        return isNormal.expected(logarithm.apply(Reduced.ofNormal(x)), withEdges(x, x, logarithm.apply(Reduced.of(x))));
    }

    /**
     * log(1 + x) from −1 to +∞; NaN below. With 1 + x = 2ᵏ (1 + f), f = 2⁻ᵏ x + (2⁻ᵏ − 1) is rounded but once, and not
     * at all for small x. Error below 1.5 ulp.
     */
    public static Lane log1p(Lane x) {
        Precision precision = x.program().precision();
        // of the largest numbers 2⁻ᵏ is none
        int shift = precision.bias() / 4;
        Lane large = x.greater(Math.scalb(1.0, precision.bias() - shift));
        Lane y = large.select(x.times(Math.scalb(1.0, -shift)), x);
        Lane sum = y.plus(1);
        Split split = Split.of(sum);
        Lane inverse = split.inversePowerOfTwo();
        // minus a zero, where there is nothing to add: it keeps the sign of x
        Lane f = y.fma(inverse, x.constant(1).minus(inverse).negate());
        double bias = ofBits(precision) + precision.bias();
        Lane minusK = large.select(bias - shift, x.constant(bias)).minus(split.exponent());
        return withEdges(sum, x, sum(minusK, f));
    }

    /** log(1 + x) for x from 0 to 1. */
    static Lane log1pOfUnit(Lane x) {
        Lane isHalved = x.greater(0.41421356237309503);
        Lane f = isHalved.select(x.fma(0.5, x.constant(-0.5)), x);
        return sum(isHalved.select(-1, x.constant(0)), f);
    }

    /** log₂(x) from 0 to +∞; NaN below. Exact for powers of two. Error below 1.7 ulp. */
    public static Lane log2(Lane x) {
        return ofAll(x, reduced -> ofMantissa(reduced.f(), x.constant(0))
                .fma(1.4426950408889634, reduced.minusK().negate()));
    }

    /** log₁₀(x) from 0 to +∞; NaN below. Error below 2 ulp. */
    public static Lane log10(Lane x) {
        boolean wide = x.program().precision() == Precision.F64;
        return ofAll(x, reduced -> {
            Lane low = reduced.minusK().times(wide ? 2.8037281277851704e-18 : 1.4320988897559699e-08);
            Lane fraction = ofMantissa(reduced.f(), x.constant(0)).fma(0.4342944819032518, low);
            return reduced.minusK().fma(-0.3010299956639812, fraction);
        });
    }

    /** a log(b), but 0 where a = 0, whatever b is except NaN. Error below 1.7 ulp. */
    public static Lane xlogy(Lane a, Lane b) {
        return a.equal(0).and(b.equal(b)).select(0, a.times(logOfAny(b)));
    }

    /** a log(1 + b), but 0 where a = 0, whatever b is except NaN. Error below 2 ulp. */
    public static Lane xlog1py(Lane a, Lane b) {
        return a.equal(0).and(b.equal(b)).select(0, a.times(log1p(b)));
    }

    /** x log(x), continued by 0 at 0; NaN below. Error below 1.6 ulp. */
    public static Lane xlogx(Lane x) {
        return x.equal(0).select(0, x.times(logOfAny(x)));
    }

    /** k log 2 + log(1 + f). */
    private static Lane sum(Lane minusK, Lane f) {
        boolean wide = f.program().precision() == Precision.F64;
        Lane low = minusK.times(wide ? -2.3190468138462996e-17 : 1.9046542121259336e-09);
        return minusK.fma(wide ? -0.6931471805599453 : -0.6931471824645996, ofMantissa(f, low));
    }

    /** log(1 + f) and a number that is small beside it. */
    private static Lane ofMantissa(Lane f, Lane low) {
        Lane s = f.over(f.plus(2));
        Lane z = s.times(s);
        Lane halfSquare = f.times(0.5).times(f);
        Lane higher = z.fma(BEYOND_LINEAR.at(z), halfSquare);
        return f.minus(halfSquare.minus(s.fma(higher, low)));
    }

    /** The result where {@code positive} is positive and finite; −∞ at 0, NaN below, x itself at +∞ and NaN. */
    private static Lane withEdges(Lane positive, Lane x, Lane result) {
        Lane inside = x.less(Double.POSITIVE_INFINITY).select(result, x);
        Lane outside = positive.equal(0).select(Double.NEGATIVE_INFINITY, x.constant(Double.NaN));
        return positive.atMost(x.constant(0)).select(outside, inside);
    }
}
