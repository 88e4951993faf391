package dev.autodiff.codegen;

import java.util.Set;
import java.util.TreeSet;

/** The classes that Java source names: by their simple names where the class that is written has not the same one. */
final class JavaImports {
    private static final String JAVA_LANG = "java.lang.";

    private final ClassSpec spec;
    private final Set<String> imported = new TreeSet<>();

    /** @param spec of the class that is written */
    JavaImports(ClassSpec spec) {
        this.spec = spec;
    }

    /** Whether this is the class that is written. */
    boolean isOwn(String className) {
        return className.equals(spec.name());
    }

    String nameOf(Class<?> type) {
        return nameOf(type.getName());
    }

    /** How the class stands in the source. */
    String nameOf(String className) {
        int packageEnd = className.lastIndexOf('.') + 1;
        String simpleName = className.substring(packageEnd);
        if (simpleName.equals(spec.simpleName())) {
            return className;
        }
        if (!className.substring(0, packageEnd).equals(JAVA_LANG)) {
            imported.add(className);
        }
        return simpleName;
    }

    /** The classes to import, in order. */
    Set<String> imported() {
        return imported;
    }
}
