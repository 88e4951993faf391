package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.number;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.loops.LoopLayout;
import dev.autodiff.codegen.loops.LoopPlaces;
import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.graph.Access;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.lowering.Step.Row;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.simd.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Loops that move numbers, one by one, between tiles and places that are no neighbours. What lies side by side, the
 * elements of a row say, is moved by one loop: whoever looks the row up does so once, and goes through memory in order.
 */
final class TileMoves {
    /**
     * What goes to a tile, or comes from one.
     *
     * @param buffer that it is an element of, or null for a position
     * @param strides of the access along all loops
     * @param row that it is in, or null
     * @param output null for an input
     */
    private record Move(Buffer buffer, Access access, List<Dimension> strides, Row row, Output output, Lane lane) {
        /** Whether it is, in each step, as far from another one as in all others. */
        boolean isBeside(Move other) {
            return buffer != null
                    && buffer == other.buffer
                    && Objects.equals(row, other.row)
                    && strides.equals(other.strides)
                    && distance(other).isLiteral();
        }

        Dimension distance(Move from) {
            return access.offset().minus(from.access.offset());
        }
    }

    private final TileFrame frame;
    private final Body body;
    private final TileLayout layout;
    private final LoopLayout loop;
    private final SpecialCalls calls;

    TileMoves(TileFrame frame, TileLayout layout, SpecialCalls calls) {
        this.frame = frame;
        this.body = frame.body();
        this.layout = layout;
        this.loop = layout.loop().layout();
        this.calls = calls;
    }

    /** Fills the tiles of inputs with elements of arrays, or with numbers of positions. */
    void fill(Map<Input, Lane> inputs) {
        List<Move> moves = new ArrayList<>();
        inputs.forEach((input, lane) -> {
            Load load = input instanceof Load element ? element : null;
            moves.add(move(
                    load == null ? null : load.buffer(),
                    loop.place(input),
                    load == null ? null : load.index(),
                    null,
                    lane));
        });
        walk(moves, this::fill);
    }

    /** Empties the tiles of outputs. */
    void empty(Map<Output, Lane> outputs) {
        List<Move> moves = new ArrayList<>();
        outputs.forEach((output, lane) -> moves.add(move(output.buffer(), loop.place(output), null, output, lane)));
        walk(moves, this::empty);
    }

    private Move move(Buffer buffer, Access access, Row row, Output output, Lane lane) {
        return new Move(buffer, access, loop.strides(access), row, output, lane);
    }

    private void fill(Move move, Variable i, Expr place) {
        Expr number = move.buffer() == null ? cast(Kind.F64, place) : asDouble(frame.array(move.buffer()), place);
        body.store(frame.scratch(), inTile(move.lane(), i), Elements.stored(layout.isFloat(), number));
    }

    private void empty(Move move, Variable i, Expr place) {
        Output output = move.output();
        Expr array = frame.array(output.buffer());
        Expr number = move.lane().instruction().isConstant()
                ? number(move.lane().number())
                : asDouble(frame.scratch(), inTile(move.lane(), i));
        Expr combined = output.fold() == null
                ? number
                : Elements.combined(output.fold().ofNumbers(), asDouble(array, place), number, calls);
        body.store(array, place, Elements.stored(output.buffer().isFloat(), combined));
    }

    private static Expr asDouble(Expr array, Expr place) {
        return cast(Kind.F64, element(array, place));
    }

    private Expr inTile(Lane lane, Expr i) {
        return add(integer(layout.tile(lane)), i);
    }

    /** What is done with element i of a tile, at a place of an array. */
    private interface Moving {
        void move(Move move, Variable i, Expr place);
    }

    private void walk(List<Move> moves, Moving moving) {
        List<List<Move>> walks = new ArrayList<>();
        for (Move move : moves) {
            List<Move> beside = walks.stream()
                    .filter(walk -> move.isBeside(walk.get(0)))
                    .findFirst()
                    .orElse(null);
            if (beside == null) {
                walks.add(new ArrayList<>(List.of(move)));
            } else {
                beside.add(move);
            }
        }
        walks.forEach(walk -> together(walk, moving));
    }

    /** One loop for what lies side by side. */
    private void together(List<Move> moves, Moving moving) {
        Move first = moves.get(0);
        List<Walker> walkers = new ArrayList<>(List.of(new Walker(first.access())));
        Input number = first.row() == null ? null : loop.numberOf(first.row());
        if (number != null) {
            walkers.add(new Walker(loop.place(number)));
        }
        Variable inRow = frame.column() == null ? null : body.let("inRow", frame.column());
        body.loop("i", integer(0), frame.elements(), i -> {
            Expr place = walkers.get(0).place;
            if (number != null) {
                place = body.let("at", Integers.sum(place, row(first.row(), number, walkers.get(1).place)));
            }
            for (Move move : moves) {
                moving.move(move, i, Integers.sum(place, frame.size(move.distance(first))));
            }
            walkers.forEach(Walker::step);
            if (inRow != null) {
                endOfRow(inRow, walkers);
            }
        });
    }

    /** Where a row begins. */
    private Expr row(Row row, Input input, Variable place) {
        Expr number = input instanceof Load load ? asDouble(frame.array(load.buffer()), place) : place;
        Expr length = row.check() == null ? null : frame.size(row.check().length());
        return Integers.product(frame.size(row.stride()), LoopPlaces.index(row, number, length));
    }

    /** Behind the last element of a row comes the first one of the next row. */
    private void endOfRow(Variable inRow, List<Walker> walkers) {
        body.assign(inRow, add(inRow, integer(1)));
        body.branch(compare(inRow, Operator.AT_LEAST, frame.size(layout.loop().row())), () -> {
            body.assign(inRow, integer(0));
            walkers.forEach(Walker::nextRow);
        });
    }

    /** A place that goes along an access, from where the tile begins. */
    private final class Walker {
        private final List<Dimension> strides;
        private final Variable place;

        Walker(Access access) {
            this.strides = layout.loop().strides(access);
            this.place = body.let("place", frame.place(access));
        }

        void step() {
            advance(strides.get(strides.size() - 1));
        }

        void nextRow() {
            advance(strides.get(0).minus(strides.get(1).times(layout.loop().row())));
        }

        private void advance(Dimension distance) {
            if (!distance.is(0)) {
                body.assign(place, Integers.sum(place, frame.size(distance)));
            }
        }
    }
}
