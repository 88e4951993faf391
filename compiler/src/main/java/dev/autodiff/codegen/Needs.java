package dev.autodiff.codegen;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What some results need. A loop that serves other results too has state and records that these do not need: they are no part of
 * it then.
 */
final class Needs {
    private final boolean[] needed;
    private final Map<Integer, Node> loops = new HashMap<>();
    private final Map<Integer, Set<Integer>> states = new HashMap<>();
    private final Map<Node, Set<Node>> records = new HashMap<>();
    private final Deque<Node> open = new ArrayDeque<>();

    private Needs(boolean[] needed) {
        this.needed = needed;
    }

    static Needs of(Collection<Node> results) {
        Graph graph = results.iterator().next().graph();
        boolean[] reachable = graph.reachable(results);
        for (int id = 0; id < reachable.length; id++) {
            if (reachable[id] && graph.get(id).op() instanceof LoopOp) {
                Needs needs = new Needs(new boolean[reachable.length]);
                results.forEach(needs::need);
                needs.followAll();
                return needs;
            }
        }
        return new Needs(reachable);
    }

    boolean[] needed() {
        return needed;
    }

    /** The indices of the values of a loop's state that something reads. */
    List<Integer> states(LoopOp.Loop loop) {
        return List.copyOf(states.getOrDefault(loop.number(), Set.of()));
    }

    /** The nodes of a loop's body whose histories something reads. */
    List<Node> records(Node loop) {
        return List.copyOf(records.getOrDefault(loop, Set.of()));
    }

    private void need(Node node) {
        if (!needed[node.id()]) {
            needed[node.id()] = true;
            open.push(node);
        }
    }

    private void followAll() {
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (node.op() instanceof LoopOp.Loop loop) {
                loops.put(loop.number(), node);
                need(loop.count(node));
                need(loop.condition(node));
                statesOf(loop.number()).forEach(index -> needState(node, index));
            } else {
                node.inputs().forEach(this::need);
            }
            if (node.op() instanceof Leaf.Carried state) {
                need(state.loop(), state.index());
            } else if (node.op() instanceof LoopOp.Final end) {
                need(((LoopOp.Loop) node.input(0).op()).number(), end.index());
            } else if (node.op() == LoopOp.History.HISTORY) {
                records.computeIfAbsent(node.input(0), loop -> new LinkedHashSet<>()).add(node.input(1));
            }
        }
    }

    private Set<Integer> statesOf(int loop) {
        return states.computeIfAbsent(loop, number -> new TreeSet<>());
    }

    private void need(int loop, int state) {
        Node node = loops.get(loop);
        if (statesOf(loop).add(state) && node != null) {
            needState(node, state);
        }
    }

    private void needState(Node node, int index) {
        LoopOp.Loop loop = (LoopOp.Loop) node.op();
        need(loop.initial(node, index));
        need(loop.next(node, index));
    }
}
