package dev.autodiff.cli;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.TensorText;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Words the answers to an inquiry as text or as JSON. */
final class Answers {
    private final Inquiry inquiry;
    private final String result;
    private final boolean json;

    /** @param result the one variable that was asked for, or null for the function's results or several variables */
    Answers(Inquiry inquiry, String result, boolean json) {
        this.inquiry = inquiry;
        this.result = result;
        this.json = json;
    }

    CompiledFunction function() {
        return inquiry.function();
    }

    boolean isJson() {
        return json;
    }

    /** Whether rows are answered by {@link #appendRow}. */
    boolean isOfNumbers() {
        return inquiry.isOfNumbers();
    }

    List<Tensor> ask(Arguments arguments) {
        return inquiry.ask(arguments);
    }

    /** One point's answer, for a reader or a program. */
    String worded(List<Tensor> answer) {
        return json ? json(answer) : text(answer);
    }

    /** The same, written. */
    void write(List<Tensor> answer, PrintWriter out) {
        if (json) {
            Json.print(object(List.of(), new double[0], answer), out);
        } else {
            out.print(text(answer));
        }
    }

    /** One point's answer as a row of a table. */
    String row(Arguments arguments) {
        List<Tensor> answer = inquiry.ask(arguments);
        return json ? json(answer) : answer.stream().map(TensorText::print).collect(Collectors.joining(","));
    }

    /** The same for a function of numbers, appended to the rows before. */
    void appendRow(double[] point, StringBuilder rows) {
        double[] parts = inquiry.ask(point);
        if (json) {
            rows.append(json(Arrays.stream(parts).mapToObj(Tensor::scalar).toList()));
            return;
        }
        for (int i = 0; i < parts.length; i++) {
            rows.append(i == 0 ? "" : ",").append(Numbers.print(parts[i]));
        }
    }

    /** Requires that an answer is a row of numbers, unless it is JSON. */
    void requireRows() {
        for (Inquiry.Part part : inquiry.parts()) {
            if (!json && !part.type().isScalar()) {
                throw new UsageException(
                        "'" + part.label() + "' is " + part.type() + ", which has no place in a table: add --json");
            }
        }
    }

    /** What the parts of an answer are: {@code z, dz/dx, dz/dy}. */
    List<String> names() {
        return inquiry.parts().stream().map(Inquiry.Part::label).toList();
    }

    private String text(List<Tensor> answer) {
        List<String> names = names();
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            text.append(i == 0 ? "" : "\n").append(name).append(" ".repeat(width - name.length()));
            text.append(" = ").append(TensorText.aligned(answer.get(i), width + " = ".length()));
        }
        return text.toString();
    }

    private String json(List<Tensor> answer) {
        return json(List.of(), new double[0], answer);
    }

    /**
     * One point's answer with values of the point.
     *
     * @param names of the values that are to be shown, which stand under {@code at}
     */
    String json(List<String> names, double[] values, List<Tensor> answer) {
        return Json.print(object(names, values, answer));
    }

    private Map<String, Object> object(List<String> names, double[] values, List<Tensor> answer) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("function", function().name());
        if (!names.isEmpty()) {
            Map<String, Object> at = new LinkedHashMap<>();
            names.forEach(name -> at.put(name, Json.number(values[at.size()])));
            object.put("at", at);
        }
        if (result != null) {
            object.put("of", result);
        }
        for (int i = 0; i < answer.size(); i++) {
            List<String> path = inquiry.parts().get(i).path();
            innermost(object, path).put(path.get(path.size() - 1), Json.value(answer.get(i)));
        }
        inquiry.sections().forEach(section -> object.computeIfAbsent(section, unused -> Map.of()));
        return object;
    }

    /** The object in which the last name of a path stands. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> innermost(Map<String, Object> object, List<String> path) {
        Map<String, Object> inner = object;
        for (String name : path.subList(0, path.size() - 1)) {
            inner = (Map<String, Object>) inner.computeIfAbsent(name, unused -> new LinkedHashMap<String, Object>());
        }
        return inner;
    }
}
