package dev.autodiff.codegen;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.not;

import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Relation;
import dev.autodiff.kernel.Variable;
import dev.autodiff.runtime.Support;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements of loops over scalars: the state in variables, and a counter of steps that says when there are too many. */
final class ScalarLoops {
    private static final MethodRef STEPS = new MethodRef(null, "steps", List.of(Kind.F64, Kind.INT, Kind.LONG), Kind.LONG);
    private static final MethodRef ENDLESS = new MethodRef(null, "endless", List.of(Kind.INT, Kind.LONG), Kind.of(IllegalStateException.class));

    private final ScalarCode code;
    private final Body body;
    private final Schedule schedule;
    private final SpecialCalls calls;
    private final ScalarTapes tapes;
    private final Map<Node, Expr> counters = new HashMap<>();

    ScalarLoops(ScalarCode code, Body body, Schedule schedule, SpecialCalls calls) {
        this.code = code;
        this.body = body;
        this.schedule = schedule;
        this.calls = calls;
        this.tapes = new ScalarTapes(code, body, schedule, calls, this);
    }

    ScalarTapes tapes() {
        return tapes;
    }

    /** Makes an int or a long the value of a node that counts steps, a {@code double} where it is read. */
    void count(Node node, Expr counter) {
        counters.put(node, counter);
        code.bind(node, cast(Kind.F64, counter));
    }

    /** The int or long that is the value of a node; null if there is none. */
    Expr counter(Node node) {
        return counters.get(node);
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
        count(loop.node(), count);
        if (loop.hasTape()) {
            tapes.reserve(loop, count);
        }
        body.loop("step", integer(kind(loop), 0), count, step -> {
            count(loop.step(), step);
            step(loop, state);
            body.line(loop.node().line());
        });
    }

    /** The number of steps: itself, or a variable; that of another loop if it is the number of its steps. */
    private Expr count(Iteration loop) {
        Expr other = loop.isAsLongAsAnother() ? counters.get(loop.count()) : null;
        if (other != null && other.kind().equals(kind(loop))) {
            return other;
        }
        if (loop.isLiterallyCounted()) {
            return integer(kind(loop), loop.literalSteps());
        }
        Expr steps = call(calls.of(Support.class, STEPS), code.value(loop.count()), integer(loop.node().line()), integer(Kind.LONG, loop.limit()));
        return body.let("steps", cast(kind(loop), steps));
    }

    private void open(Iteration loop, Map<Integer, Variable> state) {
        Variable step = body.let("step", integer(kind(loop), 0));
        count(loop.step(), step);
        count(loop.node(), step);
        if (loop.hasTape()) {
            tapes.begin(loop);
        }
        body.repeat(() -> {
            if (loop.hasCount()) {
                leaveUnless(compare(code.value(loop.step()), Relation.LESS, code.value(loop.count())));
            }
            code.block(loop.head());
            body.line(loop.node().line());
            leaveUnless(code.value(loop.condition()));
            body.branch(compare(step, Relation.EQUAL, integer(kind(loop), loop.limit())), () -> body.fail(
                    call(calls.of(Support.class, ENDLESS), integer(loop.node().line()), integer(Kind.LONG, loop.limit()))));
            if (loop.hasTape()) {
                tapes.extend(loop, step);
            }
            step(loop, state);
            body.line(loop.node().line());
            body.assign(step, add(step, integer(kind(loop), 1)));
        });
    }

    private void leaveUnless(Expr condition) {
        body.branch(not(condition), body::leave);
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
