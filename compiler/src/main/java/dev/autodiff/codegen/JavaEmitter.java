package dev.autodiff.codegen;

import dev.autodiff.emit.JavaImports;
import dev.autodiff.emit.JavaPrinter;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.runtime.Special;
import dev.autodiff.runtime.Support;
import dev.autodiff.runtime.Tapes;
import java.lang.ref.SoftReference;
import java.util.List;

/**
 * Writes a class as Java source, to be read, reviewed and compiled where class files are not welcome. The layout is the one
 * of {@link ClassEmitter#standalone}, and so is every bit of what the class computes.
 */
public final class JavaEmitter {
    private final Layout layout;
    private final ClassSpec spec;
    private final Constants constants;
    private final SpecialCalls specials;
    private final SourceText out = new SourceText();

    private JavaEmitter(Differentiated function, ClassSpec spec) {
        this.layout = new Layout(function, "value", "gradient");
        this.spec = spec;
        this.constants = Constants.of(layout.results());
        this.specials = new SpecialCalls(spec.internalName());
    }

    /** The source of a class that needs nothing but {@code java.base}. */
    public static String source(Differentiated function, ClassSpec spec) {
        return new JavaEmitter(function, spec).emit();
    }

    private String emit() {
        JavaImports imports = new JavaImports(spec.name());
        if (layout.tapes() > 0) {
            imports.nameOf(SoftReference.class);
        }
        JavaHeader header = new JavaHeader(out, spec);
        header.beforeClass(imports, layout.formula().name() + "(" + String.join(", ", layout.parameterNames()) + ")", layout.variables());
        out.open("public final class " + spec.simpleName());
        header.constants(layout.metadata(spec));
        fields();
        out.blank();
        out.line("private " + spec.simpleName() + "() {}");
        JavaBatch batch = new JavaBatch(out, layout, constants);
        ScalarFunctions.of(layout, constants, specials).forEach(method -> JavaPrinter.print(method, out, imports, batch.names()));
        if (layout.hasBatchForm()) {
            batch.batchMethods();
        }
        copyLibrary();
        out.close();
        return out.toString();
    }

    private void fields() {
        for (int i = 0; i < constants.arrays(); i++) {
            out.verbatim("    private static final double[] " + Constants.arrayName(i) + " = unpack(" + SourceText.literal(constants.packed(i)) + ");");
        }
        if (layout.tapes() > 0) {
            out.line("private static final ThreadLocal<SoftReference<double[][]>> " + ThreadArrays.TAPES + " = new ThreadLocal<>();");
        }
    }

    private void copyLibrary() {
        if (layout.hasBatchForm()) {
            specials.ownerOf(Support.class, "requireSameLength");
            layout.wholeParameters().forEach(parameter -> specials.ownerOf(Support.class, "requireWholes"));
        }
        if (constants.areInArrays()) {
            specials.ownerOf(Support.class, "unpack");
        }
        for (Class<?> library : List.of(Special.class, Support.class, Tapes.class)) {
            if (!specials.used(library).isEmpty()) {
                new LibrarySource(library).copy(specials.used(library), out);
            }
        }
    }
}
