package dev.autodiff.playground.jdk;

import java.math.BigDecimal;

/** Of {@link Math}: what TeaVM has not, and what JavaScript's {@code Math} answers otherwise than Java's. */
public final class MathMethods {
    /** Products and sums of numbers of this size and its inverse, and their errors, are in range. */
    private static final double LARGE = 0x1p400;

    private static final double SMALL = 0x1p-400;

    /** From it on all doubles are whole. */
    private static final double WHOLE = 0x1p52;

    private MathMethods() {}

    public static double exp(double x) {
        return Rounded.exp(x);
    }

    public static double log(double x) {
        return Rounded.log(x);
    }

    public static double log10(double x) {
        return Rounded.log10(x);
    }

    public static double pow(double x, double y) {
        return Rounded.pow(x, y);
    }

    public static double sin(double x) {
        return Rounded.sin(x);
    }

    public static double cos(double x) {
        return Rounded.cos(x);
    }

    public static double tan(double x) {
        return Rounded.tan(x);
    }

    public static double asin(double x) {
        return NativeMath.asin(x);
    }

    public static double acos(double x) {
        return NativeMath.acos(x);
    }

    public static double atan(double x) {
        return NativeMath.atan(x);
    }

    public static double sinh(double x) {
        return NativeMath.sinh(x);
    }

    public static double cosh(double x) {
        return NativeMath.cosh(x);
    }

    public static double tanh(double x) {
        return NativeMath.tanh(x);
    }

    public static double expm1(double x) {
        return NativeMath.expm1(x);
    }

    public static double log1p(double x) {
        return NativeMath.log1p(x);
    }

    public static double atan2(double y, double x) {
        return NativeMath.atan2(y, x);
    }

    public static double cbrt(double x) {
        return Fdlibm.cbrt(x);
    }

    public static double hypot(double x, double y) {
        return Fdlibm.hypot(x, y);
    }

    /** The nearest whole number, the even one of two: from a size at which there are no others. */
    public static double rint(double x) {
        if (!(Math.abs(x) < WHOLE)) {
            return x;
        }
        double shift = Math.copySign(WHOLE, x);
        return Math.copySign(x + shift - shift, x);
    }

    /** The upper half of the product of 128 bits. */
    public static long multiplyHigh(long x, long y) {
        long x1 = x >> 32;
        long x0 = x & 0xFFFFFFFFL;
        long y1 = y >> 32;
        long y0 = y & 0xFFFFFFFFL;
        long middle = x1 * y0 + (x0 * y0 >>> 32);
        return x1 * y1 + (middle >> 32) + ((middle & 0xFFFFFFFFL) + x0 * y1 >> 32);
    }

    /**
     * a·b + c, rounded once: the sum of product and error to odd first, then to nearest (S. Boldo and G. Melquiond,
     * "Emulation of FMA and correctly rounded sums: proved algorithms using rounding to odd").
     */
    public static double fma(double a, double b, double c) {
        if (!isFinite(a) || !isFinite(b) || !isFinite(c) || a == 0 || b == 0) {
            return a * b + c;
        }
        double size = Math.abs(a * b);
        if (!(size < LARGE && size > SMALL && isModerate(a) && isModerate(b) && (c == 0 || isModerate(c)))) {
            return exactly(a, b, c);
        }
        DoubleDouble product = DoubleDouble.product(a, b);
        DoubleDouble sum = DoubleDouble.sum(product.high(), c);
        DoubleDouble rest = DoubleDouble.sum(product.low(), sum.low());
        return sum.high() + odd(rest);
    }

    private static boolean isFinite(double x) {
        return x - x == 0;
    }

    private static boolean isModerate(double x) {
        return Math.abs(x) < LARGE && Math.abs(x) > SMALL;
    }

    /** The neighbour of the exact sum whose last bit is 1, unless it is a double. */
    private static double odd(DoubleDouble sum) {
        long bits = Double.doubleToRawLongBits(sum.high());
        if (sum.low() == 0 || (bits & 1) != 0) {
            return sum.high();
        }
        return Double.longBitsToDouble(sum.low() > 0 == sum.high() > 0 ? bits + 1 : bits - 1);
    }

    private static double exactly(double a, double b, double c) {
        BigDecimal sum = new BigDecimal(a).multiply(new BigDecimal(b)).add(new BigDecimal(c));
        return sum.signum() == 0 ? a * b + c : sum.doubleValue();
    }
}
