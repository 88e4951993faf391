package dev.autodiff.bench;

/**
 * Formulas of open-source projects with derivatives as an expert writes them: functions that are computed once,
 * products that are shared, nothing allocated.
 */
final class HandFormulas {
    private static final double GAS_CONSTANT = 8.3144621;

    private HandFormulas() {}

    /** The flows at both ends of a branch, and their partials by (v1, v2, ph1, ph2, a1, r1), row after row. */
    static void flow(
            double v1,
            double v2,
            double ph1,
            double ph2,
            double a1,
            double r1,
            double y,
            double ksi,
            double g1,
            double b1,
            double g2,
            double b2,
            double[] flows,
            double[] partials) {
        double theta1 = ksi - a1 - ph1 + ph2;
        double theta2 = ksi + a1 + ph1 - ph2;
        double sin = y * Math.sin(ksi);
        double cos = y * Math.cos(ksi);
        double sin1 = y * Math.sin(theta1);
        double cos1 = y * Math.cos(theta1);
        double sin2 = y * Math.sin(theta2);
        double cos2 = y * Math.cos(theta2);
        double w = r1 * v1;
        double wv = w * v2;
        double p1 = (g1 + sin) * w;
        double q1 = (cos - b1) * w;
        double p2 = (g2 + sin) * v2;
        double q2 = (cos - b2) * v2;
        flows[0] = w * (p1 - sin1 * v2);
        flows[1] = w * (q1 - cos1 * v2);
        flows[2] = v2 * (p2 - sin2 * w);
        flows[3] = v2 * (q2 - cos2 * w);
        row(partials, 0, 2 * p1 - sin1 * v2, -w * sin1, cos1 * wv, v1, r1);
        row(partials, 6, 2 * q1 - cos1 * v2, -w * cos1, -sin1 * wv, v1, r1);
        row(partials, 12, -v2 * sin2, 2 * p2 - sin2 * w, -cos2 * wv, v1, r1);
        row(partials, 18, -v2 * cos2, 2 * q2 - cos2 * w, sin2 * wv, v1, r1);
    }

    /** One flow's partials from those by r1·v1, by v2 and by the angle ph1. */
    private static void row(
            double[] partials, int from, double byW, double byV2, double byAngle, double v1, double r1) {
        partials[from] = byW * r1;
        partials[from + 1] = byV2;
        partials[from + 2] = byAngle;
        partials[from + 3] = -byAngle;
        partials[from + 4] = byAngle;
        partials[from + 5] = byW * v1;
    }

    /** Hagan's implied volatility, and its partials by (forward, strike, alpha, beta, rho, nu). */
    static double sabr(
            double forward,
            double strike,
            double alpha,
            double beta,
            double rho,
            double nu,
            double t,
            double[] partials) {
        double b1 = 1 - beta;
        double ln = Math.log(forward / strike);
        double lnProduct = Math.log(forward * strike);
        double f = Math.exp(b1 / 2 * lnProduct);
        double nf = nu / alpha * f;
        double z = nf * ln;
        double c2 = ln * ln / 24;
        double c4 = ln * ln * ln * ln / 1920;
        double h = 1 + b1 * b1 * c2 + b1 * b1 * b1 * b1 * c4;
        double af = alpha / f;
        double e1 = b1 * af * b1 * af / 24;
        double e2 = rho * beta * nu * af / 4;
        double s2 = 1 + (e1 + e2 + (2 - 3 * rho * rho) * nu * nu / 24) * t;
        double chi;
        double byZ;
        double byRho;
        if (Math.abs(z) < 1e-6) {
            chi = 1 - rho * z / 2;
            byZ = -rho / 2;
            byRho = -z / 2;
        } else {
            double root = Math.sqrt(1 - 2 * rho * z + z * z);
            double sum = root + z - rho;
            double l = Math.log(sum / (1 - rho));
            chi = z / l;
            byZ = (1 - chi / root) / l;
            byRho = chi / l * ((z / root + 1) / sum - 1 / (1 - rho));
        }
        double scale = alpha / (f * h);
        double value = scale * chi * s2;
        if (value <= 1e-6) {
            java.util.Arrays.fill(partials, 0);
            return 1e-6;
        }
        byZ *= scale * s2;
        byRho *= scale * s2;
        double byS2 = scale * chi * t;
        double byE = byS2 * (2 * e1 + e2);
        double byLogF = byZ * z - value - byE;
        double byLn = byZ * nf - value / h * (b1 * b1 * ln / 12 + b1 * b1 * b1 * b1 * ln * ln * ln / 480);
        partials[0] = (byLogF * b1 / 2 + byLn) / forward;
        partials[1] = (byLogF * b1 / 2 - byLn) / strike;
        partials[2] = (value - byZ * z + byE) / alpha;
        partials[3] = value / h * (2 * b1 * c2 + 4 * b1 * b1 * b1 * c4)
                - byLogF * lnProduct / 2
                + byS2 * (rho * nu * af / 4 - b1 * af * af / 12);
        partials[4] = byRho + byS2 * (beta * nu * af / 4 - rho * nu * nu / 4);
        partials[5] = byZ * z / nu + byS2 * (rho * beta * af / 4 + (2 - 3 * rho * rho) * nu / 12);
        return value;
    }

    /** A robot's dynamics, and their Jacobian by the state. */
    static void robot(
            double x,
            double y,
            double heading,
            double left,
            double right,
            double u0,
            double u1,
            double a1,
            double a2,
            double b1,
            double b2,
            double rb,
            double[] rates,
            double[] jacobian) {
        double v = (left + right) / 2;
        double cos = Math.cos(heading);
        double sin = Math.sin(heading);
        double turn = 0.5 / rb;
        rates[0] = v * cos;
        rates[1] = v * sin;
        rates[2] = (right - left) * turn;
        rates[3] = a1 * left + a2 * right + b1 * u0 + b2 * u1;
        rates[4] = a2 * left + a1 * right + b2 * u0 + b1 * u1;
        jacobian[0] = 0;
        jacobian[1] = 0;
        jacobian[2] = -v * sin;
        jacobian[3] = cos / 2;
        jacobian[4] = cos / 2;
        jacobian[5] = 0;
        jacobian[6] = 0;
        jacobian[7] = v * cos;
        jacobian[8] = sin / 2;
        jacobian[9] = sin / 2;
        jacobian[10] = 0;
        jacobian[11] = 0;
        jacobian[12] = 0;
        jacobian[13] = -turn;
        jacobian[14] = turn;
        jacobian[15] = 0;
        jacobian[16] = 0;
        jacobian[17] = 0;
        jacobian[18] = a1;
        jacobian[19] = a2;
        jacobian[20] = 0;
        jacobian[21] = 0;
        jacobian[22] = 0;
        jacobian[23] = a2;
        jacobian[24] = a1;
    }

    /**
     * Twu's temperature function with its first and second derivative by the temperature: powers by the logarithm that
     * they share.
     */
    static double twu(double temperature, double critical, double w, double[] first, double[] second) {
        double ln = Math.log(temperature / critical);
        double u0 = 0.141599 * Math.exp(2.29528 * ln);
        double u1 = 0.500315 * Math.exp(2.63165 * ln);
        double f0 = Math.exp(-0.201158 * ln + 0.141599 - u0);
        double f1 = Math.exp(-0.660145 * ln + 0.500315 - u1);
        double k0 = -0.201158 - 2.29528 * u0;
        double k1 = -0.660145 - 2.63165 * u1;
        double d0 = f0 * k0;
        double d1 = f1 * k1;
        double e0 = d0 * (k0 - 1) - f0 * u0 * (2.29528 * 2.29528);
        double e1 = d1 * (k1 - 1) - f1 * u1 * (2.63165 * 2.63165);
        first[0] = (d0 + w * (d1 - d0)) / temperature;
        second[0] = (e0 + w * (e1 - e0)) / (temperature * temperature);
        return f0 + w * (f1 - f0);
    }

    /**
     * The residual Helmholtz energy with its gradient and Hessian by (n, T, V, B, D), by the identities of homogeneous
     * functions.
     */
    static double helmholtz(
            double n,
            double t,
            double v,
            double b,
            double d,
            double d1,
            double d2,
            double[] gradient,
            double[] hessian) {
        double rest = 1 / (v - b);
        double p1 = 1 / (v + d1 * b);
        double p2 = 1 / (v + d2 * b);
        double g = Math.log(1 - b / v);
        double gV = b / v * rest;
        double gVV = 1 / (v * v) - rest * rest;
        double f = Math.log(p2 / p1) / (GAS_CONSTANT * b * (d1 - d2));
        double fV = -p1 * p2 / GAS_CONSTANT;
        double fB = -(f + v * fV) / b;
        double fVV = -fV * (p1 + p2);
        double fBV = -(2 * fV + v * fVV) / b;
        double fBB = -(2 * fB + v * fBV) / b;
        double q = d / t;
        gradient[0] = -g;
        gradient[1] = q / t * f;
        gradient[2] = -n * gV - q * fV;
        gradient[3] = n * rest - q * fB;
        gradient[4] = -f / t;
        hessian[0] = 0;
        hessian[6] = -2 * q / (t * t) * f;
        hessian[12] = -n * gVV - q * fVV;
        hessian[18] = n * rest * rest - q * fBB;
        hessian[24] = 0;
        both(hessian, 1, 0, 0);
        both(hessian, 2, 0, -gV);
        both(hessian, 2, 1, q / t * fV);
        both(hessian, 3, 0, rest);
        both(hessian, 3, 1, q / t * fB);
        both(hessian, 3, 2, -n * rest * rest - q * fBV);
        both(hessian, 4, 0, 0);
        both(hessian, 4, 1, f / (t * t));
        both(hessian, 4, 2, -fV / t);
        both(hessian, 4, 3, -fB / t);
        return -n * g - q * f;
    }

    private static void both(double[] matrix, int row, int column, double value) {
        matrix[5 * row + column] = value;
        matrix[5 * column + row] = value;
    }
}
