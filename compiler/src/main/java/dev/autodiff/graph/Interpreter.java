package dev.autodiff.graph;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reference semantics: evaluates the nodes one after the other, and decides what every other evaluator must answer. */
public final class Interpreter {
    private final Map<Node, double[]> arguments;
    private final Map<String, Integer> sizes;
    private final double[][] values;

    private Interpreter(int nodes, Map<Node, double[]> arguments, Map<String, Integer> sizes) {
        this.arguments = arguments;
        this.sizes = sizes;
        this.values = new double[nodes][];
    }

    /**
     * The values of scalar {@code results}, each 1 or 0 where it is a truth.
     *
     * @param arguments a value for every parameter that the results need
     */
    public static double[] evaluate(List<Node> results, Map<Node, Double> arguments) {
        Map<Node, double[]> arrays = new HashMap<>();
        arguments.forEach((parameter, value) -> arrays.put(parameter, new double[] {value}));
        return evaluate(results, arrays, Map.of()).stream().mapToDouble(value -> value[0]).toArray();
    }

    /**
     * The elements of the results in row-major order, 1 or 0 where they are truths.
     *
     * @param arguments the elements of every parameter that the results need
     * @param sizes what the named dimensions are
     */
    public static List<double[]> evaluate(List<Node> results, Map<Node, double[]> arguments, Map<String, Integer> sizes) {
        Graph graph = results.get(0).graph();
        boolean[] needed = graph.reachable(results);
        Interpreter interpreter = new Interpreter(graph.size(), arguments, sizes);
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                interpreter.values[id] = interpreter.evaluate(graph.get(id));
            }
        }
        return results.stream().map(result -> interpreter.values[result.id()]).toList();
    }

    private double[] evaluate(Node node) {
        Op op = node.op();
        if (op instanceof ScalarOp scalar) {
            return pointwise(scalar, node);
        }
        if (op instanceof Identity) {
            return values[node.input(0).id()];
        }
        if (op instanceof TensorOp tensor) {
            return tensor.evaluate(node.inputs().stream().map(this::dense).toList(), node, sizes);
        }
        return leaf(node);
    }

    private Dense dense(Node node) {
        return new Dense(node.shape().lengths(sizes), values[node.id()]);
    }

    private double[] pointwise(ScalarOp op, Node node) {
        double[] a = values[node.input(0).id()];
        double[] b = op.arity() > 1 ? values[node.input(1).id()] : a;
        double[] c = op.arity() > 2 ? values[node.input(2).id()] : a;
        double[] y = new double[a.length];
        DType dtype = node.type().dtype();
        for (int i = 0; i < y.length; i++) {
            y[i] = dtype.round(op.value(a[i], b[i], c[i]));
        }
        return y;
    }

    private double[] leaf(Node node) {
        if (node.op() instanceof Leaf.Parameter) {
            double[] argument = arguments.get(node);
            if (argument == null) {
                throw new IllegalArgumentException("no value for parameter '" + node.op().symbol() + "'");
            }
            return argument;
        }
        if (node.op() instanceof Leaf.Array array) {
            return array.values();
        }
        double[] y = new double[node.type().isScalar() ? 1 : Tensor.size(node.shape().lengths(sizes))];
        if (node.op() instanceof Leaf.Constant constant) {
            Arrays.fill(y, constant.value());
        } else if (node.op() instanceof Leaf.Truth truth) {
            Arrays.fill(y, truth.value() ? 1 : 0);
        } else if (node.op() instanceof Leaf.Extent extent) {
            y[0] = extent.dimension().evaluate(sizes);
        } else if (node.op() instanceof Leaf.Iota) {
            Arrays.setAll(y, i -> i);
        } else if (node.op() instanceof Leaf.Random random) {
            random.routine().run(List.of(), y, sizes);
        } else {
            throw new AssertionError(node);
        }
        return y;
    }
}
