package dev.autodiff.codegen.tiles;

import dev.autodiff.codegen.tiles.ShortRows.Read;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Kind;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.simd.Lane;
import java.util.Map;

/**
 * Where {@link ShortRows} have everything in the scratch: elements of rows, those of each term behind each other, then
 * results of rows that fill no group, those of each round behind each other, then what all terms share.
 *
 * @param values what all terms share, with their lanes
 */
record RowScratch(ShortRows rows, Map<Node, Lane> values) {
    /** Rows that are done together: their terms are in the first or the second cache. */
    static final int LANES = 128;

    /** From the elements of a term to those of the next one: with a gap, as {@link TileLayout#TILE_STRIDE} has. */
    static final int STRIDE = LANES + 16;

    Kind kind() {
        return Kind.arrayOf(rows.isFloat());
    }

    /** The most terms of a row that is done here. */
    private int mostTerms() {
        return rows.terms().isLiteral() ? (int) rows.terms().literal() : TileCall.MIN_LENGTH - 1;
    }

    private int tileSize(Read read) {
        return read.hasTerms() ? mostTerms() * STRIDE : STRIDE;
    }

    /** Where elements of rows are. */
    int tile(Read read) {
        return rows.ofRows().stream().takeWhile(other -> other != read).mapToInt(this::tileSize).sum();
    }

    private int padsBegin() {
        return rows.ofRows().stream().mapToInt(this::tileSize).sum();
    }

    private int padSize() {
        return ShortRows.ROUNDS * rows.group();
    }

    /** Where results of rows are that fill no group. */
    int pad(Output output) {
        return padsBegin() + rows.layout().outputs().indexOf(output) * padSize();
    }

    /** What is the same for all terms of all rows in all rounds. */
    Uniforms uniforms() {
        return new Uniforms(values, padsBegin() + rows.layout().outputs().size() * padSize());
    }

    /** The elements that the scratch must have; the last one of the array counts tiles. */
    int size() {
        return uniforms().end() + 1;
    }
}
