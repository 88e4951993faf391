package dev.autodiff.codegen;

import dev.autodiff.graph.Differentiated;
import dev.autodiff.lowering.Plan;
import dev.autodiff.runtime.Kernel;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.TensorKernel;
import java.lang.invoke.MethodHandles;
import java.util.Map;

/** Defines classes that are unloaded as soon as nobody holds their function any more. */
public final class HiddenClasses {
    private HiddenClasses() {}

    /**
     * The function of tensors as an object. Its class has a loader of its own: the frames of hidden classes do not appear in
     * stack traces, where the line of the formula is to be seen whose matrix is singular or whose index does not exist.
     */
    public static TensorKernel define(Map<String, Plan> plans, Signature signature, ClassSpec spec) {
        byte[] bytes = TensorClassEmitter.emit(plans, signature, beside(spec));
        try {
            return (TensorKernel) new OneClass(bytes).load().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the class that was generated cannot be instantiated", e);
        }
    }

    private static final class OneClass extends ClassLoader {
        private final byte[] bytes;

        OneClass(byte[] bytes) {
            super(HiddenClasses.class.getClassLoader());
            this.bytes = bytes;
        }

        Class<?> load() {
            return defineClass(null, bytes, 0, bytes.length);
        }
    }

    /** The function as an object, from a hidden class beside this one. */
    public static Kernel define(Differentiated function, ClassSpec spec) {
        return (Kernel) hidden(ClassEmitter.kernel(function, beside(spec)));
    }

    private static ClassSpec beside(ClassSpec spec) {
        return new ClassSpec(HiddenClasses.class.getPackageName() + ".Formula", spec.sourceName(), spec.sourceText(), spec.result(), spec.version());
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
