package dev.autodiff.check;

import java.math.BigDecimal;
import java.math.MathContext;

/** How far a double is from the true number, and how far it may be. */
final class Judgement {
    /**
     * Full precision to all intents: a hundred operations one after the other, each off by 4 units of the last place as the
     * library's functions may be, and all in the same direction.
     */
    static final double FULL_PRECISION = 1e-13;

    /** The same for numbers so small that a relative error means nothing: 8 units of the last place. */
    private static final BigDecimal FEW_UNITS = BigDecimal.valueOf(8);

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
        return overflowsAsItShould() ? 0 : error == null ? Double.POSITIVE_INFINITY : quotient(error, new BigDecimal(unit));
    }

    boolean isFullPrecision() {
        return relativeError() <= FULL_PRECISION || isWithin(lastPlace());
    }

    /** Whether the error is at most a few times what the change of last bits does. */
    boolean isWithin(BigDecimal noise) {
        return error != null && error.compareTo(noise.multiply(FEW_UNITS)) <= 0;
    }

    /** Whether the error, over a distance as large as x, moves the value by no more than its own last bits. */
    boolean isInvisible(double x, double value) {
        return error != null && Double.isFinite(value) && x != 0
                && error.multiply(new BigDecimal(x).abs()).compareTo(new BigDecimal(Math.ulp(value)).multiply(FEW_UNITS)) <= 0;
    }

    private BigDecimal lastPlace() {
        return Double.isFinite(expected()) ? new BigDecimal(Math.ulp(expected())) : BigDecimal.ZERO;
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
