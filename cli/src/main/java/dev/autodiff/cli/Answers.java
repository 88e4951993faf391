package dev.autodiff.cli;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.TensorText;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks a function at points, and words its answers as text or as JSON. */
final class Answers {
    private final CompiledFunction function;
    private final String result;
    private final boolean hasGradient;
    private final Seed seed;
    private final boolean json;

    /** @param result the variable that was asked for, or null for the function's result */
    Answers(CompiledFunction function, String result, boolean hasGradient, Seed seed, boolean json) {
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
    String at(Arguments arguments) {
        List<Tensor> answer = ask(arguments);
        return json ? json(answer) : text(answer);
    }

    /** One point's answer as a row of a table. */
    String row(Arguments arguments) {
        List<Tensor> answer = ask(arguments);
        return json ? json(answer) : answer.stream().map(TensorText::print).collect(Collectors.joining(","));
    }

    /** The same for a function of numbers, appended to the rows before. */
    void appendRow(double[] point, StringBuilder rows) {
        if (json) {
            rows.append(json(ask(point)));
            return;
        }
        double[] parts = numbers(point);
        for (int i = 0; i < parts.length; i++) {
            rows.append(i == 0 ? "" : ",").append(Numbers.print(parts[i]));
        }
    }

    /** Requires that an answer is a row of numbers, unless it is JSON. */
    void requireRows() {
        List<Type> types = new ArrayList<>(List.of(function.signature().result()));
        if (hasGradient) {
            function.signature().variables().forEach(variable -> types.add(variable.type()));
        }
        for (int i = 0; i < types.size() && !json; i++) {
            if (!types.get(i).isScalar()) {
                throw new UsageException("'" + names().get(i) + "' is " + types.get(i) + ", which has no place in a table: add --json");
            }
        }
    }

    /** What the parts of an answer are: {@code z, dz/dx, dz/dy}. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of(resultName()));
        if (hasGradient) {
            function.variables().forEach(variable -> names.add("d" + resultName() + "/d" + variable));
        }
        return names;
    }

    private String resultName() {
        return result == null ? function.name() : result;
    }

    /** The value, then the derivatives. */
    private List<Tensor> ask(Arguments arguments) {
        try {
            return function.signature().isScalar() ? ask(arguments.numbers()) : askTensors(arguments);
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            throw new UsageException(lineOf(e) + e.getMessage());
        }
    }

    /** The line of the program in which the values turned out to be wrong, if it is known. */
    private static String lineOf(RuntimeException e) {
        for (StackTraceElement frame : e.getStackTrace()) {
            if (frame.getLineNumber() > 0 && frame.getFileName() != null && !frame.getFileName().endsWith(".java")) {
                return frame.getFileName() + ":" + frame.getLineNumber() + ": ";
            }
        }
        return "";
    }

    private List<Tensor> askTensors(Arguments arguments) {
        int[] lengths = arguments.resultLengths();
        if (!hasGradient) {
            return List.of(function.value(arguments.tensors()));
        }
        CompiledFunction.Pullback answer = function.pullback(seed.cotangent(resultName(), lengths), arguments.tensors());
        List<Tensor> parts = new ArrayList<>(List.of(answer.value()));
        parts.addAll(answer.gradient());
        return parts;
    }

    private List<Tensor> ask(double[] point) {
        return Arrays.stream(numbers(point)).mapToObj(Tensor::scalar).toList();
    }

    private double[] numbers(double[] point) {
        if (!hasGradient) {
            return new double[] {function.value(point)};
        }
        double cotangent = seed.number();
        CompiledFunction.ValueAndGradient answer = function.valueAndGradient(point);
        double[] parts = new double[answer.gradient().length + 1];
        parts[0] = answer.value();
        for (int i = 1; i < parts.length; i++) {
            parts[i] = cotangent * answer.gradient()[i - 1];
        }
        return parts;
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
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("function", function.name());
        if (result != null) {
            object.put("of", result);
        }
        object.put("value", Json.value(answer.get(0)));
        if (hasGradient) {
            Map<String, Object> gradient = new LinkedHashMap<>();
            for (int i = 1; i < answer.size(); i++) {
                gradient.put(function.variables().get(i - 1), Json.value(answer.get(i)));
            }
            object.put("gradient", gradient);
        }
        return Json.print(object);
    }
}
