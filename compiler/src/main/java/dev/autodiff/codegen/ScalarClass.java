package dev.autodiff.codegen;

import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.string;

import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.classfile.Constants;
import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.scalar.ScalarTapes;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.StaticField;
import dev.autodiff.runtime.Kernel;
import dev.autodiff.runtime.Support;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The class of a function of scalars. A class with a name has static methods, for one point and for many, and needs
 * nothing but {@code java.base}; a kernel, which the compiler itself calls, implements {@link Kernel} and calls the
 * runtime.
 */
public final class ScalarClass extends FunctionClass {
    private final EntryPoints function;
    private final ClassSpec spec;

    /** Null for a kernel. */
    private final ClassContents contents;

    /** Texts of the indices of rows and columns of sparse matrices, by the names of their fields. */
    private final Map<String, String> indices;

    private final List<EntryMethod> methods;
    private final Constants constants;

    /** How many loops record something. */
    private final int tapes;

    private ScalarClass(EntryPoints dense, ClassSpec spec, ClassContents contents) {
        this.spec = spec;
        Sparsity sparsity = Sparsity.of(dense, contents != null && contents.isSparse());
        this.function = sparsity.function();
        this.indices = sparsity.fields();
        this.contents = contents;
        // the methods that Kernel asks for have the names of entry points
        String suffix = contents == null ? "At" : "";
        this.methods = function.entries().stream()
                .map(entry -> new EntryMethod(entry.name() + suffix, entry))
                .toList();
        this.constants = Constants.of(function.nodes());
        this.tapes = (int) function.formula().graph().loops(function.nodes()).stream()
                .filter(loop -> !((LoopOp.Loop) loop.op()).recorded(loop).isEmpty())
                .count();
    }

    /** A class of static methods. */
    public static ScalarClass of(EntryPoints function, ClassSpec spec, ClassContents contents) {
        return new ScalarClass(function, spec, contents);
    }

    /** A class that is called as a {@link Kernel} only. */
    static ScalarClass kernel(EntryPoints function, ClassSpec spec) {
        List<Entry> entries = function.entries().stream()
                .map(entry -> entry.returned() == null ? entry.packed() : entry)
                .toList();
        return new ScalarClass(function.with(entries), spec, null);
    }

    @Override
    void writeTo(ClassTarget target) {
        ScalarFunctions.of(this, target.calls()).forEach(target::method);
        if (isKernel()) {
            target.constructor();
            methods.forEach(method -> target.method(method.ofKernel()));
        } else {
            target.texts(texts());
            target.constructor();
            methodsForManyPoints(target);
        }
        fields(target.calls()).forEach(target::field);
        if (tapes > 0) {
            target.tapesField();
        }
        target.registerFields();
    }

    private void methodsForManyPoints(ClassTarget target) {
        for (EntryMethod method : methods) {
            BatchLayout layout = contents.isForManyPoints() ? BatchLayout.of(method, contents.shared()) : null;
            if (layout != null) {
                target.methodsOf(layout);
            }
        }
    }

    /** Tables of constants, and where the elements of sparse matrices are. */
    private List<StaticField> fields(SpecialCalls calls) {
        List<StaticField> fields = new ArrayList<>();
        for (int i = 0; i < constants.arrays(); i++) {
            fields.add(unpacked(calls, false, Constants.arrayName(i), "unpack", Kind.F64, constants.packed(i)));
        }
        indices.forEach((name, text) -> fields.add(unpacked(calls, true, name, "indices", Kind.INT, text)));
        return fields;
    }

    /** An array of numbers that a method of the runtime reads from a text. */
    private static StaticField unpacked(
            SpecialCalls calls, boolean isPublic, String name, String method, Kind element, String text) {
        MethodRef unpack = MethodRef.of(Support.class, method, element.array(), Kind.STRING);
        return new StaticField(name, isPublic, call(calls.of(unpack), string(text)));
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("FUNCTION", function.formula().name());
        texts.put("PARAMETERS", String.join(",", function.parameterNames()));
        texts.put("VARIABLES", String.join(",", function.variables()));
        boolean isOfTensors = function.entries().get(0).arguments().stream().anyMatch(Entry.Argument::isArray);
        if (function.formula().results().size() > 1 && !isOfTensors) {
            texts.put("RESULTS", String.join(",", function.formula().results().keySet()));
        }
        spec.describe(texts);
        return texts;
    }

    List<EntryMethod> methods() {
        return methods;
    }

    Constants constants() {
        return constants;
    }

    boolean isKernel() {
        return contents == null;
    }

    /** Whether others call the methods for one point. */
    boolean isForOnePoint() {
        return isKernel() || contents.isForOnePoint();
    }

    /** How many loops record something. */
    int tapes() {
        return tapes;
    }

    @Override
    Head head() {
        List<String> programNames = new ArrayList<>(function.parameterNames());
        programNames.addAll(function.formula().variables().keySet());
        List<String> fields = new ArrayList<>(constants.arrayNames());
        fields.addAll(indices.keySet());
        if (tapes > 0) {
            fields.add(ScalarTapes.HOLDER.name());
        }
        return new Head(
                spec,
                isKernel() ? Kernel.class : null,
                !isKernel(),
                !isKernel() && contents.usesVectors(),
                function.formula().name() + "(" + String.join(", ", function.parameterNames()) + ")",
                function.variables(),
                programNames,
                fields);
    }
}
