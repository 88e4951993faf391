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
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;
import org.objectweb.asm.util.TraceMethodVisitor;

/** The class that a program becomes, for readers: its methods, its bytecode, its Java source. */
final class GeneratedClass {
    private final byte[] classFile;

    GeneratedClass(byte[] classFile) {
        this.classFile = classFile;
    }

    /**
     * @param bytes the size of the method's code
     * @param operations on numbers, as {@link OperationCounter} has them
     */
    record Method(String name, String descriptor, int bytes, String operations) {}

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
                        MethodVisitor copied = super.visitMethod(access, name, descriptor, signature, exceptions);
                        OperationCounter code = new OperationCounter(copied);
                        return new MethodVisitor(Opcodes.ASM9, code) {
                            @Override
                            public void visitMaxs(int maxStack, int maxLocals) {
                                Label end = new Label();
                                super.visitLabel(end);
                                methods.add(new Method(name, descriptor, end.getOffset(), code.text()));
                                super.visitMaxs(maxStack, maxLocals);
                            }
                        };
                    }
                },
                0);
        return methods;
    }

    /**
     * The bytecode of the methods that compute values and derivatives at one point, and how many others there are;
     * empty if there are none.
     */
    String mainMethods() {
        ClassNode type = new ClassNode();
        new ClassReader(classFile).accept(type, ClassReader.SKIP_FRAMES);
        List<MethodNode> wanted = type.methods.stream().filter(GeneratedClass::isMain).toList();
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        for (MethodNode method : wanted) {
            Textifier printer = new Textifier();
            method.accept(new TraceMethodVisitor(printer));
            out.println("public static " + method.name + method.desc);
            printer.print(out);
            out.println();
        }
        out.print("// " + (type.methods.size() - wanted.size()) + " more methods: --all shows the whole class");
        out.flush();
        return wanted.isEmpty() ? "" : text.toString();
    }

    /** Whether it takes the parameters one by one. */
    private static boolean isMain(MethodNode method) {
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        return (method.access & access) == access
                && (method.access & Opcodes.ACC_SYNTHETIC) == 0
                && method.desc.matches("\\(D+(\\[D)*\\).*");
    }

    /** The bytecode of the whole class as text. */
    String text() {
        StringWriter text = new StringWriter();
        new ClassReader(classFile).accept(new TraceClassVisitor(null, new Textifier(), new PrintWriter(text)), 0);
        return text.toString().stripTrailing();
    }
}
