package dev.autodiff.codegen;

import dev.autodiff.graph.Differentiated;
import dev.autodiff.runtime.Kernel;
import java.lang.invoke.MethodHandles;

/** Defines classes that are unloaded as soon as nobody holds their function any more. */
public final class HiddenClasses {
    private HiddenClasses() {}

    /** The function as an object, from a hidden class beside this one. */
    public static Kernel define(Differentiated function, ClassSpec spec) {
        ClassSpec here = new ClassSpec(HiddenClasses.class.getPackageName() + ".Formula", spec.sourceName(), spec.sourceText(), spec.result(), spec.version());
        byte[] bytes = ClassEmitter.kernel(function, here);
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(bytes, false);
            return (Kernel) hidden.lookupClass().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the class that was generated cannot be instantiated", e);
        }
    }
}
