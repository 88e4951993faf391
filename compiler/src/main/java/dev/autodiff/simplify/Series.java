package dev.autodiff.simplify;

import java.util.Arrays;

/**
 * {@code u^v (c₀ + c₁u + c₂u² + …)}, the Laurent series of a function at 0, as far as its coefficients are known; c₀ is
 * not 0, unless all are. The recurrences are those of derivatives: {@code f = exp(a)} has {@code f' = a'f} and the
 * like.
 *
 * @param valuation v
 */
record Series(int valuation, double[] coefficients) {
    /** Enough for a quarter of a radius of convergence: 4⁻⁴⁰ is far below rounding, also where some terms are lost. */
    private static final int LENGTH = 48;

    /** With fewer terms, since many have cancelled, nothing is said. */
    private static final int LEAST_LENGTH = 32;

    /** A sum that is as small beside its terms is 0 but for rounding. */
    private static final double ROUNDING = 0x1p-46;

    /** What has no such series, or none that is known; nor has what is computed of it. */
    static final Series UNKNOWN = new Series(0, new double[0]);

    static Series constant(double value) {
        double[] coefficients = new double[LENGTH];
        coefficients[0] = value;
        return new Series(0, coefficients);
    }

    /** {@code c uⁿ}. */
    static Series power(double c, int n) {
        double[] coefficients = new double[LENGTH];
        coefficients[0] = c;
        return new Series(n, coefficients);
    }

    private interface Coefficient {
        double at(int n);
    }

    private static Series of(int valuation, int length, Coefficient coefficient) {
        double[] coefficients = new double[length];
        for (int n = 0; n < length; n++) {
            coefficients[n] = coefficient.at(n);
        }
        return new Series(valuation, coefficients).trimmed();
    }

    boolean isKnown() {
        return coefficients.length > 0;
    }

    /** Without coefficients of 0 in front; unknown if too few are left, or one is not finite. */
    private Series trimmed() {
        int zeros = 0;
        while (zeros < coefficients.length && coefficients[zeros] == 0) {
            zeros++;
        }
        if (zeros == coefficients.length) {
            return constant(0);
        }
        boolean isKnown = coefficients.length - zeros >= LEAST_LENGTH
                && Arrays.stream(coefficients).allMatch(Double::isFinite);
        return isKnown
                ? new Series(valuation + zeros, Arrays.copyOfRange(coefficients, zeros, coefficients.length))
                : UNKNOWN;
    }

    boolean isZero() {
        return isKnown() && coefficients[0] == 0;
    }

    /** The value at 0, if it has one. */
    double atZero() {
        return !isFinite() ? Double.NaN : valuation > 0 || isZero() ? 0 : coefficients[0];
    }

    boolean isFinite() {
        return isKnown() && valuation >= 0;
    }

    /** Whether no coefficient but the first is left: a power, or a constant. */
    boolean isPower() {
        return isKnown() && Arrays.stream(coefficients).skip(1).allMatch(c -> c == 0);
    }

    private double coefficient(int exponent) {
        int n = exponent - valuation;
        return n < 0 ? 0 : coefficients[n];
    }

    private int end() {
        return valuation + coefficients.length;
    }

    Series plus(Series b, double sign) {
        if (b.isZero() || !isKnown()) {
            return this;
        }
        if (isZero() || !b.isKnown()) {
            return b.times(sign);
        }
        int first = Math.min(valuation, b.valuation);
        return of(first, Math.min(end(), b.end()) - first, n -> {
            double left = coefficient(first + n);
            double right = sign * b.coefficient(first + n);
            double sum = left + right;
            return Math.abs(sum) <= ROUNDING * Math.max(Math.abs(left), Math.abs(right)) ? 0 : sum;
        });
    }

    Series times(double factor) {
        if (!isKnown()) {
            return UNKNOWN;
        }
        return factor == 0 ? constant(0) : of(valuation, coefficients.length, n -> factor * coefficients[n]);
    }

    Series times(Series b) {
        if (!isKnown() || !b.isKnown()) {
            return UNKNOWN;
        }
        if (isZero() || b.isZero()) {
            return constant(0);
        }
        return of(valuation + b.valuation, Math.min(coefficients.length, b.coefficients.length), n -> {
            double sum = 0;
            for (int k = 0; k <= n; k++) {
                sum += coefficients[k] * b.coefficients[n - k];
            }
            return sum;
        });
    }

    /** Unknown if the divisor is 0. */
    Series over(Series b) {
        if (!isKnown() || !b.isKnown() || b.isZero()) {
            return UNKNOWN;
        }
        if (isZero()) {
            return this;
        }
        double[] quotient = new double[Math.min(coefficients.length, b.coefficients.length)];
        for (int n = 0; n < quotient.length; n++) {
            double rest = coefficients[n];
            for (int k = 1; k <= n; k++) {
                rest -= b.coefficients[k] * quotient[n - k];
            }
            quotient[n] = rest / b.coefficients[0];
        }
        return new Series(valuation - b.valuation, quotient).trimmed();
    }

    Series power(int n) {
        Series power = constant(1);
        for (int i = 0; i < Math.abs(n) && power.isKnown(); i++) {
            power = power.times(this);
        }
        return n >= 0 ? power : constant(1).over(power);
    }

    /** The coefficients from that of u⁰ on, of a function that is finite at 0. */
    private double[] fromZero() {
        double[] all = new double[isZero() ? LENGTH : Math.min(LENGTH, end())];
        for (int n = 0; n < all.length; n++) {
            all[n] = isZero() ? 0 : coefficient(n);
        }
        return all;
    }

    /** {@code f(a)} with {@code f' = g(a)}: {@code n fₙ = Σ k aₖ gₙ₋ₖ}. */
    Series integral(double atZero, Series slope) {
        if (!isFinite() || !slope.isFinite()) {
            return UNKNOWN;
        }
        double[] a = fromZero();
        double[] g = slope.fromZero();
        return of(0, Math.min(a.length, g.length), n -> n == 0 ? atZero : convolution(a, g, n) / n);
    }

    private static double convolution(double[] a, double[] g, int n) {
        double sum = 0;
        for (int k = 1; k <= n; k++) {
            sum += k * a[k] * g[n - k];
        }
        return sum;
    }

    Series exp() {
        if (!isFinite()) {
            return UNKNOWN;
        }
        double[] a = fromZero();
        double[] f = new double[a.length];
        f[0] = Math.exp(a[0]);
        for (int n = 1; n < f.length; n++) {
            f[n] = convolution(a, f, n) / n;
        }
        return new Series(0, f).trimmed();
    }

    /** {@code aᵖ} of a that is positive at 0: {@code n a₀ fₙ = Σ (pk - n + k) aₖ fₙ₋ₖ}. */
    Series power(double p) {
        if (!(atZero() > 0)) {
            return UNKNOWN;
        }
        double[] a = fromZero();
        double[] f = new double[a.length];
        f[0] = Math.pow(a[0], p);
        for (int n = 1; n < f.length; n++) {
            for (int k = 1; k <= n; k++) {
                f[n] += (p * k - n + k) * a[k] * f[n - k];
            }
            f[n] /= n * a[0];
        }
        return new Series(0, f).trimmed();
    }

    /** The sine, or the hyperbolic one. */
    Series sine(boolean isHyperbolic) {
        return sineAndCosine(isHyperbolic)[0];
    }

    Series cosine(boolean isHyperbolic) {
        return sineAndCosine(isHyperbolic)[1];
    }

    private Series[] sineAndCosine(boolean isHyperbolic) {
        if (!isFinite()) {
            return new Series[] {UNKNOWN, UNKNOWN};
        }
        double[] a = fromZero();
        double[] sine = new double[a.length];
        double[] cosine = new double[a.length];
        sine[0] = isHyperbolic ? Math.sinh(a[0]) : Math.sin(a[0]);
        cosine[0] = isHyperbolic ? Math.cosh(a[0]) : Math.cos(a[0]);
        for (int n = 1; n < a.length; n++) {
            sine[n] = convolution(a, cosine, n) / n;
            cosine[n] = (isHyperbolic ? 1 : -1) * convolution(a, sine, n) / n;
        }
        return new Series[] {new Series(0, sine).trimmed(), new Series(0, cosine).trimmed()};
    }

    /** {@code Σ tₙ (a - a₀)ⁿ}. */
    Series into(Coefficients taylor) {
        if (!isFinite()) {
            return UNKNOWN;
        }
        Series distance = plus(constant(atZero()), -1);
        Series sum = constant(taylor.at(LENGTH - 1));
        for (int n = LENGTH - 2; n >= 0; n--) {
            sum = sum.times(distance).plus(constant(taylor.at(n)), 1);
        }
        return sum;
    }

    /** Of a power series. */
    interface Coefficients {
        double at(int n);
    }

    /**
     * The largest power of ½, or 1, within which the terms that are not known do not count in second derivatives
     * either; 0 if there is none that is of use.
     */
    double radius() {
        for (double radius = 1; radius > LEAST_RADIUS; radius /= 2) {
            if (count(radius) <= coefficients.length - UNKNOWN_TERMS) {
                return radius;
            }
        }
        return 0;
    }

    /** How many terms count within a radius. */
    int count(double radius) {
        int count = coefficients.length;
        while (count > 1
                && count * count * Math.abs(coefficients[count - 1]) * Math.pow(radius, count - 1)
                        <= NEGLIGIBLE * Math.abs(coefficients[0])) {
            count--;
        }
        return count;
    }

    private static final double NEGLIGIBLE = 0x1p-54;

    private static final double LEAST_RADIUS = 0.05;

    /** So many terms at the end must not count, for the unknown ones not to do so. */
    private static final int UNKNOWN_TERMS = 4;
}
