package dev.autodiff.check;

import java.math.BigDecimal;

/**
 * A derivative from differences.
 *
 * @param error an estimate of the error of {@code value}
 * @param kink whether the derivatives from the left and from the right differ; {@code value} is their mean then
 */
record Slope(BigDecimal value, BigDecimal error, boolean kink) {}
