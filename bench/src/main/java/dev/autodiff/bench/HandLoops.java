package dev.autodiff.bench;

import dev.autodiff.runtime.Erf;

/** Loops over points as a programmer writes them. */
final class HandLoops {
    private static final double DENSITY = 0.3989422804014327;

    private HandLoops() {}

    static void seedValue(double[] x, double[] y, double[] z) {
        for (int i = 0; i < z.length; i++) {
            z[i] = y[i] * Math.log(x[i]) + Math.sin(y[i]);
        }
    }

    /** @param results value, and partials by x and y */
    static void seedGradient(double[] x, double[] y, double[][] results) {
        double[] z = results[0];
        double[] dx = results[1];
        double[] dy = results[2];
        for (int i = 0; i < z.length; i++) {
            double logX = Math.log(x[i]);
            z[i] = y[i] * logX + Math.sin(y[i]);
            dx[i] = y[i] / x[i];
            dy[i] = logX + Math.cos(y[i]);
        }
    }

    static void callValue(double[][] options, double[] price) {
        double[] spot = options[0];
        double[] strike = options[1];
        for (int i = 0; i < price.length; i++) {
            double t = options[4][i];
            double deviation = options[3][i] * Math.sqrt(t);
            double d1 = (Math.log(spot[i] / strike[i]) + options[2][i] * t) / deviation + deviation / 2;
            double discount = Math.exp(-options[2][i] * t);
            price[i] = spot[i] * cdf(d1) - strike[i] * discount * cdf(d1 - deviation);
        }
    }

    /** The textbook's closed forms of the Greeks, by S, K, r, sigma and T, behind the price. */
    static void callGradient(double[][] options, double[][] results) {
        for (int i = 0; i < results[0].length; i++) {
            double s = options[0][i];
            double k = options[1][i];
            double r = options[2][i];
            double sigma = options[3][i];
            double t = options[4][i];
            double root = Math.sqrt(t);
            double d1 = (Math.log(s / k) + (r + sigma * sigma / 2) * t) / (sigma * root);
            double n1 = cdf(d1);
            double n2 = cdf(d1 - sigma * root);
            double discount = Math.exp(-r * t);
            double slope = s * Math.exp(-d1 * d1 / 2) * DENSITY;
            results[0][i] = s * n1 - k * discount * n2;
            results[1][i] = n1;
            results[2][i] = -discount * n2;
            results[3][i] = k * t * discount * n2;
            results[4][i] = slope * root;
            results[5][i] = slope * sigma / (2 * root) + r * k * discount * n2;
        }
    }

    private static double cdf(double x) {
        return Erf.erfc(-x / Math.sqrt(2)) / 2;
    }
}
