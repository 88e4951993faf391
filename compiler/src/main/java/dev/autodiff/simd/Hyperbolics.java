package dev.autodiff.simd;

/** Hyperbolic functions and their inverses; tanh is one of the {@link Sigmoids}. */
public final class Hyperbolics {
    /** (sinh(x)/x − 1)/x² as a polynomial in x² for |x| ≤ 1; the relative error of sinh(x) is 9.5e-20, or 5.7e-11. */
    private static final Fit SINH = Fit.of(
            Fit.f64(7.759424115242577e-13, 1.6057236751049418e-10, 2.505212344331335e-08, 2.7557319155064355e-06,
                    0.00019841269841438513, 0.008333333333333137, 0.16666666666666669),
            2.8175015813758364e-06, 0.000198360561626032, 0.008333350531756878, 0.1666666716337204);

    private Hyperbolics() {}

    /** sinh(x) on all numbers: a polynomial near 0, and (exp(|x|) − exp(−|x|))/2 from 1 on. Error below 1.7 ulp. */
    public static Lane sinh(Lane x) {
        Lane magnitude = Signs.magnitude(x);
        Lane quarter = quarterOfExp(magnitude);
        Lane half = quarter.minus(x.constant(0.0625).over(quarter));
        Lane square = x.times(x);
        Lane small = SINH.at(square).times(square).fma(magnitude, magnitude);
        return Signs.withSign(magnitude.less(1).select(small, saturated(magnitude, half.plus(half))), x);
    }

    /** cosh(x) on all numbers. Error below 1.3 ulp. */
    public static Lane cosh(Lane x) {
        Lane magnitude = Signs.magnitude(x);
        Lane quarter = quarterOfExp(magnitude);
        Lane half = quarter.plus(x.constant(0.0625).over(quarter));
        return saturated(magnitude, half.plus(half));
    }

    /** exp(y)/4, which is a number for all y whose hyperbolic cosine is one. */
    private static Lane quarterOfExp(Lane y) {
        Exponentials.Reduced reduced = Exponentials.Reduced.of(y);
        return reduced.mantissa().times(reduced.n().powerOfTwo(-2));
    }

    private static Lane saturated(Lane y, Lane result) {
        return y.greater(y.program().precision() == Precision.F64 ? 711 : 90).select(Double.POSITIVE_INFINITY, result);
    }

    /** arsinh(x) on all numbers, as log(1 + |x| + x²/(1 + √(1 + x²))). Error below 1.8 ulp. */
    public static Lane asinh(Lane x) {
        Lane magnitude = Signs.magnitude(x);
        Lane square = magnitude.times(magnitude);
        Lane root = square.plus(1).sqrt();
        return Signs.withSign(logarithm(magnitude, square.over(root.plus(1)).plus(magnitude)), x);
    }

    /** arcosh(x) from 1 to +∞, as log(1 + t + √(2t + t²)) with t = x − 1; NaN below. Error below 1.8 ulp. */
    public static Lane acosh(Lane x) {
        Lane t = x.minus(1);
        Lane root = t.fma(t, t.plus(t)).sqrt();
        return x.less(1).select(Double.NaN, logarithm(x, t.plus(root)));
    }

    /** log(1 + rest), or log(2x) of numbers whose squares may be too large. */
    private static Lane logarithm(Lane x, Lane rest) {
        Lane isLarge = x.greater(x.program().precision() == Precision.F64 ? 0x1p28 : 0x1p14);
        Lane log = Logarithms.log1p(isLarge.select(x.minus(1), rest));
        return isLarge.select(log.plus(0.6931471805599453), log);
    }

    /** artanh(x) from −1 to 1, as log(1 + 2t/(1 − t))/2 with t = |x|; NaN outside. Error below 1.7 ulp. */
    public static Lane atanh(Lane x) {
        Lane t = Signs.magnitude(x);
        Lane twice = t.plus(t);
        // below ½ the quotient is but a correction, and above it 1 − t is exact
        Lane isSmall = t.less(0.5);
        Lane quotient = isSmall.select(twice.times(t), twice).over(x.constant(1).minus(t));
        Lane half = Logarithms.log1p(isSmall.select(twice.plus(quotient), quotient)).times(0.5);
        Lane tiny = t.less(x.program().precision() == Precision.F64 ? 0x1p-28 : 0x1p-13);
        return tiny.select(x, t.greater(1).select(Double.NaN, Signs.withSign(half, x)));
    }

    /** 1/cosh(x) on all numbers, as 2e/(1 + e²) with e = exp(−|x|). Error below 2 ulp. */
    public static Lane sech(Lane x) {
        Lane e = Exponentials.expOfNegative(Signs.magnitude(x).negate());
        return e.plus(e).over(e.fma(e, x.constant(1)));
    }
}
