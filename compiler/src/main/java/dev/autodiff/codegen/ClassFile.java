package dev.autodiff.codegen;

/**
 * A class as it is loaded or written.
 *
 * @param name the fully qualified name, with dots
 */
public record ClassFile(String name, byte[] bytes) {}
