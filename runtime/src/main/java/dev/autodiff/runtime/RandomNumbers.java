package dev.autodiff.runtime;

/**
 * Random numbers by place: number i of a seed is a hash of both, so it depends neither on the order in which numbers
 * are drawn nor on the machine. The hash is the output function of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
 */
public final class RandomNumbers {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1p-53;

    private RandomNumbers() {}

    /** Numbers spread evenly over [0, 1). */
    public static void uniform(double[] y, int atY, int size, int seed) {
        for (int i = 0; i < size; i++) {
            y[atY + i] = (bits(seed, i) >>> 11) * UNIT;
        }
    }

    /**
     * Numbers of the standard normal distribution, by the method of Box and Muller; of the strict library, for equal
     * bits everywhere.
     */
    public static void normal(double[] y, int atY, int size, int seed) {
        for (int i = 0; i < size; i++) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(((bits(seed, 2L * i) >>> 11) + 1) * UNIT));
            y[atY + i] = radius * StrictMath.cos(2 * StrictMath.PI * ((bits(seed, 2L * i + 1) >>> 11) * UNIT));
        }
    }

    private static long bits(int seed, long index) {
        return mix(mix((long) seed * GOLDEN_RATIO) + (index + 1) * GOLDEN_RATIO);
    }

    private static long mix(long state) {
        long z = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
