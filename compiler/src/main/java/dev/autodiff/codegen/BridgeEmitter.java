package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DRETURN;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/** Writes the methods of {@code Kernel}, which take a point in an array: they call {@code value} and {@code gradient}. */
final class BridgeEmitter {
    private final ClassVisitor target;
    private final String owner;
    private final Layout layout;
    private final int arity;

    BridgeEmitter(ClassVisitor target, String owner, Layout layout) {
        this.target = target;
        this.owner = owner;
        this.layout = layout;
        this.arity = layout.parameters().size();
    }

    /** The methods of {@code Kernel}. */
    void kernelMethods() {
        kernelMethod("value", "([D)D", layout.valueName(), false);
        kernelMethod("gradient", "([D[D)D", layout.gradientName(), true);
    }

    private void kernelMethod(String name, String descriptor, String callee, boolean hasGradient) {
        MethodVisitor mv = target.visitMethod(ACC_PUBLIC, name, descriptor, null, null);
        mv.visitCode();
        if (layout.takesPointAsArray()) {
            mv.visitVarInsn(ALOAD, 1);
        } else {
            for (int i = 0; i < arity; i++) {
                mv.visitVarInsn(ALOAD, 1);
                SizeCode.integer(mv, i);
                mv.visitInsn(DALOAD);
            }
        }
        if (hasGradient) {
            mv.visitVarInsn(ALOAD, 2);
        }
        String arguments = layout.takesPointAsArray() ? "[D" : "D".repeat(arity);
        mv.visitMethodInsn(INVOKESTATIC, owner, callee, "(" + arguments + (hasGradient ? "[D" : "") + ")D", false);
        mv.visitInsn(DRETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }
}
