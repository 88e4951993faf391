package dev.autodiff.codegen;

import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.lowering.Plan;
import dev.autodiff.runtime.Kernel;
import dev.autodiff.runtime.KernelCode;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.TensorKernel;
import dev.autodiff.runtime.Vectors;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Defines classes that are unloaded with the last reference to their function. */
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
     * A function as an object, with what another JVM makes the same object from.
     *
     * @param classFiles the first one that of the object's class
     */
    public record Defined<K>(K kernel, List<byte[]> classFiles) {}

    /**
     * The function of tensors as an object. Its class has a loader of its own: the frames of hidden classes do not
     * appear in stack traces, where the line of the formula is to be seen whose matrix is singular or whose index does
     * not exist.
     */
    public static Defined<TensorKernel> define(Map<String, Plan> plans, Signature signature, ClassSpec spec) {
        boolean hasVectors = Vectors.areThere(HiddenClasses.class) && Vectors.haveFusedMultiplyAdd();
        List<byte[]> files = TensorClass.kernel(plans, signature, beside(spec), hasVectors).files().stream()
                .map(ClassFile::bytes)
                .toList();
        try {
            return new Defined<>((TensorKernel) KernelCode.define(files), files);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the class that was generated cannot be instantiated", e);
        }
    }

    /** The function as an object, from a hidden class beside this one. */
    public static Defined<Kernel> define(EntryPoints function, ClassSpec spec) {
        byte[] file = ScalarClass.kernel(function, beside(spec)).files().get(0).bytes();
        return new Defined<>((Kernel) hidden(file), List.of(file));
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
