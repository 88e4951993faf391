package dev.autodiff.simd;

import java.util.function.UnaryOperator;

/** Functions that level off: all of them are made of exp(−|x|), so that nothing overflows and both tails are right. */
public final class Sigmoids {
    /** (tanh(x)/x − 1)/x² as a polynomial in x² for |x| ≤ 0.55; the relative error of tanh(x) is 2e-17, or 1e-9. */
    private static final Fit TANH = Fit.of(
            Fit.f64(
                    5.107879251482188e-05,
                    -0.0002103894799235687,
                    0.0005791931605285538,
                    -0.001453236755737247,
                    0.003591723989236759,
                    -0.008863195071417617,
                    0.021869486020097702,
                    -0.05396825387812555,
                    0.13333333333173245,
                    -0.3333333333333235),
            -0.006281721871346235,
            0.021077264100313187,
            -0.05385374650359154,
            0.13332600891590118,
            -0.33333319425582886);

    private static final double LOG_2 = 0.6931471805599453;

    private Sigmoids() {}

    /**
     * 1/(1 + exp(−x)) on all numbers. The logistic functions of x and of −x share exponential and quotient. Error below
     * 1.7 ulp.
     */
    public static Lane sigmoid(Lane x) {
        Lane e = exponential(x);
        // 1 − q, or e (1 − q): the errors of sum and quotient count little where q is small
        Lane q = e.over(e.plus(1));
        Lane factor = x.less(0).select(e, x.constant(1));
        return q.negate().fma(factor, factor);
    }

    /** log(1 + exp(x)) on all numbers. Error below 1.8 ulp. */
    public static Lane softplus(Lane x) {
        return x.greater(0).select(x, x.constant(0)).plus(Logarithms.log1pOfUnit(exponential(x)));
    }

    /**
     * log(exp(a) + exp(b)). Error below 2 ulp of the largest of the result, max(a, b) and log(1 + exp(−|a − b|)): the
     * sum of the two may cancel.
     */
    public static Lane logaddexp(Lane a, Lane b) {
        return logOfSum(a, b, Exponentials::expOfNegative, 1);
    }

    /** log₂(2ᵃ + 2ᵇ). Error as that of {@link #logaddexp}; exact for equal arguments. */
    public static Lane logaddexp2(Lane a, Lane b) {
        return logOfSum(a, b, Exponentials::exp2, LOG_2);
    }

    /** @param logOfBase the natural logarithm of the base of power and logarithm */
    private static Lane logOfSum(Lane a, Lane b, UnaryOperator<Lane> power, double logOfBase) {
        Lane isHigh = b.less(a);
        Lane high = isHigh.select(a, b);
        Lane low = isHigh.select(b, a);
        Lane gap = low.minus(high);
        // what rounding took from the gap counts where one argument is far smaller than the other
        Lane subtracted = low.minus(gap);
        Lane gapError = low.minus(gap.plus(subtracted)).plus(subtracted.minus(high));
        Lane e = power.apply(gap);
        Lane smaller = Logarithms.log1pOfUnit(e.fma(logOfBase == 1 ? gapError : gapError.times(logOfBase), e));
        Lane scaled = logOfBase == 1 ? smaller : smaller.times(1 / logOfBase);
        // of equal infinities there is no gap, and what is infinite or as good as that leaves nothing to add
        Lane beside = e.equal(0).select(high, high.plus(scaled));
        return a.equal(b).select(high.plus(LOG_2 / logOfBase), beside);
    }

    /**
     * tanh(x) on all numbers: a polynomial near 0, and 1 − 2e/(1 + e) with e = exp(−2|x|) elsewhere. Error below 1.5
     * ulp.
     */
    public static Lane tanh(Lane x) {
        Lane magnitude = Signs.magnitude(x);
        // the exponential of the derivative, 4 σ(2x) σ(−2x)
        Exponentials.Reduced reduced = Exponentials.Reduced.of(Signs.magnitude(x.constant(2).times(x)).negate());
        Lane e = reduced.mantissa().times(reduced.n().powerOfTwo());
        Lane large = x.constant(1).minus(e.plus(e).over(e.plus(1)));
        Lane square = x.times(x);
        Lane small = TANH.at(square).times(square).fma(magnitude, magnitude);
        Lane result = magnitude.greater(0.55).select(large, small);
        // by then it is 1 for long, and powers of two are still numbers
        return Signs.withSign(magnitude.greater(22).select(1, result), x);
    }

    private static Lane exponential(Lane x) {
        return Exponentials.expOfNegative(Signs.magnitude(x).negate());
    }
}
