package dev.autodiff.simd;

/**
 * The exponential function and its relatives. With n the whole number next to x/log 2, exp(x) = 2ⁿ exp(r) where
 * |r| ≤ log(2)/2 (Cody and Waite, 1980); the polynomials are minimax fits by Remez' algorithm.
 */
public final class Exponentials {
    /** (exp(r) − 1 − r)/r²; the relative error of exp(r) − 1 is 3.5e-18, or 3.2e-9. */
    private static final Fit BEYOND_LINEAR = Fit.of(
            Fit.f64(
                    2.5117742317962087e-08,
                    2.7631275584531215e-07,
                    2.755721665605041e-06,
                    2.4801489958157896e-05,
                    0.0001984126991703058,
                    0.0013888888946997954,
                    0.008333333333307335,
                    0.041666666666515494,
                    0.166666666666667,
                    0.5000000000000012),
            0.0013950378634035587,
            0.00836888700723648,
            0.04166620597243309,
            0.166665181517601,
            0.5);

    /** (2ʳ − 1)/r on [−½, ½]; the relative error of 2ʳ is 3.4e-18, or 1.9e-9. */
    private static final Fit OF_TWO = Fit.of(
            Fit.f64(
                    4.4573826870112114e-10,
                    7.073867724805653e-09,
                    1.0178046502144742e-07,
                    1.321543477548518e-06,
                    1.5252733867404975e-05,
                    0.00015403530458157043,
                    0.001333355814637924,
                    0.009618129107593276,
                    0.05550410866482174,
                    0.24022650695910133,
                    0.6931471805599453),
            0.00015476308180950582,
            0.0013400294119492173,
            0.009618003852665424,
            0.055503278970718384,
            0.24022650718688965,
            0.6931471824645996);

    private static final double LOG2_E = 1.4426950408889634;

    private Exponentials() {}

    /** An exponential in the making: exp(x) = 2ⁿ (1 + linear + linear² · higher). */
    record Reduced(Whole n, Lane linear, Lane higher) {
        static Reduced of(Lane x) {
            Whole n = Whole.nearest(x, LOG2_E);
            Lane linear = withoutMultipleOfLog2(x, n.number());
            return new Reduced(n, linear, BEYOND_LINEAR.at(linear));
        }

        /** Of {@code x + small}, a sum that rounding would spoil. */
        static Reduced of(Lane x, Lane small) {
            Whole n = Whole.nearest(x, LOG2_E);
            Lane linear = withoutMultipleOfLog2(x, n.number()).plus(small);
            return new Reduced(n, linear, BEYOND_LINEAR.at(linear));
        }

        /** exp(r). */
        Lane mantissa() {
            return higher.fma(linear, 1).fma(linear, 1);
        }

        /** exp(r) − 1. */
        Lane mantissaMinusOne() {
            return linear.times(linear).fma(higher, linear);
        }
    }

    private static Lane withoutMultipleOfLog2(Lane x, Lane n) {
        // the first product and difference are exact
        return x.program().precision() == Precision.F64
                ? n.fma(-2.3190468138462996e-17, n.fma(-0.6931471805599453, x))
                : n.fma(1.9046542121259336e-09, n.fma(-0.6931471824645996, x));
    }

    /** exp(x) on all numbers; gradual underflow. Error below 0.9 ulp. */
    public static Lane exp(Lane x) {
        Reduced reduced = Reduced.of(x);
        Lane scaled = reduced.n().scale(reduced.mantissa());
        return saturated(scaled, x, lowest(x), 0, highest(x));
    }

    /** exp(x) for numbers from −∞ to 0. */
    static Lane expOfNegative(Lane x) {
        Reduced reduced = Reduced.of(x);
        return x.less(lowest(x)).select(0, reduced.n().scale(reduced.mantissa()));
    }

    /** exp(x) − 1 on all numbers. Error below 1.7 ulp. */
    public static Lane expm1(Lane x) {
        Reduced reduced = Reduced.of(x);
        // halves, because 2ⁿ itself may be too large
        Lane half = reduced.n().powerOfTwo(-1);
        Lane result = reduced.mantissaMinusOne().fma(half, half.minus(0.5));
        boolean wide = x.program().precision() == Precision.F64;
        Lane saturated = saturated(result.plus(result), x, wide ? -50 : -25, -1, highest(x));
        return Signs.magnitude(x).less(wide ? 0x1p-54 : 0x1p-25).select(x, saturated);
    }

    /** 2ˣ on all numbers; gradual underflow, exact for whole numbers. Error below 1 ulp. */
    public static Lane exp2(Lane x) {
        Whole n = Whole.nearest(x);
        Lane r = x.minus(n.number());
        double limit = x.program().precision().bias() + 1;
        Lane scaled = n.scale(OF_TWO.at(r).fma(r, 1));
        return saturated(scaled, x, -1.25 * limit, 0, Math.nextDown(limit));
    }

    /** Below this the exponential is 0. */
    private static double lowest(Lane x) {
        return x.program().precision() == Precision.F64 ? -745.5 : -104;
    }

    /** Above this the exponential is infinite. */
    private static double highest(Lane x) {
        return x.program().precision() == Precision.F64 ? 709.7827128933841 : 88.72284;
    }

    private static Lane saturated(Lane result, Lane x, double low, double atLow, double high) {
        return x.greater(high).select(Double.POSITIVE_INFINITY, x.less(low).select(atLow, result));
    }
}
