package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DRETURN;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.autodiff.emit.BytecodePrinter;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes the methods of {@code Kernel}, which take a point in an array: each calls the static method of an entry point.
 */
final class BridgeEmitter {
    private final ClassVisitor target;
    private final String owner;

    BridgeEmitter(ClassVisitor target, String owner) {
        this.target = target;
        this.owner = owner;
    }

    /** @param method its entry returns a number, or gives all its outputs in one array */
    void kernelMethod(Layout.Method method) {
        boolean returns = method.entry().returned() != null;
        int arrays = method.entry().arrays().size();
        String result = "[D".repeat(arrays) + ")" + (returns ? "D" : "V");
        MethodVisitor mv = target.visitMethod(ACC_PUBLIC, method.entry().name(), "([D" + result, null, null);
        mv.visitCode();
        int inputs = method.entry().inputs().size();
        if (method.takesPointAsArray()) {
            mv.visitVarInsn(ALOAD, 1);
        } else {
            for (int input = 0; input < inputs; input++) {
                mv.visitVarInsn(ALOAD, 1);
                BytecodePrinter.integer(mv, input);
                mv.visitInsn(DALOAD);
            }
        }
        for (int array = 0; array < arrays; array++) {
            mv.visitVarInsn(ALOAD, 2 + array);
        }
        String point = method.takesPointAsArray() ? "[D" : "D".repeat(inputs);
        mv.visitMethodInsn(INVOKESTATIC, owner, method.name(), "(" + point + result, false);
        mv.visitInsn(returns ? DRETURN : RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }
}
