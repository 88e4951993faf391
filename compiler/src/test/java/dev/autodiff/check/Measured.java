package dev.autodiff.check;

import dev.autodiff.Autodiff;
import dev.autodiff.Level;
import dev.autodiff.Options;
import dev.autodiff.derivatives.Reverse;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

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

    /** By the interpreter, before second derivatives are simplified. */
    static Measured of(Subject subject) {
        List<Node> written = subject.variables(subject.written());
        List<Node> variables = subject.variables(subject.function().formula());
        List<List<Node>> numbers = new ArrayList<>(List.of(List.of()));
        List<Node> nodes = new ArrayList<>(List.of(subject.function().formula().result()));
        for (int i = 0; i < written.size(); i++) {
            Node partial = subject.function().gradient().get(i);
            numbers.add(List.of(written.get(i)));
            nodes.add(partial);
            for (int j = 0; j < written.size(); j++) {
                Optional<Node> second = derivativeUnlessRefused(partial, variables.get(j));
                if (second.isPresent()) {
                    numbers.add(List.of(written.get(i), written.get(j)));
                    nodes.add(second.get());
                }
            }
        }
        return new Measured(
                subject.name(),
                subject.written(),
                numbers,
                point -> subject.interpret(nodes, point),
                subject.points().get(0));
    }

    /** By the class that it becomes. */
    static Measured of(String formula, Level level) {
        Source source = new Source("test", "f = " + formula);
        Formula written = Autodiff.written(source, Options.DEFAULT);
        CompiledFunction function = Autodiff.compile(source, Options.DEFAULT.withLevel(level));
        List<Node> variables = written.parameters().stream().map(Formula.Parameter::node).toList();
        List<List<Node>> numbers = new ArrayList<>(List.of(List.of()));
        for (Node x : variables) {
            numbers.add(List.of(x));
            variables.forEach(y -> numbers.add(List.of(x, y)));
        }
        return new Measured(
                formula,
                written,
                numbers,
                point -> derivatives(function, point),
                Arrays.copyOf(ORDINARY, variables.size()));
    }

    private static double[] derivatives(CompiledFunction function, double[] point) {
        double[] gradient = function.gradient(point);
        double[][] hessian = function.hessian(point);
        double[] all = new double[1 + gradient.length * (gradient.length + 1)];
        all[0] = function.value(point);
        for (int i = 0; i < gradient.length; i++) {
            int row = 1 + i * (gradient.length + 1);
            all[row] = gradient[i];
            System.arraycopy(hessian[i], 0, all, row + 1, gradient.length);
        }
        return all;
    }

    private static Optional<Node> derivativeUnlessRefused(Node partial, Node variable) {
        try {
            return Optional.of(Reverse.gradient(partial, List.of(variable), partial.constant(1)).get(0));
        } catch (UnsupportedOperationException refused) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
