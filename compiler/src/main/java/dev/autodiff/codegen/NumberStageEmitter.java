package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.autodiff.simd.Instruction;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Stage;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes one stage number by number, as a method with the arguments of the one that {@link StageEmitter} writes and with the same
 * results to the last bit. It does most of the work until the JIT has compiled that one, which is a thousand times slower before.
 */
final class NumberStageEmitter {
    private static final int SCRATCH = 0;
    private static final int LENGTH = 1;
    private static final int ARRAYS = 2;

    private final TileLayout layout;
    private final Stage stage;
    private final MethodVisitor mv;
    private final NumberInstructions instructions;
    private final Map<Lane, Integer> slots = new HashMap<>();
    private int next;

    /** @param mv the method, which has begun */
    NumberStageEmitter(MethodVisitor mv, TileLayout layout, Stage stage) {
        this.mv = mv;
        this.layout = layout;
        this.stage = stage;
        this.instructions = new NumberInstructions(mv, layout.loop().precision());
        this.next = ARRAYS + 2 * layout.operands(stage).size();
    }

    void emit() {
        int i = next++;
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, i);
        CountedLoop.write(mv, i, LENGTH, () -> mv.visitInsn(ICONST_1), () -> {
            stage.reads().stream().filter(lane -> !isConstant(lane)).forEach(lane -> read(lane, i));
            stage.lanes().forEach(this::compute);
            stage.kept().forEach(lane -> keep(lane, i));
            stage.results().forEach(result -> store(result, i));
        });
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private static boolean isConstant(Lane lane) {
        return lane.instruction() == Instruction.CONSTANT || lane.instruction() == Instruction.BITS_CONSTANT;
    }

    private void define(Lane lane) {
        int slot = slots.computeIfAbsent(lane, unused -> {
            next += 2;
            return next - 2;
        });
        instructions.store(lane, slot);
    }

    private void push(Lane lane) {
        if (isConstant(lane)) {
            instructions.constant(lane);
        } else {
            instructions.load(lane, slots.get(lane));
        }
    }

    private void read(Lane lane, int i) {
        Integer operand = layout.operand(stage, lane);
        if (operand != null) {
            place(operand, i);
        } else if (layout.stages().isUniform(lane)) {
            mv.visitVarInsn(ALOAD, SCRATCH);
            SizeCode.integer(mv, layout.uniform(lane));
        } else {
            tile(lane, i);
        }
        instructions.fromArray();
        switch (lane.instruction().kind()) {
            case NUMBER -> { }
            case BITS -> instructions.toBits();
            case MASK -> instructions.isNotZero();
        }
        define(lane);
    }

    private void place(int operand, int i) {
        mv.visitVarInsn(ALOAD, ARRAYS + 2 * operand);
        mv.visitVarInsn(ILOAD, ARRAYS + 2 * operand + 1);
        mv.visitVarInsn(ILOAD, i);
        mv.visitInsn(IADD);
    }

    private void tile(Lane lane, int i) {
        mv.visitVarInsn(ALOAD, SCRATCH);
        SizeCode.integer(mv, layout.tile(lane));
        mv.visitVarInsn(ILOAD, i);
        mv.visitInsn(IADD);
    }

    private void compute(Lane lane) {
        if (lane.instruction() == Instruction.SELECT) {
            push(lane.input(0));
            instructions.select(() -> push(lane.input(1)), () -> push(lane.input(2)));
        } else {
            lane.inputs().forEach(this::push);
            instructions.apply(lane);
        }
        define(lane);
    }

    private void keep(Lane lane, int i) {
        tile(lane, i);
        push(lane);
        switch (lane.instruction().kind()) {
            case NUMBER -> { }
            case BITS -> instructions.ofBits();
            case MASK -> instructions.asNumber();
        }
        instructions.toArray();
    }

    private void store(int result, int i) {
        place(layout.operand(stage, result), i);
        push(layout.results().get(result));
        instructions.toArray();
    }
}
