package dev.autodiff.codegen.scalar;

import static dev.autodiff.kernel.Exprs.*;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.StaticField;
import dev.autodiff.kernel.Variable;
import dev.autodiff.runtime.Tapes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The statements that record values of loops on tapes and read them: a row of numbers for each step, truths as 1 and 0.
 */
public final class ScalarTapes {
    private static final Kind[] OF_LENGTHENING =
            {Kind.F64.array().array(), Kind.INT, Kind.LONG, Kind.LONG, Kind.LONG, Kind.INT};
    public static final MethodRef RESERVE = MethodRef.of(Tapes.class, "reserve", Kind.F64.array(), OF_LENGTHENING);
    public static final MethodRef EXTEND = MethodRef.of(Tapes.class, "extend", Kind.F64.array(), OF_LENGTHENING);

    /** The field that holds the tapes of each thread. */
    public static final StaticField HOLDER = StaticField.ofThreads("TAPES");

    private static final MethodRef TAPES = MethodRef.of(
            Tapes.class, "tapes", Kind.F64.array().array(), HOLDER.value().kind(), Kind.INT);

    private final ScalarCode code;
    private final Body body;
    private final Schedule schedule;
    private final SpecialCalls calls;
    private final Map<Node, Variable> tapes = new HashMap<>();
    private final Map<Node, Variable> rooms = new HashMap<>();
    private Expr all;

    ScalarTapes(ScalarCode code, Body body, Schedule schedule, SpecialCalls calls) {
        this.code = code;
        this.body = body;
        this.schedule = schedule;
        this.calls = calls;
    }

    /** Where the tapes of all loops are. */
    public void use(Expr arrays) {
        all = arrays;
    }

    /** Takes a tape on which there is room for all steps of a loop. */
    void reserve(Iteration loop, Expr count) {
        tapes.put(loop.node(), body.let("tape", lengthened(RESERVE, loop, count)));
    }

    /** Takes a tape of any length, to be extended from step to step. */
    void begin(Iteration loop) {
        tapes.put(loop.node(), body.let("tape", element(all, loop.tape())));
        rooms.put(loop.node(), body.let("room", room(loop)));
    }

    /** Makes room for the records of one more step. */
    void extend(Iteration loop, Variable step) {
        Variable room = rooms.get(loop.node());
        body.branch(compare(index(step), Operator.AT_LEAST, room), () -> {
            body.assign(tapes.get(loop.node()), lengthened(EXTEND, loop, step));
            body.assign(room, room(loop));
        });
    }

    /** Records a value. */
    void write(Iteration loop, Node value) {
        body.store(
                tapes.get(loop.node()),
                place(loop, value, index(code.ints().counter(loop.step()))),
                ScalarCode.asNumber(code.value(value)));
    }

    /** What a loop has recorded. */
    Expr read(Node node, LoopOp.Recall recall) {
        Iteration loop = schedule.iteration(Schedule.recorder(node));
        Expr step = index(code.ints().counter(node.graph().stepNumber(recall.loop())));
        if (recall.backwards()) {
            step = subtract(subtract(index(code.ints().counter(loop.node())), integer(1)), step);
        }
        Expr element = element(tapes.get(loop.node()), place(loop, node.input(0).input(1), step));
        return node.type().isTruth() ? ScalarCode.asTruth(element) : element;
    }

    private static Expr place(Iteration loop, Node value, Expr step) {
        int column = loop.records().indexOf(value);
        Expr row = loop.width() > 1 ? multiply(step, integer(loop.width())) : step;
        return column > 0 ? add(row, integer(column)) : row;
    }

    /** How many steps have room. */
    private Expr room(Iteration loop) {
        Expr length = length(tapes.get(loop.node()));
        return loop.width() > 1 ? divide(length, integer(loop.width())) : length;
    }

    private Expr lengthened(MethodRef method, Iteration loop, Expr steps) {
        return lengthened(
                calls,
                method,
                all,
                loop.tape(),
                steps,
                integer(Kind.LONG, loop.width()),
                loop.loop().limits(),
                loop.node().line());
    }

    /**
     * A longer tape.
     *
     * @param all the array of all tapes
     * @param tape the index of this one
     * @param steps how many there must be room for, an int or a long
     * @param width the numbers of a step, a long
     */
    public static Expr.Call lengthened(
            SpecialCalls calls,
            MethodRef method,
            Expr all,
            int tape,
            Expr steps,
            Expr width,
            LoopOp.Limits limits,
            int line) {
        return new Expr.Call(
                calls.of(method),
                List.of(
                        all,
                        integer(tape),
                        cast(Kind.LONG, steps),
                        width,
                        integer(Kind.LONG, limits.records()),
                        integer(line)));
    }

    /** The tapes of this thread, so many. */
    public static Expr all(SpecialCalls calls, int tapes) {
        return call(calls.of(TAPES), HOLDER.reference(), integer(tapes));
    }

    /** A tape has fewer rows than an int can count. */
    private static Expr index(Expr counter) {
        return cast(Kind.INT, counter);
    }
}
