package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.DerivativeKind;
import dev.autodiff.graph.Entry.Output;
import dev.autodiff.graph.Entry;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What is asked of a function at points: the parts of an answer, and how they are computed. */
final class Inquiry {
    /**
     * @param label what a reader calls it: {@code dz/dx}
     * @param path where it stands in a JSON object
     */
    record Part(String label, List<String> path, Type type) {}

    /** Half the sum of squares of the results. */
    private static final String COST = "cost";

    private final CompiledFunction function;
    private final List<String> sections;
    private final List<Part> parts;
    private final Function<Arguments, List<Tensor>> asking;
    private final Function<double[], double[]> askingNumbers;

    /**
     * @param sections the objects in a JSON object that hold the derivatives, also if there are none
     * @param askingNumbers null if the function is not one of numbers
     */
    private Inquiry(
            CompiledFunction function,
            List<String> sections,
            List<Part> parts,
            Function<Arguments, List<Tensor>> asking,
            Function<double[], double[]> askingNumbers) {
        this.function = function;
        this.sections = sections;
        this.parts = List.copyOf(parts);
        this.asking = asking;
        this.askingNumbers = askingNumbers;
    }

    /** The results. */
    static Inquiry values(CompiledFunction function) {
        return new Inquiry(
                function,
                List.of(),
                valueParts(function.signature().results()),
                arguments -> function.values(arguments.tensors()),
                isOfNumbers(function) ? point -> new double[] {function.value(point)} : null);
    }

    /** The result and its gradient, of a function with one result. */
    static Inquiry gradient(CompiledFunction function, Seed seed) {
        Signature.Argument result = function.signature().results().get(0);
        List<Part> parts = new ArrayList<>(valueParts(List.of(result)));
        function.signature()
                .variables()
                .forEach(variable -> parts.add(new Part(
                        "d" + result.name() + "/d" + variable.name(),
                        List.of("gradient", variable.name()),
                        variable.type())));
        return new Inquiry(
                function,
                List.of("gradient"),
                parts,
                arguments -> {
                    CompiledFunction.Pullback answer = function.pullback(
                            seed.cotangent(result.name(), arguments.resultLengths()), arguments.tensors());
                    List<Tensor> tensors = new ArrayList<>(answer.values());
                    tensors.addAll(answer.gradient());
                    return tensors;
                },
                isOfNumbers(function) ? point -> numbers(function.valueAndGradient(point), seed.number()) : null);
    }

    private static double[] numbers(CompiledFunction.ValueAndGradient answer, double cotangent) {
        double[] numbers = new double[answer.gradient().length + 1];
        numbers[0] = answer.value();
        for (int i = 1; i < numbers.length; i++) {
            numbers[i] = cotangent * answer.gradient()[i - 1];
        }
        return numbers;
    }

    private static boolean isOfNumbers(CompiledFunction function) {
        return function.signature().isScalar() && function.signature().results().size() == 1;
    }

    /**
     * The results and all their partial derivatives, under a name in JSON: {@code jacobian}, or {@code gradient} where
     * all are numbers.
     *
     * @param function that computes them
     */
    static Inquiry jacobian(Analysis analysis, CompiledFunction function, String name) {
        List<Part> parts = new ArrayList<>(valueParts(analysis));
        List<Output> blocks = analysis.entries().get(DerivativeKind.JACOBIAN).outputs("jacobian");
        List<Signature.Argument> results = analysis.function().signature().results();
        List<String> variables = analysis.function().variables();
        for (int k = 0; k < results.size(); k++) {
            for (int j = 0; j < variables.size(); j++) {
                List<String> path = results.size() == 1
                        ? List.of(name, variables.get(j))
                        : List.of(name, results.get(k).name(), variables.get(j));
                Type type = blocks.get(k * variables.size() + j).node().type();
                parts.add(new Part("d" + results.get(k).name() + "/d" + variables.get(j), path, type));
            }
        }
        return of(function, analysis.entries().get(DerivativeKind.JACOBIAN), List.of(name), parts);
    }

    /**
     * One number, its gradient, and a matrix that is symmetric: its second derivatives, or what normal equations have
     * in their place.
     *
     * @param function that computes them
     */
    static Inquiry symmetric(Analysis analysis, CompiledFunction function, DerivativeKind kind) {
        List<Part> parts = new ArrayList<>(numberAndGradient(analysis, kind));
        Entry entry = analysis.entries().get(kind);
        String number = parts.get(0).label();
        List<String> variables = analysis.function().variables();
        for (String row : variables) {
            for (String column : variables) {
                parts.add(new Part(
                        kind == DerivativeKind.NORMAL
                                ? "JtJ(" + row + ", " + column + ")"
                                : "d2" + number + "/d" + row + "d" + column,
                        List.of(kind.toString(), row, column),
                        entry.outputs().get(parts.size()).node().type()));
            }
        }
        return of(function, entry, List.of("gradient", kind.toString()), parts);
    }

    /** What stands before a symmetric matrix. */
    private static List<Part> numberAndGradient(Analysis analysis, DerivativeKind kind) {
        List<Part> parts = new ArrayList<>();
        if (kind == DerivativeKind.NORMAL) {
            parts.add(new Part(COST, List.of(COST), Type.NUMBER));
        } else {
            parts.addAll(valueParts(analysis));
        }
        String number = parts.get(0).label();
        analysis.function().signature().variables().forEach(variable -> parts.add(new Part(
                "d" + number + "/d" + variable.name(), List.of("gradient", variable.name()), variable.type())));
        return parts;
    }

    /**
     * The results and how they change along a direction, or a number, its gradient, and how that changes.
     *
     * @param directions one for each variable
     */
    static Inquiry along(Analysis analysis, DerivativeKind kind, List<Tensor> directions) {
        List<Part> parts = new ArrayList<>(valueParts(analysis));
        List<Signature.Argument> results = analysis.function().signature().results();
        List<Signature.Argument> variables = analysis.function().signature().variables();
        String name = results.get(0).name();
        if (kind == DerivativeKind.JVP) {
            for (Signature.Argument result : results) {
                List<String> path = results.size() == 1 ? List.of("tangent") : List.of("tangent", result.name());
                parts.add(new Part("d" + result.name() + "/dv", path, result.type()));
            }
        } else {
            variables.forEach(variable -> parts.add(new Part(
                    "d" + name + "/d" + variable.name(), List.of("gradient", variable.name()), variable.type())));
            variables.forEach(variable -> parts.add(new Part(
                    "d2" + name + "/d" + variable.name() + "dv",
                    List.of("product", variable.name()),
                    variable.type())));
        }
        CompiledFunction product = analysis.load(kind);
        return new Inquiry(
                analysis.load(),
                kind == DerivativeKind.JVP ? List.of() : List.of("gradient", "product"),
                parts,
                arguments -> {
                    List<Tensor> all = new ArrayList<>(Arrays.asList(arguments.tensors()));
                    all.addAll(directions);
                    return product.values(all.toArray(new Tensor[0]));
                },
                null);
    }

    /**
     * The results, and how they change in sum with each variable.
     *
     * @param cotangents what each result is multiplied by
     */
    static Inquiry vjp(Analysis analysis, List<Tensor> cotangents) {
        CompiledFunction function = analysis.load();
        List<Part> parts = new ArrayList<>(valueParts(analysis));
        for (Signature.Argument variable : function.signature().variables()) {
            parts.add(new Part(
                    "d(v*" + function.name() + ")/d" + variable.name(),
                    List.of("product", variable.name()),
                    variable.type()));
        }
        return new Inquiry(function, List.of("product"), parts, arguments -> {
            CompiledFunction.Pullback answer = function.pullback(cotangents, arguments.tensors());
            List<Tensor> tensors = new ArrayList<>(answer.values());
            tensors.addAll(answer.gradient());
            return tensors;
        }, null);
    }

    /** @param parts one for each output of the entry, in their order */
    private static Inquiry of(CompiledFunction function, Entry entry, List<String> sections, List<Part> parts) {
        List<String> names = entry.distinct().stream().map(Output::name).toList();
        int[] places = entry.outputs().stream().mapToInt(output -> names.indexOf(output.name())).toArray();
        return new Inquiry(function, sections, parts, arguments -> {
            List<Tensor> values = function.values(arguments.tensors());
            return Arrays.stream(places).mapToObj(values::get).toList();
        }, null);
    }

    /** A matrix of derivatives of tensors as rows, columns and values, which are computed as such. */
    static Inquiry inCoordinates(Analysis analysis, DerivativeKind kind) {
        CompiledFunction function = analysis.loadInCoordinates(kind);
        List<Signature.Argument> outputs = function.signature().results();
        boolean isSymmetric = kind.isSymmetric();
        List<Part> parts =
                new ArrayList<>(isSymmetric ? numberAndGradient(analysis, kind) : valueParts(analysis));
        List<String> sections = isSymmetric ? List.of("gradient", kind.toString()) : List.of(kind.toString());
        int first = parts.size();
        for (String list : SparseMatrix.LISTS) {
            parts.add(new Part(list, List.of(kind.toString(), list), outputs.get(first).type()));
        }
        return new Inquiry(function, sections, parts, arguments -> {
            List<Tensor> values = new ArrayList<>(function.values(arguments.tensors()));
            values.add(values.remove(first));
            return values;
        }, null);
    }

    /**
     * The same with the elements of the derivatives that are not 0 by structure in the place of all, as three lists:
     * rows, columns and values.
     *
     * @param structure which elements are not, row after row
     * @param name of the derivatives in JSON
     * @param isSymmetric whether the lower triangle says it all
     */
    Inquiry sparse(boolean[] structure, String name, boolean isSymmetric) {
        int first = (int) parts.stream().takeWhile(part -> !part.path().get(0).equals(name)).count();
        // rows are elements of results, and of variables in a Hessian, whose gradient stands before it
        int[] heights = parts.subList(isSymmetric ? 1 : 0, first).stream()
                .mapToInt(part -> (int) part.type().shape().size().literal())
                .toArray();
        List<Part> kept = new ArrayList<>(parts.subList(0, first));
        for (String list : SparseMatrix.LISTS) {
            kept.add(new Part(list, List.of(name, list), parts.get(0).type()));
        }
        return new Inquiry(function, sections, kept, arguments -> {
            List<Tensor> answer = asking.apply(arguments);
            List<Tensor> sparse = new ArrayList<>(answer.subList(0, first));
            sparse.addAll(SparseMatrix.of(answer.subList(first, answer.size()), heights, structure, isSymmetric));
            return sparse;
        }, null);
    }

    private static List<Part> valueParts(Analysis analysis) {
        return valueParts(analysis.function().signature().results());
    }

    private static List<Part> valueParts(List<Signature.Argument> results) {
        return results.stream()
                .map(result -> new Part(
                        result.name(),
                        results.size() == 1 ? List.of("value") : List.of("value", result.name()),
                        result.type()))
                .toList();
    }

    CompiledFunction function() {
        return function;
    }

    /** The objects in a JSON object that hold the derivatives. */
    List<String> sections() {
        return sections;
    }

    List<Part> parts() {
        return parts;
    }

    /** Whether {@link #ask(double[])} may be called. */
    boolean isOfNumbers() {
        return askingNumbers != null;
    }

    /** The parts of the answer at a point. */
    List<Tensor> ask(Arguments arguments) {
        try {
            return isOfNumbers() ? tensors(askingNumbers.apply(arguments.numbers())) : asking.apply(arguments);
        } catch (ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw wrongValues(e);
        }
    }

    private static List<Tensor> tensors(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Tensor::scalar).toList();
    }

    /** The same for a function of numbers. */
    double[] ask(double[] point) {
        return askingNumbers.apply(point);
    }

    /** What to say of values that the program cannot work with, such as an index out of an array. */
    static UsageException wrongValues(RuntimeException e) {
        return new UsageException(lineOf(e) + e.getMessage());
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
}
