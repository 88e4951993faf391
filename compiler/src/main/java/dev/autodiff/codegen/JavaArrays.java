package dev.autodiff.codegen;

import dev.autodiff.emit.JavaImports;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.runtime.Support;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes arrays of constants in Java: short ones as they are, long ones packed in strings. */
final class JavaArrays {
    /** Longer arrays would fill the method that initialises the class. */
    private static final int MAX_WRITTEN_NUMBERS = 20;

    private final SourceText out;
    private final JavaImports imports;
    private boolean unpacks;

    JavaArrays(SourceText out, JavaImports imports) {
        this.out = out;
        this.imports = imports;
    }

    void field(String name, double[] numbers) {
        String start = "private static final double[] " + name + " = ";
        if (numbers.length <= MAX_WRITTEN_NUMBERS) {
            List<String> texts = Arrays.stream(numbers).mapToObj(number -> JavaExpression.number(number).text()).toList();
            out.line(start + "{" + String.join(", ", texts) + "};");
            return;
        }
        unpacks = true;
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < numbers.length; from += Constants.ARRAY_LENGTH) {
            parts.add(SourceText.literal(Constants.packed(numbers, from, Math.min(Constants.ARRAY_LENGTH, numbers.length - from))));
        }
        out.line(start + "unpack(" + numbers.length + ", " + String.join(", ", parts) + ");");
    }

    /** Writes the method that unpacks, if it is needed. */
    void writeMethod() {
        if (!unpacks) {
            return;
        }
        out.blank();
        out.line("/** The numbers whose bits the texts hold. */");
        out.open("private static double[] unpack(int length, String... texts)");
        out.line("final double[] numbers = new double[length];");
        out.open("for (int i = 0; i < texts.length; i++)");
        out.line(imports.nameOf(Support.class) + ".unpackTo(numbers, " + Constants.ARRAY_LENGTH + " * i, texts[i]);");
        out.close();
        out.line("return numbers;");
        out.close();
    }
}
