package dev.autodiff.check;

import java.math.BigDecimal;
import java.math.MathContext;

/** How far a double is from the true number, and how far it may be. */
final class Judgement {
    /**
     * Full precision to all intents: a hundred operations one after the other, each off by 4 units of the last place as
     * the library's functions may be, and all in the same direction.
     */
    static final double FULL_PRECISION = 1e-13;

    /** Below the smallest normal number doubles lose their digits: errors are measured against that. */
    private static final BigDecimal LOST = new BigDecimal(Double.MIN_NORMAL);

    /**
     * Units in the last place that a function may be off by, and still be as good as the numbers that it computes with.
     */
    static final int FEW_UNITS = 8;

    /** Nine of sixteen digits. */
    private static final BigDecimal MOSTLY_RIGHT = new BigDecimal("1e-9");

    private final double actual;
    private final BigDecimal expected;
    private final BigDecimal error;

    /** @param uncertainty of {@code expected} itself */
    Judgement(double actual, BigDecimal expected, BigDecimal uncertainty) {
        this.actual = actual;
        this.expected = expected;
        BigDecimal distance = Double.isFinite(actual) ? new BigDecimal(actual).subtract(expected).abs() : null;
        this.error = distance == null ? null : distance.subtract(uncertainty).max(BigDecimal.ZERO);
    }

    /** What the number should be, as exactly as it is known. */
    BigDecimal truth() {
        return expected;
    }

    double expected() {
        return expected.doubleValue();
    }

    double relativeError() {
        if (overflowsAsItShould()) {
            return 0;
        }
        return error == null ? Double.POSITIVE_INFINITY : quotient(error, expected.abs());
    }

    double ulps() {
        double unit = Math.ulp(Math.min(Math.abs(expected()), Double.MAX_VALUE));
        return overflowsAsItShould()
                ? 0
                : error == null ? Double.POSITIVE_INFINITY : quotient(error, new BigDecimal(unit));
    }

    boolean isFullPrecision() {
        return overflowsAsItShould()
                || error != null
                        && error.compareTo(expected.abs().max(LOST).multiply(new BigDecimal(FULL_PRECISION))) <= 0;
    }

    /** Whether more than half of the sixteen digits are right. */
    boolean isMostlyRight() {
        return error != null && error.compareTo(expected.abs().multiply(MOSTLY_RIGHT)) <= 0;
    }

    /** Whether the error is at most a few times what the change of last bits does. */
    boolean isWithin(BigDecimal noise) {
        return error != null && error.compareTo(noise.multiply(BigDecimal.valueOf(FEW_UNITS))) <= 0;
    }

    /** Whether the error is no more than this. */
    boolean isOffBy(BigDecimal spread) {
        return error != null && error.compareTo(spread) <= 0;
    }

    /** Whether the number is beyond all doubles, and nothing finite or of the other sign stands for it. */
    boolean overflows() {
        return Double.isInfinite(expected()) && !Double.isFinite(actual) && actual != -expected();
    }

    private boolean overflowsAsItShould() {
        return Double.isInfinite(actual) && actual == expected();
    }

    private static double quotient(BigDecimal error, BigDecimal unit) {
        if (error.signum() == 0) {
            return 0;
        }
        return unit.signum() == 0 ? Double.POSITIVE_INFINITY : error.divide(unit, MathContext.DECIMAL64).doubleValue();
    }
}
