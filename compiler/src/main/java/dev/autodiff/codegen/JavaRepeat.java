package dev.autodiff.codegen;

import dev.autodiff.codegen.Grouping.Group;
import dev.autodiff.codegen.Grouping.Task;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.lowering.Step;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Writes the method of a loop of the program in Java, as {@link RepeatEmitter} writes it in bytecode. */
final class JavaRepeat {
    private final SourceText out;
    private final JavaCalls calls;
    private final JavaSteps steps;
    private final JavaFrame frame;
    private final Task task;
    private final JavaNumbers numbers;
    private final JavaCounts counts;
    private final Map<Task, JavaLoop> loops = new IdentityHashMap<>();

    JavaRepeat(SourceText out, JavaCalls calls, PlanLayout layout, JavaSteps steps, JavaFrame frame, Task task) {
        this.out = out;
        this.calls = calls;
        this.steps = steps;
        this.frame = frame;
        this.task = task;
        this.numbers = new JavaNumbers(out, frame, layout.plan(), layout.registers(task));
        this.counts = new JavaCounts(out, calls, frame, numbers);
    }

    /** The content of the method. */
    void emit() {
        numbers.begin();
        begin(task);
        write(task);
        numbers.end();
    }

    /** Gives names to what is the same in all steps. */
    private void begin(Task outer) {
        for (Group group : outer.body().groups()) {
            for (Task inner : group.tasks()) {
                if (inner.isInline() && inner.loop() != null) {
                    inner.loop().tapes().forEach(this::keep);
                    loops.put(inner, new JavaLoop(out, calls, inner.loop(), frame, numbers));
                    loops.get(inner).begin();
                } else if (inner.isInline() && inner.body() != null) {
                    begin(inner);
                }
            }
        }
    }

    private void keep(ArrayRef tape) {
        String declaration = frame.keep(tape);
        if (declaration != null) {
            out.line(declaration + ";");
        }
    }

    private void write(Task loop) {
        Step.Repeat repeat = (Step.Repeat) loop.step();
        String count = counts.count(repeat);
        boolean isLocal = numbers.isLocal(repeat.steps());
        String step = isLocal ? numbers.variable(repeat.steps()) : frame.names().claim("step");
        String number = numbers.value(repeat.steps()).text();
        if (!isLocal) {
            out.line(number + " = 0.0;");
        }
        String start = (isLocal ? "" : JavaCounts.type(repeat.limits()) + " ") + step + " = 0; ";
        // the number of all steps is that of the one which is not made
        String next = isLocal ? step + "++" : number + " = ++" + step;
        out.open("for (" + start + (count == null ? "" : step + " < " + count) + "; " + next + ")");
        write(loop.body().head(), loop.body().isOneMethod());
        if (repeat.condition() != null) {
            counts.test(repeat, step);
        }
        write(loop.body().tail(), loop.body().isOneMethod());
        out.close();
    }

    private void write(List<Group> groups, boolean isOneMethod) {
        if (isOneMethod) {
            groups.forEach(group -> group.tasks().forEach(this::step));
        } else {
            steps.write(frame, groups, false);
        }
    }

    private void step(Task inner) {
        if (!inner.isInline()) {
            steps.write(frame, inner);
        } else if (inner.loop() != null) {
            steps.comeFrom(inner.loop().line());
            loops.get(inner).emit();
        } else if (inner.body() != null) {
            steps.comeFrom(((Step.Repeat) inner.step()).line());
            write(inner);
        } else if (inner.step() instanceof Step.Move move) {
            numbers.move(move.from(), move.to());
        } else {
            Step.Fill fill = (Step.Fill) inner.step();
            numbers.fill(fill.buffer(), fill.value());
        }
    }
}
