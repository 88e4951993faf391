package dev.autodiff.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

/** The class that a program becomes, for readers: its methods, its bytecode, its Java source. */
final class GeneratedClass {
    private final byte[] classFile;

    GeneratedClass(byte[] classFile) {
        this.classFile = classFile;
    }

    /** @param bytes the size of the method's code */
    record Method(String name, String descriptor, int bytes) {}

    /** In the order of the class file. */
    List<Method> methods() {
        List<Method> methods = new ArrayList<>();
        ClassReader reader = new ClassReader(classFile);
        // the copy has the constants of the original, so its code has the same size
        ClassWriter copy = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, copy) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return new MethodVisitor(Opcodes.ASM9, code) {
                            @Override
                            public void visitMaxs(int maxStack, int maxLocals) {
                                Label end = new Label();
                                super.visitLabel(end);
                                methods.add(new Method(name, descriptor, end.getOffset()));
                                super.visitMaxs(maxStack, maxLocals);
                            }
                        };
                    }
                },
                0);
        return methods;
    }

    /** The bytecode as text. */
    String text() {
        StringWriter text = new StringWriter();
        new ClassReader(classFile).accept(new TraceClassVisitor(null, new Textifier(), new PrintWriter(text)), 0);
        return text.toString().stripTrailing();
    }
}
