package dev.autodiff.codegen;

import dev.autodiff.codegen.PlanLayout.Argument;
import dev.autodiff.emit.JavaImports;
import dev.autodiff.emit.JavaNames;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.TensorKernel;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the class of a function of tensors as Java source. Methods and loops are those of {@link TensorClassEmitter}, and so
 * is every bit of what the class computes.
 */
public final class TensorJavaEmitter {
    /** The arrays whose sizes methods tell. */
    private static final Map<String, String> ARRAYS =
            Map.of("workspaceSize", "{@code workspace}", "floatsSize", "{@code floats}", "savedSize", "{@code saved}");

    private final TensorClass content;
    private final ClassSpec spec;
    private final JavaImports imports;
    private final JavaCalls calls;
    private final Map<String, Buffer> constants;
    private final SourceText out = new SourceText(1);

    private TensorJavaEmitter(TensorClass content) {
        this.content = content;
        this.spec = content.spec();
        this.imports = new JavaImports(spec.name());
        this.calls = new JavaCalls(new SpecialCalls(null), imports);
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
        JavaArrays arrays = new JavaArrays(out, imports);
        constants.values().forEach(arrays::field);
        if (content.hasTapes()) {
            out.line("private static final ThreadLocal<" + imports.nameOf(SoftReference.class) + "<double[][]>> " + ThreadArrays.TAPES + " = new ThreadLocal<>();");
        }
        JavaTensorMethods methods = new JavaTensorMethods(out, imports, content);
        out.blank();
        methods.field();
        out.blank();
        out.line("public " + spec.simpleName() + "() {}");
        List<String> lines = spec.sourceText().lines().toList();
        for (PlanLayout layout : content.layouts()) {
            new JavaPlan(out, calls, layout, lines, this::names).emit(comment(layout.name()));
        }
        content.sizes().forEach(this::size);
        methods.emit();
        content.bridges().forEach((name, plan) -> methods.kernel(name, content.layout(plan)));
        calls.writePowers(out);
        arrays.writeMethods();
        return whole();
    }

    private String whole() {
        SourceText whole = new SourceText();
        JavaHeader header = new JavaHeader(whole, spec);
        String kernel = imports.nameOf(TensorKernel.class);
        header.beforeClass(imports, content.signature().toString(), content.signature().variables().stream().map(Signature.Argument::name).toList());
        whole.open("public final class " + spec.simpleName() + " implements " + kernel);
        header.constants(content.metadata());
        whole.add(out);
        whole.close();
        return whole.toString();
    }

    private static String comment(String method) {
        return switch (method) {
            case "value" -> "The value.";
            case "gradient" -> "The value, with its gradient.";
            case "vjp" -> "The value, with the cotangents of the variables for one of the result.";
            case "accumulate" -> "The value; the derivatives are added to what the arrays hold.";
            case "forward" -> "The value; the array {@code saved} takes up what {@code pullback} needs.";
            case "pullback" -> "The cotangents of the variables for one of the result, after {@code forward} at the same arguments.";
            default -> throw new AssertionError(method);
        };
    }

    /** The names of a method: not those of fields and of classes, which the method may need. */
    private JavaNames names() {
        List<String> fields = new ArrayList<>(constants.keySet());
        fields.addAll(List.of(TensorClass.COMPILED, ThreadArrays.TAPES));
        content.libraries().forEach(library -> fields.add(library.getSimpleName()));
        fields.addAll(List.of("dev", "java"));
        return new JavaNames(fields, JavaNames.identifiers(content.signature().parameters().stream().map(Signature.Argument::name).toList()));
    }

    private void size(String name, Set<Dimension> sizes) {
        List<Argument> arguments = PlanLayout.dimensions(content.signature().dimensions());
        JavaFrame frame = new JavaFrame(names(), arguments);
        long literal = sizes.stream().filter(Dimension::isLiteral).mapToLong(Dimension::literal).max().orElse(-1);
        String largest = literal < 0 ? null : frame.sizes().asLong(Dimension.literal(literal)).text();
        for (Dimension size : sizes) {
            String text = frame.sizes().asLong(size).text();
            largest = largest == null ? text : size.isLiteral() ? largest : "Math.max(" + largest + ", " + text + ")";
        }
        out.blank();
        out.line("/** The elements of the array " + ARRAYS.get(name) + " that are enough for every method. */");
        out.open("public static int " + name + "(" + frame.declarations() + ")");
        boolean isLiteral = sizes.stream().allMatch(Dimension::isLiteral);
        out.line("return " + (isLiteral ? largest : "Math.toIntExact(" + largest + ")") + ";");
        out.close();
    }
}
