package dev.autodiff.codegen;

import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Graphs of numbers at random, with loops in loops and in branches, and loops that read what others have recorded. */
final class RandomLoops {
    private static final int MAX_DEPTH = 3;
    private static final List<Pointwise> UNARY =
            List.of(Pointwise.SIN, Pointwise.NEG, Pointwise.ABS, Pointwise.EXP, Pointwise.FLOOR, Pointwise.SQRT);
    private static final List<Pointwise> BINARY =
            List.of(Pointwise.ADD, Pointwise.SUB, Pointwise.MUL, Pointwise.DIV, Pointwise.MIN, Pointwise.HYPOT);
    private static final List<Pointwise> COMPARISONS =
            List.of(Pointwise.LT, Pointwise.LE, Pointwise.GT, Pointwise.GE, Pointwise.EQ, Pointwise.NE);

    private final Graph graph = new Graph();
    private final Random random;
    private final List<Node> parameters = List.of(graph.parameter("x"), graph.parameter("y"));
    private int depth;

    RandomLoops(int seed) {
        this.random = new Random(seed);
    }

    /** What may be read where something is computed. */
    private record Scope(List<Node> numbers, List<Node> truths) {
        Scope copy() {
            return new Scope(new ArrayList<>(numbers), new ArrayList<>(truths));
        }
    }

    NumberFunction function() {
        Scope scope = new Scope(new ArrayList<>(parameters), new ArrayList<>(List.of(graph.truth(true))));
        fill(scope);
        Node[] results = new Node[1 + random.nextInt(3)];
        for (int i = 0; i < results.length; i++) {
            results[i] = any(scope.numbers()).over(graph.constant(1 + i));
        }
        return new NumberFunction(parameters, results);
    }

    private void fill(Scope scope) {
        for (int i = 3 + random.nextInt(6); i > 0; i--) {
            graph.at(1 + random.nextInt(9));
            int kind = random.nextInt(10);
            if (kind < 5) {
                scope.numbers().add(number(scope));
            } else if (kind < 7) {
                scope.truths().add(truth(scope));
            } else if (depth < MAX_DEPTH) {
                loop(scope);
            }
            if (random.nextInt(6) == 0) {
                last(scope.numbers()).suggestName("v" + random.nextInt(4));
            }
        }
    }

    private Node number(Scope scope) {
        Node a = any(scope.numbers());
        Node b = any(scope.numbers());
        return switch (random.nextInt(6)) {
            case 0 -> graph.node(UNARY.get(random.nextInt(UNARY.size())), a);
            case 1 -> Algebra.where(any(scope.truths()), a, b);
            case 2 -> graph.node(new IntegerPower(2 + random.nextInt(3)), a);
            case 3 -> graph.constant(random.nextInt(5) - 1.5).times(a);
            default -> graph.node(BINARY.get(random.nextInt(BINARY.size())), a, b);
        };
    }

    private Node truth(Scope scope) {
        Node a = any(scope.truths());
        return switch (random.nextInt(5)) {
            case 0 -> Algebra.and(a, any(scope.truths()));
            case 1 -> Algebra.or(a, any(scope.truths()));
            case 2 -> Algebra.not(a);
            default -> graph.node(
                    COMPARISONS.get(random.nextInt(COMPARISONS.size())), any(scope.numbers()), any(scope.numbers()));
        };
    }

    private void loop(Scope scope) {
        depth++;
        LoopBuilder builder = new LoopBuilder(graph);
        Scope body = scope.copy();
        List<Node> states = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            Node state = builder.state(random.nextInt(4) == 0 ? any(scope.truths()) : real(any(scope.numbers())));
            states.add(state);
            (state.type().isTruth() ? body.truths() : body.numbers()).add(state);
        }
        body.numbers().add(builder.step());
        fill(body);
        for (int i = 0; i < states.size(); i++) {
            builder.next(i, states.get(i).type().isTruth() ? any(body.truths()) : real(any(body.numbers())));
        }
        Node loop = builder.loop(count(scope), random.nextBoolean() ? graph.truth(true) : any(body.truths()));
        depth--;
        for (int i = 0; i < states.size(); i++) {
            (states.get(i).type().isTruth() ? scope.truths() : scope.numbers()).add(graph.finalValue(loop, i));
        }
        scope.numbers().add(loop);
        if (random.nextInt(3) == 0) {
            reader(scope, loop, body, states.get(0).loops());
        }
    }

    /** Few steps, and in some branches none. */
    private Node count(Scope scope) {
        Node some = graph.constant(random.nextInt(5));
        return switch (random.nextInt(3)) {
            case 0 -> some;
            case 1 -> Algebra.where(any(scope.truths()), some, graph.constant(0));
            default -> Algebra.min(Algebra.abs(any(scope.numbers())), graph.constant(4));
        };
    }

    private void reader(Scope scope, Node loop, Scope body, Set<Integer> within) {
        LoopBuilder builder = new LoopBuilder(graph);
        Node sum = builder.state(real(any(scope.numbers())));
        Node next = sum.times(graph.constant(0.5));
        List<Node> recorded = body.numbers().stream().filter(node -> node.loops().containsAll(within)).toList();
        for (int i = random.nextInt(4); i >= 0; i--) {
            next = next.plus(builder.recall(loop, any(recorded), random.nextBoolean()));
        }
        List<Node> truths = body.truths().stream().filter(node -> node.loops().containsAll(within)).toList();
        if (!truths.isEmpty()) {
            next = Algebra.where(builder.recall(loop, any(truths), random.nextBoolean()), next, sum);
        }
        builder.next(0, next);
        scope.numbers().add(graph.finalValue(builder.times(loop), 0));
    }

    private Node real(Node number) {
        return number.type().isReal() ? number : number.over(graph.constant(1));
    }

    /** More often what has been computed last. */
    private Node any(List<Node> nodes) {
        return nodes.get(Math.max(random.nextInt(nodes.size()), random.nextInt(nodes.size())));
    }

    private static Node last(List<Node> nodes) {
        return nodes.get(nodes.size() - 1);
    }
}
