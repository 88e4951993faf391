package dev.autodiff.cli;

import dev.autodiff.codegen.classfile.ClassFile;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A class that {@code compile} would write, loaded once more: its static fields, and what the JIT knows of it, are its
 * own.
 */
final class MeasuredClass {
    private final Class<?> loaded;

    /** @param files the class, and what belongs to it */
    MeasuredClass(List<ClassFile> files) {
        Loader loader = new Loader();
        List<Class<?>> classes = new ArrayList<>();
        files.forEach(file -> classes.add(loader.define(file)));
        this.loaded = classes.get(0);
        try {
            Class.forName(loaded.getName(), true, loader);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the class has just been defined", e);
        }
    }

    private static final class Loader extends ClassLoader {
        Loader() {
            super(MeasuredClass.class.getClassLoader());
        }

        Class<?> define(ClassFile file) {
            return defineClass(file.name(), file.bytes(), 0, file.bytes().length);
        }
    }

    /**
     * A call of a method.
     *
     * @param sizes of the named dimensions, the first arguments
     * @param arguments behind them; workspaces, where the class asks for some, are added
     */
    Runnable call(String name, Object[] sizes, Object[] arguments) {
        List<Object> all = new ArrayList<>(Arrays.asList(sizes));
        all.addAll(Arrays.asList(arguments));
        addWorkspace(all, "workspaceSize", sizes, double.class);
        addWorkspace(all, "floatsSize", sizes, float.class);
        Object[] array = all.toArray();
        MethodHandle method = spread(name, array);
        return () -> {
            try {
                method.invokeExact(array);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError("generated code throws nothing else", e);
            }
        };
    }

    private void addWorkspace(List<Object> arguments, String method, Object[] sizes, Class<?> element) {
        if (Arrays.stream(loaded.getMethods()).noneMatch(each -> each.getName().equals(method))) {
            return;
        }
        try {
            arguments.add(Array.newInstance(element, (int) loaded.getMethod(method, types(sizes)).invoke(null, sizes)));
        } catch (ReflectiveOperationException e) {
            if (e.getCause() instanceof ArithmeticException) {
                throw new UsageException(
                        "so large arguments need more room between them than an array has: give smaller ones, by --size");
            }
            throw new AssertionError("the class that was generated tells the size of its workspace", e);
        }
    }

    private MethodHandle spread(String name, Object[] arguments) {
        try {
            Method method = loaded.getMethod(name, types(arguments));
            MethodHandle handle = MethodHandles.publicLookup().unreflect(method);
            return handle.asType(handle.type().changeReturnType(void.class))
                    .asSpreader(Object[].class, arguments.length);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the class that was generated lacks its methods", e);
        }
    }

    private static Class<?>[] types(Object[] arguments) {
        return Arrays.stream(arguments)
                .map(argument ->
                        MethodType.methodType(argument.getClass()).unwrap().returnType())
                .toArray(Class<?>[]::new);
    }
}
