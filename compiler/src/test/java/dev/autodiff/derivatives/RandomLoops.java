package dev.autodiff.derivatives;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.cos;
import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.sin;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.LoopOp.Limits;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random functions of numbers with loops in loops and branches; smooth at random points, and of moderate size. */
final class RandomLoops {
    private static final int MAX_DEPTH = 3;

    private final Graph graph = new Graph();
    private final Random random;
    private final List<Node> parameters = new ArrayList<>();

    private RandomLoops(long seed) {
        random = new Random(seed);
    }

    /** @param parameters of the result */
    record Example(List<Node> parameters, Node result) {}

    static Example of(long seed) {
        return new RandomLoops(seed).example();
    }

    private Example example() {
        for (int i = 0; i < 3; i++) {
            parameters.add(graph.parameter("x" + i));
        }
        List<Node> values = new ArrayList<>(parameters);
        statements(values, 3 + random.nextInt(4), 0);
        Node result = values.get(values.size() - 1);
        for (int i = 0; i < 3; i++) {
            result = result.plus(any(values));
        }
        return new Example(parameters, result);
    }

    /** Adds values to those that are visible. */
    private void statements(List<Node> values, int count, int depth) {
        for (int i = 0; i < count; i++) {
            if (depth < MAX_DEPTH && random.nextInt(3) == 0) {
                loop(values, depth);
            } else {
                values.add(operation(any(values), any(values), any(values)));
            }
        }
    }

    private Node operation(Node a, Node b, Node c) {
        return switch (random.nextInt(9)) {
            case 0 -> a.plus(b);
            case 1 -> sin(a).times(b);
            case 2 -> tanh(a.minus(b));
            case 3 -> a.over(graph.constant(1).plus(b.power(2)));
            case 4 -> where(graph.node(Pointwise.LT, a, b), sin(c), c.times(a));
            case 5 -> exp(tanh(a)).times(cos(b));
            case 6 -> a.times(graph.constant(0.5 + random.nextInt(3)));
            case 7 -> tanh(a.times(b).plus(c));
            default -> a.minus(c);
        };
    }

    private void loop(List<Node> values, int depth) {
        int number = graph.newLoop();
        int carried = 1 + random.nextInt(3);
        List<Node> inputs = new ArrayList<>(List.of(count(values)));
        List<Node> inside = new ArrayList<>(values);
        for (int i = 0; i < carried; i++) {
            inside.add(graph.carried(number, i, Type.NUMBER));
        }
        inputs.add(condition(inside, number));
        for (int i = 0; i < carried; i++) {
            inputs.add(any(values));
        }
        statements(inside, 1 + random.nextInt(4), depth + 1);
        for (int i = 0; i < carried; i++) {
            Node next = random.nextInt(4) == 0
                    ? any(inside)
                    : tanh(any(inside)).plus(any(inside).times(graph.constant(0.25)));
            inputs.add(random.nextInt(6) == 0 ? next.plus(graph.stepNumber(number).times(any(inside))) : next);
        }
        Node loop = graph.node(new Loop(number, carried, Limits.DEFAULT), inputs.toArray(new Node[0]));
        for (int i = 0; i < carried; i++) {
            values.add(graph.finalValue(loop, i));
        }
    }

    private Node count(List<Node> values) {
        Node few = graph.constant(random.nextInt(5), Type.WHOLE);
        return random.nextInt(3) > 0
                ? few
                : where(graph.node(Pointwise.LT, any(values), any(values)), few, graph.constant(2, Type.WHOLE));
    }

    private Node condition(List<Node> inside, int number) {
        if (random.nextBoolean()) {
            return graph.truth(true);
        }
        Node bounded = graph.node(Pointwise.LT, any(inside), graph.constant(2));
        return random.nextBoolean()
                ? bounded
                : and(bounded, graph.node(Pointwise.LT, graph.stepNumber(number), graph.constant(3)));
    }

    private Node tanh(Node x) {
        return graph.node(Pointwise.TANH, x);
    }

    private Node any(List<Node> values) {
        // later values more often, so that chains become long
        int index = Math.max(random.nextInt(values.size()), random.nextInt(values.size()));
        return values.get(index);
    }
}
