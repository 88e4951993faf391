package dev.autodiff.codegen.classfile;


/**
 * A class as it is loaded or written.
 *
 * @param name the fully qualified name, with dots
 */
public record ClassFile(String name, byte[] bytes) {
    /** What a static method takes, a double counting twice. */
    public static final int MAX_ARGUMENT_SLOTS = 255;

    /** What is added to a class's name for that of its companion. */
    private static final String COMPANION = "$Vector";

    /** The name of the class that one of this name uses where there are vector registers, if there is work for them. */
    public static String companion(String name) {
        return name + COMPANION;
    }
}
