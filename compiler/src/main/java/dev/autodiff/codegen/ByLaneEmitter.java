package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.D2F;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.DCMPG;
import static org.objectweb.asm.Opcodes.F2D;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.autodiff.simd.Instruction;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Stage;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes a stage that calls a method of numbers for each element, or, if it is a repair, for those that need it:
 * {@code (scratch, length, array, at, …)}.
 */
final class ByLaneEmitter {
    private static final int SCRATCH = 0;
    private static final int LENGTH = 1;
    private static final int ARRAYS = 2;

    private final TileLayout layout;
    private final Stage stage;
    private final Lane lane;
    private final SpecialCalls specials;
    private final MethodVisitor mv;

    /** @param mv the method, which has begun */
    ByLaneEmitter(MethodVisitor mv, TileLayout layout, Stage stage, SpecialCalls specials) {
        this.mv = mv;
        this.layout = layout;
        this.stage = stage;
        this.lane = stage.lanes().get(0);
        this.specials = specials;
    }

    void emit() {
        int i = ARRAYS + 2 * layout.operands(stage).size();
        boolean isRepair = lane.instruction() == Instruction.REPAIR;
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, i);
        CountedLoop.write(mv, i, LENGTH, () -> mv.visitInsn(ICONST_1), () -> {
            Label next = new Label();
            if (isRepair) {
                number(lane.input(1), i);
                mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "abs", "(D)D", false);
                mv.visitLdcInsn(lane.repair().limit());
                // NaN is not below the limit: it is left to the method as well
                mv.visitInsn(DCMPG);
                mv.visitJumpInsn(IFLT, next);
            }
            call(i, isRepair);
            mv.visitLabel(next);
        });
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private void call(int i, boolean isRepair) {
        mv.visitVarInsn(ALOAD, SCRATCH);
        place(layout.tile(lane), i);
        int operands = 0;
        for (Lane input : isRepair ? lane.inputs().subList(1, 2) : lane.inputs()) {
            number(input, i);
            operands++;
        }
        mv.visitMethodInsn(INVOKESTATIC, specials.ownerOf(lane.method()), lane.method().name(), "(" + "D".repeat(operands) + ")D", false);
        if (layout.isFloat()) {
            mv.visitInsn(D2F);
        }
        mv.visitInsn(layout.isFloat() ? FASTORE : DASTORE);
    }

    /** Pushes the element as a double. */
    private void number(Lane input, int i) {
        if (input.instruction() == Instruction.CONSTANT) {
            mv.visitLdcInsn(input.number());
            return;
        }
        Integer operand = layout.operand(stage, input);
        if (operand != null) {
            mv.visitVarInsn(ALOAD, ARRAYS + 2 * operand);
            mv.visitVarInsn(ILOAD, ARRAYS + 2 * operand + 1);
            mv.visitVarInsn(ILOAD, i);
            mv.visitInsn(IADD);
        } else if (layout.stages().isUniform(input)) {
            mv.visitVarInsn(ALOAD, SCRATCH);
            SizeCode.integer(mv, layout.uniform(input));
        } else {
            mv.visitVarInsn(ALOAD, SCRATCH);
            place(layout.tile(input), i);
        }
        mv.visitInsn(layout.isFloat() ? FALOAD : DALOAD);
        if (layout.isFloat()) {
            mv.visitInsn(F2D);
        }
    }

    private void place(int begin, int i) {
        SizeCode.integer(mv, begin);
        mv.visitVarInsn(ILOAD, i);
        mv.visitInsn(IADD);
    }
}
