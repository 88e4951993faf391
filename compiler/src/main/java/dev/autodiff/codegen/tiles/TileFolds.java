package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Step.Output;
import java.util.Arrays;

/** The partial results of folds, in the scratch: element i of a tile is taken up in that of i modulo their number. */
final class TileFolds {
    private final TileArguments tile;
    private final Body body;
    private final TileLayout layout;
    private final SpecialCalls calls;

    TileFolds(TileArguments tile, TileLayout layout, SpecialCalls calls) {
        this.tile = tile;
        this.body = tile.body();
        this.layout = layout;
        this.calls = calls;
    }

    /** Makes the partial results those of no elements. */
    void begin(Output output) {
        Kind array = tile.scratch().kind();
        int begin = layout.fold(output);
        MethodRef fill = MethodRef.of(Arrays.class, "fill", Kind.VOID, array, Kind.INT, Kind.INT, array.element());
        Expr neutral = Elements.literal(layout.isFloat(), output.fold().neutral());
        body.run(fill, tile.scratch(), integer(begin), integer(begin + VectorLoop.FOLD_WIDTH), neutral);
    }

    /** Takes the elements of a tile up, in the order of registers. */
    void takeUp(Output output, Expr array, Expr begin) {
        Variable from = body.let("from", begin);
        body.loop("i", integer(0), tile.elements(), i -> {
            Expr lane = new Expr.Operation(Operator.BIT_AND, i, integer(VectorLoop.FOLD_WIDTH - 1));
            takeUpNumber(
                    output, body.let("partial", add(lane, integer(layout.fold(output)))), number(array, add(from, i)));
        });
    }

    /**
     * Makes the partial results one, which takes the place of the first: halves with halves, so that errors stay small.
     */
    void combine(Output output) {
        int begin = layout.fold(output);
        for (int half = VectorLoop.FOLD_WIDTH / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                takeUpNumber(output, integer(begin + i), number(tile.scratch(), integer(begin + half + i)));
            }
        }
    }

    /** Of floats the result is rounded when it is stored. */
    private void takeUpNumber(Output output, Expr partial, Expr number) {
        Expr combined =
                Elements.combined(output.fold().ofNumbers(), number(tile.scratch(), partial), number, calls);
        body.store(tile.scratch(), partial, Elements.stored(layout.isFloat(), combined));
    }

    private static Expr number(Expr array, Expr place) {
        return cast(Kind.F64, element(array, place));
    }
}
