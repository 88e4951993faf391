package dev.autodiff.codegen;

import dev.autodiff.graph.Differentiated;
import dev.autodiff.runtime.Special;
import dev.autodiff.runtime.Support;
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
    private final JavaText out = new JavaText();

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
        JavaImports imports = new JavaImports(spec);
        JavaHeader header = new JavaHeader(out, spec);
        header.beforeClass(imports, layout.formula().name() + "(" + String.join(", ", layout.parameterNames()) + ")", layout.variables());
        out.open("public final class " + spec.simpleName());
        header.constants(layout.metadata(spec));
        constantArrays();
        out.blank();
        out.line("private " + spec.simpleName() + "() {}");
        JavaCalls calls = new JavaCalls(specials, imports);
        JavaFunctions functions = new JavaFunctions(out, layout, constants, calls);
        functions.emit(layout.valueMethod());
        functions.emit(layout.gradientMethod());
        if (layout.hasBatchForm()) {
            functions.batchMethods();
        }
        calls.writePowers(out);
        copyLibrary();
        out.close();
        return out.toString();
    }

    private void constantArrays() {
        for (int i = 0; i < constants.arrays(); i++) {
            out.verbatim("    private static final double[] " + Constants.arrayName(i) + " = unpack(" + JavaText.literal(constants.packed(i)) + ");");
        }
    }

    private void copyLibrary() {
        if (!specials.used().isEmpty()) {
            new LibrarySource(Special.class).copy(specials.used(), out);
        }
        List<String> support = layout.hasBatchForm() ? List.of("requireSameLength") : List.of();
        List<String> unpack = constants.areInArrays() ? List.of("unpack") : List.of();
        LibrarySource library = new LibrarySource(Support.class);
        library.copy(support, out);
        library.copy(unpack, out);
    }
}
