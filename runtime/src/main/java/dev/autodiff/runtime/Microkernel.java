package dev.autodiff.runtime;

/** The innermost loop of {@link RegisterTiles}: what it does in vector registers is all that depends on the machine. */
interface Microkernel {
    /** Rows of a tile. */
    int ROWS = 4;

    /** Columns of a tile. */
    int columns();

    /**
     * Adds a·b to a tile of c, in order, each product by one {@code fma}.
     *
     * @param a the columns of a from {@code atA} on, one behind the other
     * @param b the rows of b from {@code atB} on, which lie {@code downB} apart
     * @param atC where the tile begins, whose rows lie {@code downC} apart
     * @param k how many columns and rows there are
     */
    void addProduct(double[] a, int atA, double[] b, int atB, int downB, double[] c, int atC, int downC, int k);
}
