package dev.autodiff.cli;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks a function at points, and words its answers as text or as JSON. */
final class Answers {
    private final CompiledFunction function;
    private final String result;
    private final boolean hasGradient;
    private final double seed;
    private final boolean json;

    /** @param result the variable that was asked for, or null for the function's result */
    Answers(CompiledFunction function, String result, boolean hasGradient, double seed, boolean json) {
        this.function = function;
        this.result = result;
        this.hasGradient = hasGradient;
        this.seed = seed;
        this.json = json;
    }

    CompiledFunction function() {
        return function;
    }

    boolean isJson() {
        return json;
    }

    /** One point's answer, for a reader or a program. */
    String at(double[] point) {
        double[] numbers = numbers(point);
        return json ? json(numbers) : text(numbers);
    }

    /** One point's answer as a row of a table. */
    String row(double[] point) {
        double[] numbers = numbers(point);
        if (json) {
            return json(numbers);
        }
        StringBuilder row = new StringBuilder(Numbers.print(numbers[0]));
        for (int i = 1; i < numbers.length; i++) {
            row.append(',').append(Numbers.print(numbers[i]));
        }
        return row.toString();
    }

    /** What the numbers of an answer are: {@code z, dz/dx, dz/dy}. */
    List<String> names() {
        String value = result == null ? function.name() : result;
        List<String> names = new ArrayList<>(List.of(value));
        if (hasGradient) {
            function.variables().forEach(variable -> names.add("d" + value + "/d" + variable));
        }
        return names;
    }

    /** The value, then the partial derivatives. */
    private double[] numbers(double[] point) {
        if (!hasGradient) {
            return new double[] {function.value(point)};
        }
        CompiledFunction.ValueAndGradient answer = function.valueAndGradient(point);
        double[] numbers = new double[1 + answer.gradient().length];
        numbers[0] = answer.value();
        for (int i = 1; i < numbers.length; i++) {
            numbers[i] = seed * answer.gradient()[i - 1];
        }
        return numbers;
    }

    private String text(double[] numbers) {
        List<String> names = names();
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.length; i++) {
            String name = names.get(i);
            text.append(i == 0 ? "" : "\n").append(name).append(" ".repeat(width - name.length()));
            text.append(" = ").append(Numbers.print(numbers[i]));
        }
        return text.toString();
    }

    private String json(double[] numbers) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("function", function.name());
        if (result != null) {
            object.put("of", result);
        }
        object.put("value", Json.number(numbers[0]));
        if (hasGradient) {
            Map<String, Object> gradient = new LinkedHashMap<>();
            for (int i = 1; i < numbers.length; i++) {
                gradient.put(function.variables().get(i - 1), Json.number(numbers[i]));
            }
            object.put("gradient", gradient);
        }
        return Json.print(object);
    }
}
