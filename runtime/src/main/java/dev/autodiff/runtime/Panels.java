package dev.autodiff.runtime;

import dev.autodiff.runtime.BatchedProduct.Matrices;
import java.util.Arrays;

/**
 * Products of matrices with long rows, by panels of eight rows of b that are copied side by side with a row of c. All
 * places in such a panel are constants apart from those of one index, so the compiler sees that nothing overlaps and
 * uses vectors. Each element adds up its products from the first to the last, each by one {@code fma}.
 */
final class Panels {
    /**
     * So many rows of b are added to a row of c at a time: their factors are all the vector registers that AVX2 can
     * spare.
     */
    private static final int DEPTH = 8;

    /** The panel and a row of c are 18 KiB, which fits in the first cache of 32 KiB. */
    private static final int WIDTH = 256;

    /** Rows in a panel do not begin at the same place of a page, where stores would hold up loads. */
    private static final int STRIDE = WIDTH + 8;

    /** The row of c lies behind those of b. */
    private static final int SUM = DEPTH * STRIDE;

    /**
     * So many rows of c, as wide as a panel, are worked on for all panels: 256 KiB, half of the second cache of common
     * processors.
     */
    private static final int ROWS = 128;

    private static final ThreadLocal<double[]> PANEL = ThreadLocal.withInitial(() -> new double[SUM + STRIDE]);

    private Panels() {}

    /** Adds a·b to c, whose rows are dense, from where each begins. */
    static void add(
            Matrices a, int atA, Matrices b, int atB, Matrices c, int atC, int m, int n, int k) {
        double[] panel = PANEL.get();
        int wide = widthOf(n);
        for (int row = 0; row < m; row += ROWS) {
            int rows = Math.min(ROWS, m - row);
            for (int column = 0; column < n; column += wide) {
                int width = Math.min(wide, n - column);
                for (int inner = 0; inner < k; inner += DEPTH) {
                    int depth = Math.min(DEPTH, k - inner);
                    fill(panel, b, atB + inner * b.down() + column * b.across(), depth, width);
                    int inA = atA + row * a.down() + inner * a.across();
                    addPanel(panel, a, inA, c, atC + row * c.down() + column, rows, width, depth);
                }
            }
        }
    }

    /** All panels are about as wide: from narrow ones the compiler would learn that vectors do not pay. */
    private static int widthOf(int n) {
        int panels = (n + WIDTH - 1) / WIDTH;
        return (n + panels - 1) / panels;
    }

    private static void fill(double[] panel, Matrices matrices, int atB, int depth, int width) {
        double[] b = matrices.data();
        int down = matrices.down();
        int across = matrices.across();
        if (across == 1) {
            for (int row = 0; row < depth; row++) {
                System.arraycopy(b, atB + row * down, panel, row * STRIDE, width);
            }
        } else {
            for (int column = 0; column < width; column++) {
                for (int row = 0; row < depth; row++) {
                    panel[row * STRIDE + column] = b[atB + row * down + column * across];
                }
            }
        }
        for (int row = depth; row < DEPTH; row++) {
            Arrays.fill(panel, row * STRIDE, row * STRIDE + width, 0);
        }
    }

    /** Adds the panel's rows, each times its element of a, to rows of c. */
    private static void addPanel(
            double[] panel, Matrices matrices, int atA, Matrices c, int atC, int rows, int width, int depth) {
        double[] a = matrices.data();
        int across = matrices.across();
        for (int row = 0; row < rows; row++) {
            System.arraycopy(c.data(), atC + row * c.down(), panel, SUM, width);
            int at = atA + row * matrices.down();
            if (depth == DEPTH) {
                addRows(
                        panel,
                        a[at],
                        a[at + across],
                        a[at + 2 * across],
                        a[at + 3 * across],
                        a[at + 4 * across],
                        a[at + 5 * across],
                        a[at + 6 * across],
                        a[at + 7 * across],
                        width);
            } else {
                addRows(
                        panel,
                        a[at],
                        factor(a, at, across, 1, depth),
                        factor(a, at, across, 2, depth),
                        factor(a, at, across, 3, depth),
                        factor(a, at, across, 4, depth),
                        factor(a, at, across, 5, depth),
                        factor(a, at, across, 6, depth),
                        -0.0,
                        width);
            }
            System.arraycopy(panel, SUM, c.data(), atC + row * c.down(), width);
        }
    }

    /**
     * Rows that the last panel lacks are zeros, and their factors are -0: to add -0 changes no sum, while 0 would make
     * 0 of -0.
     */
    private static double factor(double[] a, int at, int across, int row, int depth) {
        return row < depth ? a[at + row * across] : -0.0;
    }

    private static void addRows(
            double[] panel,
            double a0,
            double a1,
            double a2,
            double a3,
            double a4,
            double a5,
            double a6,
            double a7,
            int width) {
        // the bound, which always holds, is what tells the compiler that no place overflows
        int end = Math.min(width, WIDTH);
        for (int j = 0; j < end; j++) {
            double four = Math.fma(
                    a3,
                    panel[j + 3 * STRIDE],
                    Math.fma(
                            a2,
                            panel[j + 2 * STRIDE],
                            Math.fma(a1, panel[j + STRIDE], Math.fma(a0, panel[j], panel[j + SUM]))));
            panel[j + SUM] = Math.fma(
                    a7,
                    panel[j + 7 * STRIDE],
                    Math.fma(
                            a6,
                            panel[j + 6 * STRIDE],
                            Math.fma(a5, panel[j + 5 * STRIDE], Math.fma(a4, panel[j + 4 * STRIDE], four))));
        }
    }
}
