package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import dev.autodiff.codegen.Grouping.Group;
import dev.autodiff.codegen.Grouping.Task;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.List;

/** Writes the steps of a {@link PlanLayout}: calls of the methods of loops and of the library, copies, and fillings. */
final class StepCode {
    private final PlanLayout layout;

    StepCode(PlanLayout layout) {
        this.layout = layout;
    }

    /** @param isInline whether the steps are written here, and have no methods */
    void write(PlanMethod method, List<Group> groups, boolean isInline) {
        for (Group group : groups) {
            if (isInline) {
                group.tasks().forEach(task -> write(method, task));
            } else {
                call(method, group.method());
            }
        }
    }

    /** Writes a step, or the call of the method that does it. */
    void write(PlanMethod method, Task task) {
        if (task.loop() != null) {
            method.line(task.loop().line());
            task.loop().arguments().forEach(method::load);
            method.call(task.method(), task.loop().arguments(), "V");
        } else if (task.body() != null) {
            method.line(((Step.Repeat) task.step()).line());
            call(method, task.method());
        } else if (task.step() instanceof Step.Call call) {
            library(method, call);
        } else if (task.step() instanceof Step.Move move) {
            move(method, move);
        } else {
            fill(method, (Step.Fill) task.step());
        }
    }

    private void call(PlanMethod method, String name) {
        layout.groupArguments().forEach(method::load);
        method.call(name, layout.groupArguments(), "V");
    }

    /** Pushes the array of a buffer and the place where it begins. */
    private void place(PlanMethod method, Buffer buffer) {
        method.array(ArrayRef.of(buffer));
        method.asInt(layout.plan().offset(buffer));
    }

    private void move(PlanMethod method, Step.Move move) {
        if (move.to().type().isScalar()) {
            NumberCode numbers = new NumberCode(method, layout.plan(), Registers.NONE);
            numbers.assign(move.to(), () -> numbers.load(move.from()));
            return;
        }
        place(method, move.from());
        place(method, move.to());
        method.asInt(move.to().size());
        method.visitor().visitMethodInsn(INVOKESTATIC, "java/lang/System", "arraycopy", "(Ljava/lang/Object;ILjava/lang/Object;II)V", false);
    }

    private void fill(PlanMethod method, Step.Fill fill) {
        Buffer buffer = fill.buffer();
        Dimension begin = layout.plan().offset(buffer);
        method.array(ArrayRef.of(buffer));
        method.asInt(begin);
        method.asInt(begin.plus(buffer.size()));
        if (buffer.isFloat()) {
            method.visitor().visitLdcInsn((float) fill.value());
        } else {
            method.visitor().visitLdcInsn(fill.value());
        }
        method.visitor().visitMethodInsn(INVOKESTATIC, "java/util/Arrays", "fill", buffer.isFloat() ? "([FIIF)V" : "([DIID)V", false);
    }

    private void library(PlanMethod method, Step.Call call) {
        method.line(call.line());
        List<Buffer> buffers = new ArrayList<>(call.inputs());
        buffers.add(call.result());
        for (Buffer buffer : buffers) {
            place(method, buffer);
        }
        List<Dimension> sizes = call.routine().sizes();
        sizes.forEach(method::asInt);
        String descriptor = "(" + "[DI".repeat(buffers.size()) + "I".repeat(sizes.size()) + ")V";
        String library = call.routine().owner().getName().replace('.', '/');
        method.visitor().visitMethodInsn(INVOKESTATIC, library, call.routine().method(), descriptor, false);
    }
}
