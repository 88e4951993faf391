package dev.autodiff.runtime;

import static dev.autodiff.runtime.BesselOfRealOrder.bothKinds;
import static dev.autodiff.runtime.BesselOfRealOrder.derivativeOfScaledFirstKind;
import static dev.autodiff.runtime.BesselOfRealOrder.hankelSums;
import static dev.autodiff.runtime.BesselOfRealOrder.scaledFirstKindOfReal;
import static dev.autodiff.runtime.BesselOfRealOrder.scaledSecondKind;

/**
 * Bessel functions and the modified ones (Abramowitz and Stegun, chapter 9).
 *
 * <p>As of {@link Special}, single methods are copied into generated classes: no fields, no objects, calls only to
 * {@link Math} and other methods that are copied. Errors are in units in the last place (ulp) of the result, or of the
 * amplitude √(2/πx) of what oscillates, which its zeros do not have; those of orders that are no whole numbers are
 * below 1e-13. NaN gives NaN everywhere, and so does an order of differentiation that is no whole number.
 */
public final class Bessel {
    private Bessel() {
    }

    /** The Bessel function of the first kind Jₙ(x). Error below 5 ulp of the amplitude; 0 at ±∞. */
    public static double besselJ(double n, double x) {
        if (!isWhole(n)) {
            return ofRealOrder(n, x, true);
        }
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        double value = firstKind(Math.abs(n), Math.abs(x));
        return isOdd(n) && x < 0 != n < 0 ? -value : value;
    }

    /** The Bessel function of the second kind Yₙ(x). Error as of {@link #besselJ}; −∞ at 0, NaN below, 0 at +∞. */
    public static double besselY(double n, double x) {
        if (!isWhole(n)) {
            return ofRealOrder(n, x, false);
        }
        if (!(x >= 0)) {
            return Double.NaN;
        }
        double value = secondKind(Math.abs(n), x);
        return isOdd(n) && n < 0 ? -value : value;
    }

    /** The modified Bessel function of the first kind Iₙ(x). Error below 5 + n/2 ulp; +∞ from about 713 on. */
    public static double besselI(double n, double x) {
        if (Double.isNaN(x) || !isWhole(n) && !(x >= 0 && Math.abs(n) < 1e5)) {
            return Double.NaN;
        }
        double y = Math.abs(x);
        if (y == Double.POSITIVE_INFINITY) {
            return isOdd(n) ? x : y;
        }
        // exp(y) alone may overflow earlier
        double root = Math.exp(0.5 * y);
        double scaled = isWhole(n) ? scaledFirstKind(Math.abs(n), y) : derivativeOfScaledI(0, n, y);
        double value = (y < 1400 ? root * scaled : 1) * root;
        return isOdd(n) && x < 0 ? -value : value;
    }

    /** The modified Bessel function of the second kind Kₙ(x). Error below 5 ulp; +∞ at 0, NaN below, 0 at +∞. */
    public static double besselK(double n, double x) {
        if (!(x >= 0 && Math.abs(n) < 1e5)) {
            return Double.NaN;
        }
        if (!isWhole(n)) {
            return x == 0 ? Double.POSITIVE_INFINITY : Math.exp(-x) * scaledSecondKind(0, Math.abs(n), x);
        }
        return x > 1500 && n * n < x ? 0 : secondKindModified(Math.abs(n), x);
    }

    /**
     * The derivative of order m of exp(−x) I₀(x), an integral of (cos θ − 1)ᵐ exp(x (cos θ − 1)) over θ, for x ≥ 0, NaN
     * below. Error below 5 ulp for m up to 5.
     */
    public static double derivativeOfScaledI0(double m, double x) {
        return !isDerivativeOrder(m) || !(x >= 0) ? Double.NaN : alternating(m, momentOfI(m, x, 0));
    }

    /** The derivative of order m of exp(−x) I₁(x) for x ≥ 0, NaN below. Error below 5 ulp apart from its zeros. */
    public static double derivativeOfScaledI1(double m, double x) {
        if (!isDerivativeOrder(m) || !(x >= 0)) {
            return Double.NaN;
        }
        return m == 0
                ? scaledFirstKind(1, x)
                : alternating(m, momentOfI(m, x, 1));
    }

    /**
     * The derivative of order m of exp(x) K₀(x), an integral of (1 − cosh t)ᵐ exp(x (1 − cosh t)) over t. Error below
     * 5 ulp for m up to 5; ±∞ at 0, NaN below.
     */
    public static double derivativeOfScaledK0(double m, double x) {
        return !isDerivativeOrder(m) || !(x >= 0) ? Double.NaN : alternating(m, momentOfK(m, x));
    }

    /** The derivative of order m of exp(x) K₁(x). Error below 5 ulp for m up to 5; ±∞ at 0, NaN below. */
    public static double derivativeOfScaledK1(double m, double x) {
        if (!isDerivativeOrder(m) || !(x >= 0)) {
            return Double.NaN;
        }
        return alternating(m, x < 0.5 ? derivativeNearZero(m, x, 1) : momentOfK(m, x) + momentOfK(m + 1, x));
    }

    /**
     * The derivative of order m of exp(−|x|) Iᵥ(x), for whole v of negative x as well. Relative error below 1e-13 times
     * 1 + mv, as much as cancels.
     */
    public static double derivativeOfScaledI(double m, double v, double x) {
        if (!isDerivativeOrder(m) || !(Math.abs(v) < 1e5) || Double.isNaN(x) || x < 0 && !isWhole(v)) {
            return Double.NaN;
        }
        if (isWhole(v)) {
            boolean turns = x < 0 && isOdd(v) != isOdd(m);
            double value = scaledIOfPositiveOrder(m, Math.abs(v), Math.abs(x));
            return turns ? -value : value;
        }
        if (v > 0) {
            return scaledIOfPositiveOrder(m, v, x);
        }
        // I₋ᵥ = Iᵥ + 2/π sin(πv) Kᵥ, with exp(−2x) times exp(x) Kᵥ, by Leibniz' rule
        double second = 0;
        double binomial = 1;
        for (double j = 0; j <= m; j++) {
            second += binomial * alternating(m, Math.pow(2, m - j) * scaledSecondKind(j, -v, x));
            binomial *= (m - j) / (j + 1);
        }
        double share = 0.6366197723675814 * sineOfHalfTurns(-v);
        return scaledIOfPositiveOrder(m, -v, x) + (x > 400 ? 0 : share * Math.exp(-2 * x) * second);
    }

    private static double scaledIOfPositiveOrder(double m, double v, double x) {
        if (m == 0) {
            return isWhole(v) ? scaledFirstKind(v, x) : x == 0 ? 0 : scaledFirstKindOfReal(v, x);
        }
        if (x > 0) {
            return derivativeOfScaledFirstKind(m, v, x);
        }
        if (v <= 1) {
            return v == 0 ? derivativeOfScaledI0(m, 0) : v == 1 ? derivativeOfScaledI1(m, 0) : Double.POSITIVE_INFINITY;
        }
        // between whole orders powers of x; of a whole one the first term of its series
        return m < v ? 0 : Double.NaN;
    }

    /** The derivative of order m of exp(x) Kᵥ(x), x ≥ 0. Relative error below 1e-14 for small v; ±∞ at 0, NaN below. */
    public static double derivativeOfScaledK(double m, double v, double x) {
        return isDerivativeOrder(m) && Math.abs(v) < 1e5 && x >= 0
                ? alternating(m, scaledSecondKind(m, Math.abs(v), x))
                : Double.NaN;
    }

    /** Jᵥ(x) or Yᵥ(x) of an order that is no whole number, below 0 by 9.1.5 and 9.1.6. */
    private static double ofRealOrder(double v, double x, boolean isFirst) {
        if (!(x >= 0 && Math.abs(v) < 1e5)) {
            return Double.NaN;
        }
        double[] both = bothKinds(Math.abs(v), x);
        if (v > 0) {
            return both[isFirst ? 0 : 1];
        }
        double sine = sineOfHalfTurns(-v);
        double cosine = sineOfHalfTurns(0.5 - v);
        // of half a whole number the cosine is 0, and the infinity at 0 does not count
        return isFirst ? cosine * both[0] - sine * both[1] : sine * both[0] + (cosine == 0 ? 0 : cosine * both[1]);
    }

    /** sin πv. */
    private static double sineOfHalfTurns(double v) {
        double rest = v % 2;
        double within = rest > 1 ? rest - 2 : rest < -1 ? rest + 2 : rest;
        double acute = within > 0.5 ? 1 - within : within < -0.5 ? -1 - within : within;
        return Math.sin(Math.PI * acute);
    }

    private static boolean isWhole(double n) {
        return Math.abs(n) <= Integer.MAX_VALUE && n == Math.rint(n);
    }

    private static boolean isDerivativeOrder(double m) {
        return m >= 0 && isWhole(m);
    }

    private static boolean isOdd(double n) {
        return Math.abs(n % 2) == 1;
    }

    private static double alternating(double m, double x) {
        return isOdd(m) ? -x : x;
    }

    /** Whether Hankel's expansion has all digits. */
    private static boolean isFarOut(double n, double x) {
        return x >= 25 && 2 * x >= n * n;
    }

    /** Jₙ(x) for n and x from 0 on. */
    private static double firstKind(double n, double x) {
        if (isFarOut(n, x)) {
            return hankel(n, x, true);
        }
        if (x < 500 && x * x < 4 * (n + 1)) {
            return powerSeries(n, x, -0.25 * x * x);
        }
        if (x >= 25 && n < x) {
            return upwards(n, x, hankel(0, x, true), hankel(1, x, true));
        }
        return downwards(n, x);
    }

    /** The first of two factors is Jₙ(x), the other one Yₙ(x): √(2/πx) (P cos χ − Q sin χ) and (P sin χ + Q cos χ). */
    private static double hankel(double n, double x, boolean first) {
        if (x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double[] sums = hankelSums(n, x);
        double p = sums[0];
        double q = sums[1];
        // the cosine and sine of x − π/4, times √2, and turned by a right angle n times
        double sine = Math.sin(x);
        double cosine = Math.cos(x);
        double c = cosine + sine;
        double s = sine - cosine;
        double quarter = n % 4;
        double turnedC = quarter == 0 ? c : quarter == 1 ? s : quarter == 2 ? -c : -s;
        double turnedS = quarter == 0 ? s : quarter == 1 ? -c : quarter == 2 ? -s : c;
        double amplitude = 0.5641895835477563 / Math.sqrt(x);
        return amplitude * (first ? p * turnedC - q * turnedS : p * turnedS + q * turnedC);
    }

    /** (x/2)ⁿ/n! Σ zᵏ/(k! (n + 1)…(n + k)). */
    private static double powerSeries(double n, double x, double z) {
        double factor = 1;
        for (double k = 1; k <= n && factor != 0; k++) {
            factor *= 0.5 * x / k;
        }
        double term = 1;
        double sum = 1;
        for (double k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
            term *= z / (k * (n + k));
            sum += term;
        }
        return factor * sum;
    }

    /** By fₖ₊₁ = 2k/x fₖ − fₖ₋₁ from f₀ and f₁, until it overflows. */
    private static double upwards(double n, double x, double zeroth, double first) {
        double before = zeroth;
        double value = n == 0 ? zeroth : first;
        for (double k = 1; k < n && Math.abs(value) < Double.POSITIVE_INFINITY; k++) {
            double next = 2 * k / x * value - before;
            before = value;
            value = next;
        }
        return value;
    }

    /** So far out that Jₖ(x) is nothing beside Jₙ(x), an even number. */
    private static double startOf(double n, double x) {
        double most = Math.max(n, x);
        return 2 * Math.ceil(0.5 * (most + 12 * Math.cbrt(most) + 10));
    }

    /** Jₙ(x) by Miller's algorithm, for x from 1 on; 1 = J₀ + 2 J₂ + 2 J₄ + … */
    private static double downwards(double n, double x) {
        double above = 0;
        double value = 1e-300;
        double wanted = 0;
        double sum = 0;
        for (double k = startOf(n, x); k > 0; k--) {
            double below = 2 * k / x * value - above;
            above = value;
            value = below;
            if (Math.abs(value) > 1e200) {
                value *= 1e-200;
                above *= 1e-200;
                wanted *= 1e-200;
                sum *= 1e-200;
            }
            if (k - 1 == n) {
                wanted = value;
            }
            sum += isOdd(k) ? k > 1 ? 2 * value : value : 0;
        }
        return wanted / sum;
    }

    /** Yₙ(x) for n and x from 0 on. */
    private static double secondKind(double n, double x) {
        if (x == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (isFarOut(n, x)) {
            return hankel(n, x, false);
        }
        if (x >= 25) {
            return upwards(n, x, hankel(0, x, false), hankel(1, x, false));
        }
        return x < 2
                ? upwards(n, x, zerothOfSecondKind(x), firstOfSecondKind(x))
                : upwards(n, x, neumann(0, x), neumann(1, x));
    }

    /** Y₀(x) for x below 2 by 9.1.13. */
    private static double zerothOfSecondKind(double x) {
        double z = -0.25 * x * x;
        double term = 1;
        double harmonic = 0;
        double sum = 0;
        for (double k = 1; k < 20; k++) {
            term *= z / (k * k);
            harmonic += 1 / k;
            sum += harmonic * term;
        }
        return 0.6366197723675814 * (logarithm(x) * powerSeries(0, x, z) - sum);
    }

    /** Y₁(x) for x below 2 by 9.1.11. */
    private static double firstOfSecondKind(double x) {
        double z = -0.25 * x * x;
        double term = 1;
        double harmonic = 0;
        double sum = 1;
        for (double k = 1; k < 20; k++) {
            term *= z / (k * (k + 1));
            harmonic += 1 / k;
            sum += (2 * harmonic + 1 / (k + 1)) * term;
        }
        return 0.6366197723675814 * (logarithm(x) * powerSeries(1, x, z) - 0.25 * x * sum - 1 / x);
    }

    /** log(x/2) + γ, near its zero as well. */
    private static double logarithm(double x) {
        double distance = x - 1.1229189671337703;
        return Math.abs(distance) < 0.25
                ? Math.log1p((distance - 3.6857142857142857e-17) / 1.1229189671337703)
                : Math.log(0.5 * x) + 0.5772156649015329;
    }

    /**
     * Y₀(x), or Y₁(x) = −Y₀′(x), for x from 2 to 25 by Neumann's series
     * π/2 Y₀ = (log(x/2) + γ) J₀ − 2 Σ (−1)ᵏ J₂ₖ/k (9.1.89), with the J of Miller's algorithm.
     */
    private static double neumann(double n, double x) {
        double above = 0;
        double value = 1e-300;
        double sum = 0;
        double series = 0;
        double first = 0;
        for (double k = startOf(n, x); k > 0; k--) {
            double below = 2 * k / x * value - above;
            if (!isOdd(k)) {
                // value is Jₖ, and below and above are its neighbours
                double term = n == 0 ? -4 * value / k : 2 * (below - above) / k;
                series += k % 4 == 0 ? term : -term;
            }
            above = value;
            value = below;
            first = k == 2 ? value : first;
            sum += isOdd(k) ? k > 1 ? 2 * value : value : 0;
        }
        double product = logarithm(x) * (n == 0 ? value : first);
        return 0.6366197723675814 * (product + series - (n == 0 ? 0 : value / x)) / sum;
    }

    /** exp(−x) Iₙ(x) for n and x from 0 on: I₀ times the quotients of neighbours, which are all below 1. */
    private static double scaledFirstKind(double n, double x) {
        if (x >= 30 && x >= n * n) {
            double term = 1;
            double sum = 1;
            for (double k = 1; Math.abs(term) > 1e-17 && k < 100; k++) {
                term *= ((2 * k - 1) * (2 * k - 1) - 4 * n * n) / (8 * k) / x;
                sum += term;
            }
            return 0.3989422804014327 / Math.sqrt(x) * sum;
        }
        double product = momentOfI(0, x, 0);
        double start = Math.ceil(Math.sqrt(n * n + 40 * x) + 15);
        double ratio = x / (start + Math.hypot(start, x));
        for (double k = start - 1; k >= 1; k--) {
            ratio = 1 / (2 * k / x + ratio);
            if (k <= n) {
                product *= ratio;
            }
        }
        return product;
    }

    /**
     * 1/π ∫ uᵐ cos nθ exp(−xu) dθ with u = 1 − cos θ, from 0 to π: the trapezoidal rule, which of a periodic function
     * is right to all digits; far out, for n = 0, Γ(m + ½)/(π √2 x^(m + ½)) Σ (½)ₖ (m + ½)ₖ/(k! (2x)ᵏ).
     *
     * @param n 0 or 1
     */
    private static double momentOfI(double m, double x, double n) {
        if (x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        if (x >= 30) {
            return 0.3989422804014327 * (farOut(m, x, 1) - (n == 0 ? 0 : farOut(m + 1, x, 1)));
        }
        double points = Math.ceil(10 + m + 4 * Math.sqrt(x));
        double sum = 0;
        for (double i = 0; i <= points; i++) {
            double sine = Math.sin(1.5707963267948966 * i / points);
            double u = 2 * sine * sine;
            double value = Math.pow(u, m) * (n == 0 ? 1 : 1 - u) * Math.exp(-x * u);
            sum += i == 0 || i == points ? 0.5 * value : value;
        }
        return sum / points;
    }

    /** The product of (j − ½)/x for j from 1 to m, over √x, and the series of which sign is that of odd terms. */
    private static double farOut(double m, double x, double sign) {
        double factor = 1 / Math.sqrt(x);
        for (double j = 1; j <= m; j++) {
            factor *= (j - 0.5) / x;
        }
        double term = 1;
        double sum = 1;
        for (double k = 1; Math.abs(term) > 1e-17 * sum && k < 100; k++) {
            term *= sign * (k - 0.5) / k * (m + k - 0.5) / (2 * x);
            sum += term;
        }
        return factor * sum;
    }

    /** ∫ vᵐ exp(−xv) dt with v = cosh t − 1, from 0 to ∞, by the trapezoidal rule or far out as {@link #momentOfI}. */
    private static double momentOfK(double m, double x) {
        if (x < 0.5) {
            return derivativeNearZero(m, x, 0);
        }
        if (x >= 30) {
            return x == Double.POSITIVE_INFINITY ? 0 : 1.2533141373155003 * farOut(m, x, -1);
        }
        // powers of v make the integral small beside the integrand between the points
        double step = Math.min(0.2, 0.6 / Math.sqrt(x)) / (1 + 0.1 * m);
        double sum = m == 0 ? 0.5 : 0;
        double value = 1;
        double v = 0;
        for (double i = 1; x * v <= m || value > 1e-18 * sum; i++) {
            double sinh = Math.sinh(0.5 * step * i);
            v = 2 * sinh * sinh;
            value = Math.pow(v, m) * Math.exp(-x * v);
            sum += value;
        }
        return step * sum;
    }

    /**
     * The size of the derivative of order m of a = exp(x) K₀(x) or b = exp(x) K₁(x) for x below ½, where b outweighs a:
     * by a′ = a − b and xb′ = (x − 1)b − xa.
     */
    private static double derivativeNearZero(double m, double x, double n) {
        if (x == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double scale = Math.exp(x);
        double a = scale * zerothModified(x);
        double b = scale * firstModified(x);
        double aBefore = 0;
        double bBefore = 0;
        for (double k = 0; k < m; k++) {
            if (Double.isInfinite(b)) {
                return Double.POSITIVE_INFINITY;
            }
            double aNext = a - b;
            double bNext = b - a + (k * (bBefore - aBefore) - (k + 1) * b) / x;
            aBefore = a;
            bBefore = b;
            a = aNext;
            b = bNext;
        }
        return Math.abs(n == 0 ? a : b);
    }

    /** Kₙ(x) for n and x from 0 on: upwards from the power series, or from the integrals and times exp(−x). */
    private static double secondKindModified(double n, double x) {
        if (x == 0) {
            return Double.POSITIVE_INFINITY;
        }
        boolean isSmall = x < 0.5;
        double before = isSmall ? zerothModified(x) : momentOfK(0, x);
        double value = n == 0 ? before : isSmall ? firstModified(x) : momentOfK(0, x) + momentOfK(1, x);
        for (double k = 1; k < n && value < Double.POSITIVE_INFINITY; k++) {
            double next = 2 * k / x * value + before;
            before = value;
            value = next;
        }
        return isSmall ? value : Math.exp(-0.5 * x) * value * Math.exp(-0.5 * x);
    }

    /** K₀(x) for x below ½ by 9.6.13. */
    private static double zerothModified(double x) {
        double z = 0.25 * x * x;
        double term = 1;
        double harmonic = 0;
        double sum = 0;
        for (double k = 1; k < 12; k++) {
            term *= z / (k * k);
            harmonic += 1 / k;
            sum += harmonic * term;
        }
        return sum - logarithm(x) * powerSeries(0, x, z);
    }

    /** K₁(x) for x below ½ by 9.6.11. */
    private static double firstModified(double x) {
        double z = 0.25 * x * x;
        double term = 1;
        double harmonic = 0;
        double sum = 1;
        for (double k = 1; k < 12; k++) {
            term *= z / (k * (k + 1));
            harmonic += 1 / k;
            sum += (2 * harmonic + 1 / (k + 1)) * term;
        }
        return 1 / x + (logarithm(x) * powerSeries(1, x, z) - 0.25 * x * sum);
    }
}
