package dev.autodiff.playground.jdk;

/**
 * Functions that Java computes as the library of K. C. Ng at Sun Microsystems does (fdlibm 5.3, 1993), and that engines
 * of JavaScript compute in other ways. The words of a double are as that library takes them apart.
 */
final class Fdlibm {
    private static final int ONE_EXPONENT = 0x00100000;

    /** Of a third of the high word of a normal number, and of one that was below all normal ones. */
    private static final int THIRD_NORMAL = 715094163;

    private static final int THIRD_SUBNORMAL = 696219795;

    /** 600 in the exponent. */
    private static final int SCALE = 0x25800000;

    /** The high words of 2⁵⁰⁰ and 2⁻⁵⁰⁰, beyond which squares are scaled. */
    private static final int LARGE = 0x5f300000;

    private static final int SMALL = 0x20b00000;

    private Fdlibm() {}

    private static int high(double x) {
        return (int) (Double.doubleToRawLongBits(x) >>> 32);
    }

    private static double withHigh(double x, int high) {
        return Double.longBitsToDouble((long) high << 32 | Double.doubleToRawLongBits(x) & 0xFFFFFFFFL);
    }

    /** Of a number with no more than the high word. */
    private static double ofHigh(int high) {
        return Double.longBitsToDouble((long) high << 32);
    }

    /** {@code s_cbrt.c}. */
    static double cbrt(double value) {
        if (value == 0 || value - value != 0) {
            return value + value;
        }
        double x = Math.abs(value);
        double t;
        if (high(x) < ONE_EXPONENT) {
            t = 0x1p54 * x;
            t = withHigh(t, high(t) / 3 + THIRD_SUBNORMAL);
        } else {
            t = ofHigh(high(x) / 3 + THIRD_NORMAL);
        }
        double r = t * t / x;
        double s = 19 / 35.0 + r * t;
        t *= 5 / 14.0 + 45 / 28.0 / (s + 99 / 70.0 + -864 / 1225.0 / s);
        // to 20 bits and larger than the root, so that its square is exact
        t = ofHigh(high(t) + 1);
        r = x / (t * t);
        r = (r - t) / (t + t + r);
        return Math.copySign(t + t * r, value);
    }

    /** {@code e_hypot.c}. */
    static double hypot(double x, double y) {
        double a = Math.abs(x);
        double b = Math.abs(y);
        if (a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY) {
            return Double.POSITIVE_INFINITY;
        }
        if (a != a || b != b) {
            return Double.NaN;
        }
        return high(b) > high(a) ? ofOrdered(b, a) : ofOrdered(a, b);
    }

    /** Of numbers that are not negative, the first one the larger. */
    private static double ofOrdered(double a, double b) {
        int highA = high(a);
        int highB = high(b);
        if (highA - highB > 60 * ONE_EXPONENT || b == 0) {
            return a + b;
        }
        if (highB < ONE_EXPONENT) {
            // the words stay those of the numbers that were too small, as in the library
            return rootOfSquares(a * 0x1p1022, b * 0x1p1022, highA, highB) * 0x1p-1022;
        }
        if (highA > LARGE) {
            return rootOfSquares(a * 0x1p-600, b * 0x1p-600, highA - SCALE, highB - SCALE) * 0x1p600;
        }
        return highB < SMALL
                ? rootOfSquares(a * 0x1p600, b * 0x1p600, highA + SCALE, highB + SCALE) * 0x1p-600
                : rootOfSquares(a, b, highA, highB);
    }

    private static double rootOfSquares(double a, double b, int highA, int highB) {
        double w = a - b;
        if (w > b) {
            double t1 = ofHigh(highA);
            double t2 = a - t1;
            return Math.sqrt(t1 * t1 - (b * -b - t2 * (a + t1)));
        }
        double y1 = ofHigh(highB);
        double y2 = b - y1;
        double t1 = ofHigh(highA + ONE_EXPONENT);
        double t2 = a + a - t1;
        return Math.sqrt(t1 * y1 - (w * -w - (t1 * y2 + t2 * b)));
    }
}
