package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.D2F;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DCONST_0;
import static org.objectweb.asm.Opcodes.DCONST_1;
import static org.objectweb.asm.Opcodes.F2D;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IOR;
import static org.objectweb.asm.Opcodes.ISHL;
import static org.objectweb.asm.Opcodes.SIPUSH;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.runtime.DType;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes the instructions of one method: expressions on the operand stack, values that the schedule keeps in {@link Locals}.
 */
final class MethodWriter {
    /** The bits of the largest number that SIPUSH takes. */
    private static final int SHORT_BITS = 15;

    private final MethodVisitor mv;
    private final String owner;
    private final Schedule schedule;
    private final Constants constants;
    private final Locals locals;
    private final ConditionWriter conditions;
    private final OperationWriter operations;
    private int line;
    private WholeCode ints;

    /** @param locals of a method that has begun */
    MethodWriter(MethodVisitor mv, String owner, Schedule schedule, Constants constants, SpecialCalls specials, Locals locals) {
        this.mv = mv;
        this.owner = owner;
        this.schedule = schedule;
        this.constants = constants;
        this.locals = locals;
        this.ints = new WholeCode(this, WholeNumbers.NONE);
        this.conditions = new ConditionWriter(this);
        this.operations = new OperationWriter(this, specials);
    }

    Locals locals() {
        return locals;
    }

    ConditionWriter conditions() {
        return conditions;
    }

    /** Has what is known to be whole computed in ints. */
    void useInts(WholeNumbers numbers) {
        ints = new WholeCode(this, numbers);
    }

    WholeCode ints() {
        return ints;
    }

    void block(Block block) {
        block.steps().forEach(this::keep);
    }

    /** Computes a value, and keeps it in a local. */
    void keep(Node node) {
        lineOf(node);
        if (ints.canWrite(node)) {
            ints.compute(node);
            locals.storeInt(node);
        } else {
            compute(node);
            locals.store(node, node.name());
        }
    }

    /** Leaves the value on the stack. */
    void expression(Node node) {
        if (locals.contains(node)) {
            locals.load(node);
        } else {
            compute(node);
        }
    }

    void integer(int value) {
        integer(mv, value);
    }

    /**
     * Pushes an int that is not negative by the shortest instructions, ten bytes at most. Large ones are put together from two
     * halves: each in the constant pool would fill it, where a function's workspace has a million places.
     */
    static void integer(MethodVisitor mv, int value) {
        if (value <= Short.MAX_VALUE) {
            SizeCode.integer(mv, value);
        } else {
            mv.visitIntInsn(SIPUSH, value >>> SHORT_BITS);
            mv.visitIntInsn(BIPUSH, SHORT_BITS);
            mv.visitInsn(ISHL);
            mv.visitIntInsn(SIPUSH, value & Short.MAX_VALUE);
            mv.visitInsn(IOR);
        }
    }

    MethodVisitor visitor() {
        return mv;
    }

    /** Ends the method behind its return instruction. */
    void end() {
        locals.end();
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    void lineOf(Node node) {
        line(node.line());
    }

    /** What follows belongs to this line of the source, unless it is 0. */
    void line(int number) {
        if (number > 0 && number != line) {
            line = number;
            Label here = new Label();
            mv.visitLabel(here);
            mv.visitLineNumber(line, here);
        }
    }

    /** Whether the value is computed where it is used. */
    boolean isInline(Node node) {
        return !locals.contains(node);
    }

    private void compute(Node node) {
        if (node.op() instanceof ScalarOp op) {
            operations.operation(node, op.code());
            if (node.type().dtype() == DType.F32) {
                // the nearest float of what doubles give is what floats would give
                mv.visitInsn(D2F);
                mv.visitInsn(F2D);
            }
        } else if (node.op() instanceof Leaf.Constant constant) {
            number(constant.value());
        } else if (node.op() instanceof Leaf.Truth truth) {
            integer(truth.value() ? 1 : 0);
        } else {
            throw new AssertionError(node);
        }
    }

    void operands(Node node) {
        node.inputs().forEach(this::expression);
    }

    void select(Node where) {
        choose(where, this::expression);
    }

    /** @param value leaves the value of the branch that is taken on the stack */
    void choose(Node where, Consumer<Node> value) {
        Label otherwise = new Label();
        Label end = new Label();
        conditions.jump(where.input(0), false, otherwise);
        branch(where, true, value);
        mv.visitJumpInsn(GOTO, end);
        mv.visitLabel(otherwise);
        branch(where, false, value);
        mv.visitLabel(end);
    }

    /** What a branch keeps is in its locals only if control came by: nobody else may read it there. */
    void branch(Node where, boolean isTrue, Consumer<Node> value) {
        Block block = isTrue ? schedule.whenTrue(where) : schedule.whenFalse(where);
        block(block);
        value.accept(where.input(isTrue ? 1 : 2));
        block.steps().forEach(locals::forget);
    }

    private void number(double value) {
        long bits = Double.doubleToRawLongBits(value);
        if (bits == 0) {
            mv.visitInsn(DCONST_0);
        } else if (value == 1) {
            mv.visitInsn(DCONST_1);
        } else if (!constants.areInArrays()) {
            mv.visitLdcInsn(value);
        } else {
            int index = constants.index(value);
            mv.visitFieldInsn(GETSTATIC, owner, Constants.arrayName(index / Constants.ARRAY_LENGTH), "[D");
            integer(index % Constants.ARRAY_LENGTH);
            mv.visitInsn(DALOAD);
        }
    }
}
