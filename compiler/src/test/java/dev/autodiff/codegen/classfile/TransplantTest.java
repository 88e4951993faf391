package dev.autodiff.codegen.classfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import dev.autodiff.runtime.Parallel;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

class TransplantTest {
    private static final String NAME = "dev/autodiff/codegen/classfile/Copy";
    private static final MethodType SHARE = MethodType.methodType(void.class, int.class, int.class, IntConsumer.class);

    @Test
    void bodiesOfLambdasAreCopied() {
        assertThat(new Transplant(Parallel.class).closure(Set.of("share")))
                .contains("share", "help", "takeChunks", "rethrow")
                .anyMatch(name -> name.startsWith("lambda$share$"))
                .doesNotContain("run", "threads");
    }

    @Test
    void copiesDoNotKnowTheLibrary() {
        new ClassReader(copy()).accept(new ClassRemapper(new ClassWriter(0), new Remapper(ASM9) {
            @Override
            public String map(String internalName) {
                assertThat(internalName.equals(NAME) || internalName.startsWith("java/")).as(internalName).isTrue();
                return internalName;
            }
        }), 0);
    }

    /** So that one pass finds all, and no two methods of a class have one name. */
    @Test
    void classesOfFunctionsCallOnlyThoseBehindThem() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < SpecialCalls.FUNCTIONS.size(); i++) {
            Class<?> library = SpecialCalls.FUNCTIONS.get(i);
            List<String> methods = Arrays.stream(library.getDeclaredMethods()).map(Method::getName).toList();
            assertThat(new Transplant(library).calledElsewhere(methods).keySet())
                    .isSubsetOf(SpecialCalls.FUNCTIONS.stream().skip(i + 1).map(Type::getInternalName).toList());
            assertThat(methods).noneMatch(names::contains);
            names.addAll(methods);
        }
    }

    @Test
    void copiesWithLambdasRunInHiddenClasses() throws Throwable {
        MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(copy(), true);
        MethodHandle share = hidden.findStatic(hidden.lookupClass(), "call", SHARE);
        AtomicIntegerArray times = new AtomicIntegerArray(100);
        IntConsumer task = times::incrementAndGet;
        share.invokeExact(2, 100, task);
        for (int i = 0; i < 100; i++) {
            assertThat(times.get(i)).isEqualTo(1);
        }
    }

    private static byte[] copy() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL, NAME, null, Type.getInternalName(Object.class), null);
        new Transplant(Parallel.class).copy(Set.of("share"), writer, NAME);
        MethodVisitor mv =
                writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "call", SHARE.toMethodDescriptorString(), null, null);
        mv.visitCode();
        mv.visitVarInsn(ILOAD, 0);
        mv.visitVarInsn(ILOAD, 1);
        mv.visitVarInsn(ALOAD, 2);
        mv.visitMethodInsn(INVOKESTATIC, NAME, "share", SHARE.toMethodDescriptorString(), false);
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
