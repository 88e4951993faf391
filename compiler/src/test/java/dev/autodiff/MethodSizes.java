package dev.autodiff;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** How many bytes of code the methods of a class file have. */
public final class MethodSizes {
    private MethodSizes() {}

    /**
     * By name and descriptor. The code is written again with the same constant pool, so a label at its end has its
     * length.
     */
    public static Map<String, Integer> of(byte[] classFile) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        ClassReader reader = new ClassReader(classFile);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, new ClassWriter(reader, 0)) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return new MethodVisitor(
                                Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                            @Override
                            public void visitMaxs(int maxStack, int maxLocals) {
                                Label end = new Label();
                                super.visitLabel(end);
                                sizes.put(name + descriptor, end.getOffset());
                                super.visitMaxs(maxStack, maxLocals);
                            }
                        };
                    }
                },
                0);
        return sizes;
    }
}
