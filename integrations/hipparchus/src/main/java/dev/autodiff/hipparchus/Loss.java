package dev.autodiff.hipparchus;

import java.util.Locale;

/**
 * How much a residual r counts: ρ(z) with z = (r/scale)², so that least squares is the case ρ(z) = z. The others let
 * outliers count less. They are those of SciPy's {@code least_squares}, by its names.
 */
public enum Loss {
    /** ρ = z. */
    LINEAR {
        @Override
        double value(double z) {
            return z;
        }

        @Override
        double slope(double z) {
            return 1;
        }

        @Override
        double curvature(double z) {
            return 0;
        }
    },

    /** ρ = z up to 1, and 2√z - 1 above: squares near 0, absolute values far away. */
    HUBER {
        @Override
        double value(double z) {
            return z <= 1 ? z : 2 * Math.sqrt(z) - 1;
        }

        @Override
        double slope(double z) {
            return z <= 1 ? 1 : 1 / Math.sqrt(z);
        }

        @Override
        double curvature(double z) {
            return z <= 1 ? 0 : -0.5 / (z * Math.sqrt(z));
        }
    },

    /** ρ = 2(√(1 + z) - 1), the smooth form of {@link #HUBER}. */
    SOFT_L1 {
        @Override
        double value(double z) {
            // without the difference, which loses all digits near 0
            return 2 * z / (Math.sqrt(1 + z) + 1);
        }

        @Override
        double slope(double z) {
            return 1 / Math.sqrt(1 + z);
        }

        @Override
        double curvature(double z) {
            return -0.5 / ((1 + z) * Math.sqrt(1 + z));
        }
    },

    /** ρ = log(1 + z): what is far away hardly counts at all, and there may be several minima. */
    CAUCHY {
        @Override
        double value(double z) {
            return Math.log1p(z);
        }

        @Override
        double slope(double z) {
            return 1 / (1 + z);
        }

        @Override
        double curvature(double z) {
            return -1 / ((1 + z) * (1 + z));
        }
    };

    /** ρ(z). */
    abstract double value(double z);

    /** ρ'(z). */
    abstract double slope(double z);

    /** ρ''(z). */
    abstract double curvature(double z);

    /** The residual whose square is ρ: √ρ(r²), of the sign of r. */
    public double residual(double r) {
        return this == LINEAR ? r : Math.copySign(Math.sqrt(value(r * r)), r);
    }

    /** The derivative of {@link #residual}, ρ'(r²) r / √ρ(r²); its limit at 0 is 1, since all ρ are z near 0. */
    public double residualSlope(double r) {
        double root = residual(r);
        return this == LINEAR || root == 0 ? 1 : slope(r * r) * r / root;
    }

    /** ψ(r) = ρ'(z) r, half of how the loss changes with the residual. */
    public double psi(double residual, double scale) {
        return slope(residual / scale * (residual / scale)) * residual;
    }

    /** ψ'(r) = ρ'(z) + 2z ρ''(z). */
    public double psiSlope(double residual, double scale) {
        double z = residual / scale * (residual / scale);
        return slope(z) + 2 * z * curvature(z);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
