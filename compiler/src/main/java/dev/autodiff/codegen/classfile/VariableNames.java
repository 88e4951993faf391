package dev.autodiff.codegen.classfile;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Leaves out names of variables, which only debuggers read, where there are so many that the constant pool would have
 * no place for the code: each name is an entry. Those that come first stay.
 */
public final class VariableNames extends ClassVisitor {
    /** Beside 16 000 numbers of two entries, this leaves a third of the pool to methods. */
    static final int MAX_NAMES = 10_000;

    private final Set<String> names = new HashSet<>();

    public VariableNames(ClassVisitor target) {
        super(Opcodes.ASM9, target);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor target = super.visitMethod(access, name, descriptor, signature, exceptions);
        return new MethodVisitor(Opcodes.ASM9, target) {
            @Override
            public void visitLocalVariable(
                    String name, String descriptor, String signature, Label start, Label end, int index) {
                if (names.size() < MAX_NAMES || names.contains(name)) {
                    names.add(name);
                    super.visitLocalVariable(name, descriptor, signature, start, end, index);
                }
            }
        };
    }
}
