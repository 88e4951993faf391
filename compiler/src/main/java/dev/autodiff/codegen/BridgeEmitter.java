package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARRAYLENGTH;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.DRETURN;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.T_DOUBLE;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes the methods that call {@code value} and {@code gradient}: for many points, and for a point in an array. */
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
                MethodWriter.integer(mv, i);
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

    /** {@code value(x[], y[], value[])} and {@code gradient(x[], y[], value[], dx[], dy[])}: element i of each array is point i. */
    void batchMethods() {
        List<String> names = new ArrayList<>(layout.parameterNames());
        names.add("value");
        batchMethod("value", names, 0);
        layout.variables().forEach(variable -> names.add("d" + variable));
        batchMethod("gradient", names, layout.variables().size());
    }

    /**
     * Frame: the arrays, then n, i and, with a gradient, the partials of one point. All inputs of a point are read before its
     * outputs are written, so an output may be the array of an input.
     */
    private void batchMethod(String name, List<String> arrays, int partials) {
        MethodVisitor mv = target.visitMethod(ACC_PUBLIC | ACC_STATIC, name, "(" + "[D".repeat(arrays.size()) + ")V", null, null);
        arrays.forEach(array -> mv.visitParameter(array, 0));
        int n = arrays.size();
        int i = n + 1;
        int gradient = n + 2;
        boolean hasGradient = name.equals("gradient");
        mv.visitCode();
        Label start = new Label();
        mv.visitLabel(start);
        mv.visitVarInsn(ALOAD, 0);
        mv.visitInsn(ARRAYLENGTH);
        mv.visitVarInsn(ISTORE, n);
        for (int array = 1; array < arrays.size(); array++) {
            mv.visitLdcInsn(arrays.get(0));
            mv.visitVarInsn(ILOAD, n);
            mv.visitLdcInsn(arrays.get(array));
            mv.visitVarInsn(ALOAD, array);
            mv.visitInsn(ARRAYLENGTH);
            mv.visitMethodInsn(INVOKESTATIC, owner, "requireSameLength", "(Ljava/lang/String;ILjava/lang/String;I)V", false);
        }
        if (hasGradient) {
            MethodWriter.integer(mv, partials);
            mv.visitIntInsn(NEWARRAY, T_DOUBLE);
            mv.visitVarInsn(ASTORE, gradient);
        }
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, i);
        Label next = new Label();
        Label end = new Label();
        mv.visitLabel(next);
        mv.visitVarInsn(ILOAD, i);
        mv.visitVarInsn(ILOAD, n);
        mv.visitJumpInsn(IF_ICMPGE, end);
        mv.visitVarInsn(ALOAD, arity);
        mv.visitVarInsn(ILOAD, i);
        for (int input = 0; input < arity; input++) {
            mv.visitVarInsn(ALOAD, input);
            mv.visitVarInsn(ILOAD, i);
            mv.visitInsn(DALOAD);
        }
        if (hasGradient) {
            mv.visitVarInsn(ALOAD, gradient);
        }
        mv.visitMethodInsn(INVOKESTATIC, owner, name, "(" + "D".repeat(arity) + (hasGradient ? "[D" : "") + ")D", false);
        mv.visitInsn(DASTORE);
        for (int partial = 0; partial < partials; partial++) {
            mv.visitVarInsn(ALOAD, arity + 1 + partial);
            mv.visitVarInsn(ILOAD, i);
            mv.visitVarInsn(ALOAD, gradient);
            MethodWriter.integer(mv, partial);
            mv.visitInsn(DALOAD);
            mv.visitInsn(DASTORE);
        }
        mv.visitIincInsn(i, 1);
        mv.visitJumpInsn(GOTO, next);
        mv.visitLabel(end);
        mv.visitInsn(RETURN);
        for (int array = 0; array < arrays.size(); array++) {
            mv.visitLocalVariable(arrays.get(array), "[D", null, start, end, array);
        }
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }
}
