package dev.autodiff.bench;

import java.util.SplittableRandom;

/** Arguments that no compiler can foresee: points of a box, visited in turn. */
final class Points {
    /** Few enough for the first-level cache. */
    static final int COUNT = 256;

    private Points() {}

    static double[] column(int seed, double low, double high) {
        return new SplittableRandom(seed).doubles(COUNT, low, high).toArray();
    }
}
