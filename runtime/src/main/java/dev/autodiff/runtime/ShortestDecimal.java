package dev.autodiff.runtime;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back as a double, by the algorithm of R. Giulietti, "The Schubfach way to render
 * doubles": a few multiplications of integers, and exact. {@link Double#toString} does the same since JDK 19.
 */
final class ShortestDecimal {
    private static final long MASK_63 = Long.MAX_VALUE;
    private static final int FRACTION_BITS = 52;
    private static final long C_MIN = 1L << FRACTION_BITS;
    private static final int Q_MIN = -1074;

    /**
     * The exponents of ten that normal doubles need; a power is computed when it is needed first, by each thread that
     * does not see it: whoever sees one sees all of it, since its fields are final.
     */
    private static final int K_MIN = -324;
    private static final int K_MAX = 292;
    private static final Power[] POWERS = new Power[K_MAX - K_MIN + 1];
    private static final int POWER_BITS = 126;

    private final long digits;
    private final int exponent;

    private ShortestDecimal(long digits, int exponent) {
        this.digits = digits;
        this.exponent = exponent;
    }

    /** The bits of {@code 10^-k} from the highest one on, rounded up, as two numbers of 63 bits. */
    private record Power(long high, long low) {
        static Power of(int k) {
            Power known = POWERS[k - K_MIN];
            if (known == null) {
                known = compute(k);
                POWERS[k - K_MIN] = known;
            }
            return known;
        }

        private static Power compute(int k) {
            BigInteger ten = BigInteger.TEN.pow(Math.abs(k));
            int length = ten.bitLength();
            BigInteger bits = k > 0
                    ? BigInteger.ONE.shiftLeft(length + POWER_BITS - 1).divide(ten)
                    : ten.shiftRight(length - POWER_BITS);
            BigInteger up = bits.add(BigInteger.ONE);
            return new Power(up.shiftRight(63).longValueExact(), up.and(BigInteger.valueOf(MASK_63)).longValueExact());
        }

        /** The product's highest bits, the last one telling whether there are more below. */
        long times(long factor) {
            long carried = (high * factor >>> 1) + Math.multiplyHigh(low, factor);
            long top = Math.multiplyHigh(high, factor) + (carried >>> 63);
            return top | (carried & MASK_63) + MASK_63 >>> 63;
        }
    }

    /** @param value positive, normal and finite */
    static ShortestDecimal of(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long c = C_MIN | bits & C_MIN - 1;
        int q = (int) (bits >>> FRACTION_BITS) + Q_MIN - 1;
        // below a power of two doubles lie twice as dense as above
        boolean isSymmetric = c != C_MIN || q == Q_MIN;
        int k = isSymmetric ? floorLog10Pow2(q) : floorLog10ThreeQuartersPow2(q);
        int shift = q + floorLog2Pow10(-k) + 2;
        Power power = Power.of(k);
        long center = power.times(4 * c << shift);
        long left = power.times(4 * c - (isSymmetric ? 2 : 1) << shift);
        long right = power.times(4 * c + 2 << shift);
        return stripped(choose(center, left, right, c & 1), k);
    }

    /** Of the decimals between left and right, all in quarters, one of fewer digits or else the closest. */
    private static long choose(long center, long left, long right, long isOpen) {
        long below = center >> 2;
        long belowTen = below / 10 * 10;
        boolean isBelowTenIn = left + isOpen <= belowTen << 2;
        boolean isAboveTenIn = (belowTen + 10 << 2) + isOpen <= right;
        if (isBelowTenIn != isAboveTenIn) {
            return isBelowTenIn ? belowTen : belowTen + 10;
        }
        boolean isBelowIn = left + isOpen <= below << 2;
        boolean isAboveIn = (below + 1 << 2) + isOpen <= right;
        if (isBelowIn != isAboveIn) {
            return isBelowIn ? below : below + 1;
        }
        long half = center - (2 * below + 1 << 1);
        return half < 0 || half == 0 && (below & 1) == 0 ? below : below + 1;
    }

    /** Without zeros at the end of the digits. */
    private static ShortestDecimal stripped(long digits, int exponent) {
        long stripped = digits;
        int zeros = 0;
        for (long tenth = stripped / 10; tenth * 10 == stripped; tenth = stripped / 10) {
            stripped = tenth;
            zeros++;
        }
        return new ShortestDecimal(stripped, exponent + zeros);
    }

    /** All digits, the last one of which is not 0. */
    long digits() {
        return digits;
    }

    /** The exponent of ten of the last digit. */
    int exponent() {
        return exponent;
    }

    private static int floorLog10Pow2(int e) {
        return (int) (e * 661_971_961_083L >> 41);
    }

    private static int floorLog10ThreeQuartersPow2(int e) {
        return (int) (e * 661_971_961_083L - 274_743_187_321L >> 41);
    }

    private static int floorLog2Pow10(int e) {
        return (int) (e * 913_124_641_741L >> 38);
    }
}
