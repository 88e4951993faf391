package dev.autodiff.emit;

import java.util.Set;
import java.util.TreeSet;

/** The classes that Java source names: by their simple names where the class that is written has not the same one. */
public final class JavaImports {
    private static final String JAVA_LANG = "java.lang.";

    private final String self;
    private final Set<String> imported = new TreeSet<>();

    /** @param self the name of the class that is written, with dots */
    public JavaImports(String self) {
        this.self = self;
    }

    /** Whether this is the class that is written. */
    public boolean isOwn(String className) {
        return className.equals(self);
    }

    public String nameOf(Class<?> type) {
        return nameOf(type.getName());
    }

    /** How the class stands in the source; one in another class behind that. */
    public String nameOf(String className) {
        int packageEnd = className.lastIndexOf('.') + 1;
        String simpleName = className.substring(packageEnd);
        if (isOwn(className)) {
            return simpleName;
        }
        int inner = simpleName.indexOf('$');
        if (inner > 0) {
            return nameOf(className.substring(0, packageEnd + inner)) + simpleName.substring(inner).replace('$', '.');
        }
        if (simpleName.equals(self.substring(self.lastIndexOf('.') + 1))) {
            return className;
        }
        if (!className.substring(0, packageEnd).equals(JAVA_LANG)) {
            imported.add(className);
        }
        return simpleName;
    }

    /** The classes to import, in order. */
    public Set<String> imported() {
        return imported;
    }
}
