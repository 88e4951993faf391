package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;

import dev.autodiff.emit.BytecodePrinter;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Stage;
import java.util.List;
import org.objectweb.asm.MethodVisitor;

/**
 * The method of a stage, {@code (scratch, length, array, at, array, at, …)}: a loop over a tile, and where its elements
 * are.
 */
final class StageFrame {
    private static final int SCRATCH = 0;
    private static final int LENGTH = 1;
    private static final int ARRAYS = 2;

    private final MethodVisitor mv;
    private final TileLayout layout;
    private final List<TileLayout.Operand> operands;
    private final int counter;
    private int next;

    /** @param mv the method, which has begun */
    StageFrame(MethodVisitor mv, TileLayout layout, Stage stage) {
        this.mv = mv;
        this.layout = layout;
        this.operands = layout.operands(stage);
        this.counter = ARRAYS + 2 * operands.size();
        this.next = counter + 1;
    }

    /** A new local. */
    int reserve(int slots) {
        next += slots;
        return next - slots;
    }

    /**
     * Writes the loop.
     *
     * @param step pushes how many elements a round does
     */
    void loop(Runnable step, Runnable body) {
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, counter);
        CountedLoop.write(mv, counter, LENGTH, step, body);
    }

    /** Ends the method with an instruction that returns. */
    void end(int opcode) {
        mv.visitInsn(opcode);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    /** Whether a value that the stage reads, or that is left in a tile, stands in an array of floats. */
    boolean isFloat(Lane lane) {
        int operand = operand(lane);
        return operand < 0 ? layout.isFloat() : operands.get(operand).buffer().isFloat();
    }

    /** Whether a result goes to an array of floats. */
    boolean isFloat(int result) {
        return operands.get(operand(result)).buffer().isFloat();
    }

    /** Pushes the array and the place of a value that the stage reads, or that is left in a tile. */
    void place(Lane lane) {
        int operand = operand(lane);
        if (operand >= 0) {
            pushOperand(operand);
            return;
        }
        mv.visitVarInsn(ALOAD, SCRATCH);
        if (layout.stages().isUniform(lane)) {
            BytecodePrinter.integer(mv, layout.uniform(lane));
        } else {
            BytecodePrinter.integer(mv, layout.tile(lane));
            addCounter();
        }
    }

    /** Pushes the array and the place that a result goes to. */
    void place(int result) {
        pushOperand(operand(result));
    }

    /** The operand that is a lane; -1 if there is none. */
    private int operand(Lane lane) {
        return operands.stream().map(TileLayout.Operand::lane).toList().indexOf(lane);
    }

    private int operand(int result) {
        return operands.stream().map(TileLayout.Operand::result).toList().indexOf(result);
    }

    private void pushOperand(int index) {
        mv.visitVarInsn(ALOAD, ARRAYS + 2 * index);
        mv.visitVarInsn(ILOAD, ARRAYS + 2 * index + 1);
        addCounter();
    }

    private void addCounter() {
        mv.visitVarInsn(ILOAD, counter);
        mv.visitInsn(IADD);
    }
}
