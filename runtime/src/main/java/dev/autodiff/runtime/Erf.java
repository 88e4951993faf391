package dev.autodiff.runtime;

import static dev.autodiff.runtime.Special.evenSeries;
import static dev.autodiff.runtime.Special.isOrder;

/**
 * The error function, its complements, their logarithms and inverses.
 *
 * <p>As of {@link Special}, single methods are copied into generated classes: no fields, no objects, calls only to
 * {@link Math} and other methods that are copied. What is said there of polynomials and errors holds here, too.
 */
public final class Erf {
    private Erf() {
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
     * erf(x)/x, continued by 2/√π at 0. Error below 3 ulp; 0 at ±∞.
     */
    public static double erfOverX(double x) {
        return x == 0 ? 1.1283791670955126 : erf(x) / x;
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
}
