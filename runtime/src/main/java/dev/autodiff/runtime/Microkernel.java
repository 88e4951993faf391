package dev.autodiff.runtime;

/**
 * The innermost loops of {@link RegisterTiles} and {@link DirectTiles}: what they do in vector registers is all that
 * depends on the machine.
 */
interface Microkernel {
    /** Rows of a tile. */
    int ROWS = 4;

    /** Columns of a tile. */
    int columns();

    /**
     * Adds a·b to a tile of c, in order, each product by one {@code fma}.
     *
     * @param a the columns of a from {@code atA} on, one behind the other
     * @param b the rows of b from {@code atB} on, as long as those of a tile, one behind the other
     * @param atC where the tile begins, whose rows lie {@code downC} apart
     * @param k how many columns and rows there are
     */
    void addProduct(double[] a, int atA, double[] b, int atB, double[] c, int atC, int downC, int k);

    /**
     * Makes c the product of a and b, in order, from 0 on, each product by one {@code fma}. Tiles at the edges go over
     * others, and write the same there. Nothing is copied: rows of b and of c are dense, a lies anywhere.
     *
     * @param m how many rows there are, those of a tile at least
     * @param n how many columns there are, those of a tile at least
     */
    void multiply(
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
            int k);
}
