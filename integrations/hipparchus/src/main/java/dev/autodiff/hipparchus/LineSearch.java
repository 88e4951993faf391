package dev.autodiff.hipparchus;

import java.util.function.DoubleFunction;

/**
 * Finds a step along a line of descent that fulfils the conditions of Wolfe, or the approximate ones of Hager and Zhang
 * (A new conjugate gradient method with guaranteed descent and an efficient line search, SIAM Journal on Optimization
 * 16, 2005), which ask for slopes where values differ by roundings only.
 *
 * <p>Invariant: at the lower end of the bracket the value is no higher than at the beginning, and falls; at the upper
 * end, if there is one yet, it rises or is higher. So there is a minimum in between.
 */
final class LineSearch {
    /** δ: the part of the expected fall that a step must reach. */
    private static final double FALL = 0.1;

    /** σ: the part of the slope that a step may leave. */
    private static final double SLOPE = 0.9;

    /** Values that differ by this part may differ by roundings. */
    private static final double ROUNDING = 1e-13;

    /** How many times as far to go where the value still falls, and how much less far where there is no value. */
    private static final double EXPANSION = 5;

    /** The part of the bracket that a new point keeps off its ends. */
    private static final double MARGIN = 0.1;

    private static final int MAX_TRIALS = 60;

    private final DoubleFunction<Trial> line;
    private final Trial begin;
    private Trial low;
    private Trial high;
    private double end = Double.POSITIVE_INFINITY;

    /** @param begin at step 0, where the slope is negative */
    LineSearch(DoubleFunction<Trial> line, Trial begin) {
        this.line = line;
        this.begin = begin;
        this.low = begin;
    }

    /**
     * The point of a step that fulfils the conditions; else the lowest point found if it is below the beginning; else
     * null.
     */
    Trial search(double first) {
        double step = first;
        for (int i = 0; i < MAX_TRIALS; i++) {
            Trial trial = line.apply(step);
            if (trial.value() == Double.NEGATIVE_INFINITY || isGood(trial)) {
                return trial;
            }
            narrow(trial);
            double next = next();
            if (next == step || next == low.step() || high != null && next == high.step()) {
                break;
            }
            step = next;
        }
        return low.value() < begin.value() ? low : null;
    }

    private boolean isGood(Trial trial) {
        if (!trial.isFinite() || trial.slope() < SLOPE * begin.slope()) {
            return false;
        }
        boolean fallsEnough = trial.value() <= begin.value() + FALL * trial.expected();
        return fallsEnough || isNoHigher(trial) && trial.slope() <= (2 * FALL - 1) * begin.slope();
    }

    private boolean isNoHigher(Trial trial) {
        return trial.value() <= begin.value() + ROUNDING * Math.abs(begin.value());
    }

    private void narrow(Trial trial) {
        if (!trial.isFinite()) {
            end = trial.step();
        } else if (trial.slope() < 0 && isNoHigher(trial)) {
            low = trial;
        } else {
            high = trial;
        }
    }

    private double next() {
        if (high == null) {
            return Double.isInfinite(end) ? EXPANSION * low.step() : low.step() + (end - low.step()) / EXPANSION;
        }
        double width = high.step() - low.step();
        if (high.slope() < 0) {
            // it is higher there, and falls: a secant of slopes says nothing
            return low.step() + width / 2;
        }
        double secant = low.step() - low.slope() * width / (high.slope() - low.slope());
        return Math.max(low.step() + MARGIN * width, Math.min(high.step() - MARGIN * width, secant));
    }
}
