package dev.autodiff.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * One number of the function compared with what it should be.
 *
 * @param variable what the derivative is taken by, or {@link #VALUE}
 * @param actual what the function says; NaN if it throws
 * @param truth what it should say, to many more digits than a double has; null if nobody knows
 * @param difference the same from finite differences of the function's own value; NaN if they do not settle
 * @param relativeError of {@code actual}
 * @param ulps the error in units of the last place of the truth
 * @param thrown the exception that came in place of an answer, or null
 */
public record Finding(String variable, List<Double> point, double actual, BigDecimal truth, double difference,
                      double relativeError, double ulps, Verdict verdict, String thrown) {
    /** Stands for the function itself in the place of a variable. */
    public static final String VALUE = "(value)";

    private static final MathContext DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);

    public Finding {
        point = List.copyOf(point);
    }

    /** @param outcome empty if nothing can be said, since the function has no value here */
    static Finding of(
            String variable, List<Double> point, double actual, double difference, Optional<Outcome> outcome) {
        if (outcome.isEmpty()) {
            return new Finding(variable, point, actual, null, difference, Double.NaN, Double.NaN,
                    Verdict.OUTSIDE_DOMAIN, null);
        }
        Judgement judgement = outcome.get().judgement();
        return new Finding(variable, point, actual, judgement.truth(), difference, judgement.relativeError(),
                judgement.ulps(), outcome.get().verdict(), null);
    }

    /**
     * Of code that throws, which it may where there is nothing to compute.
     *
     * @param outcome of NaN in the place of an answer; null if nobody knows whether there is one
     */
    static Finding thrown(String variable, List<Double> point, CodeException thrown, Optional<Outcome> outcome) {
        Verdict verdict = outcome == null
                ? Verdict.THROWS
                : outcome.map(Outcome::verdict)
                        .map(judged -> judged.isFine() ? judged : Verdict.THROWS)
                        .orElse(Verdict.OUTSIDE_DOMAIN);
        BigDecimal truth = outcome == null || outcome.isEmpty() ? null : outcome.get().judgement().truth();
        return new Finding(variable, point, Double.NaN, truth, Double.NaN, Double.NaN, Double.NaN, verdict,
                thrown.getMessage());
    }

    /** What the function should say, rounded; NaN if nobody knows. */
    public double expected() {
        return truth == null ? Double.NaN : truth.doubleValue();
    }

    /** The truth to the 17 digits that tell any double from its neighbours; empty if only differences tell it. */
    public Optional<String> knownTruth() {
        boolean isEstimate = truth == null
                || Double.isFinite(difference) && truth.compareTo(new BigDecimal(difference)) == 0;
        return isEstimate ? Optional.empty() : Optional.of(digits(truth));
    }

    private static String digits(BigDecimal number) {
        BigDecimal rounded = number.round(DIGITS);
        long exponent = (long) rounded.precision() - rounded.scale() - 1;
        return rounded.signum() == 0
                ? "0"
                : Math.abs(exponent) < DIGITS.getPrecision()
                        ? rounded.toPlainString()
                        : rounded.toString().replace("E+", "E");
    }

    /** Whether this one matters more: for its verdict, or among equals for its error. */
    boolean isWorseThan(Finding other) {
        int order = verdict.compareTo(other.verdict);
        return order > 0 || order == 0 && relativeError > other.relativeError;
    }
}
