package dev.autodiff.lowering;

import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.LoopOp.History;
import dev.autodiff.graph.LoopOp.Limits;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Loops by chance around whatever the operators of {@link RandomTensors} make of their state, loops in loops among it.
 */
final class RandomLoops {
    private static final int MAX_DEPTH = 3;

    private final Graph graph;
    private final Random random;
    private final Map<String, Integer> sizes;
    private final List<Node> values;
    private final Runnable grow;
    private final Supplier<Node> pick;
    private int depth;

    /**
     * @param values that there are, to which bodies are added for a while
     * @param grow adds another value, if chance wants it
     * @param pick gives one of the values
     */
    RandomLoops(
            Graph graph,
            Random random,
            Map<String, Integer> sizes,
            List<Node> values,
            Runnable grow,
            Supplier<Node> pick) {
        this.graph = graph;
        this.random = random;
        this.sizes = sizes;
        this.values = values;
        this.grow = grow;
        this.pick = pick;
    }

    /** Adds what a loop ends with, and sometimes what another loop makes of its history. */
    Node next() {
        if (depth == MAX_DEPTH) {
            throw new IllegalArgumentException("too deep");
        }
        depth++;
        List<Node> body = new ArrayList<>();
        Node loop = loop(count(), List.of(), body);
        Node end = graph.finalValue(loop, random.nextInt(((LoopOp.Loop) loop.op()).carried()));
        values.add(end);
        List<Node> histories = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0 && !body.isEmpty(); i--) {
            histories.add(graph.node(History.HISTORY, loop, body.get(random.nextInt(body.size()))));
        }
        if (!histories.isEmpty()) {
            Node reader = loop(loop, histories, new ArrayList<>());
            end = graph.finalValue(reader, random.nextInt(((LoopOp.Loop) reader.op()).carried()));
        }
        depth--;
        return end;
    }

    private Node count() {
        return switch (random.nextInt(4)) {
            case 0 -> graph.extent(Dimension.named("n"));
            case 1 -> graph.node(Pointwise.MIN, total(pick.get()), graph.constant(3));
            default -> graph.constant(random.nextInt(5));
        };
    }

    private Node total(Node x) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            axes.add(axis);
        }
        return TensorAlgebra.as(TensorAlgebra.sum(x, axes), Type.NUMBER);
    }

    /**
     * @param histories that the body may read
     * @param members takes up the values of the body
     */
    private Node loop(Node count, List<Node> histories, List<Node> members) {
        int number = graph.newLoop();
        List<Node> initials = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            initials.add(pick.get());
        }
        List<Node> outside = List.copyOf(values);
        List<Node> states = new ArrayList<>();
        for (Node initial : initials) {
            states.add(graph.carried(number, states.size(), initial.type()));
        }
        values.addAll(states);
        values.add(TensorAlgebra.as(graph.stepNumber(number), Type.NUMBER));
        histories.forEach(history -> values.add(graph.node(new LoopOp.Recall(number, random.nextBoolean()), history)));
        for (int i = 2 + random.nextInt(6); i > 0; i--) {
            grow.run();
        }
        values.stream().filter(value -> value.loops().contains(number)).forEach(members::add);
        List<Node> inputs = new ArrayList<>(List.of(count, condition(states)));
        inputs.addAll(initials);
        states.forEach(state -> inputs.add(next(state)));
        values.clear();
        values.addAll(outside);
        return graph.node(new LoopOp.Loop(number, states.size(), Limits.DEFAULT), inputs.toArray(new Node[0]));
    }

    private Node condition(List<Node> states) {
        Node sum = total(states.get(random.nextInt(states.size())));
        return random.nextBoolean()
                ? graph.truth(true)
                : graph.node(Pointwise.LT, sum, graph.constant(random.nextGaussian() * 4));
    }

    /** Some value of the type, the state with another row, or a function of the state. */
    private Node next(Node state) {
        List<Node> fitting = values.stream().filter(value -> value.type().equals(state.type())).toList();
        Node fit = fitting.get(random.nextInt(fitting.size()));
        boolean hasRows = state.shape().rank() > 0 && state.shape().dimension(0).evaluate(sizes) > 0;
        if (hasRows && random.nextInt(4) == 0) {
            return Algebra.where(
                    graph.node(Pointwise.LT, total(state), graph.constant(random.nextGaussian())), put(put(fit)), fit);
        }
        return hasRows && random.nextBoolean() ? put(fit) : random.nextInt(3) > 0 ? fit : Algebra.sin(fit);
    }

    private Node put(Node x) {
        int rows = (int) x.shape().dimension(0).evaluate(sizes);
        double[] numbers = random.ints(1 + random.nextInt(3), -rows, rows).asDoubleStream().toArray();
        Node index = random.nextBoolean() ? graph.constant(random.nextInt(rows), Type.WHOLE)
                : TensorAlgebra.array(graph, numbers, new Type(DType.INT, Shape.of(numbers.length)));
        Node taken = graph.node(new Indexing.Take(), x, index);
        return graph.node(
                new Indexing.Put(random.nextBoolean()), x, random.nextBoolean() ? Algebra.sin(taken) : taken, index);
    }
}
