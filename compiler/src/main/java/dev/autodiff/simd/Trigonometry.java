package dev.autodiff.simd;

/**
 * Sine, cosine and tangent. With n the whole number next to |x|/(π/2), r = |x| − n π/2 is found by Cody and Waite's
 * method with π/2 in three parts; the polynomials are minimax fits by Remez' algorithm in the form of fdlibm's.
 */
public final class Trigonometry {
    /** (sin(r)/r − 1)/r² as a polynomial in r²; relative error of sin(r) 3.5e-18, or 3.6e-9. */
    private static final Fit SINE = Fit.of(
            Fit.f64(
                    1.589681341546405e-10,
                    -2.5050758413400233e-08,
                    2.7557313693766433e-06,
                    -0.00019841269829812958,
                    0.00833333333332242,
                    -0.16666666666666632),
            -0.00019517273176461458,
            0.008332177996635437,
            -0.16666655242443085);

    /** (cos(r) − 1 + r²/2)/r⁴ as a polynomial in r²; absolute error of cos(r) 4.7e-20, or 9.6e-11. */
    private static final Fit COSINE = Fit.of(
            Fit.f64(
                    -1.1359660656293891e-11,
                    2.087572351455911e-09,
                    -2.755731435405685e-07,
                    2.480158728948798e-05,
                    -0.0013888888888874133,
                    0.0416666666666666),
            2.4438453692710027e-05,
            -0.001388736767694354,
            0.04166664555668831);

    /** (tan(r)/r − 1)/r² as a polynomial in r²; relative error of tan(r) 1.4e-17, or 1.5e-9. */
    private static final Fit TANGENT = Fit.of(
            Fit.f64(2.103706498413126e-05, -4.56250808727628e-05, 9.089058099024466e-05, -2.801207945944303e-05,
                    0.00013772622449530008, 0.00022177179799805, 0.0005952803744858698, 0.0014547042304740017,
                    0.0035922983794826682, 0.008863218077120524, 0.02186948969064016, 0.053968253923052406,
                    0.13333333333422687, 0.33333333333332715),
            0.004414306487888098, 8.709480425750371e-06, 0.01090295147150755, 0.02125476859509945, 0.05406557396054268,
            0.13332609832286835, 0.3333335220813751);

    private static final double TWO_OVER_PI = 0.6366197723675814;

    private Trigonometry() {}

    /**
     * |x| = n π/2 + r.
     *
     * @param first |x| without n times the first part of π/2: exact, as both are multiples of the last bit of that part
     */
    private record Reduced(Lane x, Whole n, Lane first) {
        static Reduced of(Lane x) {
            Lane magnitude = Signs.magnitude(x);
            Whole n = Whole.nearest(magnitude, TWO_OVER_PI);
            return new Reduced(x, n, n.number().fma(isWide(x) ? -1.5707963267948966 : -1.5707963705062866, magnitude));
        }

        private Lane second() {
            return x.constant(isWide(x) ? -6.123233995736766e-17 : 4.371138828673793e-08);
        }

        private Lane third() {
            return x.constant(isWide(x) ? 1.4973849048591698e-33 : 1.7151245100058819e-15);
        }

        /** r without the third part of π/2. */
        private Lane high() {
            return n.number().fma(second(), first);
        }

        private Lane r() {
            return n.number().fma(third(), high());
        }

        private Lane square() {
            return r().times(r());
        }

        Lane sine() {
            return r().times(square()).fma(SINE.at(square()), r());
        }

        Lane cosine() {
            return square().fma(square().fma(COSINE.at(square()), -0.5), 1);
        }

        /**
         * Its error would be more than that of r, so it takes what rounding r leaves out: the second part of π/2 has
         * moved {@code first} to {@code high} by {@code moved + lost}, since near 0 a difference of the two rounds
         * (Dekker's sum).
         */
        Lane tangent() {
            Lane high = high();
            Lane square = high.times(high);
            Lane moved = first.minus(high);
            Lane lost = first.minus(moved).minus(high);
            Lane rest = n.number().fma(third(), n.number().fma(second(), moved).plus(lost));
            // the slope 1 + tan² is about 1 + r²
            return high.plus(high.times(square).fma(TANGENT.at(square), square.fma(rest, rest)));
        }

        /** The bit that tells odd multiples of π/2 stands below the sign, the one that tells half turns is the sign. */
        private Lane quadrant() {
            return n.bits().shiftLeft(isWide(x) ? 62 : 30);
        }

        Lane isEven() {
            return quadrant().ofBits().equal(0);
        }
    }

    /** sin(x) on all numbers; beyond ±2³⁰, or ±2¹⁵, by {@link StrictMath}. Error below 1.5 ulp. */
    public static Lane sin(Lane x) {
        Reduced reduced = Reduced.of(x);
        Lane result = reduced.isEven().select(reduced.sine(), reduced.cosine());
        return repaired(Signs.flipped(result, reduced.quadrant().bitXor(x.bits())), "sin", x);
    }

    /** cos(x) on all numbers. Error below 1.5 ulp. */
    public static Lane cos(Lane x) {
        Reduced reduced = Reduced.of(x);
        Lane result = reduced.isEven().select(reduced.cosine(), reduced.sine());
        // cos(|x|) = sin(|x| + π/2): the second bit of n + 1 is that of n, or not, as n is even or odd
        Lane quadrant = reduced.quadrant();
        // one value for x and −x: what is repaired is overwritten, and must not be needed for another repair
        return repaired(Signs.flipped(result, quadrant.bitXor(quadrant.shiftLeft(1))), "cos", Signs.withoutSign(x));
    }

    /** tan(x) on all numbers. Error below 1.8 ulp. */
    public static Lane tan(Lane x) {
        Reduced reduced = Reduced.of(x);
        Lane tangent = reduced.tangent();
        Lane one = x.constant(1);
        Lane quotient = reduced.isEven().select(tangent, one).over(reduced.isEven().select(one, tangent));
        // tan(|x|) = −1/tan(r) for odd n
        return repaired(Signs.flipped(quotient, reduced.quadrant().shiftLeft(1).bitXor(x.bits())), "tan", x);
    }

    private static Lane repaired(Lane result, String method, Lane x) {
        double limit = isWide(x) ? 0x1p30 : 0x1p15;
        Lane everywhere = result.repaired(new ScalarMethod("java/lang/StrictMath", method), x, limit);
        return Signs.magnitude(x).less(limit).expected(result, everywhere);
    }

    private static boolean isWide(Lane x) {
        return x.program().precision() == Precision.F64;
    }
}
