package dev.autodiff.spark;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Rows by what is in them: first by a hash, which spreads them evenly, and then bit by bit. So the order is the same
 * wherever rows come from, and equal rows, which may stand in any order, are next to each other. A row is an array of
 * its hash and the bits of its numbers.
 */
final class RowOrder implements Comparator<long[]>, Serializable {
    private static final long serialVersionUID = 1L;

    /** Multipliers of SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014). */
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final long FIRST = 0xBF58476D1CE4E5B9L;
    private static final long SECOND = 0x94D049BB133111EBL;

    /** @param numbers those of a row, behind one free place */
    static long[] key(double[] numbers) {
        long[] key = new long[numbers.length];
        long hash = numbers.length;
        for (int i = 1; i < numbers.length; i++) {
            key[i] = Double.doubleToLongBits(numbers[i]);
            hash = mixed(hash + GAMMA ^ key[i]);
        }
        key[0] = hash;
        return key;
    }

    private static long mixed(long bits) {
        long once = (bits ^ bits >>> 30) * FIRST;
        long twice = (once ^ once >>> 27) * SECOND;
        return twice ^ twice >>> 31;
    }

    @Override
    public int compare(long[] a, long[] b) {
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i]) {
                return Long.compareUnsigned(a[i], b[i]);
            }
        }
        return 0;
    }
}
