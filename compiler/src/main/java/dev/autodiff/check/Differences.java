package dev.autodiff.check;

import java.util.function.DoubleUnaryOperator;

/** Derivatives of functions from finite differences of their values, for functions that no formula is known of. */
final class Differences {
    /**
     * The first step relative to x; large, since the extrapolation works on the truncation error, not on the rounding
     * error.
     */
    static final double FIRST_STEP = 0.1;

    /** Ridders' method divides the step by this from row to row. */
    private static final double RATIO = 1.4;
    private static final int ROWS = 14;

    /** It stops when a row is worse than the best by this factor: the rounding errors have taken over. */
    private static final double WORSE = 4;

    /** A first step that leaves the domain is halved at most so often, down to the last bit of x. */
    private static final int HALVINGS = 50;

    /** Each of two values rounds, in f and in the step; rounding errors of the function itself come on top. */
    private static final double ROUNDINGS = 100;

    private final Precision precision;

    /** @param precision in which the functions compute */
    Differences(Precision precision) {
        this.precision = precision;
    }

    /** @param error an estimate of the error of {@code value}; infinite if the function has no values around x */
    record Estimate(double value, double error) {
        static final Estimate NONE = new Estimate(Double.NaN, Double.POSITIVE_INFINITY);
    }

    /**
     * Ridders' extrapolation of central quotients to step 0: a tableau after Neville, whose best entry is the one that
     * agrees best with its two parents (Adv. Eng. Software 4, 1982).
     */
    Estimate central(DoubleUnaryOperator f, double x) {
        double h = firstStep(f, x);
        double[] previous = new double[ROWS];
        Estimate best = Estimate.NONE;
        double bestStep = h;
        for (int row = 0; h > 0 && row < ROWS; row++, h /= RATIO) {
            double[] current = new double[ROWS];
            current[0] = quotient(f, x, h);
            double factor = 1;
            for (int column = 1; column <= row; column++) {
                factor *= RATIO * RATIO;
                current[column] = (current[column - 1] * factor - previous[column - 1]) / (factor - 1);
                double error = Math.max(
                        Math.abs(current[column] - current[column - 1]),
                        Math.abs(current[column] - previous[column - 1]));
                if (error <= best.error) {
                    best = new Estimate(current[column], error);
                    bestStep = h;
                }
            }
            if (row > 0 && Math.abs(current[row] - previous[row - 1]) >= WORSE * best.error) {
                break;
            }
            previous = current;
        }
        return best.error == Double.POSITIVE_INFINITY
                ? best
                : new Estimate(best.value, best.error + rounding(f, x, bestStep));
    }

    /** Whether the derivatives from both sides differ: the jump between them does not shrink with the step. */
    boolean hasKink(DoubleUnaryOperator f, double x) {
        double h = precision.kinkStep() * unit(x);
        double jump = jump(f, x, h);
        double farJump = jump(f, x, h * precision.kinkRatio());
        return jump > rounding(f, x, h) && jump > farJump / Math.sqrt(precision.kinkRatio());
    }

    /**
     * The slopes just before and just after a point.
     *
     * @param error what the rounding of values does to them, and by how much they change with the step
     */
    record Sides(double low, double high, double error) {}

    /** From values beside the point, since the one at it belongs to one of the sides. */
    Sides sides(DoubleUnaryOperator f, double x) {
        double h = precision.kinkStep() * unit(x);
        double right = beside(f, x, h);
        double left = beside(f, x, -h);
        double change = Math.max(Math.abs(right - beside(f, x, 2 * h)), Math.abs(left - beside(f, x, -2 * h)));
        return new Sides(Math.min(left, right), Math.max(left, right), rounding(f, x, h) + change);
    }

    private double beside(DoubleUnaryOperator f, double x, double h) {
        double near = precision.nearest(x + h);
        double far = precision.nearest(x + 2 * h);
        return (f.applyAsDouble(far) - f.applyAsDouble(near)) / (far - near);
    }

    private double firstStep(DoubleUnaryOperator f, double x) {
        double h = FIRST_STEP * unit(x);
        for (int i = 0; i < HALVINGS; i++, h /= 2) {
            if (Double.isFinite(quotient(f, x, h))) {
                return h;
            }
        }
        return 0;
    }

    /** The step that was really taken divides: x ± h round. */
    private double quotient(DoubleUnaryOperator f, double x, double h) {
        double right = precision.nearest(x + h);
        double left = precision.nearest(x - h);
        return (f.applyAsDouble(right) - f.applyAsDouble(left)) / (right - left);
    }

    private double jump(DoubleUnaryOperator f, double x, double h) {
        double centre = f.applyAsDouble(x);
        double right = precision.nearest(x + h);
        double left = precision.nearest(x - h);
        return Math.abs(
                (f.applyAsDouble(right) - centre) / (right - x) - (centre - f.applyAsDouble(left)) / (x - left));
    }

    /**
     * What the rounding of values does to a quotient with this step. Entries of the tableau may agree better than that
     * by accident, and of many derivatives some do.
     */
    private double rounding(DoubleUnaryOperator f, double x, double h) {
        return ROUNDINGS * precision.roundoff() * Math.abs(f.applyAsDouble(x)) / h;
    }

    /** The length that steps are relative to. */
    static double unit(double x) {
        return x == 0 ? 1 : Math.abs(x);
    }
}
