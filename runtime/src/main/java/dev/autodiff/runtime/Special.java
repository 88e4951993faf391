package dev.autodiff.runtime;

/**
 * The special functions that {@link Math} lacks.
 *
 * <p>Generated classes do not depend on this one: the emitters copy single methods, as bytecode and as source text.
 * Each method therefore stands alone: no fields, no objects, calls only to {@link Math}, {@link Double} and other
 * methods of this class. Every polynomial is our own: interpolation at Chebyshev nodes with mpmath at 60 digits,
 * rounded to double; the comment above it states the function, the interval, the degree and the relative error of the
 * polynomial before rounding.
 *
 * <p>The error bounds in the comments are in units in the last place (ulp) of the result. NaN gives NaN everywhere.
 */
public final class Special {
    private Special() {
    }

    /**
     * The error function, 2/√π ∫₀ˣ exp(−t²) dt. Error below 2 ulp; erf(±0) = ±0, erf(±∞) = ±1.
     */
    public static double erf(double x) {
        double y = Math.abs(x);
        if (y < 0.75) {
            return erfCentral(x);
        }
        if (y > 6) {
            return Math.copySign(1, x);
        }
        return Math.copySign(1 - erfcTail(y), x);
    }

    /**
     * The complement of the error function, 1 − erf(x), without loss in the upper tail. Error below 3 ulp;
     * erfc(−∞) = 2, erfc(+∞) = 0, gradual underflow from 26.5 to 27.3.
     */
    public static double erfc(double x) {
        double y = Math.abs(x);
        if (y < 0.5) {
            return 1 - erfCentral(x);
        }
        if (y > 28) {
            return x > 0 ? 0 : 2;
        }
        double tail = erfcTail(y);
        return x > 0 ? tail : 2 - tail;
    }

    /**
     * The scaled complement of the error function, exp(x²) erfc(x). Error below 4 ulp; +∞ from −26.63 down, 0 at +∞.
     */
    public static double erfcx(double x) {
        if (x >= 27) {
            // Y₀ = Y₋₁/(2x + 2 Y₁/Y₀), as in derivativeOfErfcx
            return 0.5641895835477563 / (x + erfcxRatio(1, x));
        }
        double square = x * x;
        if (Math.abs(x) < 0.5) {
            return Math.exp(square) * (1 - erfCentral(x));
        }
        if (x > 0) {
            return scaledErfcTail(x, 0);
        }
        if (x < -27) {
            return Double.POSITIVE_INFINITY;
        }
        double upper = 2 - erfcTail(-x);
        return Math.exp(square) * (upper + upper * squareError(x, square));
    }

    /**
     * The n-th derivative of erfcx(x), (−2)ⁿ n! Yₙ with Yₙ = exp(x²) iⁿerfc(x), an integral of erfc taken n times.
     * Relative error below 1e-14 for n up to 5. By Yₙ₋₂ = 2x Yₙ₋₁ + 2n Yₙ and Y₋₁ = 2/√π (Abramowitz and Stegun,
     * 7.2.5): forwards for negative x, where all terms have one sign, and a little beyond; else backwards, where Yₙ is
     * what grows (Miller's algorithm).
     */
    public static double derivativeOfErfcx(double n, double x) {
        if (!isOrder(n)) {
            return Double.NaN;
        }
        double value = erfcx(x);
        if (n == 0 || x == Double.POSITIVE_INFINITY) {
            return value;
        }
        if (n == 1) {
            return x < 0.75 ? 2 * x * value - 1.1283791670955126 : value * derivativeOfLogErfcx(x);
        }
        if (x >= 1) {
            double derivative = value;
            double ratio = erfcxRatio(n, x);
            for (double k = n; k >= 1; k--) {
                derivative *= -2 * k * ratio;
                ratio = 1 / (2 * x + 2 * k * ratio);
            }
            return derivative;
        }
        double before = value;
        double derivative = 2 * x * value - 1.1283791670955126;
        for (double k = 2; k <= n; k++) {
            double next = 2 * x * derivative + 2 * (k - 1) * before;
            before = derivative;
            derivative = next;
        }
        return derivative;
    }

    /**
     * The logarithmic derivative of erfcx, 2x − 2/(√π erfcx(x)). Error below 5 ulp; −∞ at −∞, 0 at +∞.
     */
    public static double derivativeOfLogErfcx(double x) {
        if (x < 0.75) {
            return 2 * x - 1.1283791670955126 / erfcx(x);
        }
        if (x >= 28) {
            return -2 * erfcxRatio(1, x);
        }
        double t = (x - 2.5) / (x + 2.5);
        // −(1 + x) times the function, with x = 2.5 (1 + t)/(1 − t), on [0.75, 28], degree 22, error 8.1e-18.
        double p = 6.339165082906206e-07;
        p = p * t - 9.040129181102548e-07;
        p = p * t - 4.7984872958867224e-06;
        p = p * t + 6.5725385065379564e-06;
        p = p * t + 2.202044313552085e-05;
        p = p * t - 2.5640709093623258e-05;
        p = p * t - 8.669703347403965e-05;
        p = p * t + 8.151878863233858e-05;
        p = p * t + 0.0003070260726927821;
        p = p * t - 0.0002488678896777708;
        p = p * t - 0.000994983531449375;
        p = p * t + 0.0008045005694999121;
        p = p * t + 0.0029882986491114112;
        p = p * t - 0.002874048989498745;
        p = p * t - 0.008274043187585536;
        p = p * t + 0.011125249111461594;
        p = p * t + 0.019921764659490214;
        p = p * t - 0.04448102151069985;
        p = p * t - 0.028687506582039442;
        p = p * t + 0.1717386721341757;
        p = p * t - 0.15538480165175628;
        p = p * t - 0.20031557172314643;
        return -(p * t + 1.2343826284523687) / (1 + x);
    }

    /**
     * log(erfc(x)), without loss in either tail. Error below 4 ulp; log 2 at −∞, −∞ at +∞.
     */
    public static double logErfc(double x) {
        if (x < 0.5) {
            return Math.log1p(-erf(x));
        }
        return x < 1 ? Math.log(erfc(x)) : Math.log(erfcx(x)) - x * x;
    }

    /**
     * log(normcdf(x)), without loss in either tail. Error below 4 ulp; −∞ at −∞, 0 at +∞.
     */
    public static double logNdtr(double x) {
        if (x < -1) {
            return Math.log(0.5 * erfcx(x * -0.7071067811865476)) - 0.5 * (x * x);
        }
        return x < 0 ? Math.log(normcdf(x)) : Math.log1p(-normcdf(-x));
    }

    /**
     * The distribution function of the standard normal law, erfc(−x/√2)/2, without loss in the lower tail.
     * Error below 3 ulp; normcdf(−∞) = 0, normcdf(+∞) = 1, gradual underflow from −37.5 to −38.5.
     */
    public static double normcdf(double x) {
        double y = Math.abs(x);
        if (y < 0.8) {
            return 0.5 + 0.5 * erfCentral(x * 0.7071067811865476);
        }
        if (y > 40) {
            return x > 0 ? 1 : 0;
        }
        // As in erfcTail, but with x itself: rounding x/√2 would cost accuracy.
        double square = y * y;
        double denominator = 1 + 2 * y;
        double denominatorError = 1 - (denominator - 2 * y);
        double correction = 0.5 * squareError(y, square) + denominatorError / denominator;
        double t = (y - 5) / (y + 5);
        // (1 + 2y) exp(y²/2) normcdf(−y) with y = 5 (1 + t)/(1 − t), on [0.7, 38.6], degree 21, error 2.5e-18.
        double p = 7.343170940856407e-09;
        p = p * t + 4.427113366977135e-09;
        p = p * t - 6.567734615391099e-08;
        p = p * t - 4.0345078709144176e-08;
        p = p * t + 4.313158208636791e-07;
        p = p * t + 1.7788079109824125e-07;
        p = p * t - 2.8588861249969403e-06;
        p = p * t + 5.346109173367811e-07;
        p = p * t + 1.9390351022610043e-05;
        p = p * t - 2.6436616674434237e-05;
        p = p * t - 0.00010817673633785097;
        p = p * t + 0.0004250957518347024;
        p = p * t - 0.0001186935839451577;
        p = p * t - 0.0035716954201451233;
        p = p * t + 0.01542284568331578;
        p = p * t - 0.039332201356524155;
        p = p * t + 0.07248782697571382;
        p = p * t - 0.10065743821672951;
        p = p * t + 0.10088858203456387;
        p = p * t - 0.0540080750340772;
        p = p * t - 0.03964700840400588;
        p *= t;
        // The last step adds the constant to what is small beside it, the correction included.
        p = 0.8461123547250693 + (p - (0.8461123547250693 + p) * correction);
        double tail = Math.exp(-0.5 * square) * (p / denominator);
        return x > 0 ? 1 - tail : tail;
    }

    /**
     * The inverse of erf on [−1, 1]; NaN outside. Error below 2 ulp; erfinv(±0) = ±0, erfinv(±1) = ±∞.
     */
    public static double erfinv(double x) {
        double y = Math.abs(x);
        if (y < 0.75) {
            double w = x * x;
            // erfinv(√w)/√w on [0, 0.5625], degree 24, error 1.3e-19.
            double p = 67.10007546225917;
            p = p * w - 402.5982276273808;
            p = p * w + 1144.0172476855214;
            p = p * w - 2039.3650558606614;
            p = p * w + 2552.038628233456;
            p = p * w - 2378.622800645534;
            p = p * w + 1710.7948582276113;
            p = p * w - 970.9654121007011;
            p = p * w + 441.179669196059;
            p = p * w - 161.86196920268463;
            p = p * w + 48.21073180321229;
            p = p * w - 11.636268450611004;
            p = p * w + 2.3060885534736255;
            p = p * w - 0.33900760680678005;
            p = p * w + 0.07081999291089976;
            p = p * w + 0.023391783906779602;
            p = p * w + 0.03204699424143308;
            p = p * w + 0.036444651244230186;
            p = p * w + 0.04283765634382276;
            p = p * w + 0.051731252752877176;
            p = p * w + 0.06495961835759163;
            p = p * w + 0.08655212923367543;
            p = p * w + 0.12755617530565164;
            p = p * w + 0.23201366653465436;
            p = p * w + 0.886226925452758;
            return x * p;
        }
        if (y >= 1) {
            return y == 1 ? Math.copySign(Double.POSITIVE_INFINITY, x) : Double.NaN;
        }
        // 1 − y is exact; its logarithm makes the tail nearly linear.
        double logarithm = -Math.log(1 - y);
        double z = Math.sqrt(logarithm);
        double square = z * z;
        // The result grows about as fast as z, so the relative error of z is added to the quotient below.
        double correction = (logarithm - square - squareError(z, square)) / (2 * logarithm);
        double t = (z - 1.5) / (z + 1.5);
        // erfinv(1 − exp(−z²))/z with z = 1.5 (1 + t)/(1 − t), on [1.177, 6.062], degree 20, error 6.4e-18.
        double p = -0.0032635544383954377;
        p = p * t + 0.009069531563837422;
        p = p * t - 0.007663600419506549;
        p = p * t - 0.0007328701065640173;
        p = p * t - 0.004433308987460659;
        p = p * t + 0.03224300759764597;
        p = p * t - 0.05633916253008413;
        p = p * t + 0.040080377519892074;
        p = p * t + 0.016209119427112593;
        p = p * t - 0.06668380885584584;
        p = p * t + 0.05779429023124452;
        p = p * t + 0.014963486603506573;
        p = p * t - 0.09264301574773731;
        p = p * t + 0.09160944466623218;
        p = p * t + 0.0138508169219976;
        p = p * t - 0.15305390778387;
        p = p * t + 0.1727248087773765;
        p = p * t + 0.02606319895505583;
        p = p * t - 0.4054902356055589;
        p = p * t + 0.5524487453882195;
        // The last step of the polynomial, its constant 0.7633091880364665 in two parts: the first product is exact.
        double high = Double.longBitsToDouble(Double.doubleToRawLongBits(z) & 0xFFFFFFFFF8000000L);
        double rest = z * (p * t + correction) + (high * 7.299924775772126e-09 + (z - high) * 0.7633091880364665);
        return Math.copySign(high * 0.7633091807365417 + rest, x);
    }

    /**
     * The inverse of normcdf on [0, 1]; NaN outside. Error below 4 ulp apart from its zero at 1/2; norminv(0) = −∞,
     * norminv(1) = +∞.
     */
    public static double norminv(double p) {
        if (!(p >= 0 && p <= 1)) {
            return Double.NaN;
        }
        if (p > 0.25) {
            // 1 − 2p is exact up to 1/2, and beyond it 1 − p
            return p > 0.75 ? -norminvTail(1 - p) : -1.4142135623730951 * erfinv(1 - 2 * p);
        }
        return norminvTail(p);
    }

    /** norminv(p) for p up to 1/4: Newton's method on the logarithm of normcdf, from its leading terms far out. */
    private static double norminvTail(double p) {
        if (p == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double square = -2 * Math.log(p);
        double farOut = square - Math.log(6.283185307179586 * square);
        double x = p > 1e-10
                ? -1.4142135623730951 * erfinv(1 - 2 * p)
                : -Math.sqrt(square - Math.log(6.283185307179586 * farOut));
        for (int i = 0; i < 3; i++) {
            double tail = normcdf(x);
            double density = 0.3989422804014327 * Math.exp(-0.5 * x * x);
            x -= Math.log(tail / p) * (density > 1e-290 ? tail / density : -1 / x);
        }
        return x;
    }

    /**
     * The logarithm of |Γ(x)|. Error below 5 ulp for positive x, also near the zeros 1 and 2; for negative x relative
     * error 1e-13 away from the zeros between the poles. +∞ at 0, −1, −2, … and at ±∞.
     */
    public static double lgamma(double x) {
        if (x > 0) {
            return lgammaPositive(x);
        }
        double distance = x - Math.rint(x);
        if (distance == 0 || x == Double.NEGATIVE_INFINITY) {
            return Double.POSITIVE_INFINITY;
        }
        if (x > -1e-17) {
            return -Math.log(-x);
        }
        // Γ(x) Γ(−x) = −π / (x sin πx)
        return -Math.log(Math.abs(x * Math.sin(Math.PI * distance)) / Math.PI) - lgammaPositive(-x);
    }

    /**
     * Γ(x): a rational function on [2, 3] (Cephes, gamma.c) and the recurrence Γ(x + 1) = x Γ(x), from 12 on Stirling's
     * series. Error below 12 ulp for positive x, relative error 1e-14 for negative x away from the poles; ±∞ at ±0, NaN
     * at −1, −2, … and at −∞.
     */
    public static double tgamma(double x) {
        if (x >= 12) {
            return x > 172 ? Double.POSITIVE_INFINITY : tgammaLarge(x);
        }
        if (x > -0.5) {
            return tgammaCentral(x);
        }
        double whole = Math.rint(x);
        if (!(Math.abs(x - whole) > 0)) {
            return Double.NaN;
        }
        if (x < -200) {
            return 0;
        }
        if (x < -150) {
            // Γ(−x) overflows earlier than 1/Γ(−x) vanishes
            double product = 1;
            for (int k = 0; k < 50; k++) {
                product /= x + k;
            }
            return product * tgamma(x + 50);
        }
        double sine = Math.sin(Math.PI * (x - whole));
        return -Math.PI / (x * (whole % 2 == 0 ? sine : -sine) * tgamma(-x));
    }

    private static double tgammaCentral(double x) {
        double product = 1;
        double t = x;
        while (t >= 3) {
            t -= 1;
            product *= t;
        }
        while (t < 2) {
            product /= t;
            t += 1;
        }
        t -= 2;
        double p = (((((1.60119522476751861407e-4 * t + 1.19135147006586384913e-3) * t + 1.04213797561761569935e-2) * t
                + 4.76367800457137231464e-2) * t + 2.07448227648435975150e-1) * t + 4.94214826801497100753e-1) * t + 1;
        double q =
                ((((((-2.31581873324120129819e-5 * t + 5.39605580493303397842e-4) * t - 4.45641913851797240494e-3) * t
                                                                                        + 1.18139785222060435552e-2)
                                                                                * t
                                                                        + 3.58236398605498653373e-2)
                                                                * t
                                                        - 2.34591795718243348568e-1)
                                                * t
                                        + 7.14304917030273074085e-2)
                                * t
                        + 1;
        return product * (p / q);
    }

    /**
     * √(2π) x^(x − ½) e^(−x) with Stirling's series, in two factors of which none overflows before the product does.
     */
    private static double tgammaLarge(double x) {
        double root = Math.pow(x, 0.5 * x - 0.25);
        return 2.5066282746310002 * root * Math.exp(-x) * Math.exp(stirlingSeries(x)) * root;
    }

    /**
     * log Γ(x) − ((x − ½) log x − x + ½ log 2π), to a rounding of Γ for x from 10 on (Abramowitz and Stegun 6.1.41).
     */
    private static double stirlingSeries(double x) {
        double s = 1 / x / x;
        return ((((((((-3617.0 / 122400 * s + 1.0 / 156) * s - 691.0 / 360360) * s + 1.0 / 1188) * s - 1.0 / 1680) * s
                                                        + 1.0 / 1260)
                                                * s
                                        - 1.0 / 360)
                                * s)
                        + 1.0 / 12)
                / x;
    }

    /**
     * The logarithm of Euler's beta function B(a, b) of positive numbers, by Stirling's series where one is large, so
     * that logarithms of Γ never cancel (as DiDonato and Morris, Algorithm 708). Error below 45 ulp of the result, or
     * of 1 where that is smaller. +∞ where an argument is 0, NaN where one is negative.
     */
    public static double lbeta(double a, double b) {
        double p = Math.min(a, b);
        double q = Math.max(a, b);
        if (!(p > 0)) {
            return p == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (q == Double.POSITIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        if (p < 1e-290) {
            return -Math.log(p);
        }
        if (q < 10) {
            return Math.log(tgamma(p) * (tgamma(q) / tgamma(p + q)));
        }
        double ratio = p / (p + q);
        double rest = Math.log1p(-ratio);
        if (p < 10) {
            return lgammaPositive(p)
                    + (stirlingSeries(q) - stirlingSeries(p + q))
                    + p
                    - p * Math.log(p + q)
                    + (q - 0.5) * rest;
        }
        return -0.5 * Math.log(q)
                + 0.9189385332046727
                + (stirlingSeries(p) + (stirlingSeries(q) - stirlingSeries(p + q)))
                + (p - 0.5) * Math.log(ratio)
                + q * rest;
    }

    /**
     * Euler's beta function B(a, b) = Γ(a) Γ(b)/Γ(a + b) of positive numbers. Relative error below 1e-13. +∞ where one
     * is 0, NaN where one is negative.
     */
    public static double eulerBeta(double a, double b) {
        return a > 0 && b > 0 && a + b < 20 ? tgamma(a) * (tgamma(b) / tgamma(a + b)) : Math.exp(lbeta(a, b));
    }

    /**
     * The regularised lower incomplete gamma function P(a, x), a positive, x ≥ 0: its power series below a, else 1 −
     * Q(a, x) (Abramowitz and Stegun 6.5.29 and 6.5.31). Relative error below 5e-13. NaN elsewhere, and for a above
     * 1e10, which needs too many terms.
     */
    public static double gammap(double a, double x) {
        if (!(a > 0 && a <= 1e10 && x >= 0)) {
            return Double.NaN;
        }
        return x == 0 ? 0 : x < a || x <= 1.1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x);
    }

    /**
     * The regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x), by a continued fraction from a on; for
     * small arguments, where P may be near 1, by −expm1. Relative error below 5e-13. NaN where {@link #gammap} is.
     */
    public static double gammaq(double a, double x) {
        if (!(a > 0 && a <= 1e10 && x >= 0)) {
            return Double.NaN;
        }
        if (x == 0) {
            return 1;
        }
        if (a < 1 && x <= 1.1) {
            return gammaqSmall(a, x);
        }
        return x < a || x <= 1.1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x);
    }

    /**
     * The density x^(a − 1) exp(−x)/Γ(a), the derivative of P(a, x) by x; of large a by its distance to the mode, whose
     * logarithm costs digits in far tails: relative error below 5e-13.
     */
    public static double gammaDensity(double a, double x) {
        if (!(a > 0 && x >= 0)) {
            return Double.NaN;
        }
        if (x == 0 || x == Double.POSITIVE_INFINITY) {
            return x > 0 || a > 1 ? 0 : a == 1 ? 1 : Double.POSITIVE_INFINITY;
        }
        if (a < 100) {
            // beyond 1e4 it is 0, and the power might be infinite
            return x > 1e4 ? 0 : Math.pow(x, a - 1) * Math.exp(-x) / tgamma(a);
        }
        double distance = (x - a) / a;
        double exponent = Math.abs(distance) < 0.5 ? a * log1pMinusX(distance) : a * Math.log(x / a) + (a - x);
        return Math.sqrt(a) * 0.3989422804014327 * Math.exp(exponent - stirlingSeries(a)) / x;
    }

    private static double gammaSeries(double a, double x) {
        double term = 1;
        double sum = 1;
        for (double n = 1; term > 1e-17 * sum; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return a < 1e-290 ? sum : x / a * gammaDensity(a, x) * sum;
    }

    private static double gammaFraction(double a, double x) {
        return x == Double.POSITIVE_INFINITY ? 0 : x * gammaDensity(a, x) * lentz(a, x, true);
    }

    /** After how many steps the continued fraction has all digits; of a whole a it ends, and its derivatives do not. */
    private static double gammaFractionLength(double a, double x) {
        return lentz(Math.floor(a) + 0.5, Math.max(x, a + 0.5), false);
    }

    /** The fraction by Lentz's method, or its length; x > 1 and x ≥ a keep all denominators positive. */
    private static double lentz(double a, double x, boolean value) {
        double b = x + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double fraction = d;
        double step = 0;
        double n = 1;
        for (; Math.abs(step - 1) > 4e-16 && n < 1e7; n++) {
            double numerator = n * (a - n);
            b += 2;
            d = 1 / (numerator * d + b);
            c = b + numerator / c;
            step = c * d;
            fraction *= step;
        }
        return value ? fraction : n;
    }

    /**
     * The derivative of order n of {@link #gammaDensity} by a, for n up to 100: Dₖ₊₁ = Σ (k over j) Dₖ₋ⱼ Lⱼ with L₀ =
     * log x − ψ(a) and Lⱼ = −ψ⁽ʲ⁾(a), which are the logarithm's derivatives. Relative error as of the density, but
     * where terms of both signs cancel.
     */
    public static double derivativeOfGammaDensity(double n, double a, double x) {
        return isOrder(n) && n <= 100 ? gammaDensityTaylor(n, a, x)[(int) n] * factorial(n) : Double.NaN;
    }

    /** Taylor's coefficients of the density in a, up to order n. */
    private static double[] gammaDensityTaylor(double n, double a, double x) {
        double[] logarithm = new double[(int) n + 1];
        double[] density = new double[(int) n + 1];
        density[0] = gammaDensity(a, x);
        double factorial = 1;
        for (int k = 0; k < n; k++) {
            logarithm[k] = k == 0 ? logMinusDigamma(a, x) : -polygamma(k, a) / factorial;
            factorial *= k + 1;
            for (int j = 0; j <= k && density[0] != 0; j++) {
                density[k + 1] += density[k - j] * logarithm[j] / (k + 1);
            }
        }
        return density;
    }

    /** log x − ψ(a), of which near x = a not all digits cancel. */
    private static double logMinusDigamma(double a, double x) {
        double distance = (x - a) / a;
        if (a < 10 || Math.abs(distance) > 0.5) {
            return Math.log(x) - digamma(a);
        }
        return Math.log1p(distance) + (0.5 / a + digammaSeries(a));
    }

    private static double factorial(double n) {
        double product = 1;
        for (double k = 2; k <= n; k++) {
            product *= k;
        }
        return product;
    }

    /**
     * The derivative of order n of {@link #gammap} by its shape parameter a, for n up to 100: series and continued
     * fraction are computed with Taylor polynomials in a. Relative error below 1e-12 for the first one; higher ones
     * change sign near x = a. 0 for x = 0 and ∞.
     */
    public static double derivativeOfGammap(double n, double a, double x) {
        if (!(isOrder(n) && n <= 100 && a > 0 && a <= 1e10 && x >= 0)) {
            return Double.NaN;
        }
        if (n == 0) {
            return gammap(a, x);
        }
        if (x == 0 || x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        boolean isLower = x < a || x <= 1.1;
        return factorial(n) * (isLower ? gammaSeriesTaylor((int) n, a, x) : -gammaFractionTaylor((int) n, a, x));
    }

    /** Σ x^(a + k) exp(−x)/Γ(a + k + 1): each term follows from the one before by a division by a + k. */
    private static double gammaSeriesTaylor(int n, double a, double x) {
        double[] term = gammaDensityTaylor(n, a + 1, x);
        double size = term[0];
        double total = size;
        double sum = term[n];
        for (double k = 1; size > 1e-18 * total || Math.abs(term[n]) > 1e-17 * Math.abs(sum); k++) {
            double before = 0;
            for (int j = 0; j <= n; j++) {
                term[j] = (x * term[j] - before) / (a + k);
                before = term[j];
            }
            size = term[0];
            total += size;
            sum += term[n];
        }
        return sum;
    }

    /** The product of {@link #gammaFraction}'s factors, the fraction computed from its end. */
    private static double gammaFractionTaylor(int n, double a, double x) {
        double[] fraction = new double[n + 1];
        double[] inverse = new double[n + 1];
        double last = 1.5 * gammaFractionLength(a, x) + 10;
        for (double k = Math.ceil(last); k >= 0; k--) {
            for (int j = n; j >= 0; j--) {
                double above = j == 0 ? 0 : inverse[j - 1];
                fraction[j] = -(k + 1) * ((k + 1 - a) * inverse[j] - above);
            }
            fraction[0] += x + 2 * k + 1 - a;
            fraction[1] -= 1;
            for (int j = 0; j <= n; j++) {
                double sum = j == 0 ? 1 : 0;
                for (int i = 1; i <= j; i++) {
                    sum -= fraction[i] * inverse[j - i];
                }
                inverse[j] = sum / fraction[0];
            }
        }
        double[] density = gammaDensityTaylor(n, a, x);
        double product = 0;
        for (int j = 0; j <= n; j++) {
            product += density[j] * inverse[n - j];
        }
        return x * product;
    }

    /** 1 − u(1 + a Σ (−x)ⁿ/(n! (a + n))) with u = xᵃ/Γ(1 + a). */
    private static double gammaqSmall(double a, double x) {
        double logarithm = a * Math.log(x) - lgammaUnit(a);
        double power = 1;
        double sum = 0;
        for (double n = 1; n < 30; n++) {
            power *= -x / n;
            sum += power / (a + n);
        }
        return -Math.expm1(logarithm) - Math.exp(logarithm) * a * sum;
    }

    /**
     * log(1 − exp(x)), x negative, by log(−expm1(x)) or log1p(−exp(x)), whichever keeps its digits (Mächler,
     * "Accurately computing log(1 − exp(−|a|))", 2012). Error below 3 ulp; −∞ at 0, NaN above.
     */
    public static double log1mexp(double x) {
        return x > -0.6931471805599453 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
    }

    /**
     * The digamma function ψ(x) = Γ′(x)/Γ(x). Relative error below 1e-14 for positive x, also near the zero 1.4616…;
     * for negative x away from the zeros between the poles. ψ(+0) = −∞, ψ(−0) = +∞, ψ(+∞) = +∞;
     * NaN at −1, −2, … and at −∞.
     */
    public static double digamma(double x) {
        if (x > 0) {
            return digammaPositive(x);
        }
        if (x == 0) {
            return -1 / x;
        }
        double distance = x - Math.rint(x);
        if (distance == 0 || x == Double.NEGATIVE_INFINITY) {
            return Double.NaN;
        }
        // ψ(x) = ψ(1 − x) − π cot πx; near its zero the cotangent is the tangent of the exact difference to ±1/2.
        double cotangent = Math.abs(distance) < 0.25
                ? 1 / Math.tan(Math.PI * distance)
                : Math.tan(Math.PI * (Math.copySign(0.5, distance) - distance));
        return digammaPositive(1 - x) - Math.PI * cotangent;
    }

    /**
     * The trigamma function ψ′(x). Relative error below 1e-14. +∞ at 0, −1, −2, …; 0 at +∞; NaN at −∞.
     */
    public static double trigamma(double x) {
        if (x > 0) {
            return trigammaPositive(x);
        }
        if (x == Double.NEGATIVE_INFINITY) {
            return Double.NaN;
        }
        // ψ′(x) = (π / sin πx)² − ψ′(1 − x)
        double ratio = Math.PI / Math.sin(Math.PI * (x - Math.rint(x)));
        return ratio * ratio - trigammaPositive(1 - x);
    }

    /**
     * The polygamma function of the given order n, the n-th derivative of ψ(x). The order is an integer from 0 to 2³¹ −
     * 1, NaN for any other. Relative error below 1e-14 for positive x and orders up to 170, then growing with n, about
     * 1e-12 at n = 1000; for negative x away from the zeros that even orders have between the poles. At 0, −1, −2, …
     * odd orders give +∞; even orders give −∞ at +0, +∞ at −0 and NaN below. 0 at +∞, NaN at −∞.
     */
    public static double polygamma(double n, double x) {
        if (!(n >= 0 && n <= Integer.MAX_VALUE && n == Math.rint(n))) {
            return Double.NaN;
        }
        if (n == 0) {
            return digamma(x);
        }
        if (n == 1) {
            return trigamma(x);
        }
        boolean even = n % 2 == 0;
        if (x > 0) {
            return even ? -polygammaMagnitude(n, x) : polygammaMagnitude(n, x);
        }
        if (x == 0) {
            return even ? -1 / x : Double.POSITIVE_INFINITY;
        }
        if (x == Double.NEGATIVE_INFINITY) {
            return Double.NaN;
        }
        double distance = x - Math.rint(x);
        if (distance == 0) {
            return even ? Double.NaN : Double.POSITIVE_INFINITY;
        }
        // The reflection formula with the derivative of the cotangent, itself written by reflection inside (0, 1):
        // with r = x − ⌊x⌋ and s = (−1)ⁿ, ψₙ(x) = ψₙ(r) − s ψₙ(1 − r) + s ψₙ(1 − x). Valid for every order.
        double near = polygammaMagnitude(n, Math.abs(distance));
        double far = polygammaMagnitude(n, 1 - Math.abs(distance));
        double rest = polygammaMagnitude(n, 1 - x);
        if (even) {
            return (distance > 0 ? far - near : near - far) - rest;
        }
        return near + far - rest;
    }

    /**
     * ψ⁽ⁿ⁾(a) − ψ⁽ⁿ⁾(a + b) for orders n up to 100. For positive a and b ≥ 0 nothing cancels where b is small: it is
     * the recurrence and the asymptotic series of ψ (Abramowitz and Stegun 6.4.6 and 6.4.11) with a difference in the
     * place of each power, with a relative error below 1e-13. Elsewhere it is the difference as it is written. −∞ or +∞
     * for a = 0.
     */
    public static double polygammaDifference(double n, double a, double b) {
        if (!(isOrder(n) && n <= 100)) {
            return Double.NaN;
        }
        if (!(a >= 0 && b >= 0)) {
            return polygamma(n, a) - polygamma(n, a + b);
        }
        double factorial = factorial(n);
        double sum = 0;
        double x = a;
        for (; x < 10 + n; x++) {
            sum += factorial * powerDifference(n + 1, x, b);
        }
        double[] bernoulli = {
            1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510
        };
        double series = 0;
        double coefficient = factorial * (n + 1) / 2;
        for (int k = 0; k < bernoulli.length; k++) {
            series += coefficient * bernoulli[k] * powerDifference(2 * k + 2 + n, x, b);
            coefficient *= (2 * k + n + 2) * (2 * k + n + 3) / ((2 * k + 3) * (2 * k + 4));
        }
        double first = n == 0 ? Math.log1p(b / x) : factorial / n * powerDifference(n, x, b);
        double total = sum + (first + (factorial / 2 * powerDifference(n + 1, x, b) + series));
        return n % 2 == 0 ? -total : total;
    }

    /** x⁻ᵐ − (x + b)⁻ᵐ. */
    private static double powerDifference(double m, double x, double b) {
        return b == Double.POSITIVE_INFINITY || x == 0
                ? Math.pow(x, -m)
                : m == 1 ? b / (x + b) / x : -Math.pow(x, -m) * Math.expm1(-m * Math.log1p(b / x));
    }

    /**
     * The logistic function 1/(1 + exp(−x)), without loss in the lower tail. Error below 3 ulp; 0 at −∞, 1 at +∞.
     */
    public static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double e = Math.exp(x);
        return e / (1 + e);
    }

    /**
     * 1/cosh(x), without overflow on the way. Error below 2 ulp; 0 at ±∞.
     */
    public static double sech(double x) {
        double e = Math.exp(-Math.abs(x));
        return 2 * e / (1 + e * e);
    }

    /**
     * log(1 + exp(x)), without overflow and without loss in the lower tail. Error below 2 ulp; 0 at −∞, +∞ at +∞.
     */
    public static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /**
     * log(exp(a) + exp(b)) without overflow. Error below 3 ulp of the larger of the result and the larger argument,
     * hence absolutely small where the result itself vanishes. −∞ is neutral, +∞ absorbs.
     */
    public static double logaddexp(double a, double b) {
        double high = Math.max(a, b);
        if (a == b) {
            return high + 0.6931471805599453;
        }
        double low = Math.min(a, b);
        double gap = low - high;
        double e = Math.exp(gap);
        if (e == 0) {
            return high;
        }
        // The rounding error of the gap counts where high is far smaller than low.
        double subtracted = low - gap;
        double gapError = (low - (gap + subtracted)) + (subtracted - high);
        return high + Math.log1p(e + e * gapError);
    }

    /**
     * log₂(2ᵃ + 2ᵇ) without overflow. Error below 3 ulp of the larger of the result and the larger argument, as of
     * {@link #logaddexp}; exact for equal arguments. −∞ is neutral, +∞ absorbs.
     */
    public static double logaddexp2(double a, double b) {
        double high = Math.max(a, b);
        if (a == b) {
            return high + 1;
        }
        double low = Math.min(a, b);
        double gap = low - high;
        double e = exp2(gap);
        if (e == 0) {
            return high;
        }
        // The rounding error of the gap counts where high is far smaller than low.
        double subtracted = low - gap;
        double gapError = (low - (gap + subtracted)) + (subtracted - high);
        return high + Math.log1p(e + e * gapError * 0.6931471805599453) * 1.4426950408889634;
    }

    /**
     * a log(b), but 0 where a = 0, whatever b is except NaN. Error below 2 ulp; NaN for b below 0 unless a = 0.
     */
    public static double xlogy(double a, double b) {
        return a == 0 && !Double.isNaN(b) ? 0 : a * Math.log(b);
    }

    /**
     * a log(1 + b), but 0 where a = 0, whatever b is except NaN. Error below 2 ulp; NaN for b below −1 unless a = 0.
     */
    public static double xlog1py(double a, double b) {
        return a == 0 && !Double.isNaN(b) ? 0 : a * Math.log1p(b);
    }

    /**
     * x log(x), continued by 0 at 0. Error below 2 ulp; NaN below 0, +∞ at +∞.
     */
    public static double xlogx(double x) {
        return x == 0 ? 0 : x * Math.log(x);
    }

    /**
     * 2ˣ. Error below 2 ulp, exact for integers; 0 at −∞, +∞ from 1024 on, gradual underflow from −1022 to −1075.
     */
    public static double exp2(double x) {
        if (x >= 1024) {
            return Double.POSITIVE_INFINITY;
        }
        if (x < -1080) {
            return 0;
        }
        double n = Math.rint(x);
        double r = x - n;
        // (2ʳ − 1)/r on [−0.5, 0.5], degree 11, error 2.7e-19.
        double p = 2.5729324177362305e-11;
        p = p * r + 4.4558179083360645e-10;
        p = p * r + 7.0548973041554995e-09;
        p = p * r + 1.0178057087733941e-07;
        p = p * r + 1.3215486808705563e-06;
        p = p * r + 1.5252733841556773e-05;
        p = p * r + 0.00015403530393370734;
        p = p * r + 0.001333355814640647;
        p = p * r + 0.00961812910762848;
        p = p * r + 0.055504108664821625;
        p = p * r + 0.24022650695910072;
        p = p * r + 0.6931471805599453;
        // Two factors, because 2ⁿ itself may lie outside the normal range; only the last product rounds.
        long half = (long) n >> 1;
        double first = Double.longBitsToDouble((half + 1023) << 52);
        double second = Double.longBitsToDouble(((long) n - half + 1023) << 52);
        return (1 + r * p) * first * second;
    }

    /**
     * The logarithm to base 2. Error below 2 ulp, exact for powers of two; log2(±0) = −∞, NaN below 0, +∞ at +∞.
     */
    public static double log2(double x) {
        if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
            return Math.log(x);
        }
        // Subnormal numbers are first brought into the normal range.
        double normal = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
        int exponent = Math.getExponent(normal);
        double mantissa =
                Double.longBitsToDouble(Double.doubleToRawLongBits(normal) & 0xFFFFFFFFFFFFFL | 0x3FF0000000000000L);
        if (mantissa > 1.4142135623730951) {
            mantissa *= 0.5;
            exponent++;
        }
        double offset = x < Double.MIN_NORMAL ? exponent - 54 : exponent;
        // 1/ln 2 as the sum of two doubles.
        double logarithm = Math.log(mantissa);
        return offset + (logarithm * 1.4426950408889634 + logarithm * 2.0355273740931033e-17);
    }

    /**
     * The hyperbolic cosine. Error below 2 ulp, near overflow as well, where that of {@link Math#cosh} is above.
     */
    public static double cosh(double x) {
        double y = Math.abs(x);
        return y > 709 && y <= 710.4758600739439 ? halfOfExp(y) : Math.cosh(x);
    }

    /**
     * The hyperbolic sine. Error below 2 ulp, near overflow as well.
     */
    public static double sinh(double x) {
        double y = Math.abs(x);
        return y > 709 && y <= 710.4758600739439 ? Math.copySign(halfOfExp(y), x) : Math.sinh(x);
    }

    /**
     * exp(y)/2 for y from 709 to where it overflows, which is behind exp(y): log 2 is subtracted in two parts, the
     * first exactly.
     */
    private static double halfOfExp(double y) {
        double e = Math.exp(y - 0.6931471805598903);
        return e - e * 5.495603971894525e-14;
    }

    /**
     * The inverse of sinh. Error below 2 ulp; asinh(±0) = ±0, asinh(±∞) = ±∞.
     */
    public static double asinh(double x) {
        double t = Math.abs(x);
        if (t > 0x1p28) {
            return Math.copySign(Math.log(t) + 0.6931471805599453, x);
        }
        double square = t * t;
        return Math.copySign(Math.log1p(t + square / (1 + Math.sqrt(1 + square))), x);
    }

    /**
     * The inverse of cosh on [1, ∞); NaN below 1. Error below 3 ulp; acosh(1) = 0, acosh(+∞) = +∞.
     */
    public static double acosh(double x) {
        if (x < 1) {
            return Double.NaN;
        }
        if (x > 0x1p28) {
            return Math.log(x) + 0.6931471805599453;
        }
        double t = x - 1;
        return Math.log1p(t + Math.sqrt(2 * t + t * t));
    }

    /**
     * The inverse of tanh on [−1, 1]; NaN outside. Error below 2 ulp; atanh(±0) = ±0, atanh(±1) = ±∞.
     */
    public static double atanh(double x) {
        double t = Math.abs(x);
        if (t < 0x1p-28) {
            return x;
        }
        // Below 1/2 the quotient is only a correction, above it 1 − t is exact.
        double argument = t < 0.5 ? 2 * t + 2 * t * t / (1 - t) : 2 * t / (1 - t);
        return Math.copySign(0.5 * Math.log1p(argument), x);
    }

    /**
     * sin(x)/x, continued by 1 at 0. Error below 3 ulp; 0 at ±∞.
     */
    public static double sinOverX(double x) {
        return x == 0 ? 1 : Double.isInfinite(x) ? 0 : Math.sin(x) / x;
    }

    /**
     * sinh(x)/x, continued by 1 at 0. Error below 3 ulp; +∞ at ±∞.
     */
    public static double sinhOverX(double x) {
        if (Double.isInfinite(x)) {
            return Double.POSITIVE_INFINITY;
        }
        return x == 0 ? 1 : Math.sinh(x) / x;
    }

    /**
     * (exp(x) − 1)/x, continued by 1 at 0. Error below 3 ulp; 0 at −∞, +∞ at +∞.
     */
    public static double expm1OverX(double x) {
        if (x == Double.POSITIVE_INFINITY) {
            return x;
        }
        return x == 0 ? 1 : Math.expm1(x) / x;
    }

    /**
     * log(1 + x)/x, continued by 1 at 0. Error below 3 ulp; +∞ at −1, NaN below; 0 at +∞.
     */
    public static double log1pOverX(double x) {
        // at the rounded number the quotient differs by less than its own rounding
        double rounded = 1 + x;
        return rounded == 1 ? 1 : rounded == Double.POSITIVE_INFINITY ? 0 : Math.log(rounded) / (rounded - 1);
    }

    /**
     * asin(x)/x, continued by 1 at 0. Error below 3 ulp; NaN beyond ±1.
     */
    public static double asinOverX(double x) {
        return x == 0 ? 1 : Math.asin(x) / x;
    }

    /**
     * atan(x)/x, continued by 1 at 0. Error below 3 ulp; 0 at ±∞.
     */
    public static double atanOverX(double x) {
        return x == 0 ? 1 : Math.atan(x) / x;
    }

    /**
     * asinh(x)/x, continued by 1 at 0. Error below 3 ulp; 0 at ±∞.
     */
    public static double asinhOverX(double x) {
        if (Double.isInfinite(x)) {
            return 0;
        }
        return x == 0 ? 1 : asinh(x) / x;
    }

    /**
     * atanh(x)/x, continued by 1 at 0. Error below 3 ulp; NaN beyond ±1.
     */
    public static double atanhOverX(double x) {
        return x == 0 ? 1 : atanh(x) / x;
    }

    /**
     * tanh(x)/x, continued by 1 at 0. Error below 3 ulp; 0 at ±∞.
     */
    public static double tanhOverX(double x) {
        return x == 0 ? 1 : Math.tanh(x) / x;
    }

    /**
     * erf(x)/x, continued by 2/√π at 0. Error below 3 ulp; 0 at ±∞.
     */
    public static double erfOverX(double x) {
        return x == 0 ? 1.1283791670955126 : erf(x) / x;
    }

    /**
     * x/tanh(x), continued by 1 at 0. Error below 3 ulp; +∞ at ±∞.
     */
    public static double xOverTanh(double x) {
        return x == 0 ? 1 : x / Math.tanh(x);
    }

    /**
     * x/(exp(x) − 1), continued by 1 at 0: the generating function of Bernoulli's numbers. Error below 2 ulp; +∞ at −∞,
     * 0 at +∞.
     */
    public static double xOverExpm1(double x) {
        return x == 0 ? 1 : x == Double.POSITIVE_INFINITY ? 0 : x / Math.expm1(x);
    }

    /**
     * x/log(1 + x), continued by 1 at 0. Error below 2 ulp; 0 at −1, NaN below; +∞ at +∞.
     */
    public static double xOverLog1p(double x) {
        double rounded = 1 + x;
        return rounded == 1 ? 1 : rounded == Double.POSITIVE_INFINITY ? x : (rounded - 1) / Math.log(rounded);
    }

    /**
     * (exp(ab) − 1)/a, continued by b at a = 0. Error as that of expm1 at the rounded product, and 1 ulp.
     */
    public static double expm1Over(double a, double b) {
        double product = a * b;
        return a == 0 || product == 0
                ? b
                : product == Double.POSITIVE_INFINITY ? Math.copySign(product, a) : Math.expm1(product) / a;
    }

    /**
     * x − sin(x). Error below 3 ulp; ±∞ at ±∞.
     */
    public static double xMinusSin(double x) {
        return Math.abs(x) < 1.5 ? cubeSeries(x, -1) * x * x * x : Double.isInfinite(x) ? x : x - Math.sin(x);
    }

    /**
     * sinh(x) − x. Error below 4 ulp; ±∞ at ±∞.
     */
    public static double sinhMinusX(double x) {
        return Math.abs(x) < 1.5 ? cubeSeries(x, 1) * x * x * x : Double.isInfinite(x) ? x : Math.sinh(x) - x;
    }

    /**
     * tan(x) − x. Error below 4 ulp.
     */
    public static double tanMinusX(double x) {
        return Math.abs(x) < 1 ? momentSeries(x, -1) / Math.cos(x) * x * x * x : Math.tan(x) - x;
    }

    /**
     * x − tanh(x). Error below 4 ulp; ±∞ at ±∞.
     */
    public static double tanhshrink(double x) {
        return Math.abs(x) < 1 ? momentSeries(x, 1) / Math.cosh(x) * x * x * x : x - Math.tanh(x);
    }

    /**
     * exp(x) − 1 − x. Error below 4 ulp; +∞ at ±∞.
     */
    public static double expm1MinusX(double x) {
        return Math.abs(x) < 1 ? squareSeries(x) * x * x : x == Double.POSITIVE_INFINITY ? x : Math.expm1(x) - x;
    }

    /**
     * log(1 + x) − x. Error below 4 ulp; −∞ at −1 and at +∞, NaN below −1.
     */
    public static double log1pMinusX(double x) {
        return Math.abs(x) < 0.5 ? logSeries(x) * x * x : x == Double.POSITIVE_INFINITY ? -x : Math.log1p(x) - x;
    }

    /**
     * (x − sin(x))/x³, continued by 1/6 at 0. Error below 5 ulp; 0 at ±∞.
     */
    public static double xMinusSinOverX3(double x) {
        return Math.abs(x) < 1.5 ? cubeSeries(x, -1) : (1 - sinOverX(x)) / x / x;
    }

    /**
     * (sinh(x) − x)/x³, continued by 1/6 at 0. Error below 5 ulp; +∞ at ±∞.
     */
    public static double sinhMinusXOverX3(double x) {
        return Math.abs(x) < 1.5
                ? cubeSeries(x, 1)
                : Double.isInfinite(x) ? Double.POSITIVE_INFINITY : (Math.sinh(x) / x - 1) / x / x;
    }

    /**
     * (tan(x) − x)/x³, continued by 1/3 at 0. Error below 5 ulp.
     */
    public static double tanMinusXOverX3(double x) {
        return Math.abs(x) < 1 ? momentSeries(x, -1) / Math.cos(x) : (Math.tan(x) / x - 1) / x / x;
    }

    /**
     * (x − tanh(x))/x³, continued by 1/3 at 0. Error below 5 ulp; 0 at ±∞.
     */
    public static double xMinusTanhOverX3(double x) {
        return Math.abs(x) < 1 ? momentSeries(x, 1) / Math.cosh(x) : (1 - Math.tanh(x) / x) / x / x;
    }

    /**
     * (exp(x) − 1 − x)/x², continued by 1/2 at 0. Error below 5 ulp; 0 at −∞, +∞ at +∞.
     */
    public static double expm1MinusXOverX2(double x) {
        return Math.abs(x) < 1 ? squareSeries(x) : x == Double.POSITIVE_INFINITY ? x : (Math.expm1(x) / x - 1) / x;
    }

    /**
     * (log(1 + x) − x)/x², continued by −1/2 at 0. Error below 5 ulp; −∞ at −1, NaN below; 0 at +∞.
     */
    public static double log1pMinusXOverX2(double x) {
        return Math.abs(x) < 0.5 ? logSeries(x) : x == Double.POSITIVE_INFINITY ? 0 : (Math.log1p(x) / x - 1) / x;
    }

    /**
     * Langevin's function, coth(x) − 1/x, continued by 0 at 0. Error below 5 ulp; ±1 at ±∞.
     */
    public static double langevin(double x) {
        // x cosh(x) − sinh(x) over x sinh(x)
        return Math.abs(x) < 1 ? momentSeries(x, 1) / sinhOverX(x) * x : 1 / Math.tanh(x) - 1 / x;
    }

    /**
     * √(1 + x) − 1. Error below 3 ulp; NaN below −1, +∞ at +∞.
     */
    public static double sqrt1pm1(double x) {
        return x == Double.POSITIVE_INFINITY ? x : x / (1 + Math.sqrt(1 + x));
    }

    /** x/(1 + |x|); ±1 at ±∞. */
    public static double softsign(double x) {
        double bounded = Math.max(-Double.MAX_VALUE, Math.min(x, Double.MAX_VALUE));
        return bounded / (1 + Math.abs(bounded));
    }

    /**
     * aᵇ − 1. Error below 4 ulp but for that of b log(a), which counts as in {@link Math#exp}; special cases are those
     * of {@link Math#pow}.
     */
    public static double powm1(double a, double b) {
        double exponent = b * Math.log(a);
        return Math.abs(exponent) < 0.5 ? Math.expm1(exponent) : Math.pow(a, b) - 1;
    }

    /**
     * {@code xᵉ} by the power p with the exponent e + 1, as p/x; where p is no normal number, as by {@link Math#pow},
     * so that special cases are the same. Error below 2 ulp; a rounding of e does not count unless p is no normal
     * number.
     */
    public static double lowerPower(double x, double e, double p) {
        return isNormal(p) ? p / x : Math.pow(x, e);
    }

    /**
     * {@code xᵉ} by m, the power with the exponent e + 1 less 1, as (1 + m)/x unless 1 + m loses digits or is no
     * number. Error that of {@link #powm1} and 2 ulp.
     */
    public static double lowerPowerByPowm1(double x, double e, double m) {
        return m >= -0.5 && m <= Double.MAX_VALUE ? (1 + m) / x : Math.pow(x, e);
    }

    /**
     * a/b by the reciprocal r of b, as a·r; where r is no normal number, as a/b, so that special cases are the same.
     * Error below 1.5 ulp.
     */
    public static double byReciprocal(double a, double b, double r) {
        return isNormal(r) ? a * r : a / b;
    }

    /** Whether x has all its digits. */
    private static boolean isNormal(double x) {
        return Math.abs(x) >= Double.MIN_NORMAL && Math.abs(x) <= Double.MAX_VALUE;
    }

    /**
     * sin(x) where cos(x) is needed as well ({@link #cosBesideSin}): both come from one reduced argument, whose steps
     * the JIT takes once, and from the same two polynomials. Error below 0.8 ulp; beyond ±10⁵ {@link Math#sin}.
     */
    public static double sinBesideCos(double x) {
        double quadrant = quadrant(x);
        double n = quadrant - 0x1.8p52;
        double r = fromQuadrant(x, n);
        if (!isReduced(x, n, r)) {
            return Math.sin(x);
        }
        double rest = restFromQuadrant(x, n);
        return inQuadrant(Double.doubleToRawLongBits(quadrant), sinOfReduced(r, rest), cosOfReduced(r, rest));
    }

    /** cos(x) where sin(x) is needed as well ({@link #sinBesideCos}). Error below 0.8 ulp. */
    public static double cosBesideSin(double x) {
        double quadrant = quadrant(x);
        double n = quadrant - 0x1.8p52;
        double r = fromQuadrant(x, n);
        if (!isReduced(x, n, r)) {
            return Math.cos(x);
        }
        double rest = restFromQuadrant(x, n);
        return inQuadrant(Double.doubleToRawLongBits(quadrant) + 1, sinOfReduced(r, rest), cosOfReduced(r, rest));
    }

    /** 1.5·2⁵² and the whole number n next to x/(π/2), which the last bits are; the 0 of −0 is 0. */
    private static double quadrant(double x) {
        return x * 0.6366197723675814 + 0x1.8p52;
    }

    /**
     * r = x − n π/2 by the method of Cody and Waite, rounded: π/2 is 33 bits, 33 bits and the rest; products with the
     * first two are exact for |n| below 2²⁰.
     */
    private static double fromQuadrant(double x, double n) {
        double first = x - n * 1.5707963267341256;
        double second = first - n * 6.077100506303966e-11;
        return second - restOfSecond(first, second, n);
    }

    /** What rounding r leaves out. */
    private static double restFromQuadrant(double x, double n) {
        double first = x - n * 1.5707963267341256;
        double second = first - n * 6.077100506303966e-11;
        double rest = restOfSecond(first, second, n);
        return second - (second - rest) - rest;
    }

    private static double restOfSecond(double first, double second, double n) {
        return n * 2.0222662487959506e-21 - (first - second - n * 6.077100506303966e-11);
    }

    /** Whether the error of r, n·2⁻¹¹⁸, is below 2⁻⁵⁶ of r; no if x is no number. */
    private static boolean isReduced(double x, double n, double r) {
        return Math.abs(x) <= 1e5 && Math.abs(r) >= Math.abs(n) * 0x1p-62;
    }

    /** sin(r + rest) for |r| ≤ π/4 (fdlibm's polynomial). */
    private static double sinOfReduced(double r, double rest) {
        double z = r * r;
        double cube = z * r;
        double q = 8.33333333332248946124e-03 + z * (-1.98412698298579493134e-04
                + z * (2.75573137070700676789e-06 + z * (-2.50507602534068634195e-08
                + z * 1.58969099521155010221e-10)));
        return r - (z * (0.5 * rest - cube * q) - rest + cube * 1.66666666666666324348e-01);
    }

    /** cos(r + rest) for |r| ≤ π/4 (fdlibm's polynomial). */
    private static double cosOfReduced(double r, double rest) {
        double z = r * r;
        double q = 4.16666666666666019037e-02 + z * (-1.38888888888741095749e-03
                + z * (2.48015872894767294178e-05 + z * (-2.75573143513906633035e-07
                + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11))));
        double half = 0.5 * z;
        double high = 1 - half;
        return high + (1 - high - half + (z * (z * q) - r * rest));
    }

    /** sin(r + n π/2), without a jump, which could not be foreseen. */
    private static double inQuadrant(long n, double sin, double cos) {
        long sinBits = Double.doubleToRawLongBits(sin);
        long chosen = sinBits ^ (sinBits ^ Double.doubleToRawLongBits(cos)) & -(n & 1);
        return Double.longBitsToDouble(chosen ^ (n & 2) << 62);
    }

    /**
     * The transformation of Box and Cox, (xᵇ − 1)/b, continued by log(x) at b = 0. Error as that of powm1, and 1 ulp.
     */
    public static double boxcox(double x, double b) {
        double logarithm = Math.log(x);
        return b * logarithm == 0 ? logarithm : powm1(x, b) / b;
    }

    /**
     * The n-th derivative of sin(x)/x. Relative error below 1e-14 for n up to 3, apart from zeros; 0 at ±∞.
     */
    public static double derivativeOfSinOverX(double n, double x) {
        if (!isOrder(n)) {
            return Double.NaN;
        }
        if (Math.abs(x) < 1.5 + n / 2) {
            return evenSeries(n, x, -1, 0, 0, 1);
        }
        if (Double.isInfinite(x)) {
            return 0;
        }
        double quotient = Math.sin(x) / x;
        for (double k = 1; k <= n; k++) {
            double phase = k % 4;
            double slope =
                    phase == 1 ? Math.cos(x) : phase == 2 ? -Math.sin(x) : phase == 3 ? -Math.cos(x) : Math.sin(x);
            quotient = (slope - k * quotient) / x;
        }
        return quotient;
    }

    /**
     * The n-th derivative of sinh(x)/x. Relative error below 1e-14 for n up to 3.
     */
    public static double derivativeOfSinhOverX(double n, double x) {
        if (!isOrder(n)) {
            return Double.NaN;
        }
        if (Math.abs(x) < 4 + n) {
            return evenSeries(n, x, 1, 0, 0, 1);
        }
        double quotient = sinhOverX(x);
        if (Double.isInfinite(quotient)) {
            return n % 2 == 0 ? quotient : Math.copySign(quotient, x);
        }
        for (double k = 1; k <= n; k++) {
            quotient = ((k % 2 == 0 ? Math.sinh(x) : Math.cosh(x)) - k * quotient) / x;
        }
        return quotient;
    }

    /**
     * The n-th derivative of (exp(x) − 1)/x, ∫₀¹ tⁿ exp(tx) dt. Relative error below 1e-14 for n up to 3.
     */
    public static double derivativeOfExpm1OverX(double n, double x) {
        if (!isOrder(n)) {
            return Double.NaN;
        }
        if (Math.abs(x) < 4 + n) {
            // Σ xʲ/(j! (j + n + 1)), or for negative x, where that alternates, exp(x)/(n + 1) Σ (−x)ʲ/((n + 2)(n +
            // 3)…(n + 1 + j)).
            double sum = 0;
            double term = x < 0 ? Math.exp(x) / (n + 1) : 1;
            for (double j = 1; term > sum * 1e-17; j++) {
                sum += x < 0 ? term : term / (j + n);
                term *= x < 0 ? -x / (n + 1 + j) : x / j;
            }
            return sum;
        }
        double slope = Math.exp(x);
        double quotient = expm1OverX(x);
        if (quotient == Double.POSITIVE_INFINITY) {
            return quotient;
        }
        for (double k = 1; k <= n; k++) {
            quotient = (slope - k * quotient) / x;
        }
        return quotient;
    }

    /**
     * The n-th derivative of log(1 + x)/x. Relative error below 1e-14 for n up to 2; ±∞ at −1, NaN below; 0 at +∞.
     */
    public static double derivativeOfLog1pOverX(double n, double x) {
        if (n == 1 && Math.abs(x) < 0.5) {
            return slopeOfLog1pOverX(x);
        }
        if (!isOrder(n)) {
            return Double.NaN;
        }
        double sign = n % 2 == 0 ? 1 : -1;
        if (x == -1) {
            return sign * Double.POSITIVE_INFINITY;
        }
        if (Math.abs(x) < 0.5) {
            // (−1)ⁿ n! ∫₀¹ tⁿ/(1 + xt)ⁿ⁺¹ dt: for positive x by Pfaff's transformation, which leaves no alternating
            // terms.
            double ratio = x > 0 ? x / (1 + x) : -x;
            double sum = 0;
            double term = x > 0 ? sign * Math.pow(1 + x, -1 - n) : sign;
            for (double k = 1; k <= n; k++) {
                term *= k;
            }
            for (double k = 0; Math.abs(term) > Math.abs(sum) * 1e-17; k++) {
                sum += term / (n + 1 + k);
                term *= x > 0 ? ratio : ratio * (n + 1 + k) / (k + 1);
            }
            return sum;
        }
        double quotient = log1pOverX(x);
        double slope = -1;
        for (double k = 1; k <= n && x < Double.POSITIVE_INFINITY; k++) {
            slope *= k == 1 ? -1 / (1 + x) : (1 - k) / (1 + x);
            quotient = (slope - k * quotient) / x;
        }
        return quotient;
    }

    /**
     * The first derivative of log(1 + x)/x for |x| < ½, without a loop. With r = x/(2 + x), log(1 + x) is 2 atanh(r),
     * and the derivative (1 − r)²/2 ((1 − r) L′(r) − L(r)) for L(r) = atanh(r)/r = 1 + r²s, where s is a polynomial in
     * r² ≤ 1/9 (interpolated at Chebyshev's points; relative error 6e-17), and L′(r) = r (1/(1 − r²) − s).
     */
    private static double slopeOfLog1pOverX(double x) {
        double r = x / (2 + x);
        double rest = 1 - r;
        double q = r * r;
        double q2 = q * q;
        double odd = ((((0.03746071897775383 * q2 + 0.05867139530651599) * q2 + 0.07692271982430275) * q2
                + 0.11111111099118386) * q2 + 0.19999999999999762) * q;
        double even = ((((0.07815288900461426 * q2 + 0.05422589197440007) * q2 + 0.06667589315724629) * q2
                + 0.09090909948981357) * q2 + 0.1428571428580005) * q2 + 0.3333333333333333;
        double s = even + odd;
        return 0.5 * rest * rest * (rest * r * (1 / (1 - q) - s) - (1 + q * s));
    }

    /**
     * The n-th derivative of atan(x)/x. Relative error below 1e-14 for n up to 2, apart from zeros; 0 at ±∞.
     */
    public static double derivativeOfAtanOverX(double n, double x) {
        return Math.abs(x) < 0.5 ? evenSeries(n, x, -1, 1, 1, 2) : derivativeOfQuotient(n, x, atanOverX(x), 1, 0);
    }

    /**
     * The n-th derivative of atanh(x)/x. Relative error below 1e-14 for n up to 2; NaN beyond ±1.
     */
    public static double derivativeOfAtanhOverX(double n, double x) {
        return Math.abs(x) < 0.5 ? evenSeries(n, x, 1, 1, 1, 2) : derivativeOfQuotient(n, x, atanhOverX(x), -1, 0);
    }

    /**
     * The n-th derivative of asin(x)/x. Relative error below 1e-14 for n up to 2; NaN beyond ±1.
     */
    public static double derivativeOfAsinOverX(double n, double x) {
        return Math.abs(x) < 0.5 ? evenSeries(n, x, 1, 1, 1, 1) : derivativeOfQuotient(n, x, asinOverX(x), -1, 1);
    }

    /**
     * The n-th derivative of asinh(x)/x. Relative error below 1e-14 for n up to 2, apart from zeros; 0 at ±∞.
     */
    public static double derivativeOfAsinhOverX(double n, double x) {
        return Math.abs(x) < 0.5 ? evenSeries(n, x, -1, 1, 1, 1) : derivativeOfQuotient(n, x, asinhOverX(x), 1, 1);
    }

    /**
     * The n-th derivative of erf(x)/x. Relative error below 1e-14 for n up to 2, apart from zeros; 0 at ±∞.
     */
    public static double derivativeOfErfOverX(double n, double x) {
        if (!isOrder(n)) {
            return Double.NaN;
        }
        if (Math.abs(x) < 1) {
            return 1.1283791670955126 * evenSeries(n, x, -2, 1, 0, 1);
        }
        double quotient = erfOverX(x);
        double before = 0;
        double slope = 1.1283791670955126 * Math.exp(-x * x);
        for (double k = 1; k <= n && !Double.isInfinite(x); k++) {
            quotient = (slope - k * quotient) / x;
            double next = -2 * x * slope - 2 * (k - 1) * before;
            before = slope;
            slope = next;
        }
        return quotient;
    }

    /** 1/3! + sx²/5! + x⁴/7! + …, for s = ±1. */
    private static double cubeSeries(double x, double s) {
        double sum = 0;
        double term = 1.0 / 6;
        for (double k = 4; Math.abs(term) > sum * 1e-17; k += 2) {
            sum += term;
            term *= s * x * x / (k * (k + 1));
        }
        return sum;
    }

    /** 2/3! + 4sx²/5! + 6x⁴/7! + …, for s = ±1: (sin(x) − x cos(x))/x³ or (x cosh(x) − sinh(x))/x³. */
    private static double momentSeries(double x, double s) {
        double sum = 0;
        double term = 1.0 / 3;
        for (double k = 2; Math.abs(term) > sum * 1e-17; k += 2) {
            sum += term;
            term *= s * x * x / (k * (k + 3));
        }
        return sum;
    }

    /** 1/2! + x/3! + x²/4! + … */
    private static double squareSeries(double x) {
        double sum = 0;
        double term = 0.5;
        for (double k = 3; Math.abs(term) > sum * 1e-17; k++) {
            sum += term;
            term *= x / k;
        }
        return sum;
    }

    /** (log(1 + x) − x)/x² for |x| below 1/2: with s = x/(2 + x) the logarithm is 2 (s + s³/3 + s⁵/5 + …). */
    private static double logSeries(double x) {
        double s = x / (2 + x);
        double sum = 0;
        double power = 2 * s / ((2 + x) * (2 + x));
        for (double k = 3; Math.abs(power / k) > Math.abs(sum) * 1e-17; k += 2) {
            sum += power / k;
            power *= s * s;
        }
        return sum - 1 / (2 + x);
    }

    /** Whether n is a whole number that may be the order of a derivative. */
    private static boolean isOrder(double n) {
        return n >= 0 && n <= Integer.MAX_VALUE && n == Math.rint(n);
    }

    /**
     * The n-th derivative of 1 + c₂x² + c₄x⁴ + …, where the quotient of c_{j+2} and c_j is s (aj + 1)(bj + d)/((j +
     * 2)(j + 3)).
     */
    private static double evenSeries(double n, double x, double s, double a, double b, double d) {
        if (!isOrder(n)) {
            return Double.NaN;
        }
        // of the first term that is left: cⱼ j!
        double term = 1;
        double j = 0;
        for (; j < n; j += 2) {
            term *= s * (a * j + 1) * (b * j + d) * (j + 1) / (j + 3);
        }
        if (j > n) {
            term *= x;
        }
        double sum = 0;
        while (Math.abs(term) > Math.abs(sum) * 1e-17) {
            sum += term;
            term *= s * (a * j + 1) * (b * j + d) * (j + 1) / ((j + 3) * (j + 2 - n) * (j + 1 - n)) * x * x;
            j += 2;
        }
        return sum;
    }

    /**
     * The n-th derivative of f(x)/x for f′ = (1 + sx²)^(e/2 − 1), the functions atan, atanh, asin and asinh: by
     * (1 + sx²) f⁽ᵏ⁺¹⁾ + s (2k − e) x f⁽ᵏ⁾ + s (k − 1)(k − e) f⁽ᵏ⁻¹⁾ = 0.
     *
     * @param quotient f(x)/x
     */
    private static double derivativeOfQuotient(double n, double x, double quotient, double s, double e) {
        if (!isOrder(n)) {
            return Double.NaN;
        }
        double square = s > 0 ? 1 + x * x : (1 - x) * (1 + x);
        double before = 0;
        double slope = e == 0 ? 1 / square : s > 0 ? 1 / Math.hypot(1, x) : 1 / Math.sqrt(square);
        double derivative = quotient;
        for (double k = 1; k <= n && !Double.isInfinite(x); k++) {
            derivative = (slope - k * derivative) / x;
            double next = -s * ((2 * k - e) * x * slope + (k - 1) * (k - e) * before) / square;
            before = slope;
            slope = next;
        }
        return derivative;
    }

    /** erf(x) for |x| below 0.75. */
    private static double erfCentral(double x) {
        double w = x * x;
        // erf(√w)/√w − 1 on [0, 0.5625], degree 10, absolute error 8e-19.
        double p = 1.1472499701094691e-08;
        p = p * w - 1.5940066854661717e-07;
        p = p * w + 1.643068417974155e-06;
        p = p * w - 1.4924196305569617e-05;
        p = p * w + 0.00012055289567541706;
        p = p * w - 0.0008548326188759752;
        p = p * w + 0.005223977615420539;
        p = p * w - 0.026866170644428485;
        p = p * w + 0.11283791670952596;
        p = p * w - 0.37612638903183715;
        p = p * w + 0.1283791670955126;
        return x + x * p;
    }

    /** erfc(y) for y from 0.5 to 28. */
    private static double erfcTail(double y) {
        // The rounding error of y² would grow with y in the exponential: it becomes a relative correction of the
        // result.
        double square = y * y;
        return Math.exp(-square) * scaledErfcTail(y, squareError(y, square));
    }

    /** exp(y²) erfc(y) for y from 0.5 to 28, less a small relative correction. */
    private static double scaledErfcTail(double y, double lost) {
        double denominator = 1 + 2 * y;
        double denominatorError = 1 - (denominator - 2 * y);
        double correction = lost + denominatorError / denominator;
        double t = (y - 3.5) / (y + 3.5);
        // (1 + 2y) exp(y²) erfc(y) with y = 3.5 (1 + t)/(1 − t), on [0.5, 27.3], degree 21, error 1.5e-18.
        double p = 1.063645026181239e-08;
        p = p * t + 4.4841679959169864e-10;
        p = p * t - 9.374392136109307e-08;
        p = p * t - 7.60408627100785e-09;
        p = p * t + 6.011153363728984e-07;
        p = p * t - 4.459108738087817e-08;
        p = p * t - 3.8151045188046065e-06;
        p = p * t + 2.328514436835195e-06;
        p = p * t + 2.4261268559789164e-05;
        p = p * t - 4.278230118231056e-05;
        p = p * t - 0.00012151252132670301;
        p = p * t + 0.0005643844322430686;
        p = p * t - 0.00030226785886742645;
        p = p * t - 0.0042150199096542;
        p = p * t + 0.019099330940367382;
        p = p * t - 0.0488233258277597;
        p = p * t + 0.08798315382498609;
        p = p * t - 0.11508959816019768;
        p = p * t + 0.09751909515325538;
        p = p * t - 0.010555596332218198;
        p = p * t - 0.1400091801376194;
        p *= t;
        // The last step adds the constant to what is small beside it, the correction included.
        p = 1.2423492448711544 + (p - (1.2423492448711544 + p) * correction);
        return p / denominator;
    }

    /**
     * Yₙ/Yₙ₋₁ of {@link #derivativeOfErfcx} for x from 1 on, by a continued fraction that begins so far out that
     * nothing is left of its start.
     */
    private static double erfcxRatio(double n, double x) {
        double start = Math.sqrt(n) + 12 / x;
        double k = n + Math.ceil(start * start + 10 - n);
        double ratio = 1 / (x + Math.sqrt(x * x + 2 * k + 1));
        for (; k > n; k--) {
            ratio = 1 / (2 * x + 2 * k * ratio);
        }
        return ratio;
    }

    /** x² − square, exactly but for the last bits, where square is x² rounded. */
    private static double squareError(double x, double square) {
        // The high part has 26 bits, so that its square and its product with the low part are exact.
        double high = Double.longBitsToDouble(Double.doubleToRawLongBits(x) & 0xFFFFFFFFF8000000L);
        double low = x - high;
        return ((high * high - square) + 2 * high * low) + low * low;
    }

    /** log Γ(x) for positive x. */
    private static double lgammaPositive(double x) {
        if (x < 1) {
            return lgammaUnit(x) - Math.log(x);
        }
        if (x < 2) {
            return lgammaUnit(x - 1);
        }
        if (x < 10) {
            // Γ(x) = (x − 1)(x − 2)…r Γ(r) with r in [2, 3); the subtractions are exact.
            double r = x;
            double product = 1;
            while (r >= 3) {
                r -= 1;
                product *= r;
            }
            double s = r - 2.5;
            // log Γ(2 + t)/t with t = s + 0.5, on [0, 1], degree 16, error 1.9e-18.
            double p = -1.4586003484400256e-08;
            p = p * s + 3.8720781951940836e-08;
            p = p * s - 8.772358424774663e-08;
            p = p * s + 2.353723932844072e-07;
            p = p * s - 6.421417451955873e-07;
            p = p * s + 1.745641275403404e-06;
            p = p * s - 4.786379987514225e-06;
            p = p * s + 1.3275711130257407e-05;
            p = p * s - 3.735336940027229e-05;
            p = p * s + 0.00010710021010234954;
            p = p * s - 0.00031505925035239633;
            p = p * s + 0.0009610979285520405;
            p = p * s - 0.0030951822936174096;
            p = p * s + 0.0108770015141976;
            p = p * s - 0.0448058426973846;
            p = p * s + 0.2675817993988097;
            p = p * s + 0.5693657409458384;
            return Math.log(product) + (r - 2) * p;
        }
        // Stirling's series; the coefficients are B₂ₖ/(2k (2k − 1)), the constant is (log 2π − 1)/2.
        double z = 1 / (x * x);
        double series = 1.0 / 156;
        series = series * z - 691.0 / 360360;
        series = series * z + 1.0 / 1188;
        series = series * z - 1.0 / 1680;
        series = series * z + 1.0 / 1260;
        series = series * z - 1.0 / 360;
        series = series * z + 1.0 / 12;
        return (x - 0.5) * (Math.log(x) - 1) + (0.4189385332046727 + series / x);
    }

    /** log Γ(1 + t) for t in [0, 1], relatively accurate at both zeros. */
    private static double lgammaUnit(double t) {
        double s = t - 0.5;
        // log Γ(1 + t)/(t (1 − t)) with t = s + 0.5, on [0, 1], degree 21, error 1.4e-18.
        double p = 7.760660152513446e-06;
        p = p * s - 1.2140008083973407e-05;
        p = p * s + 8.355075869795273e-06;
        p = p * s - 1.3186019073996835e-05;
        p = p * s + 2.7201673025504752e-05;
        p = p * s - 4.30276814976503e-05;
        p = p * s + 6.614136022346414e-05;
        p = p * s - 0.00010535512483785591;
        p = p * s + 0.0001689178215524898;
        p = p * s - 0.00027131373861446925;
        p = p * s + 0.00043799307479613914;
        p = p * s - 0.000711519067515296;
        p = p * s + 0.0011644145847310124;
        p = p * s - 0.0019229163127905161;
        p = p * s + 0.0032120740737152814;
        p = p * s - 0.005446457839126065;
        p = p * s + 0.009425622448525798;
        p = p * s - 0.01679709863127416;
        p = p * s + 0.031308487501010646;
        p = p * s - 0.06291140107456439;
        p = p * s + 0.14595989591430608;
        p = p * s - 0.4831289505409809;
        return t * (1 - t) * p;
    }

    /** ψ(x) for positive x. */
    private static double digammaPositive(double x) {
        if (x < 10) {
            // ψ(x) = ψ(x + 1) − 1/x leads to [1, 2]; downwards the subtractions are exact.
            double r = x;
            double sum = 0;
            if (r < 1) {
                sum = -1 / r;
                r += 1;
            }
            while (r > 2) {
                r -= 1;
                sum += 1 / r;
            }
            double t = r - 1.5;
            // ψ(x)/(x − x₀) with x = t + 1.5 and the zero x₀, on [1, 2], degree 22, error 2.7e-18.
            double p = 0.00011881232908510335;
            p = p * t - 0.0001782188548855923;
            p = p * t + 9.653646261410062e-05;
            p = p * t - 0.00014480643368061614;
            p = p * t + 0.00032395945401345196;
            p = p * t - 0.00048595039220036254;
            p = p * t + 0.0006909255761282986;
            p = p * t - 0.0010364584817312839;
            p = p * t + 0.0015633696313653504;
            p = p * t - 0.0023454947397380833;
            p = p * t + 0.003518106563802472;
            p = p * t - 0.005279937255532708;
            p = p * t + 0.007927021796868154;
            p = p * t - 0.011908220105959716;
            p = p * t + 0.017907248317313294;
            p = p * t - 0.026975796659787055;
            p = p * t + 0.040760833940846085;
            p = p * t - 0.06192213327548831;
            p = p * t + 0.09498872445289039;
            p = p * t - 0.14840492305388092;
            p = p * t + 0.24054248424078697;
            p = p * t - 0.4236274212814606;
            p = p * t + 0.9510558760318328;
            // x₀ as the sum of two doubles.
            return sum + ((r - 1.4616321449683622) - 9.549995429965697e-17) * p;
        }
        return Math.log(x) - (0.5 / x + digammaSeries(x));
    }

    /** log x − 1/2x − ψ(x) for x from 10 on, the asymptotic series; the coefficients are B₂ₖ/2k. */
    private static double digammaSeries(double x) {
        double z = 1 / x / x;
        double series = -3617.0 / 8160;
        series = series * z + 1.0 / 12;
        series = series * z - 691.0 / 32760;
        series = series * z + 1.0 / 132;
        series = series * z - 1.0 / 240;
        series = series * z + 1.0 / 252;
        series = series * z - 1.0 / 120;
        series = series * z + 1.0 / 12;
        return series * z;
    }

    /** ψ′(x) for positive x. */
    private static double trigammaPositive(double x) {
        // ψ′(x) = ψ′(x + 1) + 1/x² leads to the range of the asymptotic series.
        double y = x;
        double sum = 0;
        while (y < 12) {
            double inverse = 1 / y;
            sum += inverse * inverse;
            y += 1;
        }
        // The coefficients are the Bernoulli numbers B₂ₖ.
        double inverse = 1 / y;
        double z = inverse * inverse;
        double series = -3617.0 / 510;
        series = series * z + 7.0 / 6;
        series = series * z - 691.0 / 2730;
        series = series * z + 5.0 / 66;
        series = series * z - 1.0 / 30;
        series = series * z + 1.0 / 42;
        series = series * z - 1.0 / 30;
        series = series * z + 1.0 / 6;
        return sum + (inverse + (0.5 * z + series * z * inverse));
    }

    /** |ψₙ(x)| = n! Σ 1/(x + k)ⁿ⁺¹, k = 0, 1, 2, …, for positive x and n from 1 on. */
    private static double polygammaMagnitude(double n, double x) {
        if (x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        // xⁿ times the sum: its first terms, until they vanish or the series of Euler and Maclaurin holds for the rest.
        double y = x;
        double ratio = 1;
        double sum = 0;
        while (y < n + 20 && ratio > 1e-20) {
            sum += ratio / y;
            y += 1;
            ratio = Math.pow(x / y, n);
        }
        if (y >= n + 20) {
            // The coefficients are the quotients of successive B₂ₖ/(2k)!.
            double z = 1 / y / y;
            double series = 1 - (n + 14) * (n + 15) * z * (3617.0 / 142800);
            series = 1 - (n + 12) * (n + 13) * z * (35.0 / 1382) * series;
            series = 1 - (n + 10) * (n + 11) * z * (691.0 / 27300) * series;
            series = 1 - (n + 8) * (n + 9) * z * (5.0 / 198) * series;
            series = 1 - (n + 6) * (n + 7) * z * (1.0 / 40) * series;
            series = 1 - (n + 4) * (n + 5) * z * (1.0 / 42) * series;
            series = 1 - (n + 2) * (n + 3) * z * (1.0 / 60) * series;
            sum += ratio * (1 / n + 0.5 / y + (n + 1) * z / 12 * series);
        }
        if (n > 170) {
            return Math.exp(lgammaPositive(n + 1) - n * Math.log(x) + Math.log(sum));
        }
        double factorial = 1;
        for (double k = 2; k <= n; k++) {
            factorial *= k;
        }
        // xⁿ in two factors: it may leave the range where the result does not.
        double half = Math.floor(n / 2);
        return factorial / Math.pow(x, half) / Math.pow(x, n - half) * sum;
    }

    /** The whole part of x, towards zero, with the sign of x. */
    public static double trunc(double x) {
        return x < 0 ? Math.ceil(x) : Math.floor(x);
    }

    /**
     * 1 if a solution was found.
     *
     * @param residual what is left of the equation, for the message
     * @throws IllegalStateException if none was found
     */
    public static double solved(double found, double residual, double line) {
        if (found == 0) {
            throw unsolved(residual, (int) line);
        }
        return 1;
    }

    /** Apart from the check, which stays small enough to be inlined. */
    private static IllegalStateException unsolved(double residual, int line) {
        return new IllegalStateException(
                "no solution was found in line " + line + ": the last residual is " + residual);
    }
}
