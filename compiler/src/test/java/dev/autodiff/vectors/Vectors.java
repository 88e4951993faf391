package dev.autodiff.vectors;

import dev.autodiff.Autodiff;
import dev.autodiff.MemoryClassLoader;
import dev.autodiff.Options;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.WarmUp;
import dev.autodiff.source.Source;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Loads generated code that uses vector registers, or that does not. */
public final class Vectors {
    private static final String NAME = "com.acme.Generated";

    private Vectors() {}

    /** The same code with and without vector registers. */
    static <T> List<T> withAndWithout(Supplier<T> load) {
        return List.of(load(true, load), load(false, load));
    }

    static <T> T load(boolean vectors, Supplier<T> load) {
        System.setProperty("autodiff.vectors", String.valueOf(vectors));
        try {
            return load.get();
        } finally {
            System.clearProperty("autodiff.vectors");
        }
    }

    /** A class of numbers, initialised, that finds nothing but the JDK. */
    static Class<?> classOf(List<ClassFile> files) {
        return initialised(MemoryClassLoader.load(files.get(0).name(), bytes(files)));
    }

    public static Class<?> classOf(String program) {
        return classOf(files(program, Options.DEFAULT));
    }

    /** A class of tensors, initialised, that finds the runtime. */
    static Class<?> tensorClassOf(String program) {
        return tensorClassOf(program, Options.DEFAULT);
    }

    private static Class<?> tensorClassOf(String program, Options options) {
        List<ClassFile> files =
                Autodiff.analyze(new Source("f.ad", program), options).classFiles(NAME, ClassContents.TENSORS);
        return initialised(MemoryClassLoader.loadWithRuntime(files.get(0).name(), bytes(files)));
    }

    /**
     * A class that does everything in registers from its first call on, as it does by itself when the JIT has compiled
     * it.
     */
    static Class<?> warmClassOf(String program, Options options) {
        return warm(classOf(files(program, options)));
    }

    /** The same of classes that have been written, and the same code that uses no registers. */
    public static List<Class<?>> warmAndWithout(List<ClassFile> files) {
        return withAndWithout(() -> warm(classOf(files)));
    }

    /** A class of tensors that has been written, and does everything in registers from its first call on. */
    public static Class<?> warmTensorClassOf(List<ClassFile> files) {
        return warm(initialised(MemoryClassLoader.loadWithRuntime(files.get(0).name(), bytes(files))));
    }

    /** A function that does everything in registers from its first call on. */
    public static CompiledFunction warmFunction(String program) {
        return warmFunction(program, Options.DEFAULT);
    }

    static CompiledFunction warmFunction(String program, Options options) {
        Class<?> type = warm(tensorClassOf(program, options));
        try {
            Field compiled = type.getDeclaredField("COMPILED");
            compiled.setAccessible(true);
            return (CompiledFunction) compiled.get(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** A function whose class has just been initialised: it does most in numbers. */
    public static CompiledFunction function(String program) {
        return function(program, Options.DEFAULT);
    }

    static CompiledFunction function(String program, Options options) {
        return Autodiff.compile(new Source("f.ad", program), options);
    }

    private static List<ClassFile> files(String program, Options options) {
        return Autodiff.analyze(new Source("f.ad", program), options).classFiles(NAME, ClassContents.TENSORS);
    }

    private static Map<String, byte[]> bytes(List<ClassFile> files) {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        files.forEach(file -> classes.put(file.name(), file.bytes()));
        return classes;
    }

    private static Class<?> initialised(Class<?> type) {
        try {
            return Class.forName(type.getName(), true, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Has all loops believe that registers have been measured to be fast. */
    private static Class<?> warm(Class<?> type) {
        AtomicLongArray warmth = warmth(type);
        for (int i = 0; i < warmth.length(); i++) {
            warmth.set(i, Long.MAX_VALUE);
        }
        return type;
    }

    /** Whether registers do any of its loops. */
    static boolean isHot(Class<?> type) {
        AtomicLongArray warmth = warmth(type);
        int loops = warmth.length() / WarmUp.cold(1).length();
        return IntStream.range(0, loops).anyMatch(loop -> WarmUp.isHot(warmth, loop));
    }

    /** What is known of the loops of a class; of none if none is done in registers. */
    private static AtomicLongArray warmth(Class<?> type) {
        try {
            Field field = type.getDeclaredField("WARMTH");
            field.setAccessible(true);
            return (AtomicLongArray) field.get(null);
        } catch (NoSuchFieldException e) {
            return WarmUp.cold(0);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether a class has found vector registers. */
    static boolean areUsedBy(Class<?> type) {
        try {
            Field field = type.getDeclaredField("VECTORS");
            field.setAccessible(true);
            return field.getBoolean(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** What a class computes for many points: the value, then the partial derivatives. */
    static double[][] gradient(Class<?> type, double[]... inputs) {
        try {
            int results = 1 + ((String) type.getField("VARIABLES").get(null)).split(",").length;
            double[][] arrays = new double[inputs.length + results][];
            Class<?>[] types = new Class<?>[arrays.length];
            for (int i = 0; i < arrays.length; i++) {
                arrays[i] = i < inputs.length ? inputs[i] : new double[inputs[0].length];
                types[i] = double[].class;
            }
            type.getMethod("gradient", types).invoke(null, (Object[]) arrays);
            return Arrays.copyOfRange(arrays, inputs.length, arrays.length);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
