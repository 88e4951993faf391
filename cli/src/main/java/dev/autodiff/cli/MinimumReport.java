package dev.autodiff.cli;

import dev.autodiff.hipparchus.Minimization.Step;
import dev.autodiff.hipparchus.Minimum;
import dev.autodiff.hipparchus.ParameterVector;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.TensorText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A minimum for readers, and as JSON for programs. */
final class MinimumReport {
    private static final String HEADER = " step                   value  largest partial      length\n";

    private final CompiledFunction function;
    private final Map<String, Tensor> at;
    private final Minimum minimum;
    private final List<Step> steps;

    /** @param steps those that are to be shown */
    MinimumReport(CompiledFunction function, ParameterVector parameters, Minimum minimum, List<Step> steps) {
        this.function = function;
        this.at = parameters.tensors(minimum.x());
        this.minimum = minimum;
        this.steps = steps;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        if (!steps.isEmpty()) {
            lines.add(log());
        }
        Map<String, Tensor> values = new LinkedHashMap<>();
        values.put(function.results().get(0), Tensor.scalar(minimum.value()));
        values.putAll(at);
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        values.forEach((name, value) -> lines.add(
                name + " ".repeat(width - name.length()) + " = " + TensorText.aligned(value, width + " = ".length())));
        lines.add(minimum.iterations() + (minimum.iterations() == 1 ? " step, " : " steps, ") + minimum.evaluations()
                + " evaluations"
                + (minimum.converged() ? ": " + minimum.reason().text() : ""));
        return String.join("\n", lines);
    }

    private String log() {
        return steps.stream().map(MinimumReport::line).collect(Collectors.joining("\n", HEADER, "\n"));
    }

    private static String line(Step step) {
        return String.format(
                Locale.ROOT,
                "%5d  %22s  %15.2e  %10.2e",
                step.number(),
                Numbers.print(step.value()),
                step.gradientNorm(),
                step.length());
    }

    /** @param hasLog whether the steps belong to it */
    String json(boolean hasLog) {
        Map<String, Object> point = new LinkedHashMap<>();
        at.forEach((name, value) -> point.put(name, Json.value(value)));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("function", function.name());
        object.put("value", Json.number(minimum.value()));
        object.put("at", point);
        object.put("iterations", minimum.iterations());
        object.put("converged", minimum.converged());
        if (hasLog) {
            object.put("log", steps.stream().map(MinimumReport::json).toList());
        }
        return Json.print(object);
    }

    private static Map<String, Object> json(Step step) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("value", Json.number(step.value()));
        object.put("gradient", Json.number(step.gradientNorm()));
        object.put("length", Json.number(step.length()));
        return object;
    }
}
