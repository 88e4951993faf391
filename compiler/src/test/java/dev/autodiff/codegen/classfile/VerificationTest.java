package dev.autodiff.codegen.classfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DRETURN;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** No class that a JVM refuses leaves the compiler. */
class VerificationTest {
    private static ClassFile withMethod(String name, String descriptor, Consumer<MethodVisitor> code) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V17, ACC_PUBLIC, "Z", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, name, descriptor, null, null);
        method.visitCode();
        code.accept(method);
        method.visitMaxs(2, 2);
        method.visitEnd();
        writer.visitEnd();
        return new ClassFile("Z", writer.toByteArray());
    }

    @Test
    void aClassThatReadsWhatItHasNotWrittenIsRefused() {
        ClassFile wrong = withMethod("value", "()D", method -> {
            method.visitVarInsn(DLOAD, 0);
            method.visitInsn(DRETURN);
        });

        assertThatThrownBy(() -> Verification.verified(List.of(wrong)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not valid");
    }

    @Test
    void aClassThatIsCutShortIsRefused() {
        ClassFile whole = withMethod("value", "()V", method -> method.visitInsn(RETURN));
        byte[] half = Arrays.copyOf(whole.bytes(), whole.bytes().length / 2);

        assertThatThrownBy(() -> Verification.verified(List.of(new ClassFile("Z", half))))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void verifyingRunsNothingOfTheClass() {
        ClassFile fatal = withMethod("<clinit>", "()V", method -> {
            method.visitInsn(ACONST_NULL);
            method.visitInsn(ATHROW);
        });

        assertThat(Verification.verified(List.of(fatal))).containsExactly(fatal);
    }
}
