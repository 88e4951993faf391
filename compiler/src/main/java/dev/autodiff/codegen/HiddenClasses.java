package dev.autodiff.codegen;

import dev.autodiff.graph.EntryPoints;
import dev.autodiff.lowering.Plan;
import dev.autodiff.runtime.Kernel;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.TensorKernel;
import dev.autodiff.runtime.Vectors;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Defines classes that are unloaded as soon as nobody holds their function any more. */
public final class HiddenClasses {
    static {
        // as a module, this one declares no need of it: it is incubating, and may not be there
        Optional<Module> vectors = ModuleLayer.boot().findModule("jdk.incubator.vector");
        if (vectors.isPresent()) {
            HiddenClasses.class.getModule().addReads(vectors.get());
        }
    }

    private HiddenClasses() {}

    /**
     * The function of tensors as an object. Its class has a loader of its own: the frames of hidden classes do not
     * appear in stack traces, where the line of the formula is to be seen whose matrix is singular or whose index does
     * not exist.
     */
    public static TensorKernel define(Map<String, Plan> plans, Signature signature, ClassSpec spec) {
        boolean hasVectors = Vectors.areThere(HiddenClasses.class) && Vectors.haveFusedMultiplyAdd();
        List<ClassFile> files = TensorClassEmitter.kernel(plans, signature, beside(spec), hasVectors);
        try {
            return (TensorKernel) new Loader().define(files).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the class that was generated cannot be instantiated", e);
        }
    }

    private static final class Loader extends ClassLoader {
        Loader() {
            super(HiddenClasses.class.getClassLoader());
        }

        /** The first of the classes. */
        Class<?> define(List<ClassFile> files) {
            List<Class<?>> classes = new ArrayList<>();
            for (ClassFile file : files) {
                classes.add(defineClass(file.name(), file.bytes(), 0, file.bytes().length));
            }
            return classes.get(0);
        }
    }

    /** The function as an object, from a hidden class beside this one. */
    public static Kernel define(EntryPoints function, ClassSpec spec) {
        return (Kernel) hidden(ClassEmitter.kernel(function, beside(spec)));
    }

    private static ClassSpec beside(ClassSpec spec) {
        return new ClassSpec(
                HiddenClasses.class.getPackageName() + ".Formula",
                spec.sourceName(),
                spec.sourceText(),
                spec.result(),
                spec.version());
    }

    private static Object hidden(byte[] bytes) {
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(bytes, false);
            return hidden.lookupClass().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the class that was generated cannot be instantiated", e);
        }
    }
}
