package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.graph.Access;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Relation;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.simd.Lane;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Loops that move numbers, one by one, between tiles and places that are no neighbours.
 */
final class TileMoves {
    private final TileFrame frame;
    private final Body body;
    private final TileLayout layout;
    private final SpecialCalls calls;

    TileMoves(TileFrame frame, TileLayout layout, SpecialCalls calls) {
        this.frame = frame;
        this.body = frame.body();
        this.layout = layout;
        this.calls = calls;
    }

    /** Fills a tile with elements of an array, or with numbers of positions. */
    void fill(Input input, Lane lane) {
        eachPlace(layout.loop().layout().place(input), (i, place) -> {
            Expr number =
                    input instanceof Load load ? number(frame.array(load.buffer()), place) : cast(Kind.F64, place);
            body.store(frame.scratch(), inTile(lane, i), Elements.stored(layout.isFloat(), number));
        });
    }

    /** Empties a tile. */
    void empty(Output output, Lane lane) {
        Expr array = frame.array(output.buffer());
        eachPlace(layout.loop().layout().place(output), (i, place) -> {
            Expr number = number(frame.scratch(), inTile(lane, i));
            Expr combined = output.fold() == null
                    ? number
                    : Elements.combined(output.fold().ofNumbers(), number(array, place), number, calls);
            body.store(array, place, Elements.stored(output.buffer().isFloat(), combined));
        });
    }

    private static Expr number(Expr array, Expr place) {
        return cast(Kind.F64, element(array, place));
    }

    private Expr inTile(Lane lane, Expr i) {
        return add(integer(layout.tile(lane)), i);
    }

    /** @param element does what is to be done with element i of the tile, at a place of the array */
    private void eachPlace(Access access, BiConsumer<Variable, Variable> element) {
        Variable place = body.let("place", frame.place(access));
        Variable inRow = frame.column() == null ? null : body.let("inRow", frame.column());
        List<Dimension> strides = layout.loop().strides(access);
        body.loop("i", integer(0), frame.elements(), i -> {
            element.accept(i, place);
            advance(place, strides.get(strides.size() - 1));
            if (inRow != null) {
                endOfRow(inRow, place, strides);
            }
        });
    }

    private void advance(Variable place, Dimension distance) {
        if (!distance.is(0)) {
            body.assign(place, Integers.sum(place, frame.size(distance)));
        }
    }

    /** Behind the last element of a row comes the first one of the next row. */
    private void endOfRow(Variable inRow, Variable place, List<Dimension> strides) {
        Dimension row = layout.loop().row();
        body.assign(inRow, add(inRow, integer(1)));
        body.branch(compare(inRow, Relation.AT_LEAST, frame.size(row)), () -> {
            body.assign(inRow, integer(0));
            advance(place, strides.get(0).minus(strides.get(1).times(row)));
        });
    }
}
