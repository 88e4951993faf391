package dev.autodiff.runtime;

import static dev.autodiff.runtime.Special.isOrder;

/**
 * Exponential integrals, the dilogarithm, and complete elliptic integrals with all their derivatives.
 *
 * <p>As of {@link Special}, single methods are copied into generated classes: no fields, no objects, calls only to
 * {@link Math} and other methods that are copied. What is said there of errors holds here, too.
 */
public final class Integrals {
    private Integrals() {
    }

    /**
     * The exponential integral Eₙ(x) = ∫₁^∞ exp(−xt)/tⁿ dt of a whole order n, for x ≥ 0: from 0.6 on by a
     * continued fraction, below by its series (Abramowitz and Stegun 5.1.22 and 5.1.12); of an order from 0 down by a
     * finite sum. Error below 6 ulp for |n| up to 100; NaN for negative x and for an order that is no whole number.
     */
    public static double expn(double n, double x) {
        if (!(x >= 0 && Math.abs(n) <= Integer.MAX_VALUE && n == Math.rint(n))) {
            return Double.NaN;
        }
        if (x == 0) {
            return n > 1 ? 1 / (n - 1) : Double.POSITIVE_INFINITY;
        }
        if (x > 800) {
            return 0;
        }
        return n <= 0 ? expnByParts(n, x) : x < 0.6 ? expnSeries(n, x) : expnFraction(n, x);
    }

    /** exp(−x)/x Σ k!/(k − j)! x^−j with k = −n. */
    private static double expnByParts(double n, double x) {
        double sum = 1;
        double term = 1;
        for (double j = -n; j > 0 && term != 0 && sum < Double.POSITIVE_INFINITY; j--) {
            term *= j / x;
            sum += term;
        }
        return Math.exp(-x) * sum / x;
    }

    /** By (−x)ⁿ⁻¹/(n − 1)! (ψ(n) − log x) − Σ (−x)ᵐ/((m − n + 1) m!) without m = n − 1. */
    private static double expnSeries(double n, double x) {
        double harmonic = -0.5772156649015329;
        double term = 1;
        double sum = n == 1 ? 0 : 1 / (n - 1);
        for (double m = 1; m < n && term != 0; m++) {
            harmonic += 1 / m;
            term *= -x / m;
            sum -= m == n - 1 ? 0 : term / (m - n + 1);
        }
        double rest = 0;
        double power = term;
        for (double m = n; Math.abs(power) > 1e-18 * Math.abs(term) && m < n + 40; m++) {
            power *= -x / m;
            rest -= power / (m - n + 1);
        }
        return term * (harmonic - Math.log(x)) + rest + sum;
    }

    /** exp(−x)/(x + n − n/(x + n + 2 − 2(n + 1)/(x + n + 4 − …))) from its end. */
    private static double expnFraction(double n, double x) {
        double fraction = 0;
        for (double k = Math.ceil(25 + 90 / x); k > 0; k--) {
            fraction = k * (n + k - 1) / (x + n + 2 * k - fraction);
        }
        return Math.exp(-x) / (x + n - fraction);
    }

    /**
     * The exponential integral Ei(x) = −∫ exp(−t)/t dt from −x to ∞, as a principal value: its series up to 40, beyond
     * it Σ k!/xᵏ. Error below 6 ulp of the larger of the result and 1 near the zero 0.3725…; −∞ at 0, +∞ from about
     * 716 on.
     */
    public static double expi(double x) {
        if (x < 0) {
            return -expn(1, -x);
        }
        if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : x;
        }
        double term = 1;
        if (x > 40) {
            double sum = 1;
            for (double k = 1; term > 1e-18 && k < x; k++) {
                term *= k / x;
                sum += term;
            }
            double root = Math.exp(0.5 * x);
            return root / x * sum * root;
        }
        double sum = 0;
        for (double k = 1; term > 1e-18 * k * sum; k++) {
            term *= x / k;
            sum += term / k;
        }
        return 0.5772156649015329 + Math.log(x) + sum;
    }

    /** The dilogarithm Li₂(x) = −∫ log(1 − t)/t dt from 0 to x ≤ 1. Error below 4 ulp; NaN above 1, −∞ at −∞. */
    public static double dilog(double x) {
        return x <= 0.5 ? dilogBelow(x, Math.log1p(-x)) : x < 1
                ? 1.6449340668482264 - Math.log(x) * Math.log1p(-x) - dilogSeries(-Math.log(x))
                : x == 1 ? 1.6449340668482264 : Double.NaN;
    }

    /**
     * Spence's function Li₂(1 − x) = −∫ log(t)/(t − 1) dt from 1 to x ≥ 0. Error below 4 ulp; π²/6 at 0, NaN below, −∞
     * at +∞.
     */
    public static double spence(double x) {
        return x < 0.5
                ? x > 0
                        ? 1.6449340668482264 - Math.log(x) * Math.log1p(-x) - dilogSeries(-Math.log1p(-x))
                        : x == 0 ? 1.6449340668482264 : Double.NaN
                : dilogBelow(1 - x, Math.log(x));
    }

    /** Li₂(x) for x up to ½; beyond −1 by that of 1/x. */
    private static double dilogBelow(double x, double logOfRest) {
        if (x >= -1) {
            return dilogSeries(-logOfRest);
        }
        double logarithm = Math.log(-x);
        return -1.6449340668482264 - 0.5 * logarithm * logarithm - dilogSeries(-Math.log1p(-1 / x));
    }

    /** Li₂(1 − exp(−u)) = u − u²/4 + Σ B₂ₖ u²ᵏ⁺¹/(2k + 1)! for |u| up to log 2. */
    private static double dilogSeries(double u) {
        double s = u * u;
        double p = 4.5189800296199182e-16;
        p = p * s - 1.9939295860721076e-14;
        p = p * s + 8.9216910204564526e-13;
        p = p * s - 4.0647616451442255e-11;
        p = p * s + 1.8978869988970999e-09;
        p = p * s - 9.1857730746619636e-08;
        p = p * s + 4.7241118669690098e-06;
        p = p * s - 0.00027777777777777778;
        p = p * s + 0.027777777777777778;
        return u - (0.25 * s - p * s * u);
    }

    /**
     * The complete elliptic integral of the first kind K(m) = ∫₀^{π/2} 1/√(1 − m sin²θ) dθ by the mean of Gauss and
     * Legendre. Error below 4 ulp; +∞ at 1, NaN above, 0 at −∞.
     */
    public static double ellipk(double m) {
        if (!(m < 1)) {
            return m == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (m == Double.NEGATIVE_INFINITY) {
            return 0;
        }
        double a = 1;
        double b = Math.sqrt(1 - m);
        while (Math.abs(a - b) > 1e-8 * a) {
            double mean = 0.5 * (a + b);
            b = Math.sqrt(a * b);
            a = mean;
        }
        return Math.PI / (a + b);
    }

    /** The complete elliptic integral of the second kind E(m) = ∫₀^{π/2} √(1 − m sin²θ) dθ. Error below 8 ulp. */
    public static double ellipe(double m) {
        if (!(m < 1)) {
            return m == 1 ? 1 : Double.NaN;
        }
        if (m > 0.9 || m < -1e4) {
            return m == Double.NEGATIVE_INFINITY ? -m : ellipticIntegral(0, -0.5, m);
        }
        double a = 1;
        double b = Math.sqrt(1 - m);
        double sum = 0.5 * m;
        double power = 0.5;
        while (Math.abs(a - b) > 1e-9 * a) {
            double half = 0.5 * (a - b);
            double mean = 0.5 * (a + b);
            b = Math.sqrt(a * b);
            a = mean;
            power *= 2;
            sum += power * half * half;
        }
        return Math.PI / (a + b) * (1 - sum);
    }

    /** The derivative of order n of K(m), (½)ₙ ∫ sin²ⁿθ (1 − m sin²θ)^(−n − ½) dθ. Relative error below 1e-14. */
    public static double derivativeOfEllipk(double n, double m) {
        if (!isOrder(n) || n > 100 || !(m < 1)) {
            return isOrder(n) && n <= 100 && m == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        double factor = 1;
        for (double k = 0; k < n; k++) {
            factor *= k + 0.5;
        }
        return n == 0 ? ellipk(m) : factor * ellipticIntegral(n, n + 0.5, m);
    }

    /** The derivative of order n of E(m), (−½)ₙ ∫ sin²ⁿθ (1 − m sin²θ)^(½ − n) dθ. Relative error below 1e-14. */
    public static double derivativeOfEllipe(double n, double m) {
        if (!isOrder(n) || n > 100 || !(m <= 1)) {
            return Double.NaN;
        }
        if (m == 1 && n > 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double factor = 1;
        for (double k = 0; k < n; k++) {
            factor *= k - 0.5;
        }
        return n == 0 ? ellipe(m) : factor * ellipticIntegral(n, n - 0.5, m);
    }

    /**
     * ∫ sin²ⁿθ (1 − m sin²θ)^−p dθ from 0 to π/2 by the trapezoidal rule in u, sin θ = tanh u, which is right to all
     * digits; for negative m with cos θ in the place of sin θ, by 1 − m cos²θ = (1 − m)(1 − k sin²θ), k = m/(m − 1).
     */
    private static double ellipticIntegral(double n, double p, double m) {
        if (m == Double.NEGATIVE_INFINITY) {
            return p < 0 ? Double.POSITIVE_INFINITY : 0;
        }
        double rest = m < 0 ? 1 / (1 - m) : 1 - m;
        // a power of two, so that its multiples are exact
        double step = n < 4 ? 0.125 : n < 12 ? 0.0625 : 0.03125;
        double sum = n == 0 || m < 0 ? 0.5 : 0;
        double lost = 0;
        double term = 1;
        for (double i = 1; term > 1e-18 * sum || i < 10; i++) {
            double e = Math.exp(-step * i);
            double square = e * e;
            double sech = 2 * e / (1 + square);
            double tanh = -Math.expm1(-2 * step * i) / (1 + square);
            double base = sech * sech + rest * tanh * tanh;
            double side = m < 0 ? sech : tanh;
            // a quotient that is no more than 1 for negative m, of powers that under- and overflow
            term = Math.pow(side * side / base, n) * Math.pow(base, n - p) * sech;
            // with what the last addition lost
            double next = term - lost;
            double total = sum + next;
            lost = total - sum - next;
            sum = total;
        }
        return step * sum * (m < 0 ? Math.pow(rest, p) : 1);
    }
}
