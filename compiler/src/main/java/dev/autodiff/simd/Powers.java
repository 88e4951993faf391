package dev.autodiff.simd;

/**
 * Powers and roots of sums of squares. A power is exp(b log(a)), where the error of the logarithm grows with the
 * exponent: it is therefore computed as the sum of two numbers, high and low.
 */
public final class Powers {
    /** (2 artanh(s)/s − 2 − 2s²/3)/s⁴ as a polynomial in s²; the relative error of 2 artanh(s) is 1e-20, or 1e-10. */
    private static final Fit BEYOND_CUBIC = Fit.of(
            Fit.f64(0.13118417644139543, 0.13265812819482548, 0.15386340101466703, 0.1818179424997408,
                    0.2222222239500946, 0.285714285708882, 0.40000000000000346),
            0.23419129848480225, 0.2854710817337036, 0.40000152587890625);

    private Powers() {}

    /** A number as the sum of its roundings. */
    private record Pair(Lane high, Lane low) {}

    /** aᵇ with all cases of {@link Math#pow}. Error below 1 ulp. */
    public static Lane pow(Lane a, Lane b) {
        Lane magnitude = Signs.magnitude(a);
        Pair log = log(magnitude);
        Lane ofFinite = magnitude.less(Double.POSITIVE_INFINITY).select(log.high(), magnitude);
        Lane high = magnitude.equal(0).select(Double.NEGATIVE_INFINITY, ofFinite);
        Lane power = exp(b.times(high), b.fma(log.low(), b.fma(log.high(), b.times(log.high()).negate())));

        Lane isWhole = Rounding.round(b).equal(b);
        Lane half = b.times(0.5);
        Lane isOdd = isWhole.and(Rounding.round(half).equal(half).not());
        Lane signed = Signs.flipped(power, isOdd.select(a, a.constant(1)).bits());
        Lane isNegative = a.less(0).and(a.greater(Double.NEGATIVE_INFINITY));
        return b.equal(0).select(1, isNegative.and(isWhole.not()).select(Double.NaN, signed));
    }

    /** exp(high + low), whatever low is where high is beyond all exponents. */
    private static Lane exp(Lane high, Lane low) {
        boolean wide = high.program().precision() == Precision.F64;
        Exponentials.Reduced reduced = Exponentials.Reduced.of(high, low);
        Lane scaled = reduced.n().scale(reduced.mantissa());
        return high.greater(wide ? 710 : 89)
                .select(Double.POSITIVE_INFINITY, high.less(wide ? -746 : -105).select(0, scaled));
    }

    /**
     * The logarithm of a positive number, k log 2 + 2 artanh(s) with s = f/(2 + f), to 12 bits more than a number has.
     */
    private static Pair log(Lane x) {
        boolean wide = x.program().precision() == Precision.F64;
        Logarithms.Reduced reduced = Logarithms.Reduced.of(x);
        Pair mantissa = logOfMantissa(reduced.f());
        Lane k = reduced.minusK();
        // this product is exact: the constant ends in zeros
        Lane whole = k.times(wide ? -0.693147180559663 : -0.693145751953125);
        Lane high = whole.plus(mantissa.high());
        Lane low = mantissa.high()
                .minus(high.minus(whole))
                .plus(k.fma(wide ? -2.8235290563031577e-13 : -1.428606765330187e-06, mantissa.low()));
        return new Pair(high, low);
    }

    private static Pair logOfMantissa(Lane f) {
        Pair s = quotient(f);
        Lane twice = s.high().plus(s.high());
        Lane z = s.high().times(s.high());
        Lane zLow = twice.fma(s.low(), s.high().fma(s.high(), z.negate()));
        Pair coefficient = cubicCoefficient(z);
        Lane cube = s.high().times(z);
        Lane cubeLow = s.high().fma(z, cube.negate()).plus(s.high().fma(zLow, s.low().times(z)));
        Lane term = cube.times(coefficient.high());
        Lane termLow = cube.fma(coefficient.high(), term.negate())
                .plus(cube.fma(coefficient.low(), cubeLow.times(coefficient.high())));
        Lane high = twice.plus(term);
        Lane low = twice.minus(high).plus(term).plus(s.low().fma(2, termLow));
        return new Pair(high, low);
    }

    /** 2/3 and the higher terms of the series, over s³. */
    private static Pair cubicCoefficient(Lane z) {
        boolean wide = z.program().precision() == Precision.F64;
        Lane twoThirds = z.constant(wide ? 0.6666666666666666 : 0.6666666269302368);
        Lane higher = z.times(BEYOND_CUBIC.at(z));
        Lane high = twoThirds.plus(higher);
        return new Pair(
                high, twoThirds.minus(high).plus(higher).plus(wide ? 3.700743415417188e-17 : 3.973642748178463e-08));
    }

    /** f/(2 + f). */
    private static Pair quotient(Lane f) {
        Lane denominator = f.plus(2);
        Lane lost = f.minus(denominator.minus(2));
        Lane inverse = f.constant(1).over(denominator);
        Lane high = f.times(inverse);
        Lane minusHigh = high.negate();
        Lane rest = minusHigh.fma(lost, minusHigh.fma(denominator, f));
        return new Pair(high, rest.times(inverse));
    }

    /**
     * √(a² + b²) without overflow on the way; infinite beside an infinity, whatever the other is. Error below 2 ulp.
     */
    public static Lane hypot(Lane a, Lane b) {
        Lane x = Signs.magnitude(a);
        Lane y = Signs.magnitude(b);
        Lane isSecond = y.greater(x);
        Lane large = isSecond.select(y, x);
        Lane quotient = isSecond.select(x, y).over(large);
        Lane root = large.times(quotient.fma(quotient, 1).sqrt());
        Lane isInfinite = x.equal(Double.POSITIVE_INFINITY).or(y.equal(Double.POSITIVE_INFINITY));
        Lane isZero = x.plus(y).equal(0);
        return isInfinite.select(Double.POSITIVE_INFINITY, isZero.select(0, root));
    }

    /** x/(1 + |x|). Error below 1.5 ulp. */
    public static Lane softsign(Lane x) {
        Lane bounded = x.min(x.constant(0x1p100)).max(x.constant(-0x1p100));
        return bounded.over(Signs.magnitude(bounded).plus(1));
    }
}
