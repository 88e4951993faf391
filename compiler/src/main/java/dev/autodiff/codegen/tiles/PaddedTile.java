package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;

import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.codegen.tiles.TileLayout.Neighbours;
import dev.autodiff.graph.Access;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Buffer;
import java.util.List;

/**
 * A tile whose last group lacks some elements: those that are there are copied to the scratch and from it, and the
 * others are ones, as in practice. So a row of 14 numbers is two groups of 8 instead of one and 6 numbers, where a body
 * is long enough for that.
 */
final class PaddedTile implements TileArguments {
    private final TileFrame frame;
    private final TileLayout layout;
    private final Body body;
    private final Variable elements;

    private PaddedTile(TileFrame frame, TileLayout layout, Variable elements) {
        this.frame = frame;
        this.layout = layout;
        this.body = frame.body();
        this.elements = elements;
    }

    /** In whole groups, for registers. */
    static PaddedTile of(TileFrame frame, TileLayout layout) {
        int group = layout.loop().group();
        Expr whole = Integers.inGroups(add(frame.elements(), integer(group - 1)), group);
        return new PaddedTile(frame, layout, frame.body().let("padded", whole));
    }

    /** Those elements alone that are there, for numbers. */
    PaddedTile inNumbers() {
        return new PaddedTile(frame, layout, frame.elements());
    }

    @Override
    public Body body() {
        return body;
    }

    @Override
    public Expr scratch() {
        return frame.scratch();
    }

    @Override
    public Expr elements() {
        return elements;
    }

    @Override
    public Expr array(Buffer buffer) {
        return frame.scratch();
    }

    @Override
    public Expr place(Buffer buffer, Access access) {
        return integer(layout.pad(new Neighbours(buffer, access)));
    }

    /** Copies the elements that are there, and puts ones behind them, in tiles that are to be filled as well. */
    void fill() {
        List<Neighbours> inputs = layout.paddedInputs();
        copy(inputs, true);
        body.loop("i", frame.elements(), elements, i -> {
            inputs.forEach(neighbours -> one(layout.pad(neighbours), i));
            layout.loop().filled().values().forEach(lane -> one(layout.tile(lane), i));
        });
    }

    private void one(int place, Variable i) {
        body.store(scratch(), add(integer(place), i), Elements.literal(layout.isFloat(), 1));
    }

    /** Copies the results of the elements that are there. */
    void empty() {
        copy(layout.paddedResults(), false);
    }

    private void copy(List<Neighbours> all, boolean in) {
        List<Variable> places =
                all.stream().map(each -> body.let("at", frame.place(each.place()))).toList();
        body.loop("i", integer(0), frame.elements(), i -> {
            for (int k = 0; k < all.size(); k++) {
                Expr array = frame.array(all.get(k).buffer());
                Expr place = add(places.get(k), i);
                Expr pad = add(integer(layout.pad(all.get(k))), i);
                if (in) {
                    body.store(scratch(), pad, element(array, place));
                } else {
                    body.store(array, place, element(scratch(), pad));
                }
            }
        });
    }
}
