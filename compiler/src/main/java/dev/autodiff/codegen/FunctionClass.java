package dev.autodiff.codegen;

import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.codegen.classfile.ClassSpec;
import java.util.Collection;
import java.util.List;

/**
 * A class that computes a function and its derivatives, whatever it is written as: its class file and its Java source
 * have the same members, which compute the same bits. The same function gives the same bytes on every machine.
 */
public abstract class FunctionClass {
    /**
     * What is known of a class before its members.
     *
     * @param implemented the interface that it implements, or null
     * @param standsAlone whether it holds copies of what it needs of the runtime
     * @param usesRegisters whether loops may be done in vector registers
     * @param function the function and its parameters, for the documentation
     * @param variables what the function is differentiated with respect to
     * @param programNames names of the program, which temporary variables do not take
     * @param reservedNames names of fields and of classes, which no variable may hide
     */
    record Head(
            ClassSpec spec,
            Class<?> implemented,
            boolean standsAlone,
            boolean usesRegisters,
            String function,
            List<String> variables,
            Collection<String> programNames,
            Collection<String> reservedNames) {}

    /** The class file, and behind it that of what the class does in vector registers, if anything. */
    public final List<ClassFile> files() {
        BytecodeClass target = new BytecodeClass(head());
        writeTo(target);
        return target.files();
    }

    /** The class as Java source, to be read, reviewed and compiled where class files are not welcome. */
    public final String source() {
        JavaClass target = new JavaClass(head());
        writeTo(target);
        return target.source();
    }

    abstract Head head();

    /** Writes all members. */
    abstract void writeTo(ClassTarget target);
}
