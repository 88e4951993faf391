package dev.autodiff.cli;

import dev.autodiff.codegen.ClassSpec;
import javax.lang.model.SourceVersion;

/** The fully qualified name of a class to be written. */
record ClassName(String qualified) {
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
        String objection = ClassSpec.objection(qualified);
        if (objection != null) {
            throw new UsageException(objection + ": give another one by --class and --package");
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
        return ClassSpec.isUsed(name) ? name + "Function" : name;
    }

    /** The file below the root of the packages. */
    String path(String extension) {
        return qualified.replace('.', '/') + extension;
    }
}
