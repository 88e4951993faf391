package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.D2I;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.autodiff.codegen.PlanLayout.Argument;
import dev.autodiff.kernel.Kind;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.runtime.TensorKernel;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/** Writes a method of {@link TensorKernel}, which takes all arrays in one: it calls the static method of a plan. */
final class KernelEmitter {
    private static final String SUPPORT = "dev/autodiff/runtime/Support";
    private static final int SIZES = 1;
    private static final int ARRAYS = 2;

    private final ClassVisitor target;
    private final String owner;
    private final PlanLayout layout;
    private final List<Buffer> order;

    KernelEmitter(ClassVisitor target, String owner, PlanLayout layout) {
        this.target = target;
        this.owner = owner;
        this.layout = layout;
        this.order = layout.order();
    }

    void emit(String name) {
        MethodVisitor mv = target.visitMethod(ACC_PUBLIC, name, "([I[Ljava/lang/Object;)V", null, null);
        mv.visitCode();
        Buffer returned = layout.returned();
        if (returned != null) {
            array(mv, returned);
            mv.visitInsn(ICONST_0);
        }
        List<Argument> arguments = layout.ownArguments();
        for (int i = 0; i < arguments.size(); i++) {
            argument(mv, arguments.get(i), i);
        }
        mv.visitMethodInsn(INVOKESTATIC, owner, layout.name(), PlanFrame.reference(layout.name(), arguments, new Kind(layout.returns())).descriptor(), false);
        if (returned != null) {
            mv.visitInsn(returned.isFloat() ? FASTORE : DASTORE);
        }
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    /** Pushes an argument of the static method; dimensions come first, and each has the index of its size. */
    private void argument(MethodVisitor mv, Argument argument, int index) {
        if (argument.isDimension()) {
            mv.visitVarInsn(ALOAD, SIZES);
            SizeCode.integer(mv, index);
            mv.visitInsn(IALOAD);
            return;
        }
        Buffer buffer = argument.buffer();
        array(mv, buffer);
        if (argument.isNumber()) {
            mv.visitInsn(ICONST_0);
            mv.visitInsn(buffer.isFloat() ? FALOAD : DALOAD);
            if (argument.descriptor().equals("I")) {
                mv.visitLdcInsn(argument.name());
                mv.visitMethodInsn(INVOKESTATIC, SUPPORT, "requireInt", "(DLjava/lang/String;)I", false);
            } else if (argument.descriptor().equals("Z")) {
                mv.visitInsn(D2I);
            }
        }
    }

    private void array(MethodVisitor mv, Buffer buffer) {
        mv.visitVarInsn(ALOAD, ARRAYS);
        SizeCode.integer(mv, order.indexOf(buffer));
        mv.visitInsn(AALOAD);
        mv.visitTypeInsn(CHECKCAST, buffer.isFloat() ? "[F" : "[D");
    }
}
