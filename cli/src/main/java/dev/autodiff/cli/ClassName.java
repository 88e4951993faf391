package dev.autodiff.cli;

import dev.autodiff.codegen.classfile.ClassSpec;

/** The fully qualified name of a class to be written. */
record ClassName(String qualified) {
    /**
     * @param packageName or null
     * @param className simple or qualified, or null for the function's name in CamelCase
     */
    static ClassName of(String packageName, String className, String function) {
        String name = className == null ? ClassSpec.nameFor(function) : className;
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

    /** The file below the root of the packages. */
    String path(String extension) {
        return qualified.replace('.', '/') + extension;
    }
}
