package dev.autodiff.runtime;

import java.util.List;

/**
 * What the object that computes a function is made of, for another JVM to make the same.
 *
 * @param classFiles that of the object's class, and then those of its companions; nobody may change them
 * @param limits of each call, or null
 */
public record KernelCode(List<byte[]> classFiles, CallLimits limits) {
    public KernelCode {
        classFiles = List.copyOf(classFiles);
    }

    /**
     * An object of the first of these classes, which have a loader of their own, and are unloaded with it.
     *
     * @throws LinkageError if they are not classes, or need others than those of the runtime
     */
    public static Object define(List<byte[]> classFiles) throws ReflectiveOperationException {
        return new Loader().define(classFiles).getConstructor().newInstance();
    }

    private static final class Loader extends ClassLoader {
        Loader() {
            super(KernelCode.class.getClassLoader());
        }

        /** The first of the classes, once all are there. */
        Class<?> define(List<byte[]> classFiles) {
            List<Class<?>> classes = classFiles.stream()
                    .<Class<?>>map(bytes -> defineClass(null, bytes, 0, bytes.length))
                    .toList();
            return classes.get(0);
        }
    }
}
