package dev.autodiff.bench;

/**
 * Numbers that Java and NumPy compute alike, bit for bit, so that no file has to carry them; see {@code
 * bench/peers/common.py}.
 */
final class PeerInputs {
    private PeerInputs() {}

    /** Uniform numbers, from the generator splitmix64 at the counts from {@code seed} times 2³² on. */
    static double[] column(int seed, int n, double low, double high) {
        double[] column = new double[n];
        for (int i = 0; i < n; i++) {
            long z = (((long) seed << 32) + i) * 0x9e3779b97f4a7c15L;
            z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            column[i] = low + (high - low) * (((z ^ (z >>> 31)) >>> 11) * 0x1p-53);
        }
        return column;
    }

    /** Classes from 0 to 9. */
    static double[] digits(int n) {
        double[] digits = new double[n];
        for (int i = 0; i < n; i++) {
            digits[i] = 7 * i % 10;
        }
        return digits;
    }

    /**
     * Where {@code mixture.ad} finds the elements of a triangle: 0 above and on the diagonal, then 1, 2, … column by
     * column.
     */
    static double[] places(int d) {
        double[] places = new double[d * d];
        int place = 1;
        for (int column = 0; column < d; column++) {
            for (int row = column + 1; row < d; row++) {
                places[row * d + column] = place++;
            }
        }
        return places;
    }
}
