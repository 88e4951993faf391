package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.DADD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.DCMPG;
import static org.objectweb.asm.Opcodes.DCMPL;
import static org.objectweb.asm.Opcodes.DCONST_0;
import static org.objectweb.asm.Opcodes.DCONST_1;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DSTORE;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.IFLE;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import dev.autodiff.codegen.Grouping.Task;
import dev.autodiff.lowering.Step;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes a loop of the program: its steps are counted in a local and, for those who want to know, in the workspace. */
final class RepeatEmitter {
    private final StepCode steps;
    private final PlanMethod method;
    private final MethodVisitor mv;
    private final Task task;
    private final Step.Repeat repeat;
    private final int count;
    private final int step;

    RepeatEmitter(PlanLayout layout, StepCode steps, PlanMethod method, Task task) {
        this.steps = steps;
        this.method = method;
        this.mv = method.visitor();
        this.task = task;
        this.repeat = (Step.Repeat) task.step();
        this.count = method.reserveNumber();
        this.step = method.reserveNumber();
    }

    void emit() {
        method.line(repeat.line());
        count();
        if (repeat.condition() == null) {
            requireLimit(count, IFLE);
            record("reserve", count);
        }
        Label start = new Label();
        Label end = new Label();
        mv.visitInsn(DCONST_0);
        mv.visitVarInsn(DSTORE, step);
        mv.visitLabel(start);
        steps.place(method, repeat.steps());
        mv.visitVarInsn(DLOAD, step);
        mv.visitInsn(DASTORE);
        mv.visitVarInsn(DLOAD, step);
        mv.visitVarInsn(DLOAD, count);
        mv.visitInsn(DCMPG);
        mv.visitJumpInsn(IFGE, end);
        step(end);
        mv.visitVarInsn(DLOAD, step);
        mv.visitInsn(DCONST_1);
        mv.visitInsn(DADD);
        mv.visitVarInsn(DSTORE, step);
        mv.visitJumpInsn(GOTO, start);
        mv.visitLabel(end);
    }

    private void count() {
        if (repeat.count().isOpen()) {
            mv.visitLdcInsn(Double.POSITIVE_INFINITY);
        } else if (repeat.count().dimension() != null) {
            method.asInt(repeat.count().dimension());
            mv.visitInsn(I2D);
        } else {
            steps.place(method, repeat.count().buffer());
            new ElementCode(mv).load(repeat.count().buffer());
        }
        mv.visitVarInsn(DSTORE, count);
    }

    private void step(Label end) {
        Grouping.Body body = task.body();
        steps.write(method, body.head(), body.isOneMethod());
        if (repeat.condition() != null) {
            steps.place(method, repeat.condition());
            new ElementCode(mv).load(repeat.condition());
            mv.visitJumpInsn(IFEQ, end);
            requireLimit(step, IFLT);
            record("extend", step);
        }
        steps.write(method, body.tail(), body.isOneMethod());
    }

    /** An error if the number compares otherwise with the limit of steps. */
    private void requireLimit(int number, int jumpIfFine) {
        Label fine = new Label();
        mv.visitVarInsn(DLOAD, number);
        mv.visitLdcInsn((double) repeat.limits().steps());
        mv.visitInsn(DCMPL);
        mv.visitJumpInsn(jumpIfFine, fine);
        SizeCode.integer(mv, repeat.line());
        mv.visitLdcInsn(repeat.limits().steps());
        mv.visitMethodInsn(INVOKESTATIC, ElementCode.SUPPORT, "endless", "(IJ)Ljava/lang/IllegalStateException;", false);
        mv.visitInsn(ATHROW);
        mv.visitLabel(fine);
    }

    /** Makes room for what is recorded. */
    private void record(String room, int number) {
        if (repeat.tape() != null) {
            method.array(ArrayRef.TAPES);
            SizeCode.integer(mv, repeat.tape().index());
            mv.visitVarInsn(DLOAD, number);
            method.asLong(repeat.tape().width());
            mv.visitLdcInsn(repeat.limits().records());
            SizeCode.integer(mv, repeat.line());
            mv.visitMethodInsn(INVOKESTATIC, StepCode.HISTORIES, room, "([[DIDJJI)V", false);
        }
    }
}
