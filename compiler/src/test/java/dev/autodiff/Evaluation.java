package dev.autodiff;

import dev.autodiff.derivatives.Reverse;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Programs of tensors by the reference semantics, as they are written. */
public final class Evaluation {
    private final Formula formula;
    private final Map<Node, double[]> arguments = new HashMap<>();
    private final Map<String, Integer> sizes;

    private Differentiated differentiated;

    private Evaluation(Formula formula, Map<String, Integer> sizes) {
        this.formula = formula;
        this.sizes = sizes;
    }

    /** After all rewrites, with the gradient. */
    public static Evaluation simplified(String program) {
        Differentiated function = Autodiff.analyze(new Source("test", program), Options.DEFAULT).function();
        Evaluation evaluation = new Evaluation(function.formula(), Map.of());
        evaluation.differentiated = function;
        return evaluation;
    }

    public List<String> variables() {
        return differentiated.variables();
    }

    /** The derivative of the sum of all elements. */
    public double[] simplifiedGradient(String variable) {
        if (!differentiated.cotangents().isEmpty()) {
            double[] ones = new double[(int) type().shape().size().evaluate(sizes)];
            Arrays.fill(ones, 1);
            arguments.put(differentiated.cotangents().get(0), ones);
        }
        return values(List.of(differentiated.gradient().get(differentiated.variables().indexOf(variable)))).get(0);
    }

    public static Evaluation of(String program) {
        return of(program, Map.of());
    }

    /** @param sizes what the named dimensions are */
    public static Evaluation of(String program, Map<String, Integer> sizes) {
        return new Evaluation(Autodiff.written(new Source("test", program), Options.DEFAULT), sizes);
    }

    /** @param types what the parameters are specialised to */
    public static Evaluation ofTypes(String program, Map<String, Type> types) {
        return new Evaluation(
                Autodiff.written(new Source("test", program), Options.DEFAULT.withArguments(types)), Map.of());
    }

    /** The same program for an argument, its elements in row-major order. */
    public Evaluation with(String parameter, double... elements) {
        arguments.put(node(parameter), elements);
        return this;
    }

    private Node node(String parameter) {
        return formula.parameters().stream()
                .filter(candidate -> candidate.name().equals(parameter))
                .findFirst()
                .orElseThrow()
                .node();
    }

    public Formula formula() {
        return formula;
    }

    public Type type() {
        return formula.result().type();
    }

    public double[] value() {
        return values(List.of(formula.result())).get(0);
    }

    /** The derivative of the sum of all elements by a parameter. */
    public double[] gradient(String parameter) {
        return values(Reverse.gradient(formula.result(), List.of(node(parameter)), formula.graph().constant(1))).get(0);
    }

    /** The vector–Jacobian products by parameters. */
    public List<double[]> pullback(double[] cotangent, List<String> parameters) {
        Node seed = formula.graph().parameter("seed", formula.result().type());
        arguments.put(seed, cotangent);
        return values(Reverse.gradient(formula.result(), parameters.stream().map(this::node).toList(), seed));
    }

    private List<double[]> values(List<Node> results) {
        List<double[]> values = new ArrayList<>(Interpreter.evaluate(results, arguments, sizes));
        for (int i = 0; i < values.size(); i++) {
            values.set(i, values.get(i).clone());
        }
        return values;
    }
}
