package dev.autodiff.runtime;

import static dev.autodiff.runtime.Special.isOrder;
import static dev.autodiff.runtime.Special.log1pMinusX;

/**
 * The gamma function, its logarithm and the derivatives of that, the beta function, and incomplete gamma functions.
 *
 * <p>As of {@link Special}, single methods are copied into generated classes: no fields, no objects, calls only to
 * {@link Math} and other methods that are copied. What is said there of polynomials and errors holds here, too.
 */
public final class Gamma {
    private Gamma() {
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
    static double stirlingSeries(double x) {
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
     * Euler's beta function B(a, b) = Γ(a) Γ(b)/Γ(a + b) of positive numbers, the smaller one's Γ over the larger one's
     * rising factorial. Relative error below 1e-14 where both are below 100, else below 1e-13. +∞ where one is 0, NaN
     * where one is negative.
     */
    public static double eulerBeta(double a, double b) {
        double low = Math.min(a, b);
        double high = Math.max(a, b);
        return low > 0 && low < 100 && high < Double.POSITIVE_INFINITY
                ? tgamma(low) / poch(high, low)
                : Math.exp(lbeta(a, b));
    }

    /**
     * The rising factorial Γ(a + n)/Γ(a). Where n is small beside a, by Stirling's series and Γ(x + 1) = x Γ(x) with a
     * difference in the place of each term, so that nothing is lost; else it is the quotient as it is written, unless
     * that overflows. Relative error below 1e-13 for positive a and n up to 100, that of a + n included.
     */
    public static double poch(double a, double n) {
        if (!(a > 0 && a + n > 0 && a < Double.POSITIVE_INFINITY && Math.abs(n) < Double.POSITIVE_INFINITY)) {
            return tgamma(a + n) / tgamma(a);
        }
        if (Math.abs(n) >= 0.5 * a && a + n < 171) {
            return tgamma(a + n) / tgamma(a);
        }
        double product = 1;
        double x = a;
        for (; x < 10 || x + n < 10; x++) {
            product *= x / (x + n);
        }
        // (1 + n/x)^(x − ½) (x + n)ⁿ exp(−n), of which the first exponent is nearly n for a small one
        double share = n / x;
        double rest = Math.abs(share) < 0.5 ? x * log1pMinusX(share) : x * Math.log1p(share) - n;
        double exponent = rest - 0.5 * Math.log1p(share) + (stirlingSeries(x + n) - stirlingSeries(x));
        return product * Math.exp(exponent) * Math.pow(x + n, n);
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
     * The x with P(a, x) = p, by Newton's steps for the logarithm of the smaller tail, inside an interval that shrinks.
     * Error below 1e-12 times the condition number; 0 for p = 0, +∞ for p = 1, NaN where there is none.
     */
    public static double gammapinv(double a, double p) {
        return p > 0.5 ? gammaQuantile(a, p, 1 - p) : gammaQuantile(a, p, 1);
    }

    /** The x with Q(a, x) = q. Error as of {@link #gammapinv}; +∞ for q = 0, 0 for q = 1, NaN where there is none. */
    public static double gammaqinv(double a, double q) {
        return q > 0.5 ? gammaQuantile(a, 1 - q, 1) : gammaQuantile(a, 1, q);
    }

    /** The place with p below or q above it, whichever is smaller. */
    private static double gammaQuantile(double a, double p, double q) {
        boolean isLower = p <= q;
        double tail = isLower ? p : q;
        if (!(a > 0 && a <= 1e10 && tail >= 0 && p + q <= 2)) {
            return Double.NaN;
        }
        if (tail == 0) {
            return isLower ? 0 : Double.POSITIVE_INFINITY;
        }
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        // of small shapes what begins as a power, and ends where that has no next term
        double x = isLower && a < 1 ? Math.pow(tail, 1 / a) * Math.exp(lgamma(a + 1) / a) : a;
        if (x < 1e-300) {
            return x;
        }
        for (int i = 0; i < 400 && x > 0; i++) {
            double found = isLower ? gammap(a, x) : gammaq(a, x);
            boolean isBelow = isLower ? found < tail : found > tail;
            if (found == tail) {
                return x;
            }
            low = isBelow ? x : low;
            high = isBelow ? high : x;
            boolean isNear = found > 0.5 * tail && found < 2 * tail;
            double distance = isNear ? Math.log1p((found - tail) / tail) : Math.log(found / tail);
            double logarithm = found / gammaDensity(a, x) * distance;
            double next = isLower ? x * Math.exp(-logarithm / x) : x + logarithm;
            if (!(next > low && next < high)) {
                next = high == Double.POSITIVE_INFINITY ? 2 * x + 1 : low == 0 ? high * 0x1p-20 : 0.5 * (low + high);
            }
            if (Math.abs(next - x) <= 1e-16 * x) {
                return next;
            }
            x = next;
        }
        return x;
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
        // of a small shape a rounding of a − 1 would count in the power
        return (a < 10 ? Math.pow(x, a) * Math.exp(-x) / tgamma(a + 1) : x / a * gammaDensity(a, x)) * sum;
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
     * The derivative of order n by s of Hurwitz' zeta function ζ(s, q) = Σ (k + q)^−s, Riemann's for q = 1, for s > 1
     * and q > 0: some terms, and the formula of Euler and Maclaurin for the rest (Abramowitz and Stegun 23.2.9), with
     * Taylor polynomials in s. Relative error below 1e-14 for n up to 2, but for its zeros in q below 1; +∞ or −∞ at s
     * = 1, NaN below.
     */
    public static double derivativeOfZeta(double n, double s, double q) {
        if (!(isOrder(n) && n <= 100 && s >= 1 && q > 0)) {
            return Double.NaN;
        }
        if (s == 1) {
            return n % 2 == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        if (s == Double.POSITIVE_INFINITY) {
            // of the sum the first term alone is left
            return q > 1 || q == 1 && n > 0 ? 0 : q == 1 ? 1 : Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        double term = 1;
        double w = q;
        for (; w < 12 + n + Math.min(s, 120) && (w < 3 || Math.abs(term) > 1e-20 * Math.abs(sum)); w++) {
            term = Math.pow(w, -s) * Math.pow(-Math.log(w), n);
            sum += term;
        }
        double[] rest = zetaRestTaylor((int) n, s, w);
        double power = Math.pow(w, 1 - s) * factorial(n);
        for (int i = (int) n; i >= 0 && power != 0; i--) {
            sum += power * rest[i];
            power *= -Math.log(w) / (n - i + 1);
        }
        return sum;
    }

    /** 1/(s − 1) + 1/2w + Σ B₂ₖ/(2k)! s(s + 1)…(s + 2k − 2) w^−2k as a polynomial in s. */
    private static double[] zetaRestTaylor(int n, double s, double w) {
        double[] rest = new double[n + 1];
        double[] product = new double[n + 1];
        double[] bernoulli = {
            1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510, 43867.0 / 798,
            -174611.0 / 330
        };
        product[0] = 1;
        double scale = 1;
        double at = s;
        for (int k = 0; k < bernoulli.length; k++) {
            scale /= (2 * k + 1) * (2 * k + 2) * w * w;
            for (int i = k == 0 ? 1 : 0; i < 2; i++) {
                for (int j = n; j >= 0; j--) {
                    product[j] = product[j] * at + (j == 0 ? 0 : product[j - 1]);
                }
                at++;
            }
            for (int j = 0; j <= n; j++) {
                rest[j] += bernoulli[k] * scale * product[j];
            }
        }
        rest[0] += 0.5 / w;
        double pole = 1;
        for (int j = 0; j <= n; j++) {
            pole /= s - 1;
            rest[j] += j % 2 == 0 ? pole : -pole;
        }
        return rest;
    }

    /**
     * ψ⁽ⁿ⁾(a) − ψ⁽ⁿ⁾(a + b) for orders n up to 100. For positive a and b ≥ 0 nothing cancels where b is small: it is
     * the recurrence and the asymptotic series of ψ (Abramowitz and Stegun 6.4.6 and 6.4.11) with a difference in the
     * place of each power, with a relative error below 1e-13. For negative b and positive a + b it is that of a + b and
     * −b with the other sign. Elsewhere it is the difference as it is written. −∞ or +∞ for a = 0.
     */
    public static double polygammaDifference(double n, double a, double b) {
        if (!(isOrder(n) && n <= 100)) {
            return Double.NaN;
        }
        if (a >= 0 && b >= 0) {
            return differenceBelow(n, a, b);
        }
        return b < 0 && a + b > 0 && a < Double.POSITIVE_INFINITY
                ? -differenceBelow(n, a + b, -b)
                : polygamma(n, a) - polygamma(n, a + b);
    }

    /** ψ⁽ⁿ⁾(a) − ψ⁽ⁿ⁾(a + b) for a ≥ 0 and b ≥ 0. */
    private static double differenceBelow(double n, double a, double b) {
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
}
