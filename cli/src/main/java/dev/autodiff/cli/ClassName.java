package dev.autodiff.cli;

import java.util.Set;
import javax.lang.model.SourceVersion;

/** The fully qualified name of a class to be written. */
record ClassName(String qualified) {
    /** A class of such a name would hide the one of java.lang that it uses itself, or that its callers do. */
    private static final Set<String> USED = Set.of("Math", "StrictMath", "Double", "Integer", "Object", "String", "StringBuilder", "IllegalArgumentException", "Override");

    /** Identifiers, but not of classes. */
    private static final Set<String> RESTRICTED = Set.of("var", "yield", "record", "sealed", "permits");

    /**
     * @param packageName or null
     * @param className simple or qualified, or null for the function's name in CamelCase
     */
    static ClassName of(String packageName, String className, String function) {
        String name = className == null ? camelCase(function) : className;
        if (packageName != null && name.contains(".")) {
            throw new UsageException("--class " + className + " names a package already: leave --package out");
        }
        String qualified = packageName == null || packageName.isEmpty() ? name : packageName + "." + name;
        String simple = qualified.substring(qualified.lastIndexOf('.') + 1);
        if (!SourceVersion.isName(qualified, SourceVersion.RELEASE_17) || RESTRICTED.contains(simple)) {
            throw new UsageException("'" + qualified + "' is not a name of a class in Java: give another one by --class and --package");
        }
        if (USED.contains(simple)) {
            throw new UsageException("a class '" + qualified + "' would hide java.lang." + simple + ": give another name by --class");
        }
        if (qualified.startsWith("java.")) {
            throw new UsageException("'" + qualified + "' is in a package of the JDK, which Java does not load: give another one by --package");
        }
        return new ClassName(qualified);
    }

    /** {@code black_scholes} becomes {@code BlackScholes}, and {@code math} becomes {@code MathFunction}. */
    private static String camelCase(String function) {
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

    /** The file below the root of the packages. */
    String path(String extension) {
        return qualified.replace('.', '/') + extension;
    }
}
