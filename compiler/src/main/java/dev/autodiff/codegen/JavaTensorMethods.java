package dev.autodiff.codegen;

import dev.autodiff.codegen.PlanLayout.Argument;
import dev.autodiff.emit.JavaImports;
import dev.autodiff.emit.JavaNames;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Support;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes in Java what {@link TensorMethods} and {@link KernelEmitter} write in bytecode: methods for callers that have tensors. */
final class JavaTensorMethods {
    private final SourceText out;
    private final JavaImports imports;
    private final TensorClass content;
    private final String function;
    private final String tensor;

    JavaTensorMethods(SourceText out, JavaImports imports, TensorClass content) {
        this.out = out;
        this.imports = imports;
        this.content = content;
        this.function = imports.nameOf(CompiledFunction.class);
        this.tensor = imports.nameOf(Tensor.class);
    }

    /** The field of the function as an object. */
    void field() {
        Signature signature = content.signature();
        String source = content.metadata().containsKey("SOURCE") ? "SOURCE" : "FUNCTION";
        out.line("private static final " + function + " " + TensorClass.COMPILED + " = " + function + ".ofTensors("
                + imports.nameOf(Signature.class) + ".parse(" + SourceText.literal(signature.toString()) + ", "
                + SourceText.literal(signature.variablesText()) + "), " + source + ", new " + content.spec().simpleName() + "());");
    }

    void emit() {
        out.blank();
        out.line("/** The function as an object. */");
        out.open("public static " + function + " function()");
        out.line("return " + TensorClass.COMPILED + ";");
        out.close();
        String pullback = function + ".Pullback";
        boolean hasParameters = !content.signature().parameters().isEmpty();
        if (hasParameters) {
            call("value", "value", tensor, false);
        }
        if (hasParameters && content.hasGradient()) {
            call("gradient", "valueAndGradient", pullback, false);
        }
        call("vjp", "pullback", pullback, true);
    }

    /** @param hasCotangent whether the last argument is the cotangent of the result, which the object wants first */
    private void call(String name, String method, String result, boolean hasCotangent) {
        JavaNames names = new JavaNames(List.of(TensorClass.COMPILED), Set.of());
        List<String> arguments = new ArrayList<>();
        content.signature().parameters().forEach(parameter -> arguments.add(names.claim(parameter.name())));
        List<String> passed = new ArrayList<>(arguments);
        if (hasCotangent) {
            arguments.add(names.claim("cotangent"));
            passed.add(0, arguments.get(arguments.size() - 1));
        }
        out.blank();
        out.line("/** For tensors of any shape that fits. */");
        out.open("public static " + result + " " + name + "(" + String.join(", ", arguments.stream().map(argument -> tensor + " " + argument).toList()) + ")");
        out.line("return " + TensorClass.COMPILED + "." + method + "(" + String.join(", ", passed) + ");");
        out.close();
    }

    /** The method of the kernel that runs a plan. */
    void kernel(String name, PlanLayout layout) {
        List<String> arguments = new ArrayList<>();
        for (Argument argument : layout.ownArguments()) {
            arguments.add(argument.isDimension() ? "sizes[" + arguments.size() + "]" : argument(argument, layout));
        }
        String call = layout.name() + "(" + String.join(", ", arguments) + ");";
        out.blank();
        out.line("@Override");
        out.open("public void " + name + "(int[] sizes, Object[] arrays)");
        Buffer returned = layout.returned();
        out.line(returned == null ? call : "(" + array(returned, layout) + ")[0] = " + call);
        out.close();
    }

    private String argument(Argument argument, PlanLayout layout) {
        Buffer buffer = argument.buffer();
        if (!argument.isNumber()) {
            return array(buffer, layout);
        }
        String element = "(" + array(buffer, layout) + ")[0]";
        return switch (buffer.type().dtype()) {
            case F64, F32 -> element;
            case INT -> imports.nameOf(Support.class) + ".requireInt(" + element + ", " + SourceText.literal(argument.name()) + ")";
            case BOOL -> element + " != 0.0";
        };
    }

    private static String array(Buffer buffer, PlanLayout layout) {
        return "(" + (buffer.isFloat() ? "float[]" : "double[]") + ") arrays[" + layout.order().indexOf(buffer) + "]";
    }
}
