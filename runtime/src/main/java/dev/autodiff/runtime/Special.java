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
     * log(1 − exp(x)), x negative, by log(−expm1(x)) or log1p(−exp(x)), whichever keeps its digits (Mächler,
     * "Accurately computing log(1 − exp(−|a|))", 2012). Error below 3 ulp; −∞ at 0, NaN above.
     */
    public static double log1mexp(double x) {
        return x > -0.6931471805599453 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
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
        double bounded = Math.max(-0x1p100, Math.min(x, 0x1p100));
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
     * xᵉ where other powers of x are needed ({@link #powm1BesidePow}): all come from one logarithm, whose steps the JIT
     * takes once. Error below 1.5 ulp, and |e|/100 ulp for an x next to 1; special cases, and where the power may
     * overflow or underflow, are those of {@link Math#pow}.
     */
    public static double powBesidePow(double x, double e) {
        double exponent = timesLog(x, e);
        if (!hasLog(x) || !isWithin(exponent, 700)) {
            return Math.pow(x, e);
        }
        double scale = powerOfTwo(exponent);
        return scale + scale * expm1Reduced(exponent, restOfTimesLog(x, e, exponent));
    }

    /** xᵉ − 1 where other powers of x are needed. Error below 2 ulp, and what that of {@link #powBesidePow} grows by. */
    public static double powm1BesidePow(double x, double e) {
        double exponent = timesLog(x, e);
        if (!hasLog(x) || !isWithin(exponent, 700)) {
            return powm1(x, e);
        }
        double scale = powerOfTwo(exponent);
        return scale * expm1Reduced(exponent, restOfTimesLog(x, e, exponent)) + (scale - 1);
    }

    /**
     * Whether |x| is at most a positive bound; never if x is no number. By bits: one jump, where the JIT takes two for
     * a comparison of numbers.
     */
    private static boolean isWithin(double x, double bound) {
        return (Double.doubleToRawLongBits(x) & Long.MAX_VALUE) <= Double.doubleToRawLongBits(bound);
    }

    /** Whether {@link #logHead} and {@link #logTail} are the logarithm of x: of normal positive numbers. */
    private static boolean hasLog(double x) {
        return x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE;
    }

    /** e log(x), rounded. */
    private static double timesLog(double x, double e) {
        return head(e) * logHead(x) + tailOfTimesLog(x, e);
    }

    /** What e log(x) is beside the product of the heads, which is exact. */
    private static double tailOfTimesLog(double x, double e) {
        return (e - head(e)) * logHead(x) + e * logTail(x);
    }

    /** What rounding e log(x) leaves out. */
    private static double restOfTimesLog(double x, double e, double rounded) {
        return tailOfTimesLog(x, e) - (rounded - head(e) * logHead(x));
    }

    /** The first 26 bits of x, such that products of them are exact. */
    private static double head(double x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & -0x8000000L);
    }

    /** The k of x = 2ᵏ(1 + f) for √½ ≤ 1 + f < √2, by bits, since a jump could not be foreseen. */
    private static long binaryExponent(double x) {
        return Double.doubleToRawLongBits(x) - 0x3fe6a09e667f3bcdL >> 52;
    }

    /** The f of {@link #binaryExponent}, exact. */
    private static double mantissaLessOne(double x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) - (binaryExponent(x) << 52)) - 1;
    }

    /** k log(2) + 2s for the heads of log(2) and of s = f/(2 + f), which log(1 + f) = 2 artanh(s) is little more than. */
    private static double leadingLog(double x) {
        double f = mantissaLessOne(x);
        return binaryExponent(x) * 0x1.62e42fefa38p-1 + 2 * head(f * (1 / (2 + f)));
    }

    /** log(x), to 26 bits. */
    private static double logHead(double x) {
        return head(leadingLog(x));
    }

    /**
     * log(x) without its head, with an error below 2⁻⁵⁹ of log(1 + f): s is known to twice the digits of a number, and
     * artanh(s) − s is below s/100, by a polynomial in s² (relative error of 2 artanh(s) 1e-20).
     */
    private static double logTail(double x) {
        double f = mantissaLessOne(x);
        double k = binaryExponent(x);
        double divisor = 2 + f;
        double inverse = 1 / divisor;
        double s = f * inverse;
        double high = head(s);
        double divisorHigh = head(divisor);
        double low = (f - high * divisorHigh - high * (divisor - divisorHigh + (f - (divisor - 2)))) * inverse;
        double z = s * s;
        double z2 = z * z;
        double odd = 0.285714285708882 + z2 * (0.1818179424997408 + z2 * 0.13265812819482548);
        double even = 0.40000000000000346
                + z2 * (0.2222222239500946 + z2 * (0.15386340101466703 + z2 * 0.13118417644139543));
        double beyond = s * (z * (0.6666666666666666 + z * (even + z * odd)));
        double whole = k * 0x1.62e42fefa38p-1;
        double leading = leadingLog(x);
        double lost = whole - leading + 2 * high;
        return leading - head(leading) + (lost + (k * 0x1.ef35793c7673p-45 + (2 * low + beyond)));
    }

    /** 1.5·2⁵² and the whole number n next to x/log(2), which the last bits are. */
    private static double binaryQuotient(double x) {
        return x * 1.4426950408889634 + 0x1.8p52;
    }

    /** 2ⁿ for the n of {@link #binaryQuotient}, where that is a normal number. */
    private static double powerOfTwo(double x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(binaryQuotient(x)) + 1023 << 52);
    }

    /**
     * exp(x + rest)/2ⁿ − 1 for the n of {@link #binaryQuotient}, which is between -0.3 and 0.42: by a polynomial,
     * interpolated at Chebyshev's points (relative error 1e-18).
     */
    private static double expm1Reduced(double x, double rest) {
        double n = binaryQuotient(x) - 0x1.8p52;
        double r = x - n * 0x1.62e42fefa38p-1 - n * 0x1.ef35793c7673p-45 + rest;
        double r2 = r * r;
        double r4 = r2 * r2;
        double low = 0.5 + r * 0.1666666666666667 + r2 * (0.04166666666666667 + r * 0.008333333333325985);
        double high = 0.0013888888888883642 + r * 0.00019841269875342141
                + r2 * (2.4801587325920163e-05 + r * 2.7557254740405416e-06);
        double highest = 2.7557273171941026e-07 + r * 2.5105490906986696e-08 + r2 * 2.091488256348507e-09;
        return r + r2 * (low + r4 * (high + r4 * highest));
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

    /**
     * Whether x has all its digits: if the bits of its exponent are neither all 0 nor all 1, so that adding 1 leaves
     * one that is not the last. That is one jump, where the JIT takes up to four for comparisons of numbers.
     */
    private static boolean isNormal(double x) {
        return ((Double.doubleToRawLongBits(x) >>> 52) + 1 & 0x7fe) != 0;
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
        return isWithin(x, 1e5) && Math.abs(r) >= Math.abs(n) * 0x1p-62;
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
    static boolean isOrder(double n) {
        return n >= 0 && n <= Integer.MAX_VALUE && n == Math.rint(n);
    }

    /**
     * The n-th derivative of 1 + c₂x² + c₄x⁴ + …, where the quotient of c_{j+2} and c_j is s (aj + 1)(bj + d)/((j +
     * 2)(j + 3)).
     */
    static double evenSeries(double n, double x, double s, double a, double b, double d) {
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

    /**
     * Lambert's function W₀, the larger w with w exp(w) = x, for x ≥ −1/e: near there its series in √(2(ex + 1)), for
     * large x Newton's method for w + log w = log x, elsewhere Halley's. Error below 4 ulp times the condition number;
     * NaN below −1/e, +∞ at +∞.
     */
    public static double lambertw(double x) {
        // 1/e as the sum of two doubles
        double distance = x + 0.36787944117144233 - 1.2428753672788363e-17;
        if (!(distance >= 0 && x < Double.POSITIVE_INFINITY)) {
            return x > 0 ? x : Math.abs(distance) < 1e-16 ? -1 : Double.NaN;
        }
        double p = Math.sqrt(2 * Math.E * distance);
        if (p < 0.2) {
            return lambertwNearBranch(p);
        }
        double w = x > 3 ? Math.log(x) - Math.log(Math.log(x)) : x < 0 ? lambertwNearBranch(p) : Math.log1p(x);
        for (double i = 0; i < 20; i++) {
            double e = Math.exp(-w);
            double excess = w - x * e;
            double step = x > 3
                    ? w * (w + Math.log(w) - Math.log(x)) / (1 + w)
                    : excess / (1 + w - (w + 2) * excess / (2 * w + 2));
            w -= step;
            if (Math.abs(step) <= 1e-9 * Math.abs(w)) {
                break;
            }
        }
        return w;
    }

    /** W₀ = −1 + p − p²/3 + 11p³/72 − … (Corless and others, On the Lambert W function, 1996, 4.22). */
    private static double lambertwNearBranch(double p) {
        double q = 0.00044247306181462091;
        q = q * p - 0.0006720616311561362;
        q = q * p + 0.0010262633205076072;
        q = q * p - 0.0015769303446867843;
        q = q * p + 0.0024408779911439827;
        q = q * p - 0.0038112980348919992;
        q = q * p + 0.0060145432529561179;
        q = q * p - 0.0096168920242994317;
        q = q * p + 0.015635632532333921;
        q = q * p - 0.025984714873603762;
        q = q * p + 0.044502314814814815;
        q = q * p - 0.07962962962962963;
        q = q * p + 0.15277777777777778;
        q = q * p - 0.33333333333333333;
        return -1 + (p + q * p * p);
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
