package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.DCMPG;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
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
    private final TileLayout layout;
    private final StageFrame frame;
    private final Lane lane;
    private final SpecialCalls specials;
    private final MethodVisitor mv;
    private final ElementCode elements;

    /** @param mv the method, which has begun */
    ByLaneEmitter(MethodVisitor mv, TileLayout layout, Stage stage, SpecialCalls specials) {
        this.mv = mv;
        this.elements = new ElementCode(mv);
        this.layout = layout;
        this.frame = new StageFrame(mv, layout, stage);
        this.lane = stage.lanes().get(0);
        this.specials = specials;
    }

    void emit() {
        boolean isRepair = lane.instruction() == Instruction.REPAIR;
        frame.loop(() -> mv.visitInsn(ICONST_1), () -> {
            Label next = new Label();
            if (isRepair) {
                number(lane.input(1));
                mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "abs", "(D)D", false);
                mv.visitLdcInsn(lane.repair().limit());
                // NaN is not below the limit: it is left to the method as well
                mv.visitInsn(DCMPG);
                mv.visitJumpInsn(IFLT, next);
            }
            call(isRepair);
            mv.visitLabel(next);
        });
        frame.end(RETURN);
    }

    private void call(boolean isRepair) {
        frame.place(lane);
        int operands = 0;
        for (Lane input : isRepair ? lane.inputs().subList(1, 2) : lane.inputs()) {
            number(input);
            operands++;
        }
        mv.visitMethodInsn(INVOKESTATIC, specials.ownerOf(lane.method()), lane.method().name(), "(" + "D".repeat(operands) + ")D", false);
        elements.store(layout.isFloat());
    }

    /** Pushes the element as a double. */
    private void number(Lane input) {
        if (input.instruction() == Instruction.CONSTANT) {
            mv.visitLdcInsn(input.number());
            return;
        }
        frame.place(input);
        elements.load(frame.isFloat(input));
    }
}
