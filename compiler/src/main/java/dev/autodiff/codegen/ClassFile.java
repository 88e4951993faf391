package dev.autodiff.codegen;

/**
 * A class as it is loaded or written.
 *
 * @param name the fully qualified name, with dots
 */
public record ClassFile(String name, byte[] bytes) {
    /** The name of the class that one of this name uses where there are vector registers, if there is work for them. */
    public static String companion(String name) {
        return name + VectorClass.SUFFIX;
    }
}
