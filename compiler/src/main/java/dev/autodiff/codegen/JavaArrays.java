package dev.autodiff.codegen;

import dev.autodiff.emit.JavaImports;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.runtime.Support;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes arrays of constants in Java: short ones as they are, long ones packed in strings. */
final class JavaArrays {
    /** Longer arrays would fill the method that initialises the class. */
    private static final int MAX_WRITTEN_NUMBERS = 20;

    private final SourceText out;
    private final JavaImports imports;
    private final Map<String, String> methods = new TreeMap<>();

    JavaArrays(SourceText out, JavaImports imports) {
        this.out = out;
        this.imports = imports;
    }

    void field(Buffer buffer) {
        double[] numbers = buffer.constant();
        String start = "private static final " + (buffer.isFloat() ? "float[] " : "double[] ") + buffer.name() + " = ";
        if (numbers.length <= MAX_WRITTEN_NUMBERS) {
            List<String> texts = Arrays.stream(numbers).mapToObj(JavaExpression::number)
                    .map(number -> (buffer.isFloat() ? JavaExpression.prefix("(float) ", number) : number).text()).toList();
            out.line(start + "{" + String.join(", ", texts) + "};");
            return;
        }
        String unpack = buffer.isFloat() ? "unpackFloats" : "unpack";
        methods.put(unpack, buffer.isFloat() ? "float[]" : "double[]");
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < numbers.length; from += Constants.ARRAY_LENGTH) {
            parts.add(SourceText.literal(Constants.packed(numbers, from, Math.min(Constants.ARRAY_LENGTH, numbers.length - from))));
        }
        out.line(start + unpack + "(" + numbers.length + ", " + String.join(", ", parts) + ");");
    }

    /** Writes the methods that unpack, if they are needed. */
    void writeMethods() {
        methods.forEach(this::writeMethod);
    }

    private void writeMethod(String name, String type) {
        out.blank();
        out.line("/** The numbers whose bits the texts hold. */");
        out.open("private static " + type + " " + name + "(int length, String... texts)");
        out.line("final " + type + " numbers = new " + type.replace("[]", "[length]") + ";");
        out.open("for (int i = 0; i < texts.length; i++)");
        out.line(imports.nameOf(Support.class) + ".unpackTo(numbers, " + Constants.ARRAY_LENGTH + " * i, texts[i]);");
        out.close();
        out.line("return numbers;");
        out.close();
    }
}
