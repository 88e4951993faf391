package dev.autodiff.graph;

import java.util.List;
import java.util.Map;

/** The reference semantics: evaluates the nodes one after the other, and decides what every other evaluator must answer. */
public final class Interpreter {
    private Interpreter() {}

    /**
     * The values of {@code results}, each 1 or 0 where it is a truth.
     *
     * @param arguments a value for every parameter that the results need
     */
    public static double[] evaluate(List<Node> results, Map<Node, Double> arguments) {
        Graph graph = results.get(0).graph();
        boolean[] needed = graph.reachable(results);
        double[] values = new double[graph.size()];
        for (int id = 0; id < values.length; id++) {
            if (needed[id]) {
                values[id] = evaluate(graph.get(id), values, arguments);
            }
        }
        return results.stream().mapToDouble(result -> values[result.id()]).toArray();
    }

    private static double evaluate(Node node, double[] values, Map<Node, Double> arguments) {
        Op op = node.op();
        if (op instanceof ScalarOp scalar) {
            double a = values[node.input(0).id()];
            double b = scalar.arity() > 1 ? values[node.input(1).id()] : 0;
            double c = scalar.arity() > 2 ? values[node.input(2).id()] : 0;
            return scalar.value(a, b, c);
        }
        if (op instanceof Identity) {
            return values[node.input(0).id()];
        }
        if (op instanceof Leaf.Constant constant) {
            return constant.value();
        }
        if (op instanceof Leaf.Truth truth) {
            return truth.value() ? 1 : 0;
        }
        if (op instanceof Leaf.Parameter) {
            Double argument = arguments.get(node);
            if (argument == null) {
                throw new IllegalArgumentException("no value for parameter '" + op.symbol() + "'");
            }
            return argument;
        }
        throw new AssertionError(op);
    }
}
