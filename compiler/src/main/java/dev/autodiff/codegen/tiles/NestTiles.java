package dev.autodiff.codegen.tiles;

import dev.autodiff.codegen.loops.LoopLayout;

/**
 * The ways in which innermost loops of a nest are done in vector registers; null for a way that is none.
 *
 * @param innermost the innermost loop, if that is long
 * @param rowsAsOne the innermost two as one loop
 * @param acrossRows the rows of the innermost loop side by side
 * @param shortRows the same for sums as well, whose terms stay where they are while others pass
 */
record NestTiles(TileLayout innermost, TileLayout rowsAsOne, TileLayout acrossRows, ShortRows shortRows) {
    static NestTiles of(LoopLayout nest) {
        TileLayout rowsAsOne = tiles(nest, 2);
        TileLayout acrossRows = rowsAsOne == null ? AcrossRows.tiles(nest) : null;
        return new NestTiles(tiles(nest, 1), rowsAsOne, acrossRows, ShortRows.of(nest));
    }

    private static TileLayout tiles(LoopLayout nest, int levels) {
        return TileCall.canBeWorthIt(nest, levels) ? TileLayout.of(nest, levels, true) : null;
    }
}
