package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.GOTO;

import dev.autodiff.codegen.Grouping.Group;
import dev.autodiff.codegen.Grouping.Task;
import dev.autodiff.codegen.Locals.Counter;
import dev.autodiff.lowering.Step;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes the method of a loop of the program, with those steps in it that have no methods of their own. */
final class RepeatEmitter {
    private final StepCode steps;
    private final PlanMethod method;
    private final MethodVisitor mv;
    private final Task task;
    private final SpecialCalls specials;
    private final NumberCode numbers;
    private final CountCode counts;
    private final Map<Task, LoopEmitter> loops = new IdentityHashMap<>();

    RepeatEmitter(PlanLayout layout, StepCode steps, PlanMethod method, Task task, SpecialCalls specials) {
        this.steps = steps;
        this.method = method;
        this.mv = method.visitor();
        this.task = task;
        this.specials = specials;
        this.numbers = new NumberCode(method, layout.plan(), layout.registers(task));
        this.counts = new CountCode(method, numbers);
    }

    void emit() {
        method.line(repeat(task).line());
        numbers.begin();
        begin(task);
        write(task);
        numbers.end();
    }

    private static Step.Repeat repeat(Task task) {
        return (Step.Repeat) task.step();
    }

    /** Keeps in locals what is the same in all steps. */
    private void begin(Task outer) {
        for (Group group : outer.body().groups()) {
            for (Task inner : group.tasks()) {
                if (inner.isInline() && inner.loop() != null) {
                    inner.loop().tapes().forEach(method::keep);
                    loops.put(inner, new LoopEmitter(method, inner.loop(), numbers, specials, null, null));
                    loops.get(inner).begin();
                } else if (inner.isInline() && inner.body() != null) {
                    begin(inner);
                }
            }
        }
    }

    private void write(Task loop) {
        Step.Repeat repeat = repeat(loop);
        Counter count = counts.count(repeat);
        Counter step = numbers.count(repeat);
        Label start = new Label();
        Label end = new Label();
        mv.visitLabel(start);
        if (!numbers.isLocal(repeat.steps())) {
            numbers.assign(repeat.steps(), () -> numbers.load(step));
        }
        if (count != null) {
            counts.jumpIfAtLeast(step, count, end);
        }
        write(loop.body().head(), loop.body().isOneMethod());
        if (repeat.condition() != null) {
            counts.test(repeat, step, end);
        }
        write(loop.body().tail(), loop.body().isOneMethod());
        counts.increment(step);
        mv.visitJumpInsn(GOTO, start);
        mv.visitLabel(end);
    }

    private void write(List<Group> groups, boolean isOneMethod) {
        if (isOneMethod) {
            groups.forEach(group -> group.tasks().forEach(this::step));
        } else {
            steps.write(method, groups, false);
        }
    }

    private void step(Task inner) {
        if (!inner.isInline()) {
            steps.write(method, inner);
        } else if (inner.loop() != null) {
            loops.get(inner).emit();
        } else if (inner.body() != null) {
            method.line(repeat(inner).line());
            write(inner);
        } else if (inner.step() instanceof Step.Move move) {
            numbers.assign(move.to(), () -> numbers.load(move.from()));
        } else {
            Step.Fill fill = (Step.Fill) inner.step();
            numbers.assign(fill.buffer(), () -> numbers.constant(fill.buffer(), fill.value()));
        }
    }
}
