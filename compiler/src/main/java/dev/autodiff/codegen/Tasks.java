package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;

import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes objects that do numbered chunks of work: a static method with all of its arguments but the last one. */
final class Tasks {
    static final String TASK = "Ljava/util/function/IntConsumer;";

    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final String BOOTSTRAP = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
            + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;";

    private Tasks() {}

    /**
     * Makes what is on the stack a task.
     *
     * @param method takes that, and the number of a chunk
     * @param captured the descriptors of what is on the stack
     */
    static void push(MethodVisitor mv, String owner, String method, String captured) {
        Handle chunk = new Handle(H_INVOKESTATIC, owner, method, "(" + captured + "I)V", false);
        Type task = Type.getMethodType("(I)V");
        Handle factory = new Handle(H_INVOKESTATIC, METAFACTORY, "metafactory", BOOTSTRAP, false);
        mv.visitInvokeDynamicInsn("accept", "(" + captured + ")" + TASK, factory, task, chunk, task);
    }
}
