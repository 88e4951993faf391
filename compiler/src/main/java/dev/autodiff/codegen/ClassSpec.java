package dev.autodiff.codegen;

/**
 * What a class is called and where it comes from.
 *
 * @param name the fully qualified name, with dots
 * @param sourceName the name of the program's file, for stack traces and debuggers
 * @param sourceText the program
 * @param result the variable that was asked for in the place of the function's result, or null
 * @param version of the compiler
 */
public record ClassSpec(String name, String sourceName, String sourceText, String result, String version) {
    String internalName() {
        return name.replace('.', '/');
    }
}
