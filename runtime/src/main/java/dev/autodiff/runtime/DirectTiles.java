package dev.autodiff.runtime;

import dev.autodiff.runtime.BatchedProduct.Matrices;
import java.lang.ref.SoftReference;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Products by tiles of c in vector registers whose factors are read where they lie: those whose b fits in the first
 * cache, or that have few rows. To copy factors to panels, as {@link RegisterTiles} do, takes longer there than it
 * saves. Only a b that is transposed is put in order. Each element adds up its products from the first to the last,
 * each by one {@code fma}.
 */
final class DirectTiles {
    /** The elements of b that fit in the first cache. */
    private static final int SMALL = 1 << 12;

    /** For so few rows of c it does not pay to copy b, however large it is. */
    private static final int LOW = 16;

    private static final AtomicLongArray WARMTH = WarmUp.cold(1);

    private static final ThreadLocal<SoftReference<double[]>> IN_ORDER = new ThreadLocal<>();

    private DirectTiles() {}

    /** Whether they are to be used. */
    static boolean areHot() {
        return WarmUp.isHot(WARMTH, 0);
    }

    /**
     * To be called when numbers have done a product that was for them.
     *
     * @param taken nanoseconds
     * @param products of two numbers
     */
    static void afterTwin(long taken, long products) {
        RegisterTiles.afterTwin(WARMTH, taken, products, DirectTiles::practise);
    }

    private static void practise(int loop) {
        int rows = RegisterTiles.PRACTISED_ROWS;
        RegisterTiles.practise(WARMTH, (kernel, zeros, atB, atC, depth) -> kernel.multiply(
                zeros, 0, 1, rows, zeros, atB, kernel.columns(), zeros, atC, kernel.columns(), rows, kernel.columns(),
                depth));
    }

    /**
     * Whether they are the fastest way to multiply matrices of this form, once they are warm.
     *
     * @param acrossB how far neighbours in a row of b lie apart
     */
    static boolean areBest(int m, int n, int k, int acrossB) {
        boolean areTiles = m >= Microkernel.ROWS
                && n >= (areHot() ? RegisterTiles.Kernel.OF_THIS_MACHINE.columns() : RegisterTiles.FEW_COLUMNS)
                && k >= RegisterTiles.SHALLOW;
        return RegisterTiles.ARE_THERE && areTiles && ((long) k * n <= SMALL || m <= LOW && acrossB == 1);
    }

    /** Makes c, whose rows are dense, the product of a and b, from where each begins. */
    static void multiply(
            Microkernel kernel,
            Matrices a, int atA, Matrices b, int atB, Matrices c, int atC, int m, int n, int k) {
        double[] rows = b.data();
        int atRows = atB;
        int downRows = b.down();
        if (b.across() != 1) {
            rows = Vectors.doubles(IN_ORDER, SMALL);
            atRows = 0;
            downRows = n;
            for (int column = 0; column < n; column++) {
                for (int l = 0; l < k; l++) {
                    rows[l * n + column] = b.data()[atB + l * b.down() + column * b.across()];
                }
            }
        }
        kernel.multiply(
                a.data(), atA, a.down(), a.across(), rows, atRows, downRows, c.data(), atC, c.down(), m, n, k);
    }
}
