package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.D2F;
import static org.objectweb.asm.Opcodes.D2I;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.DCONST_0;
import static org.objectweb.asm.Opcodes.DCONST_1;
import static org.objectweb.asm.Opcodes.F2D;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.IOR;
import static org.objectweb.asm.Opcodes.ISHL;
import static org.objectweb.asm.Opcodes.SIPUSH;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
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
    private final WhileWriter loops;
    private int line;
    private IntCode ints;
    private Split split;
    private int workspace;

    /** The writer of a whole method. */
    MethodWriter(MethodVisitor mv, String owner, Schedule schedule, Constants constants, SpecialCalls specials) {
        this(mv, owner, schedule, constants, specials, begin(mv));
    }

    /** @param locals of a method that has begun */
    MethodWriter(MethodVisitor mv, String owner, Schedule schedule, Constants constants, SpecialCalls specials, Locals locals) {
        this.mv = mv;
        this.owner = owner;
        this.schedule = schedule;
        this.constants = constants;
        this.locals = locals;
        this.ints = new IntCode(this, WholeNumbers.NONE);
        this.conditions = new ConditionWriter(this);
        this.operations = new OperationWriter(this, specials);
        this.loops = new WhileWriter(this, schedule, specials);
    }

    private static Locals begin(MethodVisitor mv) {
        mv.visitCode();
        return new Locals(mv);
    }

    Locals locals() {
        return locals;
    }

    ConditionWriter conditions() {
        return conditions;
    }

    /** Has what is known to be whole computed in ints. */
    void useInts(WholeNumbers numbers) {
        ints = new IntCode(this, numbers);
    }

    IntCode ints() {
        return ints;
    }

    /** Where the tapes of this call are, if there are loops that record. */
    void useTapes(int local) {
        loops.tapes().use(local);
    }

    /** Makes the values of other parts readable through the workspace in this local. */
    void useWorkspace(Split shared, int local) {
        split = shared;
        workspace = local;
    }

    /** Sets up a parameter from an element of an array. */
    void parameterFromArray(Node parameter, String name, int array, int index) {
        mv.visitVarInsn(ALOAD, array);
        integer(index);
        mv.visitInsn(DALOAD);
        locals.store(parameter, name);
    }

    /** Copies a value of another part to a local. */
    void copyFromWorkspace(Node node) {
        loadFromWorkspace(node);
        if (node.op() instanceof LoopOp.Loop && schedule.iteration(node).hasTape()) {
            loops.tapes().find(schedule.iteration(node));
            return;
        }
        locals.store(node, node.op() instanceof Leaf ? node.op().symbol() : node.name());
    }

    /** {@code array[index] = value}. */
    void store(int array, int index, Node value) {
        mv.visitVarInsn(ALOAD, array);
        integer(index);
        expression(value);
        mv.visitInsn(DASTORE);
    }

    void block(Block block) {
        block.steps().forEach(this::keep);
    }

    /** Computes a value, and keeps it in a local and, if another part reads it, in the workspace. */
    void keep(Node node) {
        lineOf(node);
        if (node.op() instanceof LoopOp.Loop) {
            Iteration loop = schedule.iteration(node);
            loops.emit(loop);
            loop.finals().forEach(this::share);
        } else if (ints.canWrite(node)) {
            ints.compute(node);
            locals.storeInt(node);
        } else {
            compute(node);
            locals.store(node, schedule.isNextState(node) ? null : node.name());
        }
        share(node);
    }

    /** Computes a value in the place of another one. */
    void replace(Node node, int slot) {
        lineOf(node);
        compute(node);
        locals.replace(slot, node);
        locals.bind(node, slot);
        share(node);
    }

    private void share(Node node) {
        Integer place = split == null ? null : split.place(node);
        if (place != null) {
            mv.visitVarInsn(ALOAD, workspace);
            integer(place);
            expression(node);
            if (node.type().isTruth()) {
                mv.visitInsn(I2D);
            }
            mv.visitInsn(DASTORE);
        }
    }

    /** Leaves the value on the stack. */
    void expression(Node node) {
        if (locals.contains(node)) {
            locals.load(node);
        } else if (isElsewhere(node)) {
            loadFromWorkspace(node);
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

    private boolean isElsewhere(Node node) {
        return split != null && split.place(node) != null;
    }

    /** Whether the value is computed where it is used. */
    boolean isInline(Node node) {
        return !locals.contains(node) && !isElsewhere(node);
    }

    private void loadFromWorkspace(Node node) {
        mv.visitVarInsn(ALOAD, workspace);
        integer(split.place(node));
        mv.visitInsn(DALOAD);
        if (node.type().isTruth()) {
            mv.visitInsn(D2I);
        }
    }

    private void compute(Node node) {
        if (node.op() instanceof ScalarOp op) {
            operations.operation(node, op.code());
            if (node.type().dtype() == DType.F32) {
                // the nearest float of what doubles give is what floats would give
                mv.visitInsn(D2F);
                mv.visitInsn(F2D);
            }
        } else if (node.op() instanceof LoopOp.Recall recall) {
            loops.tapes().read(node, recall);
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
