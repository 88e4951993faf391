package dev.autodiff.codegen.classfile;

import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * What a class is called and where it comes from.
 *
 * @param name the fully qualified name, with dots; null for a class that is called by none
 * @param sourceName the name of the program's file, for stack traces and debuggers
 * @param sourceText the program, whose lines the code refers to
 * @param textInUse what the function needs of it, which the class says of itself
 * @param result the variable that was asked for in the place of the function's result, or null
 * @param version of the compiler
 */
public record ClassSpec(
        String name, String sourceName, String sourceText, String textInUse, String result, String version) {
    /** A class of such a name would hide the one of java.lang that it uses itself, or that its callers do. */
    private static final Set<String> USED = Set.of(
            "Math",
            "StrictMath",
            "Double",
            "Integer",
            "Object",
            "String",
            "StringBuilder",
            "IllegalArgumentException",
            "Override");

    /** Identifiers, but not of classes. */
    private static final Set<String> RESTRICTED = Set.of("var", "yield", "record", "sealed", "permits");

    /** Of a program that is all in use. */
    public ClassSpec(String name, String sourceName, String sourceText, String result, String version) {
        this(name, sourceName, sourceText, sourceText, result, version);
    }

    /** @throws IllegalArgumentException if no class can have the name, in bytecode or in Java source */
    public ClassSpec {
        String objection = name == null ? null : objection(name);
        if (objection != null) {
            throw new IllegalArgumentException(objection);
        }
    }

    /** What is wrong with a fully qualified name for a class; null if nothing is. */
    public static String objection(String name) {
        String simple = simple(name);
        if (!SourceVersion.isName(name, SourceVersion.RELEASE_17)
                || RESTRICTED.contains(simple)
                || !Constants.fitsPool(ClassFile.companion(name))) {
            return "'" + name + "' is not a name of a class in Java";
        }
        if (USED.contains(simple)) {
            return "a class '" + name + "' would hide java.lang." + simple;
        }
        return name.startsWith("java.") ? "'" + name + "' is in a package of the JDK, which Java does not load" : null;
    }

    /**
     * The simple name of the class of a function that nobody has named: {@code black_scholes} becomes {@code
     * BlackScholes}, and {@code math} becomes {@code MathFunction}.
     */
    public static String nameFor(String function) {
        StringBuilder camel = new StringBuilder();
        boolean isStart = true;
        for (int c : function.codePoints().toArray()) {
            if (c == '_') {
                isStart = true;
            } else {
                camel.appendCodePoint(isStart ? Character.toUpperCase(c) : c);
                isStart = false;
            }
        }
        String name = SourceVersion.isIdentifier(camel) ? camel.toString() : "Formula";
        return USED.contains(name) ? name + "Function" : name;
    }

    public String internalName() {
        return name.replace('.', '/');
    }

    public String simpleName() {
        return simple(name);
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * Adds where the class comes from to what it says of itself in constants; leaves texts out that are too long for
     * one.
     */
    public void describe(Map<String, String> texts) {
        texts.put("COMPILER", version);
        texts.put("SOURCE", textInUse);
        if (result != null) {
            texts.put("RESULT", result);
        }
        texts.values().removeIf(text -> !Constants.fitsPool(text));
    }
}
