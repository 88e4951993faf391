package dev.autodiff.codegen;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.not;
import static dev.autodiff.kernel.Exprs.subtract;

import dev.autodiff.emit.BytecodePrinter;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Relation;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Step.Output;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassVisitor;

/**
 * The method that does a {@link VectorLoop} tile by tile: it computes what all elements share, runs the stages on each
 * tile, and returns how many rounds of the outer loop are done. Those are a multiple of what the widest registers hold;
 * the rest is left to the loop of numbers. It takes what the nest's method takes, where the loop begins in each array,
 * its length, the parameters of what all elements share, and the scratch.
 */
final class TileEmitter {
    private static final MethodRef MIN = MethodRef.of(Math.class, "min", Kind.INT, Kind.INT, Kind.INT);

    private final ClassVisitor target;
    private final String owner;
    private final TileLayout layout;
    private final SpecialCalls calls;
    private final String name;
    private final TileWay registers;
    private final TileWay numbers;
    private final TileFrame frame;
    private final Body body;
    private final TileMoves moves;

    TileEmitter(
            ClassVisitor target,
            String owner,
            VectorClass vectors,
            TileLayout layout,
            SpecialCalls calls,
            String name) {
        this.target = target;
        this.owner = owner;
        this.layout = layout;
        this.calls = calls;
        this.name = name;
        this.registers = new TileWay(true, target, owner, vectors, layout, calls, name);
        this.numbers = new TileWay(false, target, owner, vectors, layout.ofNumbers(), calls, name);
        this.frame = new TileFrame(layout);
        this.body = frame.body();
        this.moves = new TileMoves(frame, layout, calls);
    }

    /** Writes the method and those that it calls; gives how it is called. */
    MethodRef emit() {
        shareUniforms();
        layout.loop().folded().keySet().forEach(this::beginFold);
        Expr rest = new Expr.Binary(Operator.REMAINDER, frame.length(), integer(layout.loop().group()));
        Variable rounds = body.let("rounds", subtract(frame.length(), rest));
        tiles(body.let("end", Integers.product(rounds, frame.size(layout.loop().row()))));
        layout.loop().folded().keySet().forEach(output -> moves.combine(output, layout.fold(output)));
        body.result(rounds);
        Method method = frame.method(name);
        BytecodePrinter.print(method, target, owner);
        registers.writeStages();
        numbers.writeStages();
        return method.reference();
    }

    /** Leaves in the scratch what is the same for all elements. */
    private void shareUniforms() {
        List<Node> values = List.copyOf(layout.loop().uniforms().keySet());
        if (values.isEmpty()) {
            return;
        }
        Schedule schedule = Schedule.of(values);
        ScalarCode code = new ScalarCode(body, schedule, Constants.of(values), calls);
        frame.parameters().forEach(code::bind);
        code.block(schedule.root());
        for (Node value : values) {
            int place = layout.uniform(layout.loop().uniforms().get(value));
            body.store(frame.scratch(), integer(place), Elements.stored(layout.isFloat(), code.value(value)));
        }
    }

    private void beginFold(Output output) {
        Kind array = frame.scratch().kind();
        int begin = layout.fold(output);
        MethodRef fill = MethodRef.of(Arrays.class, "fill", Kind.VOID, array, Kind.INT, Kind.INT, array.element());
        Expr neutral = Elements.literal(layout.isFloat(), output.fold().neutral());
        body.run(fill, frame.scratch(), integer(begin), integer(begin + VectorLoop.FOLD_WIDTH), neutral);
    }

    private void tiles(Variable end) {
        WarmUp warmUp = new WarmUp(body, name, layout);
        warmUp.declare(target);
        warmUp.begin(end);
        Variable tile = body.let("tile", integer(0));
        body.repeat(() -> {
            body.branch(not(compare(tile, Relation.LESS, end)), body::leave);
            warmUp.beginTile();
            Variable length = body.let("elements", call(MIN, warmUp.step(), subtract(end, tile)));
            frame.beginTile(tile, length);
            tile(warmUp);
            warmUp.endTile(length);
            body.assign(tile, add(tile, warmUp.step()));
        });
    }

    /**
     * One tile: what it is filled with, and in registers what is as expected, in numbers what is not, or as long as
     * that is faster.
     */
    private void tile(WarmUp warmUp) {
        layout.loop().filled().forEach(moves::fill);
        if (layout.stages().check() != null) {
            warmUp.onlyIf(registers.check(frame));
        }
        warmUp.eitherWay(() -> registers.tile(frame), () -> numbers.tile(frame));
    }
}
