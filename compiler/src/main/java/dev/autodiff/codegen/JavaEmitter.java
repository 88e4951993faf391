package dev.autodiff.codegen;

import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.classfile.Constants;
import dev.autodiff.codegen.classfile.JavaHeader;
import dev.autodiff.codegen.classfile.LibrarySource;
import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.classfile.ThreadArrays;
import dev.autodiff.emit.JavaImports;
import dev.autodiff.emit.JavaNames;
import dev.autodiff.emit.JavaPrinter;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.runtime.Support;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a class as Java source, to be read, reviewed and compiled where class files are not welcome. The layout is the
 * one of {@link ClassEmitter#standalone}, and so is every bit of what the class computes.
 */
public final class JavaEmitter {
    private final Layout layout;
    private final ClassSpec spec;
    private final ClassContents contents;
    private final Map<String, String> indices;
    private final Constants constants;
    private final SpecialCalls specials;
    private final SourceText out = new SourceText();

    private JavaEmitter(EntryPoints dense, ClassSpec spec, ClassContents contents) {
        Sparsity sparsity = Sparsity.of(dense, contents.isSparse());
        EntryPoints function = sparsity.function();
        this.indices = sparsity.fields();
        this.contents = contents;
        this.layout = new Layout(function, "");
        this.spec = spec;
        this.constants = Constants.of(function.nodes());
        this.specials = new SpecialCalls(spec.internalName());
    }

    /** The source of a class that needs nothing but {@code java.base}. */
    public static String source(EntryPoints function, ClassSpec spec, ClassContents contents) {
        return new JavaEmitter(function, spec, contents).emit();
    }

    private String emit() {
        JavaImports imports = new JavaImports(spec.name());
        if (layout.tapes() > 0) {
            imports.nameOf(SoftReference.class);
        }
        JavaHeader header = new JavaHeader(out, spec);
        header.beforeClass(
                imports,
                layout.function().formula().name() + "(" + String.join(", ", layout.parameterNames()) + ")",
                layout.function().variables());
        out.open("public final class " + spec.simpleName());
        header.constants(layout.metadata(spec));
        fields();
        out.blank();
        out.line("private " + spec.simpleName() + "() {}");
        Set<String> program = program();
        methods().forEach(method -> JavaPrinter.print(method, out, imports, new JavaNames(fieldNames(), program)));
        copyLibrary();
        out.close();
        return out.toString();
    }

    private List<Method> methods() {
        List<Method> methods = new ArrayList<>(ScalarFunctions.of(layout, constants, specials, contents));
        for (Layout.Method method : layout.methods()) {
            BatchLayout batch = contents.isForManyPoints() ? BatchLayout.of(method, contents.shared()) : null;
            if (batch != null) {
                methods.addAll(BatchMethods.simple(batch, specials));
            }
        }
        return methods;
    }

    /** The names of the program. */
    private Set<String> program() {
        List<String> names = new ArrayList<>(layout.parameterNames());
        names.addAll(layout.function().formula().variables().keySet());
        return JavaNames.identifiers(names);
    }

    private List<String> fieldNames() {
        List<String> fields = new ArrayList<>(constants.arrayNames());
        fields.addAll(indices.keySet());
        if (layout.tapes() > 0) {
            fields.add(ThreadArrays.TAPES);
        }
        return fields;
    }

    private void fields() {
        for (int i = 0; i < constants.arrays(); i++) {
            out.verbatim("    private static final double[] " + Constants.arrayName(i) + " = unpack("
                    + SourceText.literal(constants.packed(i)) + ");");
        }
        indices.forEach((name, text) -> out.verbatim(
                "    public static final int[] " + name + " = indices(" + SourceText.literal(text) + ");"));
        if (layout.tapes() > 0) {
            out.line("private static final ThreadLocal<SoftReference<double[][]>> " + ThreadArrays.TAPES
                    + " = new ThreadLocal<>();");
        }
    }

    private void copyLibrary() {
        if (!indices.isEmpty()) {
            specials.ownerOf(Support.class, "indices");
        }
        if (constants.areInArrays()) {
            specials.ownerOf(Support.class, "unpack");
        }
        for (Class<?> library : SpecialCalls.COPIED) {
            if (!specials.used(library).isEmpty()) {
                specials.addCalled(new LibrarySource(library).copy(specials.used(library), out));
            }
        }
    }
}
