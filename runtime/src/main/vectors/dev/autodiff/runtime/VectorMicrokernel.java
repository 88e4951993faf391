package dev.autodiff.runtime;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles in the machine's vector registers. Eight of them hold the sums, as many as two units with a latency of four
 * cycles keep busy, and three the factors; with twelve sums C2 runs out of AVX2's sixteen. Steps through the panels are
 * constants, for then C2 checks bounds before the loop and not in it.
 *
 * <p>The only class that needs {@code jdk.incubator.vector}, which is why it is compiled apart and found by its name.
 */
final class VectorMicrokernel implements Microkernel {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int COLUMNS = 2 * LANES;

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void addProduct(double[] a, int atA, double[] b, int atB, double[] c, int atC, int downC, int k) {
        int row1 = atC + downC;
        int row2 = row1 + downC;
        int row3 = row2 + downC;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, atC);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, atC + LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, row1);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, row1 + LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, row2);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, row2 + LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, row3);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, row3 + LANES);
        for (int l = 0; l < k; l++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, atB + l * COLUMNS);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, atB + l * COLUMNS + LANES);
            DoubleVector factor = DoubleVector.broadcast(SPECIES, a[atA + l * ROWS]);
            c00 = factor.fma(b0, c00);
            c01 = factor.fma(b1, c01);
            factor = DoubleVector.broadcast(SPECIES, a[atA + l * ROWS + 1]);
            c10 = factor.fma(b0, c10);
            c11 = factor.fma(b1, c11);
            factor = DoubleVector.broadcast(SPECIES, a[atA + l * ROWS + 2]);
            c20 = factor.fma(b0, c20);
            c21 = factor.fma(b1, c21);
            factor = DoubleVector.broadcast(SPECIES, a[atA + l * ROWS + 3]);
            c30 = factor.fma(b0, c30);
            c31 = factor.fma(b1, c31);
        }
        c00.intoArray(c, atC);
        c01.intoArray(c, atC + LANES);
        c10.intoArray(c, row1);
        c11.intoArray(c, row1 + LANES);
        c20.intoArray(c, row2);
        c21.intoArray(c, row2 + LANES);
        c30.intoArray(c, row3);
        c31.intoArray(c, row3 + LANES);
    }

    @Override
    public void multiply(
            double[] a,
            int atA,
            int downA,
            int acrossA,
            double[] b,
            int atB,
            int downB,
            double[] c,
            int atC,
            int downC,
            int m,
            int n,
            int k) {
        for (int i = 0; i < m; i += ROWS) {
            int row = Math.min(i, m - ROWS);
            for (int j = 0; j < n; j += COLUMNS) {
                int column = Math.min(j, n - COLUMNS);
                multiplyTile(
                        a,
                        atA + row * downA,
                        downA,
                        acrossA,
                        b,
                        atB + column,
                        downB,
                        c,
                        atC + row * downC + column,
                        downC,
                        k);
            }
        }
    }

    private static void multiplyTile(
            double[] a,
            int atA,
            int downA,
            int acrossA,
            double[] b,
            int atB,
            int downB,
            double[] c,
            int atC,
            int downC,
            int k) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = c00;
        DoubleVector c10 = c00;
        DoubleVector c11 = c00;
        DoubleVector c20 = c00;
        DoubleVector c21 = c00;
        DoubleVector c30 = c00;
        DoubleVector c31 = c00;
        for (int l = 0; l < k; l++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, atB + l * downB);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, atB + l * downB + LANES);
            int at = atA + l * acrossA;
            DoubleVector factor = DoubleVector.broadcast(SPECIES, a[at]);
            c00 = factor.fma(b0, c00);
            c01 = factor.fma(b1, c01);
            factor = DoubleVector.broadcast(SPECIES, a[at + downA]);
            c10 = factor.fma(b0, c10);
            c11 = factor.fma(b1, c11);
            factor = DoubleVector.broadcast(SPECIES, a[at + 2 * downA]);
            c20 = factor.fma(b0, c20);
            c21 = factor.fma(b1, c21);
            factor = DoubleVector.broadcast(SPECIES, a[at + 3 * downA]);
            c30 = factor.fma(b0, c30);
            c31 = factor.fma(b1, c31);
        }
        c00.intoArray(c, atC);
        c01.intoArray(c, atC + LANES);
        c10.intoArray(c, atC + downC);
        c11.intoArray(c, atC + downC + LANES);
        c20.intoArray(c, atC + 2 * downC);
        c21.intoArray(c, atC + 2 * downC + LANES);
        c30.intoArray(c, atC + 3 * downC);
        c31.intoArray(c, atC + 3 * downC + LANES);
    }
}
