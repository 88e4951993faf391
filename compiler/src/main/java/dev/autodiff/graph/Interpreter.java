package dev.autodiff.graph;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Support;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The reference semantics: evaluates the nodes one after the other, and decides what every other evaluator must answer.
 */
public final class Interpreter {
    /** Sees each value as it is computed, in loops those of each step. */
    interface Observer {
        /** @param inputs the values that it is computed from; null where an input is none, as of loops */
        void evaluated(Node node, double[] value, List<double[]> inputs);
    }

    private static final Observer NOBODY = (node, value, inputs) -> {};

    private final Map<Node, double[]> arguments;
    private final Map<String, Integer> sizes;
    private final Observer observer;
    private final Regions regions;
    private final double[][] values;
    private final Map<Node, double[][]> finals = new HashMap<>();
    private final Map<Node, List<double[]>> histories = new HashMap<>();
    private final Map<Integer, Double> stepNumbers = new HashMap<>();

    private Interpreter(
            int nodes,
            Regions regions,
            Map<Node, double[]> arguments,
            Map<String, Integer> sizes,
            Observer observer) {
        this.regions = regions;
        this.observer = observer;
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
    public static List<double[]> evaluate(
            List<Node> results, Map<Node, double[]> arguments, Map<String, Integer> sizes) {
        List<Node> settled = normalized(results);
        double[][] values = run(settled, arguments, sizes, NOBODY);
        return settled.stream().map(result -> values[result.id()]).toList();
    }

    /** Shows every value to an observer; the answer are the results as the observer sees them. */
    static List<Node> observe(
            List<Node> results, Map<Node, double[]> arguments, Map<String, Integer> sizes, Observer observer) {
        List<Node> settled = normalized(results);
        run(settled, arguments, sizes, observer);
        return settled;
    }

    private static List<Node> normalized(List<Node> results) {
        return results.stream().map(LoopNormalization.settle(results.get(0).graph(), results, true)).toList();
    }

    private static double[][] run(
            List<Node> settled, Map<Node, double[]> arguments, Map<String, Integer> sizes, Observer observer) {
        Interpreter interpreter = new Interpreter(
                settled.get(0).graph().size(), new Regions(settled), arguments, sizes, observer);
        interpreter.evaluateAll(interpreter.regions.outside());
        return interpreter.values;
    }

    private void evaluateAll(List<Node> nodes) {
        for (Node node : nodes) {
            if (node.op() instanceof LoopOp.Loop loop) {
                run(node, loop);
            } else {
                values[node.id()] = evaluate(node);
                if (observer != NOBODY) {
                    observer.evaluated(
                            node, values[node.id()], node.inputs().stream().map(input -> values[input.id()]).toList());
                }
            }
        }
    }

    private void run(Node node, LoopOp.Loop loop) {
        Regions.Body body = regions.bodyOf(node);
        double[] count = values[loop.count(node).id()];
        double[][] state = new double[loop.carried()][];
        Arrays.setAll(state, i -> values[loop.initial(node, i).id()]);
        List<List<double[]>> records = loop.recorded(node).stream()
                .<List<double[]>>map(record -> new ArrayList<>())
                .toList();
        double steps = 0;
        for (; steps < count[0]; steps++) {
            enter(node, loop, state, steps);
            evaluateAll(body.head());
            if (values[loop.condition(node).id()][0] == 0) {
                break;
            }
            if (steps == loop.limits().steps()) {
                throw Support.endless(node.line(), loop.limits().steps());
            }
            evaluateAll(body.tail());
            for (int i = 0; i < records.size(); i++) {
                records.get(i).add(values[loop.recorded(node).get(i).id()]);
            }
            Arrays.setAll(state, i -> values[loop.next(node, i).id()]);
        }
        for (int i = 0; i < records.size(); i++) {
            histories.put(body.histories().get(i), records.get(i));
        }
        values[node.id()] = new double[] {steps};
        finals.put(node, state);
    }

    /** Sets up what the body sees of the loop. */
    private void enter(Node node, LoopOp.Loop loop, double[][] state, double steps) {
        for (int i = 0; i < state.length; i++) {
            values[loop.state(node, i).id()] = state[i];
        }
        stepNumbers.put(loop.number(), steps);
    }

    private double[] ofLoop(Node node) {
        if (node.op() instanceof LoopOp.Final end) {
            return finals.get(node.input(0))[end.index()];
        }
        if (node.op() instanceof LoopOp.Recall recall) {
            List<double[]> history = histories.get(node.input(0));
            int step = stepNumbers.get(recall.loop()).intValue();
            return history.get(recall.backwards() ? history.size() - 1 - step : step);
        }
        return null;
    }

    private double[] evaluate(Node node) {
        Op op = node.op();
        if (op instanceof SymbolicOp symbolic) {
            return expanded(symbolic, node);
        }
        if (op instanceof ScalarOp scalar) {
            return pointwise(scalar, node);
        }
        if (op instanceof Identity) {
            return values[node.input(0).id()];
        }
        if (op instanceof TensorOp tensor) {
            return tensor.evaluate(node.inputs().stream().map(this::dense).toList(), node, sizes);
        }
        return op instanceof LoopOp ? ofLoop(node) : leaf(node);
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

    /** By the formula for which the operator stands, on a graph of its own. */
    private double[] expanded(SymbolicOp op, Node node) {
        Graph own = new Graph();
        Map<Node, double[]> inputs = new LinkedHashMap<>();
        for (Node input : node.inputs()) {
            inputs.put(own.parameter("x", input.type()), values[input.id()]);
        }
        return evaluate(List.of(op.expand(List.copyOf(inputs.keySet()))), inputs, sizes).get(0);
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
        if (node.op() instanceof Leaf.Carried) {
            return values[node.id()];
        }
        if (node.op() instanceof Leaf.StepNumber step) {
            return new double[] {stepNumbers.get(step.loop())};
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
