package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.cli.GeneratedClass.Method;
import dev.autodiff.cli.ShowCommand.Format;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Printer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One program, shown at any {@link Stage}. */
final class Exhibit {
    private final Analysis analysis;
    private final Differentiated function;

    /** @param analysis with the Jacobian, if the derivatives of several results are shown */
    Exhibit(Analysis analysis) {
        this.analysis = analysis;
        this.function = analysis.function();
    }

    /** @param whole whether the bytecode is that of the whole class, and not of its main methods only */
    String show(Stage stage, Format format, boolean whole) {
        return switch (stage) {
            case PROGRAM -> format == Format.JSON ? json(Map.of("program", analysis.source().text())) : program();
            case GRAPH, GRADIENT -> graph(stage, format);
            case KERNELS -> kernels(format);
            case BYTECODE -> bytecode(format, whole);
        };
    }

    /** With the line breaks of where it is shown. */
    private String program() {
        return analysis.source().text().lines().collect(Collectors.joining("\n")).stripTrailing();
    }

    /** The values, and at the stage of the gradient the partial derivatives, by name. */
    private Map<String, Node> results(Stage stage) {
        return stage == Stage.GRADIENT ? analysis.definitions() : function.formula().results();
    }

    /** The values, or values and derivatives, in one of the forms of a graph. */
    String graph(Stage stage, Format format) {
        Map<String, Node> results = results(stage);
        return switch (format) {
            case LATEX -> latex(results);
            case DOT -> picture(results).diagram().dot();
            case SVG -> Svg.of(picture(results), definitions(results, "; "));
            case JSON -> stage == Stage.GRAPH ? json(new NumberedGraph(results).asMap()) : json(definitions(results));
            default -> stage == Stage.GRAPH ? new NumberedGraph(results).text()
                    : definitions(results, "\n");
        };
    }

    private Picture picture(Map<String, Node> results) {
        return new Picture(results, function.formula().results().keySet());
    }

    private String latex(Map<String, Node> results) {
        if (function.formula().hasLoops()) {
            return LatexAlgorithm.of(Printer.readableLines(results));
        }
        return new Latex(results, function.formula().results().keySet()).document();
    }

    private static String definitions(Map<String, Node> results, String separator) {
        return Printer.lines(results).stream().map(Printer.Line::toString).collect(Collectors.joining(separator));
    }

    private static Map<String, Object> definitions(Map<String, Node> results) {
        List<Object> lines = new ArrayList<>();
        for (Printer.Line line : Printer.lines(results)) {
            Map<String, Object> definition = new LinkedHashMap<>();
            definition.put("name", line.name());
            definition.put("expression", line.text());
            lines.add(definition);
        }
        return Map.of("definitions", lines);
    }

    private String kernels(Format format) {
        ClassName name = ClassName.of(null, null, function.formula().name());
        if (format == Format.JAVA) {
            return analysis.javaSource(name.qualified());
        }
        if (!analysis.isScalar()) {
            return format == Format.JSON ? json(Map.of("class", name.qualified(), "loops", analysis.loops())) : loops();
        }
        List<Method> methods = generated(name).methods();
        if (format == Format.JSON) {
            return json(kernels(name, methods));
        }
        int width = methods.stream().mapToInt(method -> signature(method).length()).max().orElse(0);
        String line = "%-" + width + "s %6d bytes  %s";
        String sizes = methods.stream()
                .map(method -> String.format(
                        Locale.ROOT, line, signature(method), method.bytes(), method.operations()))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
        // what a loop records in each step is what its derivative takes of memory
        return function.formula().hasLoops() ? definitions(results(Stage.GRADIENT), "\n") + "\n\n" + sizes : sizes;
    }

    private String loops() {
        StringBuilder text = new StringBuilder();
        analysis.loops().forEach((method, lines) -> {
            text.append(text.length() == 0 ? "" : "\n\n").append(method).append(':');
            lines.forEach(line -> text.append("\n  ").append(line));
        });
        return text.toString();
    }

    private static Map<String, Object> kernels(ClassName name, List<Method> methods) {
        List<Object> list = new ArrayList<>();
        for (Method method : methods) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", method.name());
            entry.put("descriptor", method.descriptor());
            entry.put("bytes", method.bytes());
            entry.put("operations", method.operations());
            list.add(entry);
        }
        Map<String, Object> kernels = new LinkedHashMap<>();
        kernels.put("class", name.qualified());
        kernels.put("methods", list);
        return kernels;
    }

    private static String signature(Method method) {
        return method.name() + method.descriptor();
    }

    private String bytecode(Format format, boolean whole) {
        GeneratedClass generated = generated(ClassName.of(null, null, function.formula().name()));
        String main = whole || format == Format.JSON ? "" : generated.mainMethods();
        String text = main.isEmpty() ? generated.text() : main;
        return format == Format.JSON ? json(Map.of("bytecode", text)) : text;
    }

    private GeneratedClass generated(ClassName name) {
        return new GeneratedClass(analysis.classFile(name.qualified()));
    }

    private String json(Map<String, ?> content) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("function", function.formula().name());
        object.put("parameters", function.formula().parameters().stream().map(parameter -> parameter.name()).toList());
        object.putAll(content);
        return Json.print(object);
    }
}
