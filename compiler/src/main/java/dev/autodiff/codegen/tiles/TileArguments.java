package dev.autodiff.codegen.tiles;

import dev.autodiff.graph.Access;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.lowering.Buffer;

/** Where a method that does a tile finds what the tile's stages work on. */
interface TileArguments {
    Body body();

    /** The array with tiles, partial results of folds and what all elements share. */
    Expr scratch();

    /** How many elements the tile has. */
    Expr elements();

    Expr array(Buffer buffer);

    /** Where the tile begins in the array of a buffer. */
    Expr place(Buffer buffer, Access access);
}
