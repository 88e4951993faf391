package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ARRAYLENGTH;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.T_DOUBLE;
import static org.objectweb.asm.Opcodes.T_FLOAT;

import dev.autodiff.codegen.PlanLayout.Group;
import dev.autodiff.codegen.PlanLayout.Length;
import dev.autodiff.codegen.PlanLayout.Task;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Requirement;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/** Writes the methods of a {@link PlanLayout}. */
final class PlanEmitter {
    private final ClassVisitor target;
    private final String owner;
    private final PlanLayout layout;
    private final SpecialCalls specials;

    PlanEmitter(ClassVisitor target, String owner, PlanLayout layout, SpecialCalls specials) {
        this.target = target;
        this.owner = owner;
        this.layout = layout;
        this.specials = specials;
    }

    void emit() {
        entry();
        allocating();
        for (Group group : layout.groups()) {
            if (!layout.isOneMethod()) {
                PlanMethod method = new PlanMethod(target, owner, ACC_PRIVATE | ACC_STATIC, group.method(), layout.groupArguments(), "V");
                group.tasks().forEach(task -> step(method, task));
                method.end();
            }
            for (Task task : group.tasks()) {
                if (task.loop() != null) {
                    LoopEmitter.emit(target, owner, task.method(), task.loop(), specials);
                }
            }
        }
    }

    private void entry() {
        PlanMethod method = new PlanMethod(target, owner, ACC_PUBLIC | ACC_STATIC, layout.name(), layout.arguments(), layout.returns());
        layout.plan().requirements().forEach(requirement -> require(method, requirement));
        layout.lengths().forEach(length -> require(method, length));
        layout.numbers().forEach(number -> copy(method, number));
        for (Group group : layout.groups()) {
            if (layout.isOneMethod()) {
                group.tasks().forEach(task -> step(method, task));
            } else {
                layout.groupArguments().forEach(method::load);
                method.call(group.method(), layout.groupArguments(), "V");
            }
        }
        Buffer returned = layout.returned();
        if (returned != null) {
            method.array(ArrayRef.of(returned));
            method.asInt(layout.plan().offset(returned));
            method.visitor().visitInsn(returned.isFloat() ? FALOAD : DALOAD);
        }
        method.end();
    }

    /** The entry for those who do not want to keep a workspace. */
    private void allocating() {
        PlanMethod method = new PlanMethod(target, owner, ACC_PUBLIC | ACC_STATIC, layout.name(), layout.ownArguments(), layout.returns());
        layout.plan().requirements().forEach(requirement -> require(method, requirement));
        layout.ownArguments().forEach(method::load);
        allocate(method, layout.plan().doubles(), T_DOUBLE);
        if (layout.plan().hasFloats()) {
            allocate(method, layout.plan().floats(), T_FLOAT);
        }
        method.call(layout.name(), layout.arguments(), layout.returns());
        method.end();
    }

    private static void allocate(PlanMethod method, Dimension size, int type) {
        method.asLong(size);
        method.visitor().visitMethodInsn(INVOKESTATIC, "java/lang/Math", "toIntExact", "(J)I", false);
        method.visitor().visitIntInsn(NEWARRAY, type);
    }

    private static void require(PlanMethod method, Requirement requirement) {
        method.visitor().visitLdcInsn(requirement.text());
        method.asLong(requirement.value());
        method.visitor().visitMethodInsn(INVOKESTATIC, ElementCode.SUPPORT, "requireNotNegative", "(Ljava/lang/String;J)V", false);
    }

    private static void require(PlanMethod method, Length length) {
        MethodVisitor mv = method.visitor();
        mv.visitLdcInsn(length.array().name());
        mv.visitLdcInsn(length.purpose());
        method.array(length.array());
        mv.visitInsn(ARRAYLENGTH);
        method.asLong(length.size());
        String check = length.isExact() ? "requireElements" : "requireRoom";
        mv.visitMethodInsn(INVOKESTATIC, ElementCode.SUPPORT, check, "(Ljava/lang/String;Ljava/lang/String;IJ)V", false);
    }

    /** Copies a number of the caller's to the workspace. */
    private void copy(PlanMethod method, Buffer number) {
        method.array(ArrayRef.of(number));
        method.asInt(layout.plan().offset(number));
        method.number(number);
        if (!number.type().isReal()) {
            method.visitor().visitInsn(I2D);
        }
        method.visitor().visitInsn(number.isFloat() ? FASTORE : DASTORE);
    }

    private void step(PlanMethod method, Task task) {
        if (task.loop() != null) {
            method.line(task.loop().line());
            task.loop().arguments().forEach(method::load);
            method.call(task.method(), task.loop().arguments(), "V");
        } else if (task.step() instanceof Step.Call call) {
            library(method, call);
        } else {
            fill(method, (Step.Fill) task.step());
        }
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
            method.array(ArrayRef.of(buffer));
            method.asInt(layout.plan().offset(buffer));
        }
        List<Dimension> sizes = call.routine().sizes();
        sizes.forEach(method::asInt);
        String descriptor = "(" + "[DI".repeat(buffers.size()) + "I".repeat(sizes.size()) + ")V";
        String library = call.routine().owner().getName().replace('.', '/');
        method.visitor().visitMethodInsn(INVOKESTATIC, library, call.routine().method(), descriptor, false);
    }
}
