package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.and;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.math;
import static dev.autodiff.kernel.Exprs.subtract;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.loops.ArrayRef;
import dev.autodiff.codegen.loops.LoopLayout;
import dev.autodiff.codegen.loops.ManyAtOnce;
import dev.autodiff.codegen.loops.PlanFrame;
import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.simd.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds the least or greatest elements of short rows, {@code min(x, axis=-1)}, in vector registers whose lanes go
 * across the rows: for each tile of rows it calls the method of {@link TileEmitter} once for each column, which takes
 * that up in the results of all rows. Each row is folded in its order.
 */
final class AcrossRows implements ManyAtOnce {
    private final MethodRef method;
    private final LoopLayout layout;
    private final TileLayout tiles;
    private final SpecialCalls specials;
    private final int level;

    /**
     * @param method the one that is called
     * @param layout of the nest as it is
     * @param tiles of the nest whose innermost loops are swapped
     */
    AcrossRows(MethodRef method, LoopLayout layout, TileLayout tiles, SpecialCalls specials) {
        this.method = method;
        this.layout = layout;
        this.tiles = tiles;
        this.specials = specials;
        this.level = layout.depth() - 2;
    }

    /**
     * How tiles of rows are done; null for a nest whose innermost loop is no such fold, or long. Sums are none: numbers
     * do them about as fast as elements are moved to tiles, and least elements four times slower.
     */
    static TileLayout tiles(LoopLayout layout) {
        boolean isFold = layout.depth() >= 2
                && layout.guardLevel() != layout.depth() - 1
                && layout.outputs().stream().allMatch(output -> isExtremeOfRow(layout, output));
        Dimension columns = isFold ? layout.length(layout.depth() - 1) : null;
        boolean isShort = isFold && (!columns.isLiteral() || columns.literal() < TileCall.MIN_LENGTH);
        return isShort ? TileLayout.acrossRows(layout.withInnermostSwapped()) : null;
    }

    private static boolean isExtremeOfRow(LoopLayout layout, Output output) {
        return (output.fold() == Fold.MIN || output.fold() == Fold.MAX)
                && layout.settledAt(layout.place(output)) == layout.depth() - 1;
    }

    @Override
    public int level() {
        return level;
    }

    @Override
    public void write(
            PlanFrame frame,
            Variable done,
            Expr end,
            Function<Access, Expr> place,
            Function<Node, Expr> parameter,
            Consumer<Variable> fold) {
        Body body = frame.body();
        body.branch(new Expr.Field(TileCall.VECTORS, Kind.BOOLEAN), () -> {
            Variable columns = body.let("columns", frame.size(layout.length(level + 1)));
            Expr areMany = compare(subtract(end, done), Operator.AT_LEAST, integer(TileCall.MIN_LENGTH));
            body.branch(and(compare(columns, Operator.LESS, integer(TileCall.MIN_LENGTH)), areMany), () -> {
                Variable scratch = body.let("scratch", TileCall.scratch(tiles, specials));
                body.repeat(() -> {
                    Variable rows = body.let("rows", rows(done, end));
                    body.branch(compare(rows, Operator.LESS, integer(1)), body::leave);
                    body.loop("column", integer(0), columns, column -> {
                        List<Expr> arguments =
                                new ArrayList<>(frame.pass(tiles.loop().layout().arguments()));
                        tiles.places().forEach(access -> arguments.add(at(frame, access, column, place)));
                        arguments.add(rows);
                        tiles.parameters()
                                .forEach(node -> arguments.add(shared(frame, node, column, place, parameter)));
                        arguments.add(scratch);
                        body.run(new Expr.Call(method, arguments));
                    });
                    body.assign(done, add(done, rows));
                });
            });
        });
    }

    /** As many as make a tile, in whole groups. */
    private Expr rows(Variable done, Expr end) {
        Expr most = math("min", integer(Stages.TILE), subtract(end, done));
        return Integers.inGroups(most, tiles.loop().group());
    }

    private Expr at(PlanFrame frame, Access access, Variable column, Function<Access, Expr> place) {
        return frame.behind(place.apply(access), layout.strides(access).get(level + 1), column);
    }

    /** What is the same for all rows, be it another number in each column. */
    private Expr shared(
            PlanFrame frame,
            Node node,
            Variable column,
            Function<Access, Expr> place,
            Function<Node, Expr> parameter) {
        for (Input input : layout.inputs()) {
            if (input.parameter() == node
                    && input instanceof Load load
                    && layout.settledAt(layout.place(load)) == layout.depth()) {
                Expr array = frame.array(ArrayRef.of(load.buffer()));
                return Elements.load(load.buffer(), array, at(frame, layout.place(load), column, place));
            }
        }
        return parameter.apply(node);
    }
}
