package dev.autodiff.codegen.loops;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.length;
import static dev.autodiff.kernel.Exprs.math;
import static dev.autodiff.kernel.Exprs.number;
import static dev.autodiff.kernel.Exprs.truth;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.loops.Tasks.Task;
import dev.autodiff.codegen.scalar.ScalarLoops;
import dev.autodiff.codegen.scalar.ScalarTapes;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Step.Repeat;
import dev.autodiff.lowering.Step;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The statements of a loop of the program, with those steps in it that have no methods of their own. */
final class RepeatCode {
    private final PlanFrame frame;
    private final Body body;
    private final PlanSteps steps;
    private final Task task;
    private final SpecialCalls calls;
    private final LocalNumbers numbers;
    private final Map<Task, LoopCode> loops = new IdentityHashMap<>();

    RepeatCode(PlanFrame frame, PlanLayout layout, PlanSteps steps, Task task, SpecialCalls calls) {
        this.frame = frame;
        this.body = frame.body();
        this.steps = steps;
        this.task = task;
        this.calls = calls;
        this.numbers = new LocalNumbers(frame, layout.plan(), layout.tasks().registers(task));
    }

    void write() {
        frame.line(repeat(task).line());
        numbers.begin();
        begin(task);
        write(task);
        numbers.end();
    }

    private static Repeat repeat(Task task) {
        return (Repeat) task.step();
    }

    /** Keeps in variables what is the same in all steps. */
    private void begin(Task outer) {
        for (Task inner : outer.body().tasks()) {
            if (inner.isInline() && inner.loop() != null) {
                inner.loop().tapes().forEach(frame::keep);
                loops.put(inner, new LoopCode(frame, inner.loop(), numbers, calls, List.of(), null));
                loops.get(inner).begin();
            } else if (inner.isInline() && inner.body() != null) {
                begin(inner);
            }
        }
    }

    private void write(Task loop) {
        Repeat repeat = repeat(loop);
        Variable count = count(repeat);
        Variable step = numbers.count(repeat);
        body.repeat(() -> {
            ScalarLoops.watch(body, repeat.limits());
            if (!numbers.isLocal(repeat.steps())) {
                numbers.assign(repeat.steps(), cast(Kind.F64, step));
            }
            if (count != null) {
                body.leaveUnless(compare(step, Operator.LESS, count));
            }
            loop.body().head().forEach(this::step);
            if (repeat.condition() != null) {
                test(repeat, step);
            }
            loop.body().tail().forEach(this::step);
            body.assign(step, add(step, integer(step.kind(), 1)));
        });
    }

    /** The number of steps; null if only the condition ends the loop. */
    private Variable count(Repeat repeat) {
        if (repeat.condition() != null && repeat.count().isOpen()) {
            return null;
        }
        Kind kind = Registers.kind(Registers.isLong(repeat.limits()));
        if (repeat.condition() != null) {
            return body.let("count", cast(kind, math("ceil", most(repeat.count()))));
        }
        Expr steps = ScalarLoops.steps(calls, most(repeat.count()), repeat.line(), repeat.limits());
        Variable count = body.let("count", cast(kind, steps));
        if (repeat.tape() != null) {
            lengthen(ScalarTapes.RESERVE, repeat, count);
        }
        return count;
    }

    private Expr most(Step.Count count) {
        if (count.isOpen()) {
            return number(Double.POSITIVE_INFINITY);
        }
        return count.dimension() != null
                ? cast(Kind.F64, frame.size(count.dimension()))
                : numbers.value(count.buffer());
    }

    /** Leaves the loop if its condition does not hold; an error if there have been too many steps. */
    private void test(Repeat repeat, Variable step) {
        body.leaveUnless(numbers.value(repeat.condition()));
        ScalarLoops.requireEnd(body, calls, step, repeat.line(), repeat.limits());
        if (repeat.tape() != null) {
            Expr longStep = cast(Kind.LONG, step);
            Expr needed = Integers.product(add(longStep, integer(Kind.LONG, 1)), frame.longSize(repeat.tape().width()));
            Expr room = cast(Kind.LONG, length(frame.array(ArrayRef.of(repeat.tape()))));
            body.branch(compare(needed, Operator.GREATER, room), () -> lengthen(ScalarTapes.EXTEND, repeat, step));
        }
    }

    /** Makes room for the records of so many steps. */
    private void lengthen(MethodRef method, Repeat repeat, Variable steps) {
        ArrayRef tape = ArrayRef.of(repeat.tape());
        Expr.Call longer = ScalarTapes.lengthened(
                calls,
                method,
                frame.array(ArrayRef.TAPES),
                repeat.tape().index(),
                steps,
                frame.longSize(repeat.tape().width()),
                repeat.limits(),
                repeat.line());
        if (frame.isKept(tape)) {
            body.assign(frame.variable(tape), longer);
        } else {
            body.run(longer);
        }
    }

    private void step(Task inner) {
        if (!inner.isInline()) {
            steps.write(frame, inner);
        } else if (inner.loop() != null) {
            loops.get(inner).write();
        } else if (inner.body() != null) {
            frame.line(repeat(inner).line());
            write(inner);
        } else if (inner.step() instanceof Step.Move move) {
            numbers.assign(move.to(), numbers.value(move.from()));
        } else {
            Step.Fill fill = (Step.Fill) inner.step();
            numbers.assign(
                    fill.buffer(), fill.buffer().type().isTruth() ? truth(fill.value() != 0) : number(fill.value()));
        }
    }
}
