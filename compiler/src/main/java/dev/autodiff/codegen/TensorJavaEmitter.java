package dev.autodiff.codegen;

import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.classfile.JavaHeader;
import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.classfile.ThreadArrays;
import dev.autodiff.codegen.loops.PlanLayout;
import dev.autodiff.codegen.loops.PlanMethods;
import dev.autodiff.emit.JavaImports;
import dev.autodiff.emit.JavaNames;
import dev.autodiff.emit.JavaPrinter;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.TensorKernel;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the class of a function of tensors as Java source. Methods and loops are those of {@link TensorClassEmitter},
 * and so is every bit of what the class computes.
 */
public final class TensorJavaEmitter {
    private final TensorClass content;
    private final ClassSpec spec;
    private final JavaImports imports;
    private final Map<String, Buffer> constants;
    private final SourceText out = new SourceText(1);

    private TensorJavaEmitter(TensorClass content) {
        this.content = content;
        this.spec = content.spec();
        this.imports = new JavaImports(spec.name());
        this.constants = content.constants();
    }

    /**
     * The source of a class that needs the runtime library.
     *
     * @param plans by the names of their methods; {@code value} and {@code vjp} are among them
     * @param signature of the function
     */
    public static String source(Map<String, Plan> plans, Signature signature, ClassSpec spec) {
        return new TensorJavaEmitter(new TensorClass(plans, signature, spec, true)).emit();
    }

    private String emit() {
        TensorMembers members = TensorMembers.of(content);
        if (content.hasTapes()) {
            out.line("private static final ThreadLocal<" + imports.nameOf(SoftReference.class) + "<double[][]>> "
                    + ThreadArrays.TAPES + " = new ThreadLocal<>();");
        }
        members.constants().forEach(constant -> JavaPrinter.print(constant, out, imports));
        out.blank();
        out.line("public " + spec.simpleName() + "() {}");
        List<String> lines = spec.sourceText().lines().toList();
        for (PlanLayout layout : content.layouts()) {
            PlanMethods.plain(layout, new SpecialCalls(null), lines).forEach(this::print);
        }
        members.methods().forEach(this::print);
        return whole();
    }

    private String whole() {
        SourceText whole = new SourceText();
        JavaHeader header = new JavaHeader(whole, spec);
        String kernel = imports.nameOf(TensorKernel.class);
        header.beforeClass(
                imports,
                content.signature().toString(),
                content.signature().variables().stream()
                        .map(Signature.Argument::name)
                        .toList());
        whole.open("public final class " + spec.simpleName() + " implements " + kernel);
        header.constants(content.metadata());
        whole.add(out);
        whole.close();
        return whole.toString();
    }

    private void print(Method method) {
        JavaPrinter.print(method, out, imports, names());
    }

    /** The names of a method: not those of fields and of classes, which the method may need. */
    private JavaNames names() {
        List<String> fields = new ArrayList<>(constants.keySet());
        fields.addAll(List.of(TensorClass.COMPILED, ThreadArrays.TAPES));
        content.libraries().forEach(library -> fields.add(library.getSimpleName()));
        fields.addAll(List.of("dev", "java"));
        return new JavaNames(
                fields,
                JavaNames.identifiers(content.signature().parameters().stream()
                        .map(Signature.Argument::name)
                        .toList()));
    }
}
