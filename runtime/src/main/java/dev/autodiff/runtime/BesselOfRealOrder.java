package dev.autodiff.runtime;

import static dev.autodiff.runtime.Gamma.lgamma;
import static dev.autodiff.runtime.Gamma.tgamma;

/**
 * Bessel functions of real orders ν from 0 on and of x above 0, which {@link Bessel} reflects: methods of Temme and
 * Steed (Temme, J. Comput. Phys. 21, 1976; Press and others, Numerical Recipes, 6.6) and integrals by the trapezoidal
 * rule.
 *
 * <p>As of {@link Special}, single methods are copied into generated classes: no fields, no objects, calls only to
 * {@link Math} and other methods that are copied.
 */
public final class BesselOfRealOrder {
    private BesselOfRealOrder() {
    }

    /** Jᵥ(x) and Yᵥ(x) for v from 0 on and x above 0. */
    static double[] bothKinds(double v, double x) {
        double[] both = {0, Double.NEGATIVE_INFINITY};
        if (x == 0) {
            return both;
        }
        if (x >= 25 && (v < x || 2 * x >= v * v)) {
            return far(v, x);
        }
        double whole = Math.rint(x < 2 ? v : Math.max(0, Math.ceil(v - x)));
        double u = v - whole;
        double[] quotient = quotientOfFirstKind(v, whole, x);
        double[] start = x < 2 ? seriesOfSecondKind(u, x) : steed(u, x, quotient);
        double factor = 2 / Math.PI / x;
        double y = start[0];
        double next = start[1];
        // by the Wronskian J Y′ − J′ Y = 2/πx
        double first = x < 2 ? factor / (u / x * y - next - quotient[0] * y) : start[2];
        for (double i = 1; i <= whole; i++) {
            double above = 2 * (u + i) / x * next - y;
            y = next;
            next = above;
        }
        both[0] = x * x < 4 * (v + 1) ? seriesOfFirstKind(v, x, -0.25 * x * x) : quotient[1] * first;
        both[1] = Double.isNaN(y) ? Double.NEGATIVE_INFINITY : y;
        return both;
    }

    /** By Hankel's expansion of the fraction of v and the next order, and upwards, which is stable below x. */
    private static double[] far(double v, double x) {
        if (2 * x >= v * v) {
            return hankelPair(v, x);
        }
        double u = v - Math.floor(v);
        double[] before = hankelPair(u, x);
        double[] here = hankelPair(u + 1, x);
        for (double i = 1; u + i < v - 0.5; i++) {
            for (int k = 0; k < 2; k++) {
                double next = 2 * (u + i) / x * here[k] - before[k];
                before[k] = here[k];
                here[k] = next;
            }
        }
        return here;
    }

    /** √(2/πx) (P cos χ − Q sin χ) and (P sin χ + Q cos χ) with χ = x − (2v + 1)π/4. */
    private static double[] hankelPair(double v, double x) {
        double[] pair = new double[2];
        if (x == Double.POSITIVE_INFINITY) {
            return pair;
        }
        double[] sums = hankelSums(v, x);
        double p = sums[0];
        double q = sums[1];
        double angle = Math.PI * (0.5 * (v % 4) + 0.25);
        double cosine = Math.cos(x) * Math.cos(angle) + Math.sin(x) * Math.sin(angle);
        double sine = Math.sin(x) * Math.cos(angle) - Math.cos(x) * Math.sin(angle);
        double amplitude = 0.7978845608028654 / Math.sqrt(x);
        pair[0] = amplitude * (p * cosine - q * sine);
        pair[1] = amplitude * (p * sine + q * cosine);
        return pair;
    }

    /** P and Q of Hankel's expansion far out (Abramowitz and Stegun 9.2.9 and 9.2.10). */
    static double[] hankelSums(double v, double x) {
        double[] sums = {1, 0};
        double square = 4 * v * v;
        double term = 1;
        for (double k = 1; Math.abs(term) > 1e-17 && k < 100; k++) {
            term *= (square - (2 * k - 1) * (2 * k - 1)) / (8 * k) / x;
            if (k % 2 == 1) {
                sums[1] += k % 4 == 1 ? term : -term;
            } else {
                sums[0] += k % 4 == 0 ? term : -term;
            }
        }
        return sums;
    }

    /** (x/2)ᵛ/Γ(v + 1) Σ zᵏ/(k! (v + 1)…(v + k)). */
    private static double seriesOfFirstKind(double v, double x, double z) {
        double term = 1;
        double sum = 1;
        for (double k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
            term *= z / (k * (v + k));
            sum += term;
        }
        return powerOverGamma(v, x) * sum;
    }

    /** (x/2)ᵛ/Γ(v + 1). */
    private static double powerOverGamma(double v, double x) {
        return v < 100 && x > 1e-200
                ? Math.pow(0.5 * x, v) / tgamma(v + 1)
                : Math.exp(v * Math.log(0.5 * x) - lgamma(v + 1));
    }

    /**
     * J′/J of the order v − whole, the quotient of the Jᵥ and that of this order, and the sign of that: by the
     * continued fraction for J′ᵥ/Jᵥ and downwards.
     */
    private static double[] quotientOfFirstKind(double v, double whole, double x) {
        double sign = 1;
        double h = Math.max(v / x, 1e-300);
        double b = 2 * v / x;
        double c = h;
        double d = 0;
        double step = 0;
        for (double i = 0; Math.abs(step - 1) > 1e-16 && i < 1e5; i++) {
            b += 2 / x;
            d = b - d;
            d = Math.abs(d) < 1e-300 ? 1e-300 : d;
            c = b - 1 / c;
            c = Math.abs(c) < 1e-300 ? 1e-300 : c;
            d = 1 / d;
            step = c * d;
            h *= step;
            sign = d < 0 ? -sign : sign;
        }
        double value = sign * 1e-200;
        double slope = h * value;
        double wanted = value;
        for (double i = 0; i < whole; i++) {
            double below = (v - i) / x * value + slope;
            slope = (v - i - 1) / x * below - value;
            value = below;
            if (Math.abs(value) > 1e100) {
                value *= 1e-200;
                slope *= 1e-200;
                wanted *= 1e-200;
            }
        }
        double[] quotient = {slope / value, wanted / value, value};
        return quotient;
    }

    /** (1/Γ(1 − u) − 1/Γ(1 + u))/2u and (1/Γ(1 − u) + 1/Γ(1 + u))/2 for |u| up to ½, Taylor's series. */
    private static double[] reciprocalGammas(double u) {
        double s = u * u;
        double odd = 5.100370287454476e-13;
        odd = odd * s + 7.7822634399050713e-12;
        odd = odd * s - 1.1812745704870201e-09;
        odd = odd * s + 6.1160951044814158e-09;
        odd = odd * s + 1.1330272319816959e-06;
        odd = odd * s - 2.0134854780788239e-05;
        odd = odd * s - 0.00021524167411495097;
        odd = odd * s + 0.0072189432466630995;
        odd = odd * s - 0.042197734555544337;
        odd = odd * s - 0.042002635034095236;
        odd = odd * s + 0.57721566490153286;
        double even = -2.0583260535665068e-14;
        even = even * s - 3.6968056186422057e-12;
        even = even * s + 1.0434267116911005e-10;
        even = even * s + 5.0020076444692229e-09;
        even = even * s - 2.0563384169776071e-07;
        even = even * s - 1.2504934821426707e-06;
        even = even * s + 0.00012805028238811619;
        even = even * s - 0.0011651675918590651;
        even = even * s - 0.0096219715278769736;
        even = even * s + 0.16653861138229149;
        even = even * s - 0.65587807152025388;
        even = even * s + 1;
        double[] both = {-odd, even};
        return both;
    }

    /** Yᵤ(x) and Yᵤ₊₁(x) for |u| up to ½ and x below 2, Temme's series. */
    private static double[] seriesOfSecondKind(double u, double x) {
        double[] gammas = reciprocalGammas(u);
        double logarithm = -Math.log(0.5 * x);
        double e = u * logarithm;
        double angle = Math.PI * u;
        double ratio = angle == 0 ? 1 : angle / Math.sin(angle);
        double sinhOverE = e == 0 ? 1 : Math.sinh(e) / e;
        double f = 2 / Math.PI * ratio * (gammas[0] * Math.cosh(e) + gammas[1] * sinhOverE * logarithm);
        double p = Math.exp(e) / (Math.PI * (gammas[1] - u * gammas[0]));
        double q = Math.exp(-e) / (Math.PI * (gammas[1] + u * gammas[0]));
        double sine = Math.sin(0.5 * angle);
        double r = u == 0 ? 0 : 2 / u * sine * sine;
        double c = 1;
        double sum = f + r * q;
        double nextSum = p;
        for (double i = 1; i < 40; i++) {
            f = (i * f + p + q) / (i * i - u * u);
            c *= -0.25 * x * x / i;
            p /= i - u;
            q /= i + u;
            sum += c * (f + r * q);
            nextSum += c * p - i * c * (f + r * q);
        }
        double[] start = {-sum, -2 * nextSum / x};
        return start;
    }

    /**
     * Yᵤ(x), Yᵤ₊₁(x) and Jᵤ(x) from J′ᵤ/Jᵤ and the sign of Jᵤ by Steed's continued fraction for p + iq, x from 2
     * on.
     */
    private static double[] steed(double u, double x, double[] quotient) {
        double a = 0.25 - u * u;
        double p = -0.5 / x;
        double q = 1;
        double br = 2 * x;
        double bi = 2;
        double factor = a / x / (p * p + q * q);
        double cr = br + q * factor;
        double ci = bi + p * factor;
        double square = br * br + bi * bi;
        double dr = br / square;
        double di = -bi / square;
        double stepR = cr * dr - ci * di;
        double stepI = cr * di + ci * dr;
        for (double i = 1; i < 1e5; i++) {
            double before = p;
            p = before * stepR - q * stepI;
            q = before * stepI + q * stepR;
            if (Math.abs(stepR - 1) + Math.abs(stepI) < 1e-16) {
                break;
            }
            a += 2 * i;
            bi += 2;
            dr = a * dr + br;
            di = a * di + bi;
            factor = a / (cr * cr + ci * ci);
            cr = br + cr * factor;
            ci = bi - ci * factor;
            square = dr * dr + di * di;
            dr /= square;
            di /= -square;
            stepR = cr * dr - ci * di;
            stepI = cr * di + ci * dr;
        }
        double gamma = (p - quotient[0]) / q;
        double size = Math.sqrt(2 / Math.PI / x / ((p - quotient[0]) * gamma + q));
        double first = Math.copySign(size, quotient[2]);
        double y = first * gamma;
        double slope = first * (p * gamma + q);
        double[] start = {y, u / x * y - slope, first};
        return start;
    }

    /**
     * The size of the derivative of order m of exp(x) Kᵥ(x), ∫ wᵐ cosh(vt) exp(−xw) dt with w = cosh t − 1 from 0 to ∞,
     * by the trapezoidal rule; +∞ at 0.
     */
    static double scaledSecondKind(double m, double v, double x) {
        if (x == 0 || x == Double.POSITIVE_INFINITY) {
            return x == 0 ? Double.POSITIVE_INFINITY : 0;
        }
        // a power of two, so that its multiples are exact
        double step = 0.125;
        while (step * Math.sqrt(Math.hypot(v, x)) * (1 + 0.1 * m) > 0.5) {
            step *= 0.5;
        }
        // log(2(v + m)/x + 1), where the quotient may overflow
        double peak = Math.log(2 * (v + m) + x) - Math.log(x);
        double sum = m == 0 ? 0.5 : 0;
        double value = 1;
        double t = 0;
        for (double i = 1; t < peak || value > 1e-18 * sum; i++) {
            t = step * i;
            double sinh = Math.sinh(0.5 * t);
            double w = 2 * sinh * sinh;
            double power = Math.pow(Math.exp(t), v);
            double decay = Math.exp(-x * w);
            // what grows beyond all doubles has decayed before
            value = decay == 0 ? 0 : Math.pow(w, m) * 0.5 * decay * (power + 1 / power);
            sum += value;
        }
        return step * sum;
    }

    /** exp(−x) Iᵥ(x) by the quotient of neighbours and the Wronskian Iᵥ Kᵥ₊₁ + Iᵥ₊₁ Kᵥ = 1/x. */
    static double scaledFirstKindOfReal(double v, double x) {
        if (x < 30 && x * x < 4 * (v + 1)) {
            return Math.exp(-x) * seriesOfFirstKind(v, x, 0.25 * x * x);
        }
        if (x >= 30 && x >= v * v) {
            return scaledFirstKindFar(0, v, x);
        }
        double start = Math.ceil(Math.sqrt(v * v + 40 * x) + 15);
        double ratio = x / (v + start + Math.hypot(v + start, x));
        for (double k = start - 1; k >= 1; k--) {
            ratio = 1 / (2 * (v + k) / x + ratio);
        }
        return 1 / (x * (scaledSecondKind(0, v + 1, x) + ratio * scaledSecondKind(0, v, x)));
    }

    /** The derivative of order m of exp(−x) Iᵥ(x) far out, term by term of Hankel's expansion. */
    private static double scaledFirstKindFar(double m, double v, double x) {
        if (x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double factor = 0.3989422804014327 / Math.sqrt(x);
        for (double j = 0; j < m; j++) {
            factor *= -(j + 0.5) / x;
        }
        double term = 1;
        double sum = 1;
        for (double k = 1; Math.abs(term) > 1e-17 && k < 100; k++) {
            term *= ((2 * k - 1) * (2 * k - 1) - 4 * v * v) / (8 * k) / x * (k - 0.5 + m) / (k - 0.5);
            sum += term;
        }
        return factor * sum;
    }

    /**
     * The derivative of order m of exp(−x) Iᵥ(x) = (x/2)ᵛ/Γ(v + 1) M(v + ½, 2v + 1, −2x) by Leibniz' rule, those of M
     * by Kummer's transformation series of positive terms (Abramowitz and Stegun 13.6.3, 13.4.9 and 13.1.27).
     */
    static double derivativeOfScaledFirstKind(double m, double v, double x) {
        if (x >= 30 && x >= v * v) {
            return scaledFirstKindFar(m, v, x);
        }
        double scale = powerOverGamma(v, x) * Math.exp(-2 * x);
        double factor = 1;
        double total = 0;
        for (double j = 0; j <= m; j++) {
            // the derivative of order m − j of xᵛ
            double power = 1;
            for (double k = 0; k < m - j; k++) {
                power *= (v - k) / x;
            }
            if (power != 0) {
                total += factor * power * kummer(v + 0.5, 2 * v + 1 + j, 2 * x);
            }
            factor *= -2 * (v + 0.5 + j) / (2 * v + 1 + j) * (m - j) / (j + 1);
        }
        return scale * total;
    }

    /** M(a, b, z) for positive arguments. */
    private static double kummer(double a, double b, double z) {
        double term = 1;
        double sum = 1;
        for (double k = 0; term > 1e-18 * sum; k++) {
            term *= (a + k) / (b + k) * z / (k + 1);
            sum += term;
        }
        return sum;
    }
}
