package dev.autodiff.codegen;

import dev.autodiff.emit.JavaNames;
import dev.autodiff.kernel.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the methods for many points in Java, as {@link BatchEmitter} writes them in bytecode. */
final class JavaBatch {
    private final SourceText out;
    private final Layout layout;
    private final Constants constants;
    private final Set<String> program;

    JavaBatch(SourceText out, Layout layout, Constants constants) {
        this.out = out;
        this.layout = layout;
        this.constants = constants;
        List<String> names = new ArrayList<>(layout.parameterNames());
        names.addAll(layout.formula().variables().keySet());
        this.program = JavaNames.identifiers(names);
    }

    /** The methods for many points: element i of each array is point i. */
    void batchMethods() {
        batchMethod(layout.valueName(), List.of());
        batchMethod(layout.gradientName(), layout.variables());
    }

    private void batchMethod(String method, List<String> variables) {
        List<String> labels = new ArrayList<>(layout.parameterNames());
        labels.add("value");
        variables.forEach(variable -> labels.add("d" + variable));
        JavaNames names = names();
        List<String> arrays = labels.stream().map(names::claim).toList();
        String n = names.claim("n");
        String arguments = arrays.stream().map(array -> "double[] " + array).collect(Collectors.joining(", "));
        out.blank();
        out.line("/** For many points: element i of each array belongs to point i. An array of results may be one of arguments. */");
        out.open("public static void " + method + "(" + arguments + ")");
        out.line("final int " + n + " = " + arrays.get(0) + ".length;");
        for (int i = 1; i < arrays.size(); i++) {
            out.line("requireSameLength(" + SourceText.literal(labels.get(0)) + ", " + n + ", " + SourceText.literal(labels.get(i)) + ", "
                    + arrays.get(i) + ".length);");
        }
        for (int parameter : layout.wholeParameters()) {
            out.line("requireWholes(" + SourceText.literal(labels.get(parameter)) + ", " + arrays.get(parameter) + ");");
        }
        batchLoop(method, names, arrays, n);
        out.close();
    }

    private void batchLoop(String method, JavaNames names, List<String> arrays, String n) {
        String i = names.claim("i");
        List<String> elements = arrays.stream().map(array -> array + "[" + i + "]").toList();
        int inputs = layout.parameters().size();
        List<String> arguments = new ArrayList<>(elements.subList(0, inputs));
        String gradient = names.claim("gradient");
        List<String> partials = elements.subList(inputs + 1, elements.size());
        if (method.equals(layout.gradientName())) {
            out.line("final double[] " + gradient + " = new double[" + partials.size() + "];");
            arguments.add(gradient);
        }
        out.open("for (int " + i + " = 0; " + i + " < " + n + "; " + i + "++)");
        out.line(elements.get(inputs) + " = " + method + "(" + String.join(", ", arguments) + ");");
        for (int k = 0; k < partials.size(); k++) {
            out.line(partials.get(k) + " = " + gradient + "[" + k + "];");
        }
        out.close();
    }

    JavaNames names() {
        List<String> fields = new ArrayList<>(constants.arrayNames());
        if (layout.tapes() > 0) {
            fields.add(ThreadArrays.TAPES);
        }
        return new JavaNames(fields, program);
    }
}
