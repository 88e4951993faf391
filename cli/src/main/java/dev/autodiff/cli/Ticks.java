package dev.autodiff.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The round numbers that mark an axis: multiples of 1, 2 or 5 times a power of ten. */
record Ticks(List<BigDecimal> values) {
    /** Outside of these powers of ten, numbers are written with one. */
    private static final int MIN_EXPONENT = -4;
    private static final int MAX_EXPONENT = 6;

    /**
     * At most so many between two finite ends.
     *
     * @param low below the high one
     */
    static Ticks between(double low, double high, int most) {
        // halves, since the distance of two numbers may be more than any number
        double width = 2 * ((high / 2 - low / 2) / most);
        int exponent = (int) Math.floor(Math.log10(width));
        for (int factor : new int[] {1, 2, 5, 10}) {
            BigDecimal step = BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent);
            if (step.doubleValue() >= width || factor == 10) {
                return multiples(step, low, high);
            }
        }
        throw new IllegalStateException("unreachable");
    }

    private static Ticks multiples(BigDecimal step, double low, double high) {
        List<BigDecimal> values = new ArrayList<>();
        double end = high + Math.ulp(high);
        for (double i = Math.ceil(low / step.doubleValue()); i * step.doubleValue() <= end; i++) {
            values.add(step.multiply(new BigDecimal(i)));
        }
        return new Ticks(values);
    }

    static String text(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal shortest = value.stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= MIN_EXPONENT && exponent < MAX_EXPONENT) {
            return shortest.toPlainString();
        }
        return shortest.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }
}
