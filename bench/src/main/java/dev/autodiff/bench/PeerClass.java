package dev.autodiff.bench;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.source.Source;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A class as {@code autodiff compile} writes it, and its methods as work to be done with arguments of the caller's. */
final class PeerClass {
    private final Class<?> formula;

    private PeerClass(Class<?> formula) {
        this.formula = formula;
    }

    static PeerClass of(String program, Options options) {
        Loader loader = new Loader();
        return new PeerClass(
                Autodiff.analyze(new Source("program.ad", program), options)
                        .classFiles("Formula", ClassContents.TENSORS)
                        .stream()
                        .map(loader::define)
                        .toList()
                        .get(0));
    }

    private static final class Loader extends ClassLoader {
        Loader() {
            super(PeerClass.class.getClassLoader());
        }

        Class<?> define(ClassFile file) {
            return defineClass(file.name(), file.bytes(), 0, file.bytes().length);
        }
    }

    /** The elements of arrays among the parts, which are arguments one by one, and the other parts. */
    static Object[] joined(Object... parts) {
        List<Object> arguments = new ArrayList<>();
        for (Object part : parts) {
            arguments.addAll(part instanceof Object[] several ? Arrays.asList(several) : List.of(part));
        }
        return arguments.toArray();
    }

    double[] workspace(Object... sizes) {
        try {
            MethodHandle size =
                    MethodHandles.publicLookup().findStatic(formula, "workspaceSize", type(int.class, sizes));
            return new double[(int) size.invokeWithArguments(sizes)];
        } catch (Throwable e) {
            throw new AssertionError("the class that was generated tells the size of its workspace", e);
        }
    }

    /** A call of the method for many points that takes these arrays. */
    Runnable batch(String name, Object... arrays) {
        MethodHandle call = MethodHandles.insertArguments(find(name, type(void.class, arrays)), 0, arrays);
        return () -> {
            try {
                call.invokeExact();
            } catch (Throwable e) {
                throw new AssertionError("generated code throws nothing", e);
            }
        };
    }

    /** A call of the method that takes these arguments and returns a number, which is written to {@code value}. */
    Runnable number(double[] value, String name, Object... arguments) {
        MethodHandle call = MethodHandles.insertArguments(find(name, type(double.class, arguments)), 0, arguments);
        return () -> {
            try {
                value[0] = (double) call.invokeExact();
            } catch (Throwable e) {
                throw new AssertionError("generated code throws nothing", e);
            }
        };
    }

    private MethodHandle find(String name, MethodType type) {
        try {
            return MethodHandles.publicLookup().findStatic(formula, name, type);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the class that was generated lacks a method", e);
        }
    }

    private static MethodType type(Class<?> result, Object[] arguments) {
        return MethodType.methodType(
                result,
                Arrays.stream(arguments)
                        .map(argument -> MethodType.methodType(argument.getClass())
                                .unwrap()
                                .returnType())
                        .toArray(Class<?>[]::new));
    }
}
