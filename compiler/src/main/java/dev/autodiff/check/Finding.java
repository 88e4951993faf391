package dev.autodiff.check;

import java.util.List;

/**
 * One number of the function compared with what it should be.
 *
 * @param variable what the derivative is taken by, or {@link #VALUE}
 * @param actual what the function says
 * @param expected what it should say, rounded; NaN if nobody knows
 * @param difference the same from finite differences of the function's own value; NaN if they do not settle
 * @param relativeError of {@code actual}
 * @param ulps the error in units of the last place of {@code expected}
 */
public record Finding(String variable, List<Double> point, double actual, double expected, double difference,
                      double relativeError, double ulps, Verdict verdict) {
    /** Stands for the function itself in the place of a variable. */
    public static final String VALUE = "(value)";

    public Finding {
        point = List.copyOf(point);
    }

    /** Whether this one matters more: for its verdict, or among equals for its error. */
    boolean isWorseThan(Finding other) {
        int order = verdict.compareTo(other.verdict);
        return order > 0 || order == 0 && relativeError > other.relativeError;
    }
}
