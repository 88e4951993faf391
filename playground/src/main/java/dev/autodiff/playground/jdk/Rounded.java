package dev.autodiff.playground.jdk;

import static dev.autodiff.playground.jdk.DoubleDouble.ONE;

/**
 * Elementary functions, rounded once: what HotSpot's own code on x86-64 gives at more than 99.7 % of all points (its
 * errors are a little more than half a unit in the last place), whereas JavaScript says nothing of how exact its {@code
 * Math} is, and no two engines agree. Computed with some 95 bits.
 */
final class Rounded {
    /** 2 to a power of at most 1023 in size; results beyond are infinite or 0 with the factor squared. */
    private static final double LARGEST = 709.782712893384;

    /** Below this all results are 0. */
    private static final double SMALLEST = -745.2;

    /** log 2 in pieces, the first two of 40 bits: products with exponents are exact. */
    private static final double[] LN2 = {0x1.62e42fefa2p-1, 0x1.9ef35793c6p-41, 0x1.673007e5ed5e8p-81};
    private static final DoubleDouble LN10 = DoubleDouble.sum(0x1.26bb1bbb55516p+1, -0x1.f48ad494ea3e9p-53);

    /** π/2 in pieces, the first three of 33 bits. */
    private static final double[] HALF_PI = {
        0x1.921fb54400000p+0, 0x1.0b4611a600000p-34, 0x1.3198a2e000000p-69, 0x1.b839a252049c1p-104
    };

    /** Products with the pieces are exact up to it. */
    private static final double LARGEST_ANGLE = 0x1p19;

    /** An angle whose sine and tangent round to itself. */
    private static final double SMALL_ANGLE = 0x1p-27;

    private static final int FACTORIALS = 30;
    private static final DoubleDouble[] INVERSE_FACTORIALS = inverseFactorials();

    /** Halvings of an exponent before its series, and squarings behind it. */
    private static final int HALVINGS = 8;

    /** Integers up to it are powers by multiplication, where halves of a unit in the last place are exact. */
    private static final int LARGEST_WHOLE_POWER = 64;

    private Rounded() {}

    private static DoubleDouble[] inverseFactorials() {
        DoubleDouble[] inverse = new DoubleDouble[FACTORIALS];
        inverse[0] = ONE;
        for (int n = 1; n < FACTORIALS; n++) {
            inverse[n] = inverse[n - 1].over(new DoubleDouble(n, 0));
        }
        return inverse;
    }

    static double exp(double x) {
        if (x != x || x > LARGEST || x < SMALLEST) {
            return x != x ? x : x > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        return exp(new DoubleDouble(x, 0));
    }

    private static double exp(DoubleDouble x) {
        double k = Math.rint(x.high() / LN2[0]);
        DoubleDouble y = expOfRest(x, k);
        // twice half the exponent: the power itself may be out of range
        int half = (int) k / 2;
        return y.high() * power2(half) * power2((int) k - half);
    }

    private static double power2(int exponent) {
        return Double.longBitsToDouble((long) (exponent + 1023) << 52);
    }

    /** exp(x - k log 2). */
    private static DoubleDouble expOfRest(DoubleDouble x, double k) {
        DoubleDouble rest = x.plus(-k * LN2[0]).plus(-k * LN2[1]).plus(-k * LN2[2]);
        DoubleDouble r = rest.scaled(1.0 / (1 << HALVINGS));
        DoubleDouble sum = INVERSE_FACTORIALS[9];
        for (int n = 8; n >= 1; n--) {
            sum = sum.times(r).plus(INVERSE_FACTORIALS[n]);
        }
        // of exp - 1, which loses no bits when it is small: (e + 1)² - 1 = 2e + e²
        DoubleDouble e = sum.times(r);
        for (int i = 0; i < HALVINGS; i++) {
            e = e.scaled(2).plus(e.times(e));
        }
        return e.plus(1);
    }

    static double log(double x) {
        return isOrdinary(x) ? logarithm(x).high() : NativeMath.log(x);
    }

    static double log10(double x) {
        return isOrdinary(x) ? logarithm(x).over(LN10).high() : NativeMath.log10(x);
    }

    private static boolean isOrdinary(double x) {
        return x > 0 && x < Double.POSITIVE_INFINITY;
    }

    private static DoubleDouble logarithm(double x) {
        int exponent = Math.getExponent(x);
        double mantissa = x;
        if (exponent < Double.MIN_EXPONENT) {
            mantissa *= 0x1p54;
            exponent = Math.getExponent(mantissa) - 54;
            mantissa /= power2(exponent + 54);
        } else {
            mantissa = x * power2(-exponent / 2) * power2(-exponent - -exponent / 2);
        }
        if (mantissa > 1.41) {
            mantissa /= 2;
            exponent++;
        }
        return ofMantissa(mantissa)
                .plus(DoubleDouble.sum(exponent * LN2[0], exponent * LN2[1]).plus(exponent * LN2[2]));
    }

    /** log m = 2 artanh((m - 1)/(m + 1)) near 1; else a step of Newton's method from what any engine says. */
    private static DoubleDouble ofMantissa(double m) {
        if (Math.abs(m - 1) < 0x1p-6) {
            DoubleDouble s = new DoubleDouble(m - 1, 0).over(DoubleDouble.sum(m, 1));
            DoubleDouble square = s.times(s);
            DoubleDouble sum = new DoubleDouble(0, 0);
            for (int n = 17; n >= 1; n -= 2) {
                sum = sum.times(square).plus(ONE.over(new DoubleDouble(n, 0)));
            }
            return sum.times(s).scaled(2);
        }
        double guess = NativeMath.log(m);
        DoubleDouble error = expOfRest(new DoubleDouble(-guess, 0), 0).times(m).plus(-1);
        return error.plus(error.times(error).scaled(-0.5)).plus(guess);
    }

    static double pow(double x, double y) {
        double about = NativeMath.pow(x, y);
        boolean isSpecial = about != about || about == 0 || Math.abs(about) == Double.POSITIVE_INFINITY || y == 0
                || Math.abs(about) < Double.MIN_NORMAL || Math.abs(x) == 1;
        if (isSpecial) {
            return about;
        }
        if (y == 2) {
            return x * x;
        }
        double size = y == Math.rint(y) && y > 0 && y <= LARGEST_WHOLE_POWER && Math.abs(x) > 0x1p-15
                        && Math.abs(x) < 0x1p15
                ? wholePower(Math.abs(x), (int) y)
                : exp(logarithm(Math.abs(x)).times(y));
        return about < 0 ? -size : size;
    }

    private static double wholePower(double x, int y) {
        DoubleDouble power = ONE;
        DoubleDouble square = new DoubleDouble(x, 0);
        for (int bits = y; bits > 0; bits >>= 1) {
            if ((bits & 1) != 0) {
                power = power.times(square);
            }
            square = bits > 1 ? square.times(square) : square;
        }
        return power.high();
    }

    static double sin(double x) {
        return isLargeAngle(x) ? NativeMath.sin(x) : Math.abs(x) < SMALL_ANGLE ? x : sinePlusQuarters(x, 0).high();
    }

    static double cos(double x) {
        return isLargeAngle(x) ? NativeMath.cos(x) : sinePlusQuarters(x, 1).high();
    }

    static double tan(double x) {
        return isLargeAngle(x) ? NativeMath.tan(x) : Math.abs(x) < SMALL_ANGLE ? x
                : sinePlusQuarters(x, 0).over(sinePlusQuarters(x, 1)).high();
    }

    private static boolean isLargeAngle(double x) {
        return !(Math.abs(x) < LARGEST_ANGLE);
    }

    /** sin(x + quarters π/2). */
    private static DoubleDouble sinePlusQuarters(double x, int quarters) {
        double k = Math.rint(x / HALF_PI[0]);
        DoubleDouble r = DoubleDouble.sum(x, -k * HALF_PI[0]).plus(-k * HALF_PI[1]).plus(-k * HALF_PI[2])
                .plus(DoubleDouble.product(-k, HALF_PI[3]));
        int quadrant = (int) k + quarters & 3;
        DoubleDouble value = series(r, quadrant & 1);
        return quadrant < 2 ? value : value.negate();
    }

    /** The sine, or the cosine if the parity is 1. */
    private static DoubleDouble series(DoubleDouble r, int parity) {
        DoubleDouble square = r.times(r).negate();
        int last = FACTORIALS - 1 - parity;
        DoubleDouble sum = INVERSE_FACTORIALS[last];
        for (int n = last - 2; n >= 0; n -= 2) {
            sum = sum.times(square).plus(INVERSE_FACTORIALS[n]);
        }
        return parity == 1 ? sum : sum.times(r);
    }
}
