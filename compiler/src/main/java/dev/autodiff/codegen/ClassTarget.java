package dev.autodiff.codegen;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.loops.PlanLayout;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.StaticField;
import java.util.Map;
import java.util.Set;

/** What the members of a {@link FunctionClass} are written to, one after the other: a class file, or Java source. */
abstract class ClassTarget {
    private final SpecialCalls calls;

    ClassTarget(FunctionClass.Head head) {
        this.calls = new SpecialCalls(head.standsAlone());
    }

    /** Where methods find those of the runtime: in copies within the class, if it stands alone. */
    SpecialCalls calls() {
        return calls;
    }

    /** What the class says of itself: public constants, by their names. */
    abstract void texts(Map<String, String> texts);

    /** A constructor without arguments: public if the class implements an interface. */
    abstract void constructor();

    abstract void method(Method method);

    /** The methods that compute a function at many points. */
    abstract void methodsOf(BatchLayout layout);

    /** The methods that run a plan. */
    abstract void methodsOf(PlanLayout layout);

    /** A static field, which is set when the class is initialised. */
    abstract void field(StaticField field);

    /** The field that holds the tapes of each thread. */
    abstract void tapesField();

    /** The fields that the code for vector registers needs, once all methods are written. */
    abstract void registerFields();

    /**
     * Copies methods of a class of the runtime, and those of the same class that they call.
     *
     * @return what the copies call of other classes, by the names of these in class files
     */
    abstract Map<String, Set<String>> copy(Class<?> library, Set<String> methods);

    /** Copies all that has been called of the runtime. */
    final void copyLibrary() {
        for (Class<?> library : SpecialCalls.COPIED) {
            if (!calls.used(library).isEmpty()) {
                calls.addCalled(copy(library, calls.used(library)));
            }
        }
    }
}
