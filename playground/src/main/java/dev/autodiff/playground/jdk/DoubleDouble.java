package dev.autodiff.playground.jdk;

/**
 * The unevaluated sum of two doubles, the second at most half a unit in the last place of the first: some 104 bits (T.
 * J. Dekker, "A floating-point technique for extending the available precision").
 */
record DoubleDouble(double high, double low) {
    static final DoubleDouble ONE = new DoubleDouble(1, 0);

    /** 2²⁷ + 1 cuts a double into halves of 26 bits. */
    private static final double SPLITTER = 0x1p27 + 1;

    /** The exact sum of two doubles. */
    static DoubleDouble sum(double a, double b) {
        double sum = a + b;
        double ofB = sum - a;
        return new DoubleDouble(sum, a - (sum - ofB) + (b - ofB));
    }

    /** The exact product, unless it or an error of it is out of range. */
    static DoubleDouble product(double a, double b) {
        double product = a * b;
        double aHigh = SPLITTER * a - (SPLITTER * a - a);
        double aLow = a - aHigh;
        double bHigh = SPLITTER * b - (SPLITTER * b - b);
        double bLow = b - bHigh;
        return new DoubleDouble(product, aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow);
    }

    DoubleDouble plus(double other) {
        DoubleDouble sum = sum(high, other);
        return sum(sum.high, sum.low + low);
    }

    DoubleDouble plus(DoubleDouble other) {
        DoubleDouble highs = sum(high, other.high);
        DoubleDouble lows = sum(low, other.low);
        DoubleDouble sum = sum(highs.high, highs.low + lows.high);
        return sum(sum.high, sum.low + lows.low);
    }

    DoubleDouble times(double factor) {
        DoubleDouble product = product(high, factor);
        return sum(product.high, product.low + low * factor);
    }

    DoubleDouble times(DoubleDouble factor) {
        DoubleDouble product = product(high, factor.high);
        return sum(product.high, product.low + (high * factor.low + low * factor.high));
    }

    DoubleDouble over(DoubleDouble divisor) {
        double first = high / divisor.high;
        DoubleDouble rest = plus(divisor.times(-first));
        double second = rest.high / divisor.high;
        rest = rest.plus(divisor.times(-second));
        return sum(first, second).plus(rest.high / divisor.high);
    }

    DoubleDouble negate() {
        return new DoubleDouble(-high, -low);
    }

    /** Times a power of two. */
    DoubleDouble scaled(double power) {
        return new DoubleDouble(high * power, low * power);
    }
}
