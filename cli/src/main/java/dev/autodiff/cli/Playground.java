package dev.autodiff.cli;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import dev.autodiff.cli.ShowCommand.Format;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the page asks: every question is a JSON object with the program, values of its parameters as texts and what is
 * wanted, and every answer is one, too. Functions are interpreted, so that all of it runs in a browser; messages and
 * numbers are those of the commands.
 *
 * <p>A question is {@code {"ask": "gradient", "program": "z = x^2", "at": {"x": "3"}, "by": "x", "of": "z"}}. An answer
 * to a wrong one is {@code {"error": text, "marks": [places in the program]}}.
 */
public final class Playground {
    /** The commands call a program of an option so. */
    private static final String NAME = "formula";

    /** What stands for a length that nobody has given. */
    private static final int USUAL_LENGTH = 3;

    /** The program that was asked about last: most questions are about the same one at another point. */
    private String subject = "";

    private Analysis analysis;
    private CompiledFunction function;

    /** The answer to a question; both are JSON. */
    public String answer(String question) {
        try {
            return Json.print(reply(JsonParser.object().from(question)));
        } catch (JsonParserException e) {
            throw new IllegalArgumentException(e);
        } catch (CompileException e) {
            return Json.print(Map.of("error", e.getMessage(), "marks", marks(e.diagnostics())));
        } catch (UsageException e) {
            return error(e.getMessage());
        } catch (ArithmeticException
                | IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException e) {
            return error(Inquiry.wrongValues(e).getMessage());
        }
    }

    private static String error(String message) {
        return Json.print(Map.of("error", "error: " + message, "marks", List.of()));
    }

    private static List<Map<String, Object>> marks(List<Diagnostic> diagnostics) {
        List<Map<String, Object>> marks = new ArrayList<>();
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.span() != null) {
                Map<String, Object> mark = new LinkedHashMap<>();
                mark.put("severity", diagnostic.isError() ? "error" : "warning");
                mark.put("from", diagnostic.span().offset());
                mark.put("length", Math.max(1, diagnostic.span().length()));
                mark.put("message", diagnostic.message());
                mark.put("remedy", diagnostic.remedy());
                marks.add(mark);
            }
        }
        return marks;
    }

    private Map<String, Object> reply(JsonObject question) {
        String ask = question.getString("ask");
        switch (ask) {
            case "inputs":
                return inputs(question);
            case "text":
                return shown(question, Format.TEXT);
            case "latex":
                return shown(question, Format.LATEX);
            case "svg":
                return shown(question, Format.SVG);
            case "java":
                Analysis asked = Autodiff.analyze(source(question), options(question));
                return Map.of("shown", asked.javaSource(asked.defaultClassName()));
            case "curve":
                return curve(question);
            case "field":
                return field(question);
            default:
                return evaluated(question, DerivativeKind.valueOf(ask.toUpperCase(Locale.ROOT)));
        }
    }

    private static Source source(JsonObject question) {
        return new Source(NAME, question.getString("program", ""));
    }

    private static Point point(JsonObject question) {
        Map<String, String> texts = new LinkedHashMap<>();
        question.getObject("at", new JsonObject()).forEach((name, text) -> texts.put(name, text.toString().strip()));
        return Point.of(texts);
    }

    private static List<String> names(JsonObject question, String key) {
        String names = question.getString(key, "");
        return names.isBlank() ? List.of() : Arrays.stream(names.split(",")).map(String::strip).toList();
    }

    private static Options options(JsonObject question) {
        List<String> results = names(question, "of");
        List<String> variables = names(question, "by");
        return Options.DEFAULT
                .withFunction(question.getString("function", null))
                .withResults(results.isEmpty() ? null : results)
                .withVariables(variables.isEmpty() ? null : variables)
                .withArguments(point(question).types());
    }

    /** The parameters with a value for each that has none. */
    private Map<String, Object> inputs(JsonObject question) {
        JsonObject at = question.getObject("at", new JsonObject());
        Analysis found = Autodiff.analyze(source(question), options(question));
        List<Map<String, Object>> inputs = new ArrayList<>();
        for (Signature.Argument parameter : found.signature().parameters()) {
            Map<String, Object> input = new LinkedHashMap<>();
            input.put("name", parameter.name());
            input.put("type", parameter.type().toString());
            input.put("isNumber", parameter.type().isScalar());
            input.put("value", at.has(parameter.name()) ? at.get(parameter.name()) : usual(parameter));
            inputs.add(input);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("function", found.function().formula().name());
        answer.put("inputs", inputs);
        answer.put("results", found.function().formula().results().keySet());
        return answer;
    }

    private static String usual(Signature.Argument parameter) {
        Shape shape = parameter.type().shape();
        Map<String, Integer> lengths = new LinkedHashMap<>();
        shape.names().forEach(name -> lengths.put(name, USUAL_LENGTH));
        String one = parameter.type().dtype() == DType.BOOL ? "true" : "1";
        return nested(shape.lengths(lengths), 0, one);
    }

    private static String nested(int[] lengths, int axis, String element) {
        if (axis == lengths.length) {
            return element;
        }
        String inner = nested(lengths, axis + 1, element);
        return "[" + String.join(", ", Collections.nCopies(lengths[axis], inner)) + "]";
    }

    private static Map<String, Object> shown(JsonObject question, Format format) {
        Options options = options(question);
        Analysis asked = Autodiff.analyze(source(question), options);
        boolean isOne = asked.function().signature().results().size() == 1;
        Analysis complete = isOne
                ? asked
                : Autodiff.analyze(source(question), options.withDerivatives(Set.of(DerivativeKind.JACOBIAN)));
        return Map.of("shown", new Exhibit(complete).graph(Stage.GRADIENT, format));
    }

    /** The answer of {@code grad}, {@code jacobian} or {@code hessian} at a point. */
    private Map<String, Object> evaluated(JsonObject question, DerivativeKind kind) {
        Point point = point(question);
        Inquiry inquiry = inquiry(question, kind);
        Answers answers = new Answers(inquiry, null, question.has("json"));
        Arguments arguments = Arguments.of(inquiry.function(), point);
        List<Tensor> answer = answers.ask(arguments);
        Origin origin = kind == DerivativeKind.GRADIENT ? Origin.ofGradient(analysis) : Origin.ofValues(analysis);
        String note = origin.note(answer, arguments);
        List<String> notes = new ArrayList<>();
        analysis.warnings().forEach(warning -> notes.add(warning.render()));
        if (note != null) {
            notes.add(note);
        }
        return Map.of("text", answers.worded(answer), "notes", notes, "marks", marks(analysis.warnings()));
    }

    private Inquiry inquiry(JsonObject question, DerivativeKind kind) {
        analyze(question, kind);
        Signature signature = analysis.function().signature();
        boolean isOne = signature.results().size() == 1;
        if (kind == DerivativeKind.GRADIENT && isOne) {
            String cotangent = question.getString("cotangent", "").strip();
            return Inquiry.gradient(
                    function,
                    Seed.parse(cotangent.isEmpty() ? null : cotangent, signature.results().get(0).name()));
        }
        if (kind == DerivativeKind.GRADIENT) {
            analyze(question, DerivativeKind.JACOBIAN);
            return Inquiry.jacobian(analysis, function, "gradient");
        }
        return kind.isSymmetric()
                ? Inquiry.symmetric(analysis, function, kind)
                : Inquiry.jacobian(analysis, function, kind.toString());
    }

    /** Compiles what is asked about, unless that was done for the question before. */
    private void analyze(JsonObject question, DerivativeKind kind) {
        Options options = options(question);
        String asked = List.of(kind, question.getString("program", ""), question.getString("function", ""),
                names(question, "of"), names(question, "by"), options.arguments()).toString();
        if (!asked.equals(subject)) {
            subject = "";
            analysis = Autodiff.analyze(source(question), options.withDerivatives(Set.of(kind))).requireDerivative();
            function = kind == DerivativeKind.GRADIENT ? analysis.interpreted() : analysis.interpreted(kind);
            subject = asked;
        }
    }

    /** Value and slope over a range of one parameter, and where the page is. */
    private Map<String, Object> curve(JsonObject question) {
        String name = question.getString("over");
        double[] xs = grid(question.getDouble("from"), question.getDouble("to"), question.getInt("count"));
        analyze(question, DerivativeKind.GRADIENT);
        Point fixed = point(question);
        List<double[]> points = new ArrayList<>();
        for (double x : xs) {
            points.add(new double[] {x});
        }
        points.add(new double[] {question.getDouble("value")});
        double[][] answers = numbers(fixed, List.of(name), points);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("x", texts(xs));
        answer.put("value", texts(Arrays.copyOf(column(answers, 0), xs.length)));
        answer.put("slope", texts(Arrays.copyOf(column(answers, 1), xs.length)));
        answer.put("at", texts(answers[xs.length]));
        return answer;
    }

    /** Values and gradients on a grid of two parameters: row after row, from the lower left. */
    private Map<String, Object> field(JsonObject question) {
        List<String> over = names(question, "over");
        double[] xs = grid(question.getDouble("from"), question.getDouble("to"), question.getInt("count"));
        double[] ys = grid(question.getDouble("from2"), question.getDouble("to2"), question.getInt("count"));
        analyze(question, DerivativeKind.GRADIENT);
        List<double[]> points = new ArrayList<>();
        for (double y : ys) {
            for (double x : xs) {
                points.add(new double[] {x, y});
            }
        }
        double[][] answers = numbers(point(question), over, points);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("value", texts(column(answers, 0)));
        answer.put("slope", texts(column(answers, 1)));
        answer.put("slope2", texts(column(answers, 2)));
        return answer;
    }

    private static double[] grid(double from, double to, int count) {
        double[] grid = new double[count];
        Arrays.setAll(grid, i -> from + (to - from) * i / (count - 1));
        return grid;
    }

    /** The value, and its derivatives by some numbers, at each of the points. */
    private double[][] numbers(Point fixed, List<String> names, List<double[]> points) {
        Inquiry inquiry = Inquiry.gradient(function, Seed.NONE);
        boolean isNumber = function.signature().results().size() == 1 && inquiry.parts().get(0).type().isScalar();
        if (!isNumber) {
            throw new UsageException("'" + function.name() + "' is more than one number: there is no plot of it");
        }
        int[] places = names.stream().mapToInt(name -> 1 + function.variables().indexOf(name)).toArray();
        double[][] answers = new double[points.size()][];
        for (int i = 0; i < answers.length; i++) {
            List<Tensor> answer = inquiry.ask(Arguments.of(function, fixed.with(names, points.get(i))));
            answers[i] = new double[names.size() + 1];
            answers[i][0] = answer.get(0).item();
            for (int k = 0; k < places.length; k++) {
                answers[i][k + 1] = places[k] == 0 ? Double.NaN : answer.get(places[k]).item();
            }
        }
        return answers;
    }

    private static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    private static List<Object> texts(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Json::number).collect(Collectors.toList());
    }
}
