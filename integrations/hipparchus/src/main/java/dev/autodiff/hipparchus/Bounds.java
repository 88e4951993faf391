package dev.autodiff.hipparchus;

import java.util.Arrays;

/**
 * The interval in which each element of a vector may lie; infinite ends bound nothing.
 *
 * @param lower below which no element may fall
 * @param upper above which no element may rise, at or above the lower end
 */
public record Bounds(double[] lower, double[] upper) {
    /** @throws IllegalArgumentException if an interval is empty, or an end is NaN */
    public Bounds {
        for (int i = 0; i < Math.max(lower.length, upper.length); i++) {
            if (lower.length != upper.length || !(lower[i] <= upper[i])) {
                throw new IllegalArgumentException(
                        "no interval: bounds " + Arrays.toString(lower) + " and " + Arrays.toString(upper));
            }
        }
    }

    /** None at all. */
    public static Bounds none(int dimension) {
        double[] lower = new double[dimension];
        double[] upper = new double[dimension];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        return new Bounds(lower, upper);
    }

    /** The nearest number within the interval of this element. */
    double clip(int element, double value) {
        return Math.max(lower[element], Math.min(upper[element], value));
    }

    /** The nearest vector within. */
    double[] clip(double[] x) {
        double[] clipped = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            clipped[i] = clip(i, x[i]);
        }
        return clipped;
    }

    boolean contains(int element, double value) {
        return lower[element] <= value && value <= upper[element];
    }

    /** Whether the element stands at an end of its interval. */
    boolean isAtEnd(int element, double value) {
        return value == lower[element] || value == upper[element];
    }

    /** Whether the element stands at an end of its interval, and the function falls beyond that end. */
    boolean isHeld(int element, double value, double partial) {
        return value == lower[element] && partial > 0
                || value == upper[element] && partial < 0
                || lower[element] == upper[element];
    }

    /** @throws ProblemException if an element lies outside, or is not finite */
    void require(ParameterVector parameters, double[] start) {
        for (int i = 0; i < start.length; i++) {
            if (!Double.isFinite(start[i])) {
                throw new ProblemException(
                        "the start of '" + parameters.element(i) + "' is " + start[i] + ": choose a finite number");
            }
            if (!contains(i, start[i])) {
                throw new ProblemException("the start of '" + parameters.element(i) + "' is " + start[i]
                        + ", outside of its bounds " + lower[i] + " and " + upper[i] + ": choose a start between them");
            }
        }
    }
}
