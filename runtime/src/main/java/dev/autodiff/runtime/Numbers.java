package dev.autodiff.runtime;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles as text that reads back exactly, the same on every JDK. */
public final class Numbers {
    /** Every double is told from its neighbours by 17 decimal digits. */
    private static final int MAX_DIGITS = 17;

    /** {@link Double#toString} writes plainly from 1e-3 up to 1e7, and with an exponent beyond. */
    private static final int LOWEST_PLAIN_EXPONENT = -3;
    private static final int HIGHEST_PLAIN_EXPONENT = 6;

    private Numbers() {}

    /**
     * The shortest decimal that reads back as {@code value}, in the notation of {@link Double#toString}, which itself gives
     * one digit too many now and then before JDK 19.
     */
    public static String print(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        BigDecimal decimal = shortest(value);
        String digits = decimal.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        String sign = value < 0 ? "-" : "";
        if (exponent < LOWEST_PLAIN_EXPONENT || exponent > HIGHEST_PLAIN_EXPONENT) {
            String fraction = digits.length() == 1 ? "0" : digits.substring(1);
            return sign + digits.charAt(0) + "." + fraction + "E" + exponent;
        }
        if (exponent < 0) {
            return sign + "0." + "0".repeat(-exponent - 1) + digits;
        }
        String padded = digits + "0".repeat(Math.max(0, exponent + 2 - digits.length()));
        return sign + padded.substring(0, exponent + 1) + "." + padded.substring(exponent + 1);
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        int atMost = new BigDecimal(Double.toString(value)).stripTrailingZeros().precision();
        for (int digits = Math.max(1, atMost - 1); digits < MAX_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }
}
