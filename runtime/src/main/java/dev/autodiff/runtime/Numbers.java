package dev.autodiff.runtime;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles as text that reads back exactly, the same on every JDK. */
public final class Numbers {
    /** {@link Double#toString} writes plainly from 1e-3 up to 1e7, and with an exponent beyond. */
    private static final int LOWEST_PLAIN_EXPONENT = -3;
    private static final int HIGHEST_PLAIN_EXPONENT = 6;

    private Numbers() {}

    /**
     * The shortest decimal that reads back as {@code value}, in the notation of {@link Double#toString}, which itself
     * gives one digit too many now and then before JDK 19.
     */
    public static String print(double value) {
        double magnitude = Math.abs(value);
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        String sign = value < 0 ? "-" : "";
        if (magnitude < Double.MIN_NORMAL) {
            BigDecimal decimal = subnormal(magnitude);
            String digits = decimal.unscaledValue().toString();
            return sign + notation(digits, digits.length() - 1 - decimal.scale());
        }
        ShortestDecimal decimal = ShortestDecimal.of(magnitude);
        String digits = Long.toString(decimal.digits());
        return sign + notation(digits, decimal.exponent() + digits.length() - 1);
    }

    /** The shortest decimal that reads back as a float, in the same notation. */
    public static String print(float value) {
        if (value == 0 || Float.isNaN(value) || Float.isInfinite(value)) {
            return Float.toString(value);
        }
        // the JDK's own text has a digit or more too many before JDK 19; and at a power of two one less than the
        // nearest decimal needs
        BigDecimal exact = new BigDecimal(Math.abs(value));
        int digits = new BigDecimal(Float.toString(value)).precision();
        while (digits > 1 && rounded(exact, digits - 1).floatValue() == Math.abs(value)) {
            digits--;
        }
        while (rounded(exact, digits).floatValue() != Math.abs(value)) {
            digits++;
        }
        BigDecimal decimal = rounded(exact, digits).stripTrailingZeros();
        String text = decimal.unscaledValue().toString();
        return (value < 0 ? "-" : "") + notation(text, text.length() - 1 - decimal.scale());
    }

    /**
     * The number that a text is: a decimal such as {@code -1.5e3}, or what is not finite, in the notations of C,
     * Python, Java and JSON; null if it is none.
     */
    public static Double parse(String text) {
        if (isDecimal(text)) {
            return decimal(text);
        }
        return switch (text) {
            case "inf", "+inf", "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            case "nan", "NaN" -> Double.NaN;
            default -> null;
        };
    }

    /** Java reads more than decimals: suffixes of types, hexadecimal digits, spaces around. */
    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isDigit = c >= '0' && c <= '9';
            if (!isDigit && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return true;
    }

    private static Double decimal(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** @param exponent the exponent of ten of the first digit */
    private static String notation(String digits, int exponent) {
        int length = digits.length();
        if (exponent < LOWEST_PLAIN_EXPONENT || exponent > HIGHEST_PLAIN_EXPONENT) {
            return digits.charAt(0) + "." + (length == 1 ? "0" : digits.substring(1)) + "E" + exponent;
        }
        if (exponent < 0) {
            return "0." + "0".repeat(-exponent - 1) + digits;
        }
        if (exponent + 1 >= length) {
            return digits + "0".repeat(exponent + 1 - length) + ".0";
        }
        return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }

    /** The fewer bits a double has, the fewer digits tell it from its neighbours. */
    private static BigDecimal subnormal(double value) {
        BigDecimal exact = new BigDecimal(value);
        int digits = 1;
        while (rounded(exact, digits).doubleValue() != value) {
            digits++;
        }
        return rounded(exact, digits).stripTrailingZeros();
    }

    private static BigDecimal rounded(BigDecimal exact, int digits) {
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }
}
