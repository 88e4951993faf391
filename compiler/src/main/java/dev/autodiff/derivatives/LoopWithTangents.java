package dev.autodiff.derivatives;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.LoopOp.Final;
import dev.autodiff.graph.LoopOp.History;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Substitution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/** A copy of a loop that carries the tangents of its state as well: forward mode for loops. */
final class LoopWithTangents {
    private final Graph graph;
    private final Node source;
    private final Loop loop;
    private final int number;
    private final Map<Integer, Node> states = new TreeMap<>();
    private final Map<Integer, Integer> positions = new HashMap<>();
    private final Map<Node, Node> records = new HashMap<>();
    private Node result;

    /** @param isActive which values of the state have tangents */
    LoopWithTangents(Node source, IntPredicate isActive) {
        this.graph = source.graph();
        this.source = source;
        this.loop = (Loop) source.op();
        this.number = graph.newLoop();
        for (int i = 0; i < loop.carried(); i++) {
            if (isActive.test(i)) {
                positions.put(i, states.size());
                states.put(i, graph.carried(number, loop.carried() + states.size(), loop.initial(source, i).type()));
            }
        }
    }

    /** What the body sees of the tangents of the state, by the state's index. */
    Map<Integer, Node> states() {
        return states;
    }

    /** Builds the loop when the tangents of the body are known, in terms of the body of the source. */
    void close(UnaryOperator<Node> tangent) {
        List<Node> inputs = new ArrayList<>(List.of(loop.condition(source)));
        for (int i = 0; i < loop.carried(); i++) {
            inputs.add(loop.next(source, i));
        }
        states.keySet().forEach(index -> inputs.add(tangent.apply(loop.next(source, index))));
        loop.recorded(source).forEach(record -> inputs.add(tangent.apply(record)));
        List<Node> images = new Substitution(
                        graph, loop.number(), node -> Substitution.inOtherLoop(node, loop.number(), number))
                .apply(inputs);
        int carried = loop.carried() + states.size();
        List<Node> all = new ArrayList<>(List.of(loop.count(source), images.get(0)));
        for (int i = 0; i < loop.carried(); i++) {
            all.add(loop.initial(source, i));
        }
        states.keySet().forEach(index -> all.add(tangent.apply(loop.initial(source, index))));
        all.addAll(images.subList(1, 1 + carried));
        result = graph.node(new Loop(number, carried, loop.limits()), all.toArray(new Node[0]));
        for (int i = 0; i < loop.recorded(source).size(); i++) {
            records.put(loop.recorded(source).get(i), images.get(1 + carried + i));
        }
    }

    /**
     * The tangent of what something takes of the source: of a final value of the state, or of a history, whose tangent
     * is one.
     */
    Node tangent(Node taken) {
        if (taken.op() instanceof Final end) {
            return graph.finalValue(result, loop.carried() + positions.get(end.index()));
        }
        return graph.node(History.HISTORY, result, records.get(taken.input(1)));
    }
}
