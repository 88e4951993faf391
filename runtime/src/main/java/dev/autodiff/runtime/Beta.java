package dev.autodiff.runtime;

import static dev.autodiff.runtime.Gamma.eulerBeta;
import static dev.autodiff.runtime.Gamma.lbeta;
import static dev.autodiff.runtime.Gamma.polygammaDifference;
import static dev.autodiff.runtime.Gamma.stirlingSeries;
import static dev.autodiff.runtime.Gamma.tgamma;
import static dev.autodiff.runtime.Gamma.trigamma;
import static dev.autodiff.runtime.Special.log1pMinusX;

/**
 * The regularised incomplete beta function, its inverse and its derivatives, as DiDonato and Morris compute it
 * (Algorithm 708, ACM TOMS 18, 1992).
 *
 * <p>As of {@link Special}, single methods are copied into generated classes: no fields, no objects, calls only to
 * {@link Math} and other methods that are copied. A derivative by the shapes a and b is computed with Taylor
 * polynomials of second order in them, arrays of the coefficients of 1, α, β, α², αβ and β² for a + α and b + β.
 */
public final class Beta {
    private Beta() {
    }

    /**
     * The regularised incomplete beta function Iₓ(a, b) for positive a and b and x from 0 to 1: a power series or a
     * continued fraction below the mean a/(a + b), above it 1 − I₁₋ₓ(b, a). Relative error below 1e-13 for a and b up
     * to 1e3, growing with their square roots in far tails; NaN elsewhere, and for a and b above 1e8.
     */
    public static double betainc(double a, double b, double x) {
        if (!isIncompleteBeta(a, b, x)) {
            return Double.NaN;
        }
        if (x == 0 || x == 1) {
            return x;
        }
        return isBelowMean(a, b, x) ? lowerBeta(a, b, x, 1 - x) : 1 - lowerBeta(b, a, 1 - x, x);
    }

    /** 1 − Iₓ(a, b) = I₁₋ₓ(b, a), without cancellation where that is small. Error as of {@link #betainc}. */
    public static double betaincc(double a, double b, double x) {
        if (!isIncompleteBeta(a, b, x)) {
            return Double.NaN;
        }
        if (x == 0 || x == 1) {
            return 1 - x;
        }
        return isBelowMean(a, b, x) ? 1 - lowerBeta(a, b, x, 1 - x) : lowerBeta(b, a, 1 - x, x);
    }

    /**
     * The density of the beta distribution, x^(a − 1) (1 − x)^(b − 1)/B(a, b), the derivative of Iₓ(a, b) by x.
     * Relative error as of {@link #betainc}.
     */
    public static double betaDensity(double a, double b, double x) {
        if (!isIncompleteBeta(a, b, x)) {
            return Double.NaN;
        }
        if (x == 0 || x == 1) {
            double shape = x == 0 ? a : b;
            return shape > 1 ? 0 : shape < 1 ? Double.POSITIVE_INFINITY : x == 0 ? b : a;
        }
        return betaPower(a, b, x, 1 - x) / x / (1 - x);
    }

    /** The derivative of Iₓ(a, b) by a. Relative error below 1e-11 for a and b from 1e-3 to 1e3; 0 for x = 0 and 1. */
    public static double betaincByA(double a, double b, double x) {
        return betaDerivative(a, b, x, 1);
    }

    /** The derivative of Iₓ(a, b) by b. Error as of {@link #betaincByA}. */
    public static double betaincByB(double a, double b, double x) {
        return betaDerivative(a, b, x, 2);
    }

    /** The second derivative of Iₓ(a, b) by a. Error as of {@link #betaincByA}, but for its changes of sign. */
    public static double betaincByAa(double a, double b, double x) {
        return 2 * betaDerivative(a, b, x, 3);
    }

    /** The derivative of Iₓ(a, b) by a and b. Error as of {@link #betaincByAa}. */
    public static double betaincByAb(double a, double b, double x) {
        return betaDerivative(a, b, x, 4);
    }

    /** The second derivative of Iₓ(a, b) by b. Error as of {@link #betaincByAa}. */
    public static double betaincByBb(double a, double b, double x) {
        return 2 * betaDerivative(a, b, x, 5);
    }

    /**
     * The x with Iₓ(a, b) = p, by Newton's steps in log x and log(1 − x), whichever is smaller, inside an interval that
     * shrinks. Error below 1e-13 times the condition number; 0 for p = 0, 1 for p = 1, NaN where there is none.
     */
    public static double betaincinv(double a, double b, double p) {
        if (!isIncompleteBeta(a, b, p)) {
            return Double.NaN;
        }
        if (p == 0 || p == 1) {
            return p;
        }
        double low = 0;
        double high = 1;
        double x = a / (a + b);
        for (int i = 0; i < 400; i++) {
            // the smaller one of both tails has all its digits
            double lower = betainc(a, b, x);
            double excess = lower < 0.5 ? lower - p : 1 - p - betaincc(a, b, x);
            if (excess == 0) {
                return x;
            }
            low = excess < 0 ? x : low;
            high = excess > 0 ? x : high;
            double next = betaStep(lower, excess, betaDensity(a, b, x), x, p);
            if (!(next > low && next < high)) {
                next = low == 0 ? high * 0x1p-20 : 0.5 * (low + high);
            }
            if (Math.abs(next - x) <= 1e-16 * x || next == 0) {
                return next;
            }
            x = next;
        }
        return x;
    }

    /**
     * The distribution function of Student's distribution with df degrees of freedom, ½ Iᵤ(df/2, ½) for x ≤ 0, u =
     * df/(df + x²). Error as of {@link #betainc}.
     */
    public static double tcdf(double x, double df) {
        double tail = 0.5 * studentTails(x, df);
        return x < 0 ? tail : 1 - tail;
    }

    /** Iᵤ(df/2, ½); near 0 by the share 1 − u, which has all digits then. */
    private static double studentTails(double x, double df) {
        double y = Math.abs(x);
        if (y * y < df) {
            return betaincc(0.5, 0.5 * df, x * x / (df + x * x));
        }
        return betainc(0.5 * df, 0.5, y < 1e100 ? df / (df + x * x) : df / y / y);
    }

    /** The density of Student's distribution. Error as of {@link #betainc}; 0 at ±∞. */
    public static double tpdf(double x, double df) {
        if (!(df > 0 && df <= 2e8)) {
            return Double.NaN;
        }
        double y = Math.abs(x);
        double logarithm = y < 1e100 ? Math.log1p(x * x / df) : 2 * Math.log(y) - Math.log(df);
        return Math.exp(-0.5 * (df + 1) * logarithm - lbeta(0.5 * df, 0.5)) / Math.sqrt(df);
    }

    /** The derivative of {@link #tcdf} by df. Error as of {@link #betaincByA}; 0 at 0. */
    public static double tcdfByDf(double x, double df) {
        if (x == 0 || Math.abs(x) == Double.POSITIVE_INFINITY) {
            return df > 0 && df <= 2e8 ? 0 : Double.NaN;
        }
        double y = Math.abs(x);
        double byShape = y * y < df
                ? -betaincByB(0.5, 0.5 * df, x * x / (df + x * x))
                : betaincByA(0.5 * df, 0.5, y < 1e100 ? df / (df + x * x) : df / y / y);
        return -Math.signum(x) * 0.25 * byShape - 0.5 * x / df * tpdf(x, df);
    }

    /** Newton's step for log I = log p as a function of log x below the median, else for I as a function of x. */
    private static double betaStep(double value, double excess, double density, double x, double p) {
        return value < 0.5 && p < 0.5
                ? x * Math.exp(-value * Math.log1p(excess / p) / (x * density))
                : x - excess / density;
    }

    private static boolean isIncompleteBeta(double a, double b, double x) {
        return a > 0 && b > 0 && a <= 1e8 && b <= 1e8 && x >= 0 && x <= 1;
    }

    /** Of shapes that are small, a series in x reaches farther, and the complement would be all that is left. */
    private static boolean isBelowMean(double a, double b, double x) {
        return x <= a / (a + b) || b * x <= 0.7 && x <= 0.7;
    }

    private static boolean isBetaSeries(double b, double x) {
        return b <= 1 || b * x <= 0.7;
    }

    /** Iₓ(a, b) for x that is not far above the mean, and y = 1 − x. */
    private static double lowerBeta(double a, double b, double x, double y) {
        if (!isBetaSeries(b, x)) {
            return betaPower(a, b, x, y) * betaFraction(a, b, x, y);
        }
        // xᵃ/(a B(a, b)) (1 + a Σ (1 − b)…(n − b)/(n! (a + n)) xⁿ)
        double power = 1;
        double sum = 0;
        double term = 1;
        for (double n = 1; Math.abs(term) > 1e-17 * (1 / a + sum) && n < 1e6; n++) {
            power *= (n - b) / n * x;
            term = power / (a + n);
            sum += term;
        }
        return betaPower(a, b, x, y) * Math.exp(-b * logOfShare(y, x)) * (1 / a + sum);
    }

    /** log x, where one of x and y = 1 − x may be rounded: the larger one is. */
    private static double logOfShare(double x, double y) {
        return x < 0.5 ? Math.log(x) : Math.log1p(-y);
    }

    /** xᵃ yᵇ/B(a, b) for x + y = 1, of large shapes by their distance to the mean. */
    private static double betaPower(double a, double b, double x, double y) {
        if (a + b < 20) {
            double logarithm = a * logOfShare(x, y) + b * logOfShare(y, x);
            return logarithm > -600 && a > 1e-290 && b > 1e-290
                    ? powerOfShare(a, x, y) * powerOfShare(b, y, x) / eulerBeta(a, b)
                    : Math.exp(logarithm - lbeta(a, b));
        }
        if (a < 10) {
            double exponent = b * logOfShare(y, x) + (b - 0.5) * Math.log1p(a / b) - a;
            return Math.pow(x * (a + b), a) * Math.exp(exponent + stirlingSeries(a + b) - stirlingSeries(b))
                    / tgamma(a);
        }
        if (b < 10) {
            return betaPower(b, a, y, x);
        }
        double distance = b * x - a * y;
        double exponent = Math.abs(distance) < 0.5 * Math.min(a, b)
                ? a * log1pMinusX(distance / a) + b * log1pMinusX(-distance / b)
                : a * (logOfShare(x, y) + Math.log1p(b / a)) + b * (logOfShare(y, x) + Math.log1p(a / b));
        double correction = stirlingSeries(a + b) - stirlingSeries(a) - stirlingSeries(b);
        return 0.3989422804014327 * Math.sqrt(a / (a + b) * b) * Math.exp(exponent + correction);
    }

    private static double powerOfShare(double a, double x, double y) {
        return x < 0.5 ? Math.pow(x, a) : Math.exp(a * Math.log1p(-y));
    }

    /** The continued fraction (9) of DiDonato and Morris from its end: Iₓ(a, b) is that times xᵃ yᵇ/B(a, b). */
    private static double betaFraction(double a, double b, double x, double y) {
        double lambda = a * y - b * x;
        double fraction = 0;
        for (double n = betaFractionLength(a, b); n >= 0; n--) {
            double ratio = n == 0 ? 1 / (a + 1) * a : n * (b - n) * x / (a + 2 * n - 1) + n;
            double denominator = n == 0
                    ? ratio * (lambda + 1)
                    : ratio + (a + n) * (lambda + 1 + n * (1 + y)) / (a + 2 * n + 1);
            double numerator = n == 0
                    ? 1
                    : (a + n - 1) / (a + 2 * n - 1) * (a + b + n - 1) / (a + 2 * n - 1) * n * (b - n) * x * x;
            fraction = numerator / (denominator + fraction);
        }
        return fraction;
    }

    /** After so many steps it has all digits, for x up to the mean. */
    private static double betaFractionLength(double a, double b) {
        return Math.ceil(40 + 6 * Math.sqrt(Math.min(a, b) + 1));
    }

    /** A coefficient of the Taylor polynomial of Iₓ(a, b). */
    private static double betaDerivative(double a, double b, double x, int index) {
        if (!isIncompleteBeta(a, b, x)) {
            return Double.NaN;
        }
        if (x == 0 || x == 1) {
            return 0;
        }
        if (isBelowMean(a, b, x)) {
            return lowerBetaTaylor(a, b, x, 1 - x)[index];
        }
        // a and b change their places
        int swapped = index == 4 ? 4 : index < 3 ? 3 - index : 8 - index;
        return -lowerBetaTaylor(b, a, 1 - x, x)[swapped];
    }

    private static double[] lowerBetaTaylor(double a, double b, double x, double y) {
        boolean isSeries = isBetaSeries(b, x);
        double[] sum = isSeries ? betaSeriesTaylor(a, b, x) : betaFractionTaylor(a, b, x, y);
        return product(betaPowerTaylor(a, b, x, y, isSeries), sum);
    }

    /**
     * xᵃ/(a B(a, b)), or xᵃ yᵇ/B(a, b), as exp(q) times a rational function, so that nothing cancels for small shapes:
     * 1/B(a, b) = Γ(a + b + 1)/(Γ(a + 1) Γ(b + 1)) ab/(a + b).
     */
    private static double[] betaPowerTaylor(double a, double b, double x, double y, boolean isSeries) {
        double qa = logOfShare(x, y) - polygammaDifference(0, a + 1, b);
        double qb = (isSeries ? 0 : logOfShare(y, x)) - polygammaDifference(0, b + 1, a);
        double qaa = -0.5 * polygammaDifference(1, a + 1, b);
        double qbb = -0.5 * polygammaDifference(1, b + 1, a);
        double qab = trigamma(a + b + 1);
        double[] exponential = {1, qa, qb, qaa + 0.5 * qa * qa, qab + qa * qb, qbb + 0.5 * qb * qb};
        double s = a + b;
        double[] rational = {1, 0, 1 / b, 0, 0, 0};
        double[] inverse = {1, -1 / s, -1 / s, 1 / s / s, 2 / s / s, 1 / s / s};
        double[] both = product(exponential, product(rational, inverse));
        double value = betaPower(a, b, x, y);
        double[] shape = {value, isSeries ? 0 : value / a, 0, 0, 0, 0};
        if (isSeries) {
            shape[0] = value * Math.exp(-b * logOfShare(y, x)) / a;
        }
        return product(both, shape);
    }

    /** 1 + a Σ (1 − b)…(n − b)/(n! (a + n)) xⁿ; each product follows from the one before by a factor n − b. */
    private static double[] betaSeriesTaylor(double a, double b, double x) {
        double[] sum = {1, 0, 0, 0, 0, 0};
        double power = 1;
        double byB = 0;
        double byBb = 0;
        double size = 1;
        for (double n = 1; size > 1e-18 && n < 1e6; n++) {
            byBb = (byBb * (n - b) - byB) / n * x;
            byB = (byB * (n - b) - power) / n * x;
            power *= (n - b) / n * x;
            double share = a / (a + n);
            double shareByA = n / (a + n) / (a + n);
            double shareByAa = -shareByA / (a + n);
            sum[0] += power * share;
            sum[1] += power * shareByA;
            sum[2] += byB * share;
            sum[3] += power * shareByAa;
            sum[4] += byB * shareByA;
            sum[5] += byBb * share;
            size = Math.abs(power) + Math.abs(byB) + Math.abs(byBb);
        }
        return sum;
    }

    /** {@link #betaFraction} with the same terms. */
    private static double[] betaFractionTaylor(double a, double b, double x, double y) {
        double[] fraction = new double[6];
        double lambda = a * y - b * x;
        for (double n = betaFractionLength(a, b); n >= 0; n--) {
            double[] shifted = {a + n, 1, 0, 0, 0, 0};
            double[] tail = {lambda + 1 + n * (1 + y), y, -x, 0, 0, 0};
            double[] after = {a + 2 * n + 1, 1, 0, 0, 0, 0};
            double[] denominator = product(quotient(shifted, after), tail);
            double[] numerator = {1, 0, 0, 0, 0, 0};
            if (n > 0) {
                double[] before = {a + 2 * n - 1, 1, 0, 0, 0, 0};
                double[] rest = {n * (b - n) * x, 0, n * x, 0, 0, 0};
                double[] ratio = quotient(rest, before);
                double[] first = {(a + n - 1) * x, x, 0, 0, 0, 0};
                double[] second = {a + b + n - 1, 1, 1, 0, 0, 0};
                numerator = product(product(quotient(first, before), second), ratio);
                for (int i = 0; i < 6; i++) {
                    denominator[i] += ratio[i];
                }
                denominator[0] += n;
            }
            for (int i = 0; i < 6; i++) {
                denominator[i] += fraction[i];
            }
            fraction = quotient(numerator, denominator);
        }
        return fraction;
    }

    private static double[] product(double[] f, double[] g) {
        double[] product = {
            f[0] * g[0],
            f[0] * g[1] + f[1] * g[0],
            f[0] * g[2] + f[2] * g[0],
            f[0] * g[3] + f[1] * g[1] + f[3] * g[0],
            f[0] * g[4] + f[1] * g[2] + f[2] * g[1] + f[4] * g[0],
            f[0] * g[5] + f[2] * g[2] + f[5] * g[0]
        };
        return product;
    }

    private static double[] quotient(double[] f, double[] g) {
        double value = f[0] / g[0];
        double byA = (f[1] - value * g[1]) / g[0];
        double byB = (f[2] - value * g[2]) / g[0];
        double[] quotient = {
            value,
            byA,
            byB,
            (f[3] - value * g[3] - byA * g[1]) / g[0],
            (f[4] - value * g[4] - byA * g[2] - byB * g[1]) / g[0],
            (f[5] - value * g[5] - byB * g[2]) / g[0]
        };
        return quotient;
    }
}
