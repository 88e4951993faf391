package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ARRAYLENGTH;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.D2I;
import static org.objectweb.asm.Opcodes.D2L;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.IFLE;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.L2I;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LCONST_1;
import static org.objectweb.asm.Opcodes.LMUL;
import static org.objectweb.asm.Opcodes.POP;

import dev.autodiff.codegen.Locals.Counter;
import dev.autodiff.lowering.Step;
import dev.autodiff.lowering.Step.Repeat;
import dev.autodiff.runtime.Tapes;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes what a loop of the program needs besides its steps: the count, the test for the next step, and room for what is recorded. */
final class CountCode {
    /** The class of the runtime that tapes come from. */
    static final String TAPES = Tapes.class.getName().replace('.', '/');

    /** The type of what makes room on a tape. */
    private static final String LENGTHEN = "([[DIJJJI)[D";

    private final PlanMethod method;
    private final NumberCode numbers;
    private final MethodVisitor mv;

    CountCode(PlanMethod method, NumberCode numbers) {
        this.method = method;
        this.numbers = numbers;
        this.mv = method.visitor();
    }

    /** A local for the number of steps; null if only the condition ends the loop. */
    Counter count(Repeat repeat) {
        if (repeat.condition() != null && repeat.count().isOpen()) {
            return null;
        }
        Counter count = method.newCounter(repeat.limits());
        number(repeat.count());
        if (repeat.condition() == null) {
            SizeCode.integer(mv, repeat.line());
            mv.visitLdcInsn(repeat.limits().steps());
            mv.visitMethodInsn(INVOKESTATIC, ElementCode.SUPPORT, "steps", "(DIJ)J", false);
            if (!count.isLong()) {
                mv.visitInsn(L2I);
            }
        } else {
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "ceil", "(D)D", false);
            mv.visitInsn(count.isLong() ? D2L : D2I);
        }
        method.store(count);
        if (repeat.condition() == null && repeat.tape() != null) {
            lengthen("reserve", repeat, count);
        }
        return count;
    }

    private void number(Step.Count count) {
        if (count.isOpen()) {
            mv.visitLdcInsn(Double.POSITIVE_INFINITY);
        } else if (count.dimension() != null) {
            method.asInt(count.dimension());
            mv.visitInsn(I2D);
        } else {
            numbers.load(count.buffer());
        }
    }

    void jumpIfAtLeast(Counter step, Counter count, Label target) {
        method.load(step);
        method.load(count);
        if (step.isLong()) {
            mv.visitInsn(LCMP);
        }
        mv.visitJumpInsn(step.isLong() ? IFGE : IF_ICMPGE, target);
    }

    /** Leaves the loop if its condition does not hold; an error if there have been too many steps. */
    void test(Repeat repeat, Counter step, Label end) {
        numbers.load(repeat.condition());
        mv.visitJumpInsn(IFEQ, end);
        Label fine = new Label();
        load(step);
        mv.visitLdcInsn(repeat.limits().steps());
        mv.visitInsn(LCMP);
        mv.visitJumpInsn(IFLT, fine);
        SizeCode.integer(mv, repeat.line());
        mv.visitLdcInsn(repeat.limits().steps());
        mv.visitMethodInsn(INVOKESTATIC, ElementCode.SUPPORT, "endless", "(IJ)Ljava/lang/IllegalStateException;", false);
        mv.visitInsn(ATHROW);
        mv.visitLabel(fine);
        if (repeat.tape() != null) {
            extend(repeat, step);
        }
    }

    /** Pushes a counter as a long. */
    private void load(Counter counter) {
        method.load(counter);
        if (!counter.isLong()) {
            mv.visitInsn(I2L);
        }
    }

    /** Makes room for the records of one more step. */
    private void extend(Repeat repeat, Counter step) {
        Label enough = new Label();
        load(step);
        mv.visitInsn(LCONST_1);
        mv.visitInsn(LADD);
        method.asLong(repeat.tape().width());
        mv.visitInsn(LMUL);
        method.array(ArrayRef.of(repeat.tape()));
        mv.visitInsn(ARRAYLENGTH);
        mv.visitInsn(I2L);
        mv.visitInsn(LCMP);
        mv.visitJumpInsn(IFLE, enough);
        lengthen("extend", repeat, step);
        mv.visitLabel(enough);
    }

    private void lengthen(String room, Repeat repeat, Counter steps) {
        ArrayRef tape = ArrayRef.of(repeat.tape());
        method.array(ArrayRef.TAPES);
        SizeCode.integer(mv, repeat.tape().index());
        load(steps);
        method.asLong(repeat.tape().width());
        mv.visitLdcInsn(repeat.limits().records());
        SizeCode.integer(mv, repeat.line());
        mv.visitMethodInsn(INVOKESTATIC, TAPES, room, LENGTHEN, false);
        if (method.isKept(tape)) {
            method.define(tape);
        } else {
            mv.visitInsn(POP);
        }
    }

    void increment(Counter step) {
        if (!step.isLong()) {
            mv.visitIincInsn(step.slot(), 1);
            return;
        }
        method.load(step);
        mv.visitInsn(LCONST_1);
        mv.visitInsn(LADD);
        method.store(step);
    }
}
