package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.AASTORE;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ANEWARRAY;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.PUTSTATIC;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.TensorKernel;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/** The methods of a generated class that take tensors: they ask a {@link CompiledFunction}, which checks shapes and calls the class. */
final class TensorMethods {
    private static final String FUNCTION = name(CompiledFunction.class);
    private static final String PULLBACK = name(CompiledFunction.Pullback.class);
    private static final String SIGNATURE = name(Signature.class);
    private static final String TENSOR = "L" + name(Tensor.class) + ";";
    private static final String FIELD = TensorClass.COMPILED;

    private final ClassVisitor target;
    private final String owner;
    private final TensorClass content;

    TensorMethods(ClassVisitor target, String owner, TensorClass content) {
        this.target = target;
        this.owner = owner;
        this.content = content;
    }

    private static String name(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    void emit() {
        target.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, FIELD, "L" + FUNCTION + ";", null, null).visitEnd();
        function();
        int parameters = content.signature().parameters().size();
        if (parameters > 0) {
            call("value", "value", parameters, false, TENSOR);
            if (content.hasGradient()) {
                call("gradient", "valueAndGradient", parameters, false, "L" + PULLBACK + ";");
            }
        }
        call("vjp", "pullback", parameters, true, "L" + PULLBACK + ";");
    }

    /** The function as an object. */
    private void function() {
        MethodVisitor mv = target.visitMethod(ACC_PUBLIC | ACC_STATIC, "function", "()L" + FUNCTION + ";", null, null);
        mv.visitCode();
        mv.visitFieldInsn(GETSTATIC, owner, FIELD, "L" + FUNCTION + ";");
        end(mv);
    }

    private static void end(MethodVisitor mv) {
        mv.visitInsn(ARETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    /** @param hasCotangent whether the last argument is the cotangent of the result, which the object wants first */
    private void call(String name, String method, int parameters, boolean hasCotangent, String result) {
        int arguments = parameters + (hasCotangent ? 1 : 0);
        MethodVisitor mv = target.visitMethod(ACC_PUBLIC | ACC_STATIC, name, "(" + TENSOR.repeat(arguments) + ")" + result, null, null);
        mv.visitCode();
        mv.visitFieldInsn(GETSTATIC, owner, FIELD, "L" + FUNCTION + ";");
        if (hasCotangent) {
            mv.visitVarInsn(ALOAD, parameters);
        }
        SizeCode.integer(mv, parameters);
        mv.visitTypeInsn(ANEWARRAY, name(Tensor.class));
        for (int i = 0; i < parameters; i++) {
            mv.visitInsn(DUP);
            SizeCode.integer(mv, i);
            mv.visitVarInsn(ALOAD, i);
            mv.visitInsn(AASTORE);
        }
        mv.visitMethodInsn(INVOKEVIRTUAL, FUNCTION, method, "(" + (hasCotangent ? TENSOR : "") + "[" + TENSOR + ")" + result, false);
        end(mv);
    }

    /** Makes the object, in the initialiser of the class; it tells its source, if that is short enough for a constant. */
    void initialise(MethodVisitor mv) {
        Signature signature = content.signature();
        String source = content.spec().sourceText();
        mv.visitLdcInsn(signature.toString());
        mv.visitLdcInsn(signature.variablesText());
        String text = "Ljava/lang/String;";
        mv.visitMethodInsn(INVOKESTATIC, SIGNATURE, "parse", "(" + text + text + ")L" + SIGNATURE + ";", false);
        mv.visitLdcInsn(Constants.fitsPool(source) ? source : signature.name());
        mv.visitTypeInsn(NEW, owner);
        mv.visitInsn(DUP);
        mv.visitMethodInsn(INVOKESPECIAL, owner, "<init>", "()V", false);
        mv.visitMethodInsn(INVOKESTATIC, FUNCTION, "ofTensors", "(L" + SIGNATURE + ";" + text + "L" + name(TensorKernel.class) + ";)L" + FUNCTION + ";", false);
        mv.visitFieldInsn(PUTSTATIC, owner, FIELD, "L" + FUNCTION + ";");
    }
}
