package dev.autodiff.codegen.classfile;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.MethodVisitor;

/** The static fields of a class that hold arrays which each thread has for itself. */
public final class ThreadArrays {
    /** The field that holds the tapes. */
    public static final String TAPES = "TAPES";

    /** The type of such a field. */
    public static final String HOLDER = "Ljava/lang/ThreadLocal;";

    private ThreadArrays() {}

    /** Makes what a field holds, when the class is initialised. */
    public static void initialise(MethodVisitor mv, String owner, String field) {
        mv.visitTypeInsn(NEW, "java/lang/ThreadLocal");
        mv.visitInsn(DUP);
        mv.visitMethodInsn(INVOKESPECIAL, "java/lang/ThreadLocal", "<init>", "()V", false);
        mv.visitFieldInsn(PUTSTATIC, owner, field, HOLDER);
    }
}
