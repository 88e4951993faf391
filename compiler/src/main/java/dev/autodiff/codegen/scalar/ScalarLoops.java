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
import dev.autodiff.kernel.Variable;
import dev.autodiff.runtime.CallLimits;
import dev.autodiff.runtime.Support;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The statements of loops over scalars: the state in variables, and a counter of steps that says when there are too
 * many.
 */
public final class ScalarLoops {
    private static final MethodRef STEPS =
            MethodRef.of(Support.class, "steps", Kind.LONG, Kind.F64, Kind.INT, Kind.LONG);
    private static final MethodRef ENDLESS =
            MethodRef.of(Support.class, "endless", Kind.of(IllegalStateException.class), Kind.INT, Kind.LONG);

    private static final MethodRef WATCHED =
            new MethodRef(CallLimits.class.getName(), "step", List.of(), Kind.VOID);

    private final ScalarCode code;
    private final Body body;
    private final Schedule schedule;
    private final SpecialCalls calls;
    private final ScalarTapes tapes;

    ScalarLoops(ScalarCode code, Body body, Schedule schedule, SpecialCalls calls) {
        this.code = code;
        this.body = body;
        this.schedule = schedule;
        this.calls = calls;
        this.tapes = new ScalarTapes(code, body, schedule, calls);
    }

    public ScalarTapes tapes() {
        return tapes;
    }

    void run(Iteration loop) {
        Map<Integer, Variable> state = new HashMap<>();
        for (int index : loop.states()) {
            state.put(index, body.let(loop.name(index), code.value(loop.initial(index))));
        }
        state.forEach((index, variable) -> code.bind(loop.state(index), variable));
        if (loop.isCounted()) {
            counted(loop, state);
        } else {
            open(loop, state);
        }
        loop.finals().forEach(end -> code.bind(end, state.get(((LoopOp.Final) end.op()).index())));
    }

    private static Kind kind(Iteration loop) {
        return loop.isLong() ? Kind.LONG : Kind.INT;
    }

    private void counted(Iteration loop, Map<Integer, Variable> state) {
        Expr count = count(loop);
        code.ints().bind(loop.node(), count);
        if (loop.hasTape()) {
            tapes.reserve(loop, count);
        }
        body.loop("step", integer(kind(loop), 0), count, step -> {
            code.ints().bind(loop.step(), step);
            watch(body, loop.loop().limits());
            step(loop, state);
            body.line(loop.node().line());
        });
    }

    /** Tells a step to what counts them in the whole call, if anything does; that is in the runtime. */
    public static void watch(Body body, LoopOp.Limits limits) {
        if (limits.isWatched()) {
            body.run(WATCHED);
        }
    }

    /** The number of steps: itself, or a variable; that of another loop if it is the number of its steps. */
    private Expr count(Iteration loop) {
        Expr other = loop.isAsLongAsAnother() ? code.ints().counter(loop.count()) : null;
        if (other != null && other.kind().equals(kind(loop))) {
            return other;
        }
        if (loop.isLiterallyCounted()) {
            return integer(kind(loop), loop.literalSteps());
        }
        return body.let(
                "steps",
                cast(
                        kind(loop),
                        steps(
                                calls,
                                code.value(loop.count()),
                                loop.node().line(),
                                loop.loop().limits())));
    }

    /** How many steps a loop makes that is to make as many as a number says; an error if they are too many. */
    public static Expr steps(SpecialCalls calls, Expr count, int line, LoopOp.Limits limits) {
        return call(calls.of(STEPS), count, integer(line), integer(Kind.LONG, limits.steps()));
    }

    /** An error if as many steps have been made as a loop may. */
    public static void requireEnd(Body body, SpecialCalls calls, Variable step, int line, LoopOp.Limits limits) {
        body.branch(compare(step, Operator.EQUAL, integer(step.kind(), limits.steps())), () ->
                body.fail(call(calls.of(ENDLESS), integer(line), integer(Kind.LONG, limits.steps()))));
    }

    private void open(Iteration loop, Map<Integer, Variable> state) {
        Variable step = body.let("step", integer(kind(loop), 0));
        code.ints().bind(loop.step(), step);
        code.ints().bind(loop.node(), step);
        if (loop.hasTape()) {
            tapes.begin(loop);
        }
        body.repeat(() -> {
            watch(body, loop.loop().limits());
            if (loop.hasCount()) {
                body.leaveUnless(compare(code.value(loop.step()), Operator.LESS, code.value(loop.count())));
            }
            code.block(loop.head());
            body.line(loop.node().line());
            body.leaveUnless(code.value(loop.condition()));
            requireEnd(body, calls, step, loop.node().line(), loop.loop().limits());
            if (loop.hasTape()) {
                tapes.extend(loop, step);
            }
            step(loop, state);
            body.line(loop.node().line());
            body.assign(step, add(step, integer(kind(loop), 1)));
        });
    }

    /** What a step that is made does. */
    private void step(Iteration loop, Map<Integer, Variable> state) {
        StateUpdate update = new StateUpdate(schedule, loop);
        loop.recordedFirst().forEach(record -> tapes.write(loop, record));
        for (Node node : loop.tail().steps()) {
            Integer index = update.place(node);
            if (index == null) {
                code.keep(node);
            } else {
                code.replace(node, state.get(index));
            }
            loop.recordedWith(node).forEach(record -> tapes.write(loop, record));
        }
        for (StateUpdate.Move move : update.moves()) {
            if (move.value() == null) {
                code.bind(loop.state(move.state()), body.let(null, code.value(loop.state(move.state()))));
            } else {
                body.assign(state.get(move.state()), code.value(move.value()));
            }
        }
    }
}
