package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.length;
import static dev.autodiff.kernel.Exprs.subtract;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Variable;
import dev.autodiff.runtime.WarmUp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/** What the method that does a loop tile by tile asks {@link WarmUp}, and tells it. */
final class Warmth {
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

    private final Body body;
    private final SpecialCalls calls;
    private final Expr loop;
    private final MethodRef practice;
    private final Expr scratch;
    private Expr last;
    private Variable counted;

    /**
     * @param body of the method
     * @param loop the number of the loop in its class
     * @param name of the method
     * @param scratch whose last element counts tiles
     */
    Warmth(Body body, SpecialCalls calls, int loop, String name, Expr scratch) {
        this.body = body;
        this.calls = calls;
        this.loop = integer(loop);
        this.practice = new MethodRef(null, name + "Practice", List.of(Kind.INT), Kind.VOID);
        this.scratch = scratch;
    }

    /** Reads how many tiles have been counted. */
    void beginCount() {
        last = body.let("last", subtract(length(scratch), integer(1)));
        counted = body.let("counted", cast(Kind.INT, element(scratch, last)));
    }

    void endCount() {
        body.store(scratch, last, cast(scratch.kind().element(), counted));
    }

    /** How many elements the next tile has. */
    Expr elements(int shortest) {
        return warmUp(ELEMENTS, integer(shortest));
    }

    /** Whether registers do the next tile. */
    Expr isHot() {
        return warmUp(IS_HOT);
    }

    /**
     * Has the time taken of one tile in so many.
     *
     * @param taken what so many elements take, from what the tile takes
     */
    void timed(Variable inRegisters, UnaryOperator<Expr> taken, Expr elements, Runnable tile) {
        Variable start = body.let("start", integer(Kind.LONG, 0));
        body.assign(counted, new Expr.Operation(Operator.BIT_AND, add(counted, integer(1)), integer(TIMED - 1)));
        Expr isTimed = compare(counted, Operator.EQUAL, integer(0));
        body.branch(isTimed, () -> body.assign(start, call(CLOCK)));
        tile.run();
        body.branch(isTimed, () -> body.run(
                warmUp(WATCH, inRegisters, taken.apply(subtract(call(CLOCK), start)), elements)));
    }

    /** Begins to practise behind a tile in numbers, if it is time to. */
    void practiseWhenDue() {
        Expr.Task task = new Expr.Task(practice, List.of(), new Variable(Kind.INT, "loop"));
        body.branch(warmUp(IS_DUE, integer(1)), () -> body.run(warmUp(BEGIN, task)));
    }

    /**
     * The method that a thread begins with, which takes the number of the loop: it is what loads the companion.
     *
     * @param practised does the practice
     */
    Method practice(MethodRef practised) {
        Variable number = new Variable(Kind.INT, "loop");
        Body of = new Body();
        of.run(practised, Practice.WARMTH, number);
        return new Method(practice.name(), false, List.of(number), Kind.VOID, of.statements(), null).synthetic();
    }

    /** Calls a method that takes what is known of the loops, the number of this one, and more. */
    private Expr.Call warmUp(MethodRef method, Expr... more) {
        List<Expr> arguments = new ArrayList<>(List.of(Practice.WARMTH, loop));
        arguments.addAll(List.of(more));
        return new Expr.Call(calls.of(method), arguments);
    }
}
