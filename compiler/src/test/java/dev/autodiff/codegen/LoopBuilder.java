package dev.autodiff.codegen;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.List;

/** Puts loops together node by node. */
final class LoopBuilder {
    private final Graph graph;
    private final int number;
    private final LoopOp.Limits limits;
    private final List<Node> initial = new ArrayList<>();
    private final List<Node> next = new ArrayList<>();

    LoopBuilder(Graph graph) {
        this(graph, LoopOp.Limits.DEFAULT);
    }

    LoopBuilder(Graph graph, LoopOp.Limits limits) {
        this.graph = graph;
        this.number = graph.newLoop();
        this.limits = limits;
    }

    /** A new value of the state, as the body sees it; until {@link #next} says otherwise, it stays. */
    Node state(Node start) {
        Node state = graph.carried(number, initial.size(), start.type());
        initial.add(start);
        next.add(state);
        return state;
    }

    void next(int index, Node value) {
        next.set(index, value);
    }

    Node step() {
        return graph.stepNumber(number);
    }

    /** The loop that goes on while the condition holds. */
    Node whileTrue(Node condition) {
        return loop(graph.constant(Double.POSITIVE_INFINITY), condition);
    }

    Node times(Node count) {
        return loop(count, graph.truth(true));
    }

    Node loop(Node count, Node condition) {
        List<Node> inputs = new ArrayList<>(List.of(count, condition));
        inputs.addAll(initial);
        inputs.addAll(next);
        return graph.node(new Loop(number, initial.size(), limits), inputs.toArray(Node[]::new));
    }

    /** What a node of another loop's body was, seen from this loop. */
    Node recall(Node loop, Node value, boolean backwards) {
        return graph.node(new LoopOp.Recall(number, backwards), graph.node(LoopOp.History.HISTORY, loop, value));
    }
}
