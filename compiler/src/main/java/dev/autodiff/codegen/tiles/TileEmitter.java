package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.and;
import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.length;
import static dev.autodiff.kernel.Exprs.math;
import static dev.autodiff.kernel.Exprs.subtract;

import dev.autodiff.codegen.classfile.Constants;
import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.codegen.scalar.ScalarCode;
import dev.autodiff.codegen.scalar.Schedule;
import dev.autodiff.emit.CodeSize;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Outlining;
import dev.autodiff.kernel.Relation;
import dev.autodiff.kernel.Variable;
import dev.autodiff.runtime.WarmUp;
import dev.autodiff.simd.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The method that does a {@link VectorLoop} tile by tile: it computes what all elements share, runs the stages on each
 * tile, and returns how many rounds of the outer loop are done. Those are a multiple of what the widest registers hold;
 * the rest is a {@link PaddedTile} if that pays, or left to the loop of numbers. It takes what the nest's method takes,
 * where the loop begins in each array, its length, the parameters of what all elements share, and the scratch.
 */
final class TileEmitter {
    /** Of so many tiles one is timed. */
    private static final int TIMED = 32;

    private static final MethodRef CLOCK = MethodRef.of(System.class, "nanoTime", Kind.LONG);
    private static final MethodRef ELEMENTS = ofWarmUp("elements", Kind.INT, Kind.INT);
    private static final MethodRef IS_HOT = ofWarmUp("isHot", Kind.BOOLEAN);
    private static final MethodRef IS_DUE = ofWarmUp("isDue", Kind.BOOLEAN, Kind.INT);
    private static final MethodRef WATCH = ofWarmUp("watch", Kind.VOID, Kind.BOOLEAN, Kind.LONG, Kind.INT);
    private static final MethodRef BEGIN = ofWarmUp("begin", Kind.VOID, Kind.of(IntConsumer.class));

    private static MethodRef ofWarmUp(String name, Kind result, Kind... more) {
        List<Kind> kinds = new ArrayList<>(List.of(Practice.WARMTH.kind(), Kind.INT));
        kinds.addAll(List.of(more));
        return new MethodRef(WarmUp.class.getName(), name, kinds, result);
    }

    private final TileMethods methods;
    private final TileLayout layout;
    private final SpecialCalls calls;
    private final String name;
    private final TileWay registers;
    private final TileWay numbers;
    private final TileFrame frame;
    private final Body body;
    private final TileMoves moves;
    private final TileFolds folds;
    private final Expr loop;

    /** @param methods of the class that the method is written into */
    TileEmitter(TileMethods methods, TileLayout layout, String name) {
        this.methods = methods;
        this.layout = layout;
        this.calls = methods.calls();
        this.name = name;
        this.registers = new TileWay(methods, true, layout, name);
        this.numbers = new TileWay(methods, false, layout.ofNumbers(), name);
        this.frame = new TileFrame(layout);
        this.body = frame.body();
        this.moves = new TileMoves(frame, layout, calls);
        this.folds = new TileFolds(frame, layout, calls);
        this.loop = integer(methods.vectors().newLoop());
    }

    /** Writes the method and those that it calls; gives how it is called. */
    MethodRef emit() {
        shareUniforms();
        layout.loop().folded().keySet().forEach(folds::begin);
        Expr rest = new Expr.Binary(Operator.REMAINDER, frame.length(), integer(layout.loop().group()));
        Variable rounds = body.let("rounds", subtract(frame.length(), rest));
        if (layout.padsRest()) {
            padShort(rounds);
        }
        Variable last = body.let("last", subtract(length(frame.scratch()), integer(1)));
        Variable counted = body.let("counted", cast(Kind.INT, element(frame.scratch(), last)));
        tiles(body.let("end", Integers.product(rounds, frame.size(layout.loop().row()))), counted);
        if (layout.padsRest()) {
            body.branch(compare(rounds, Relation.LESS, frame.length()), () -> rest(rounds, counted));
            body.assign(rounds, frame.length());
        }
        body.store(frame.scratch(), last, cast(frame.scratch().kind().element(), counted));
        layout.loop().folded().keySet().forEach(folds::combine);
        body.result(rounds);
        Method method = frame.method(name);
        Outlining.of(method, CodeSize::of).forEach(methods.target());
        registers.writeStages();
        numbers.writeStages();
        writePractice(Practice.write(methods.vectors(), layout, registers, name + "Practice"));
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

    /** A few elements that are no whole groups are padded altogether, which calls each stage once. */
    private void padShort(Variable rounds) {
        Expr isShort = compare(frame.length(), Relation.AT_MOST, integer(TileLayout.PADDED));
        body.branch(
                and(isShort, compare(rounds, Relation.LESS, frame.length())), () -> body.assign(rounds, integer(0)));
    }

    private void tiles(Variable end, Variable counted) {
        Variable tile = body.let("tile", integer(0));
        body.repeat(() -> {
            body.leaveUnless(compare(tile, Relation.LESS, end));
            Expr.Call most = warmUp(ELEMENTS, integer(shortestTile()));
            int fitting = layout.elementsThatFit();
            Variable step = body.let("step", fitting < Stages.TILE ? math("min", most, integer(fitting)) : most);
            frame.beginTile(tile, body.let("elements", math("min", step, subtract(end, tile))));
            tile(frame, frame, counted);
            body.assign(tile, add(tile, step));
        });
    }

    /** Does the elements behind the last group, as a group that is not full. */
    private void rest(Variable rounds, Variable counted) {
        frame.beginTile(rounds, body.let("elements", subtract(frame.length(), rounds)));
        PaddedTile padded = PaddedTile.of(frame, layout);
        padded.fill();
        tile(padded, padded.inNumbers(), counted);
        padded.empty();
    }

    /** Does a tile where the arguments are. */
    private void tile(TileArguments ofRegisters, TileArguments ofNumbers, Variable counted) {
        moves.fill(layout.loop().filled());
        Variable inRegisters = body.let("inRegisters", warmUp(IS_HOT));
        if (registers.hasCheck()) {
            body.branch(inRegisters, () -> body.assign(inRegisters, registers.check(ofRegisters)));
        }
        timed(counted, inRegisters, () -> body.branch(
                inRegisters, () -> registers.stages(ofRegisters), () -> numbers.stages(ofNumbers)));
        body.branch(inRegisters, () -> registers.empty(frame), () -> {
            numbers.empty(frame);
            body.branch(warmUp(IS_DUE, integer(1)), () -> body.run(warmUp(BEGIN, practice())));
        });
    }

    /** The method that a thread begins with, which takes the number of the loop: it is what loads the companion. */
    private void writePractice(MethodRef practice) {
        Variable number = new Variable(Kind.INT, "loop");
        Body of = new Body();
        of.run(practice, Practice.WARMTH, number);
        String first = practice().method().name();
        Method method = new Method(first, false, List.of(number), Kind.VOID, of.statements(), null).synthetic();
        methods.target().accept(method);
    }

    private Expr.Task practice() {
        MethodRef practice = new MethodRef(null, name + "Practice", List.of(Kind.INT), Kind.VOID);
        return new Expr.Task(practice, List.of(), new Variable(Kind.INT, "loop"));
    }

    private int shortestTile() {
        return layout.loop().folded().isEmpty() ? layout.loop().group() : VectorLoop.FOLD_WIDTH;
    }

    /** Calls a method that takes what is known of the loops, the number of this one, and more. */
    private Expr.Call warmUp(MethodRef method, Expr... more) {
        List<Expr> arguments = new ArrayList<>(List.of(Practice.WARMTH, loop));
        arguments.addAll(List.of(more));
        return new Expr.Call(calls.of(method), arguments);
    }

    /** Has the time taken of one tile in so many. */
    private void timed(Variable counted, Variable inRegisters, Runnable tile) {
        Variable start = body.let("start", integer(Kind.LONG, 0));
        body.assign(counted, new Expr.Binary(Operator.BIT_AND, add(counted, integer(1)), integer(TIMED - 1)));
        Expr isTimed = compare(counted, Relation.EQUAL, integer(0));
        body.branch(isTimed, () -> body.assign(start, call(CLOCK)));
        tile.run();
        body.branch(isTimed, () -> body.run(
                warmUp(WATCH, inRegisters, subtract(call(CLOCK), start), frame.elements())));
    }
}
