package dev.autodiff.codegen.classfile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Has the JVM verify classes before anybody else sees them: one that it refuses is an error of the compiler, and must
 * not be written. The classes are linked in a loader that is thrown away, and never initialised.
 */
public final class Verification extends ClassLoader {
    private final Map<String, byte[]> files = new HashMap<>();

    private Verification() {
        super(Verification.class.getClassLoader());
    }

    /**
     * The same classes.
     *
     * @throws AssertionError if a JVM would refuse one of them
     */
    public static List<ClassFile> verified(List<ClassFile> files) {
        Verification loader = new Verification();
        files.forEach(file -> loader.files.put(file.name(), file.bytes()));
        files.forEach(file -> loader.link(file.name()));
        return files;
    }

    private void link(String name) {
        try {
            // reflection links a class
            findClass(name).getDeclaredConstructors();
        } catch (NoClassDefFoundError e) {
            // registers need a module that this JVM may not have
        } catch (LinkageError | ClassNotFoundException e) {
            throw new AssertionError("the class that was generated is not valid: " + e.getMessage(), e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> known = findLoadedClass(name);
        byte[] bytes = files.get(name);
        if (known == null && bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return known != null ? known : defineClass(name, bytes, 0, bytes.length);
    }
}
