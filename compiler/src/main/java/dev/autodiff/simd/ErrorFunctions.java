package dev.autodiff.simd;

/**
 * The error function, its complement and the distribution function of the normal law. All polynomials are minimax fits
 * by Remez' algorithm.
 */
public final class ErrorFunctions {
    /** erf(x)/x − 1 as a polynomial in x² for |x| ≤ 1, with an error of 7.1e-18, or 1.2e-9. */
    private static final Fit CENTRE = Fit.of(
            Fit.f64(
                    -7.801194572888797e-10,
                    1.3722978065719944e-08,
                    -1.6209175996683016e-07,
                    1.6447517639512486e-06,
                    -1.492474465563391e-05,
                    0.000120552953198177,
                    -0.0008548325989663323,
                    0.0052239776074224946,
                    -0.026866170643276056,
                    0.11283791670945252,
                    -0.3761263890318355,
                    0.12837916709551256),
            7.889165135566145e-05,
            -0.0008020854438655078,
            0.005189536605030298,
            -0.026854444295167923,
            0.11283600330352783,
            -0.3761262595653534,
            0.12837916612625122);

    /** log(erfc(y)) for y from 1 to 6, or 3.95; the error of erfc(y) is 2.5e-17, or 2.9e-9. */
    private static final Fit LOG_OF_TAIL = Fit.of(
            Fit.f64(
                    2.888818145810495e-15,
                    -1.9689528465272506e-13,
                    6.289729185313706e-12,
                    -1.2509968852948148e-10,
                    1.735106451303449e-09,
                    -1.7799161844246356e-08,
                    1.3958519057337957e-07,
                    -8.509508579822164e-07,
                    4.040016456093024e-06,
                    -1.464328020244009e-05,
                    3.7683676257276575e-05,
                    -4.960962135736345e-05,
                    -8.917334201216397e-05,
                    0.0007142950758714686,
                    -0.0018623604461365758,
                    0.0003721205706368279,
                    0.019010271885865414,
                    -0.1027105281482843,
                    -0.6366421763023099,
                    -1.1283741885743266,
                    -5.138949792588488e-07),
            0.0001567130966577679,
            -0.00266513810493052,
            0.020740879699587822,
            -0.10088092088699341,
            -0.6406347751617432,
            -1.12563157081604,
            -0.0006907436763867736);

    /** (normcdf(x) − ½)/x − ½ as a polynomial in x² for |x| ≤ 1, with an error of 7.8e-18, or 2.7e-10. */
    private static final Fit NORMAL_CENTRE = Fit.of(
            Fit.f64(-9.028191058790948e-11, 2.2271701665892576e-09, -4.117326483695848e-08, 6.659318678643401e-07,
                    -9.44463991326842e-06, 0.00011543468326706456, -0.0011873282148149957, 0.009973557009984072,
                    -0.06649038006690389, -0.10105771959856732),
            -7.664679287699983e-06, 0.00011351265129633248, -0.0011863530380651355, 0.009973331354558468,
            -0.06649035960435867, -0.10105772316455841);

    /**
     * (y + c) exp(y²) erfc(y) − 1 in t = (y − c)/(y + c) for y from 0.74 on, with c = 3, or 2. The error, of the
     * rounded coefficients and relative to erfc(y), is 5.48e-18, or 6.49e-9.
     */
    private static final Fit TAIL = Fit.of(
            Fit.f64(-1.7279933890286174e-08, 4.7449097119347496e-08, 7.128149721337243e-08, -2.41948476427097e-07,
                    -4.2448795503227334e-07, 1.0085223369332684e-06, 2.771049002202965e-06, -4.753844698217874e-06,
                    -1.7471599517890606e-05, 3.03993932636692e-05, 0.0001075615693007945, -0.0002767780392506742,
                    -0.0005483096900069439, 0.0030340620187606525, -0.0012124166279892563, -0.026827234625336652,
                    0.11952776128733845, -0.31046726190054874, 0.5902283571041008, -0.8833944531698837,
                    0.07400690708833971),
            -0.00040749178151600063, -0.0008787401602603495, 0.002997532021254301, 0.006499587092548609,
            -0.021498506888747215, -0.03644467145204544, 0.2794715464115143, -0.6871606111526489, 0.02158270962536335);

    /**
     * 2 (y + c) exp(y²/2) normcdf(−y) − 1 in the same way for y from 0.99 on, with c = 4, or 3, and errors of 3e-17, or
     * 1.7e-8.
     */
    private static final Fit NORMAL_TAIL = Fit.of(
            Fit.f64(7.168551441703252e-08, -1.2893867822299769e-07, -3.8093079851687416e-07, 5.314929393691649e-07,
                    2.0920454597697377e-06, -1.2636728866310912e-06, -1.1858865816630743e-05, 1.4372831323713545e-06,
                    7.029352166436879e-05, -3.817698115337254e-06, -0.0004621904281191397, 0.0002666888068063368,
                    0.0032616369587340197, -0.006959384749892829, -0.015080377935266169, 0.12079314978250268,
                    -0.3730437159192811, 0.7742748014844183, -1.2157932839437844, 0.510570260831503),
            -0.00015098354197107255, -0.0019421924371272326, 0.0018852888606488705, 0.013920838013291359,
            -0.02089705877006054, -0.09452446550130844, 0.46003371477127075, -1.018664002418518, 0.4581674039363861);

    private ErrorFunctions() {}

    /** erf(x) on all numbers: x + x p(x²) in the centre, and 1 − exp(log(erfc(|x|))) outside. Error below 1.3 ulp. */
    public static Lane erf(Lane x) {
        Lane y = Signs.magnitude(x);
        Lane square = y.times(y);
        Lane central = CENTRE.at(square).fma(y, y);
        Exponentials.Reduced tail = Exponentials.Reduced.of(LOG_OF_TAIL.at(y));
        Lane outer = tail.mantissa().fma(tail.n().minusPowerOfTwo(), 1);
        Lane inner = y.greater(1).select(outer, central);
        boolean wide = x.program().precision() == Precision.F64;
        return Signs.withSign(y.greater(wide ? 5.95 : 3.94).select(1, inner), x);
    }

    /** 1 − erf(x) on all numbers, without loss in the upper tail; gradual underflow. Error below 2 ulp. */
    public static Lane erfc(Lane x) {
        boolean wide = x.program().precision() == Precision.F64;
        Lane y = Signs.magnitude(x);
        Lane square = Signs.square(x);
        // as in the derivative, which shares its exponential
        Lane minusSquare = square.negate();
        Lane tail = tail(y, minusSquare, y.fma(y, minusSquare), wide ? 3 : 2, 1, TAIL);
        Lane upper = y.greater(wide ? 27.3 : 10.1).select(0, tail);
        Lane outer = x.less(0).select(x.constant(2).minus(upper), upper);
        return y.less(0.75).select(CENTRE.at(square).fma(x.negate(), x.constant(1).minus(x)), outer);
    }

    /** erfc(−x/√2)/2 on all numbers, without loss in the lower tail; gradual underflow. Error below 1.8 ulp. */
    public static Lane normcdf(Lane x) {
        boolean wide = x.program().precision() == Precision.F64;
        Lane y = Signs.magnitude(x);
        Lane square = Signs.square(x);
        // as in the derivative, which shares its exponential
        Lane minusHalfSquare = x.constant(-0.5).times(square);
        Lane tail = tail(y, minusHalfSquare, y.times(0.5).fma(y, minusHalfSquare), wide ? 4 : 3, 0.5, NORMAL_TAIL);
        Lane lower = y.greater(wide ? 38.7 : 14.3).select(0, tail);
        Lane outer = x.greater(0).select(x.constant(1).minus(lower), lower);
        Lane linear = x.fma(0.5, x.constant(0.5));
        return y.less(1).select(NORMAL_CENTRE.at(square).fma(x, linear), outer);
    }

    /**
     * share · exp(exponent − lost) (1 + p(t))/(y + c) with t = 1 − 2c/(y + c). What rounding takes from the exponent
     * and from the quotient is a relative error: the exponential, which takes two summands, makes it good, and so does
     * t.
     */
    private static Lane tail(Lane y, Lane exponent, Lane lost, double c, double share, Fit fit) {
        Lane sum = y.plus(c);
        Lane lostOfSum = y.minus(sum.minus(c));
        Lane quotient = y.constant(share).over(sum);
        Lane excess = lostOfSum.fma(quotient, quotient.fma(sum, -share));
        Lane rounded = quotient.fma(y.constant(-2 * c / share), 1);
        Lane t = quotient.fma(excess.times(2 * c / (share * share)), rounded);
        Lane p = fit.at(t);
        Lane factor = p.fma(quotient, quotient);
        Lane lostOfFactor = p.fma(quotient, quotient.minus(factor));
        Lane correction = factor.fma(excess.fma(1 / share, lost).negate(), lostOfFactor);
        Exponentials.Reduced exponential = Exponentials.Reduced.of(exponent);
        Lane m = exponential.mantissaMinusOne();
        return exponential.n().scale(factor.plus(m.fma(factor, m.fma(correction, correction))));
    }
}
