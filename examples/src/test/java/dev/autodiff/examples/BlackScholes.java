package dev.autodiff.examples;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.sqrt;

import org.hipparchus.special.Erf;

/**
 * The Greeks of a call in closed form, derived by hand, with the error function of another library. Uses
 * S φ(d1) = K exp(-r T) φ(d2); derivatives are in the order S, K, r, sigma, T.
 */
record BlackScholes(double s, double k, double r, double sigma, double t) {
    private double spread() {
        return sigma * sqrt(t);
    }

    private double d1() {
        return (log(s / k) + (r + sigma * sigma / 2) * t) / spread();
    }

    private double d2() {
        return d1() - spread();
    }

    private static double cdf(double x) {
        return Erf.erfc(-x / sqrt(2)) / 2;
    }

    private double density() {
        return exp(-d1() * d1() / 2) / sqrt(2 * Math.PI);
    }

    private double discount() {
        return exp(-r * t);
    }

    double price() {
        return s * cdf(d1()) - k * discount() * cdf(d2());
    }

    double put() {
        return k * discount() * cdf(-d2()) - s * cdf(-d1());
    }

    double[] gradient() {
        double inTheMoney = discount() * cdf(d2());
        return new double[] {
            cdf(d1()),
            -inTheMoney,
            k * t * inTheMoney,
            vega(),
            s * density() * sigma / (2 * sqrt(t)) + r * k * inTheMoney
        };
    }

    private double vega() {
        return s * density() * sqrt(t);
    }

    /** d(d1)/dT. */
    private double d1ByTime() {
        return (r + sigma * sigma / 2) / spread() - d1() / (2 * t);
    }

    /** d(d2)/dT. */
    private double d2ByTime() {
        return d1ByTime() - sigma / (2 * sqrt(t));
    }

    /** The upper triangle, row by row. */
    double[][] hessian() {
        double inTheMoney = discount() * cdf(d2());
        double weight = s * density();
        double root = sqrt(t);
        double byTime = -weight * sigma / (2 * root) * (d1() * d1ByTime() + 1 / (2 * t))
                + r * (weight * d2ByTime() - r * k * inTheMoney);
        return new double[][] {
            {density() / (s * spread()), -density() / (k * spread()), density() * root / sigma,
                -density() * d2() / sigma, density() * d1ByTime()},
            {weight / (k * k * spread()), t * inTheMoney - weight * root / (k * sigma),
                weight * d1() / (k * sigma), r * inTheMoney - weight / k * d2ByTime()},
            {t * (weight * root / sigma - t * k * inTheMoney), -t * weight * d1() / sigma,
                k * inTheMoney * (1 - r * t) + t * weight * d2ByTime()},
            {vega() * d1() * d2() / sigma, vega() * (1 / (2 * t) - d1() * d1ByTime())},
            {byTime},
        };
    }
}
