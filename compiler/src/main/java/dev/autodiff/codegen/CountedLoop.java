package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes {@code for (int i = …; i < end; i += step)}. */
final class CountedLoop {
    private CountedLoop() {}

    /**
     * @param counter a local that holds the first value
     * @param end a local
     * @param step pushes the step
     */
    static void write(MethodVisitor mv, int counter, int end, Runnable step, Runnable body) {
        Label start = new Label();
        Label exit = new Label();
        mv.visitLabel(start);
        mv.visitVarInsn(ILOAD, counter);
        mv.visitVarInsn(ILOAD, end);
        mv.visitJumpInsn(IF_ICMPGE, exit);
        body.run();
        mv.visitVarInsn(ILOAD, counter);
        step.run();
        mv.visitInsn(IADD);
        mv.visitVarInsn(ISTORE, counter);
        mv.visitJumpInsn(GOTO, start);
        mv.visitLabel(exit);
    }
}
