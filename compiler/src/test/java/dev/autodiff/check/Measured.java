package dev.autodiff.check;

import dev.autodiff.Autodiff;
import dev.autodiff.Level;
import dev.autodiff.Options;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/**
 * What {@link AccuracyGrid} compares with the truth: a formula as it is written, and what is computed of it.
 *
 * @param numbers the value and derivatives, each by what it is a derivative by
 * @param computed these numbers at a point
 * @param inside a point of the domain
 */
record Measured(
        String name, Formula written, List<List<Node>> numbers, UnaryOperator<double[]> computed, double[] inside) {
    /** No formula has more variables. */
    private static final double[] ORDINARY = {0.7, 1.3, 0.4, 2.1};

    /** By the interpreter; without second derivatives if they are refused. */
    static Measured of(Subject subject) {
        List<Node> variables = subject.variables(subject.written());
        Optional<Entry> hessian = hessian(subject);
        List<Node> nodes = new ArrayList<>(List.of(subject.function().formula().result()));
        nodes.addAll(subject.function().gradient());
        return new Measured(
                subject.name(),
                subject.written(),
                numbers(variables, hessian.isPresent()),
                hessian.<UnaryOperator<double[]>>map(entry -> point -> byRows(evaluated(entry, point), variables.size()))
                        .orElse(point -> subject.interpret(nodes, point)),
                subject.points().get(0));
    }

    private static Optional<Entry> hessian(Subject subject) {
        try {
            return Optional.of(subject.hessian().get());
        } catch (CompileException refused) {
            return Optional.empty();
        }
    }

    /** The value, and each first derivative before the second ones that are derivatives of it. */
    private static List<List<Node>> numbers(List<Node> variables, boolean hasSecond) {
        List<List<Node>> numbers = new ArrayList<>(List.of(List.of()));
        for (Node x : variables) {
            numbers.add(List.of(x));
            if (hasSecond) {
                variables.forEach(y -> numbers.add(List.of(x, y)));
            }
        }
        return numbers;
    }

    /** Value, gradient and Hessian. */
    private static double[] evaluated(Entry entry, double[] point) {
        Map<Node, Double> arguments = new HashMap<>();
        for (int i = 0; i < point.length; i++) {
            arguments.put(entry.inputs().get(i).node(), point[i]);
        }
        return Interpreter.evaluate(entry.outputs().stream().map(Entry.Output::node).toList(), arguments);
    }

    /** The same numbers, each row of the Hessian after the derivative that it belongs to. */
    private static double[] byRows(double[] entry, int count) {
        double[] numbers = new double[1 + count * (count + 1)];
        numbers[0] = entry[0];
        for (int i = 0; i < count; i++) {
            int row = 1 + i * (count + 1);
            numbers[row] = entry[1 + i];
            System.arraycopy(entry, 1 + count + i * count, numbers, row + 1, count);
        }
        return numbers;
    }

    /** By the class that it becomes. */
    static Measured of(String formula, Level level) {
        Source source = new Source("test", "f = " + formula);
        Formula written = Autodiff.written(source, Options.DEFAULT);
        CompiledFunction function = Autodiff.compile(source, Options.DEFAULT.withLevel(level));
        List<Node> variables = written.parameters().stream().map(Formula.Parameter::node).toList();
        return new Measured(
                formula,
                written,
                numbers(variables, true),
                point -> derivatives(function, point),
                Arrays.copyOf(ORDINARY, variables.size()));
    }

    private static double[] derivatives(CompiledFunction function, double[] point) {
        double[] gradient = function.gradient(point);
        DoubleStream numbers = DoubleStream.concat(
                DoubleStream.of(function.value(point)),
                DoubleStream.concat(
                        Arrays.stream(gradient),
                        Arrays.stream(function.hessian(point)).flatMapToDouble(Arrays::stream)));
        return byRows(numbers.toArray(), gradient.length);
    }

    @Override
    public String toString() {
        return name;
    }
}
