package dev.autodiff.codegen;

import java.util.Map;

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

    String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Adds where the class comes from to what it says of itself in constants; leaves texts out that are too long for one. */
    void describe(Map<String, String> texts) {
        texts.put("COMPILER", version);
        texts.put("SOURCE", sourceText);
        if (result != null) {
            texts.put("RESULT", result);
        }
        texts.values().removeIf(text -> !Constants.fitsPool(text));
    }
}
