package dev.autodiff.codegen;

import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.Tapes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the methods of a class in Java, as {@link FunctionEmitter} and {@link BridgeEmitter} write them in bytecode. */
final class JavaFunctions {
    private final JavaText out;
    private final Layout layout;
    private final Constants constants;
    private final JavaCalls calls;

    JavaFunctions(JavaText out, Layout layout, Constants constants, JavaCalls calls) {
        this.out = out;
        this.layout = layout;
        this.constants = constants;
        this.calls = calls;
    }

    /** The names of one method: its numbers, or the array that holds them, and the arrays that it writes to. */
    private record Frame(JavaNames names, List<String> numbers, String point, String gradient) {
        String arguments() {
            List<String> arguments = new ArrayList<>(numbers.stream().map(name -> "double " + name).toList());
            if (point != null) {
                arguments.add("double[] " + point);
            }
            if (gradient != null) {
                arguments.add("double[] " + gradient);
            }
            return String.join(", ", arguments);
        }
    }

    void emit(Layout.Method method) {
        Frame frame = frame(method);
        out.blank();
        out.line(comment(method));
        out.open("public static double " + method.name() + "(" + frame.arguments() + ")");
        for (int parameter : layout.wholeParameters()) {
            String value = frame.point() == null ? frame.numbers().get(parameter) : frame.point() + "[" + parameter + "]";
            out.line("requireWhole(" + JavaText.literal(layout.parameterNames().get(parameter)) + ", " + value + ");");
        }
        if (method.split() == null) {
            body(method, frame);
            out.close();
        } else {
            bodyOfCalls(method, frame);
            out.close();
            parts(method);
        }
    }

    private String comment(Layout.Method method) {
        String order = "in the order " + String.join(", ", layout.parameterNames());
        String point = layout.takesPointAsArray() ? ", its numbers " + order : "";
        return method.hasGradient()
                ? "/** The value at a point" + point + "; the partial derivatives go to the array. */"
                : "/** The value at a point" + point + ". */";
    }

    private Frame frame(Layout.Method method) {
        JavaNames names = names();
        boolean array = layout.takesPointAsArray();
        List<String> numbers = array ? List.of() : layout.parameterNames().stream().map(names::claim).toList();
        return new Frame(names, numbers, array ? names.claim("point") : null, method.hasGradient() ? names.claim("gradient") : null);
    }

    private void body(Layout.Method method, Frame frame) {
        JavaMethod code = new JavaMethod(out, method.schedule(), constants, calls, frame.names());
        for (int i = 0; i < layout.parameters().size(); i++) {
            Node parameter = layout.parameters().get(i).node();
            if (frame.point() == null) {
                code.bind(parameter, JavaExpression.atom(frame.numbers().get(i)));
            } else {
                code.parameterFromArray(parameter, frame.point(), i);
            }
        }
        if (method.hasTapes()) {
            code.tapes().use(takeTapes(frame.names()));
        }
        code.block(method.schedule().root());
        for (int i = 0; i < method.gradient().size(); i++) {
            code.store(frame.gradient(), i, method.gradient().get(i));
        }
        code.result(method.value());
    }

    private void bodyOfCalls(Layout.Method method, Frame frame) {
        Split split = method.split();
        String workspace = frame.names().claim("workspace");
        out.line("final double[] " + workspace + " = new double[" + (split.workspaceSize() + 1) + "];");
        if (frame.point() != null) {
            callGroups(method, "Point", layout.parameters().size(), frame.point() + ", " + workspace);
        } else {
            for (int i = 0; i < frame.numbers().size(); i++) {
                copy(split.place(layout.parameters().get(i).node()), workspace, frame.numbers().get(i));
            }
        }
        String arguments = workspace + (method.hasGradient() ? ", " + frame.gradient() : "");
        arguments += method.hasTapes() ? ", " + takeTapes(frame.names()) : "";
        int parts = split.parts().size();
        if (parts <= Layout.MAX_CALLS) {
            callAll(method, "Part", 0, parts, arguments);
        } else {
            callGroups(method, "Parts", parts, arguments);
        }
        out.line("return " + workspace + "[" + split.workspaceSize() + "];");
    }

    /** The name of the variable that holds the tapes of this thread. */
    private String takeTapes(JavaNames names) {
        String tapes = names.claim("tapes");
        String call = calls.nameOf(Tapes.class, "tapes") + "(" + FunctionEmitter.TAPES + ", " + layout.tapes() + ")";
        out.line("final double[][] " + tapes + " = " + call + ";");
        return tapes;
    }

    private void callGroups(Layout.Method method, String name, int members, String arguments) {
        callAll(method, name, 0, (members + Layout.MAX_CALLS - 1) / Layout.MAX_CALLS, arguments);
    }

    private void callAll(Layout.Method method, String name, int from, int to, String arguments) {
        IntStream.range(from, to).forEach(i -> out.line(method.name() + name + i + "(" + arguments + ");"));
    }

    private void copy(Integer place, String workspace, String value) {
        if (place != null) {
            out.line(workspace + "[" + place + "] = " + value + ";");
        }
    }

    /** The private methods of a function that takes several. */
    private void parts(Layout.Method method) {
        Split split = method.split();
        List<Formula.Parameter> parameters = layout.parameters();
        for (int from = 0; layout.takesPointAsArray() && from < parameters.size(); from += Layout.MAX_CALLS) {
            openPart(method, "Point" + from / Layout.MAX_CALLS, "double[] point, double[] workspace");
            for (int i = from; i < Math.min(parameters.size(), from + Layout.MAX_CALLS); i++) {
                copy(split.place(parameters.get(i).node()), "workspace", "point[" + i + "]");
            }
            out.close();
        }
        String arguments = "double[] workspace" + (method.hasGradient() ? ", double[] gradient" : "") + (method.hasTapes() ? ", double[][] tapes" : "");
        int parts = split.parts().size();
        for (int from = 0; parts > Layout.MAX_CALLS && from < parts; from += Layout.MAX_CALLS) {
            openPart(method, "Parts" + from / Layout.MAX_CALLS, arguments);
            callAll(method, "Part", from, Math.min(parts, from + Layout.MAX_CALLS), arguments.replaceAll("double[\\[\\]]+ ", ""));
            out.close();
        }
        for (int i = 0; i < parts; i++) {
            openPart(method, "Part" + i, arguments);
            part(method, split.parts().get(i));
            out.close();
        }
    }

    private void openPart(Layout.Method method, String suffix, String arguments) {
        out.blank();
        out.open("private static void " + method.name() + suffix + "(" + arguments + ")");
    }

    private void part(Layout.Method method, Split.Part part) {
        JavaNames names = names();
        String workspace = names.claim("workspace");
        String gradient = method.hasGradient() ? names.claim("gradient") : null;
        JavaMethod code = new JavaMethod(out, method.schedule(), constants, calls, names);
        code.useWorkspace(method.split(), workspace);
        if (method.hasTapes()) {
            code.tapes().use(names.claim("tapes"));
        }
        part.incoming().forEach(code::copyFromWorkspace);
        for (Split.Item item : part.items()) {
            if (!item.isStore()) {
                code.keep(item.node());
            } else if (item.result() == method.gradient().size()) {
                code.store(workspace, method.split().workspaceSize(), item.node());
            } else {
                code.store(gradient, item.result(), item.node());
            }
        }
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
            out.line("requireSameLength(" + JavaText.literal(labels.get(0)) + ", " + n + ", " + JavaText.literal(labels.get(i)) + ", "
                    + arrays.get(i) + ".length);");
        }
        for (int parameter : layout.wholeParameters()) {
            out.line("requireWholes(" + JavaText.literal(labels.get(parameter)) + ", " + arrays.get(parameter) + ");");
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

    private JavaNames names() {
        List<String> program = new ArrayList<>(layout.parameterNames());
        program.addAll(layout.formula().variables().keySet());
        List<String> fields = new ArrayList<>(constants.arrayNames());
        if (layout.tapes() > 0) {
            fields.add(FunctionEmitter.TAPES);
        }
        return new JavaNames(fields, program);
    }
}
