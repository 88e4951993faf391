package dev.autodiff.cli;

import javax.lang.model.SourceVersion;

/** The fully qualified name of a class to be written. */
record ClassName(String qualified) {
    /**
     * @param packageName or null
     * @param className simple or qualified, or null for the function's name in CamelCase
     */
    static ClassName of(String packageName, String className, String function) {
        String simple = className == null ? camelCase(function) : className;
        if (packageName != null && simple.contains(".")) {
            throw new UsageException("--class " + className + " names a package already: leave --package out");
        }
        String qualified = packageName == null || packageName.isEmpty() ? simple : packageName + "." + simple;
        if (!SourceVersion.isName(qualified)) {
            throw new UsageException("'" + qualified + "' is not a name of a class in Java: give another one by --class and --package");
        }
        return new ClassName(qualified);
    }

    /** {@code black_scholes} becomes {@code BlackScholes}. */
    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        boolean isStart = true;
        for (int c : name.codePoints().toArray()) {
            if (c == '_') {
                isStart = true;
            } else {
                camel.appendCodePoint(isStart ? Character.toUpperCase(c) : c);
                isStart = false;
            }
        }
        return SourceVersion.isIdentifier(camel) ? camel.toString() : "Formula";
    }

    /** The file below the root of the packages. */
    String path(String extension) {
        return qualified.replace('.', '/') + extension;
    }
}
