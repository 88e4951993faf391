package dev.autodiff.simd;

/** The inverses of the trigonometric functions; the polynomials are minimax fits by Remez' algorithm. */
public final class InverseTrigonometry {
    /** (atan(t)/t − 1)/t² as a polynomial in t² for |t| ≤ 1; the relative error of atan(t) is 4.2e-18, or 2.4e-9. */
    private static final Fit ATAN = Fit.of(
            Fit.f64(
                    1.3489170664673692e-05,
                    -0.00015479576213392617,
                    0.0008434777130519705,
                    -0.0029193199206528717,
                    0.007263310823947882,
                    -0.013994916615255544,
                    0.022085074394328948,
                    -0.029985508597721908,
                    0.036693488577275335,
                    -0.04221715890701201,
                    0.04723292590781645,
                    -0.05253805312172584,
                    0.058805924970087686,
                    -0.06666414987302059,
                    0.07692281185452265,
                    -0.09090907119136171,
                    0.11111111013643296,
                    -0.1428571428280192,
                    0.19999999999955428,
                    -0.33333333333333093),
            -0.0018271798035129905,
            0.011064302176237106,
            -0.03145546838641167,
            0.058234356343746185,
            -0.08419451117515564,
            0.10957574844360352,
            -0.1426524519920349,
            0.19998638331890106,
            -0.33333301544189453);

    /** (asin(t)/t − 1)/t² as a polynomial in t² for |t| ≤ 0.55; the relative error of asin(t) is 9.7e-18, or 2.4e-9. */
    private static final Fit ASIN = Fit.of(
            Fit.f64(0.049718176052583864, -0.05070454776228758, 0.044567978750869645, -0.006543081437655153,
                    0.01374444261576732, 0.010820596611759483, 0.01405815760997265, 0.01734455318062172,
                    0.02237264466176965, 0.03038192605864722, 0.04464285755250118, 0.07499999999540995,
                    0.16666666666668464),
            0.04526524618268013, 0.008596910163760185, 0.03343932330608368, 0.04431122913956642, 0.07501628249883652,
            0.1666664034128189);

    /** The sine of no more than half of 1: twice what is rounded there stays below 1. */
    private static final double CENTRE = 0.55;

    private static final double HALF_PI = 1.5707963267948966;

    private InverseTrigonometry() {}

    /** atan(x) on all numbers; beyond 1 as π/2 − atan(1/x). Error below 1.5 ulp. */
    public static Lane atan(Lane x) {
        Lane y = Signs.magnitude(x);
        Lane isLarge = y.greater(1);
        Lane t = isLarge.select(x.constant(1), y).over(isLarge.select(y, x.constant(1)));
        return Signs.withSign(isLarge.select(complement(ofUnit(t)), ofUnit(t)), x);
    }

    /**
     * The angle of the point (b, a), from −π to π; all signs of zeros and infinities as those of {@link Math#atan2}.
     * Error below 1.5 ulp.
     */
    public static Lane atan2(Lane a, Lane b) {
        Lane y = Signs.magnitude(a);
        Lane x = Signs.magnitude(b);
        Lane isSteep = y.greater(x);
        Lane quotient = isSteep.select(x, y).over(isSteep.select(y, x));
        // 0/0 and ∞/∞ have angles too, and NaN stays NaN
        Lane t = y.equal(x).select(y.equal(0).select(0, a.constant(1)), quotient);
        Lane acute = isSteep.select(complement(ofUnit(t)), ofUnit(t));
        Lane isLeft = Signs.withSign(a.constant(1), b).less(0);
        Lane angle = isLeft.select(a.constant(2 * HALF_PI).minus(acute.minus(2 * lowOfHalfPi(a))), acute);
        return Signs.withSign(angle, a);
    }

    /** asin(x) from −1 to 1; NaN outside. Error below 1.6 ulp. */
    public static Lane asin(Lane x) {
        Lane y = Signs.magnitude(x);
        Lane isLarge = y.greater(CENTRE);
        Lane small = small(y, isLarge);
        Lane large = complement(small.plus(small));
        return Signs.withSign(isLarge.select(large, small), x);
    }

    /** acos(x) from −1 to 1; NaN outside. Error below 1.3 ulp. */
    public static Lane acos(Lane x) {
        Lane y = Signs.magnitude(x);
        Lane isLarge = y.greater(CENTRE);
        Lane small = small(y, isLarge);
        Lane twice = small.plus(small);
        Lane right = isLarge.select(twice, complement(small));
        Lane pi = x.constant(2 * HALF_PI);
        Lane left = isLarge.select(
                pi.minus(twice.minus(2 * lowOfHalfPi(x))), x.constant(HALF_PI).plus(small.plus(lowOfHalfPi(x))));
        return x.less(0).select(left, right);
    }

    /** asin(y), or of a large y asin(√((1 − y)/2)), which is half the angle that is missing to π/2. */
    private static Lane small(Lane y, Lane isLarge) {
        Lane half = y.constant(1).minus(y).times(0.5);
        Lane t = isLarge.select(half.sqrt(), y);
        Lane square = isLarge.select(half, y.times(y));
        return ASIN.at(square).times(square).fma(t, t);
    }

    /** atan(t) for t from 0 to 1. */
    private static Lane ofUnit(Lane t) {
        Lane square = t.times(t);
        return ATAN.at(square).times(square).fma(t, t);
    }

    /** π/2 − angle. */
    private static Lane complement(Lane angle) {
        return angle.constant(HALF_PI).minus(angle.minus(lowOfHalfPi(angle)));
    }

    /** What rounding takes from π/2. */
    private static double lowOfHalfPi(Lane x) {
        return x.program().precision() == Precision.F64 ? 6.123233995736766e-17 : -4.371138828673793e-08;
    }
}
