package dev.autodiff.graph;

import dev.autodiff.graph.LoopOp.Loop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What some results need. A loop that serves other results too has state and records that these do not need: they are
 * no part of it then.
 */
public final class Needs {
    private final boolean[] needed;
    private final boolean takesWholeStates;
    private final Map<Integer, List<Node>> loops = new HashMap<>();
    private final Map<Integer, SortedSet<Integer>> states = new HashMap<>();
    private final Map<Node, Set<Node>> records = new HashMap<>();
    private final Deque<Node> open = new ArrayDeque<>();

    private Needs(boolean[] needed, boolean takesWholeStates) {
        this.needed = needed;
        this.takesWholeStates = takesWholeStates;
    }

    public static Needs of(Collection<Node> results) {
        Graph graph = results.iterator().next().graph();
        boolean[] reachable = graph.reachable(results);
        for (int id = 0; id < reachable.length; id++) {
            if (reachable[id] && graph.get(id).op() instanceof Loop) {
                return followed(results, reachable.length, false);
            }
        }
        return new Needs(reachable, false);
    }

    /** The same, but for the state of each loop, all of which counts as needed. */
    static Needs withWholeStates(Collection<Node> results) {
        return followed(results, results.iterator().next().graph().size(), true);
    }

    private static Needs followed(Collection<Node> results, int nodes, boolean takesWholeStates) {
        Needs needs = new Needs(new boolean[nodes], takesWholeStates);
        results.forEach(needs::need);
        needs.followAll();
        return needs;
    }

    /** By id. */
    public boolean[] needed() {
        return needed;
    }

    /** The loops of a number: one, unless passes have left several forms of it. */
    List<Node> loops(int number) {
        return loops.getOrDefault(number, List.of());
    }

    /** The indices of the values of a loop's state that something reads. */
    public SortedSet<Integer> states(int loop) {
        return states.computeIfAbsent(loop, number -> new TreeSet<>());
    }

    /** The nodes of a loop's body whose histories something reads. */
    public List<Node> records(Node loop) {
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
            if (node.op() instanceof Loop loop) {
                follow(node, loop);
            } else {
                node.inputs().forEach(this::need);
            }
            if (node.op() instanceof Leaf.Carried state) {
                need(state.loop(), state.index());
            } else if (node.op() instanceof LoopOp.Final end) {
                need(((Loop) node.input(0).op()).number(), end.index());
            } else if (node.op() == LoopOp.History.HISTORY) {
                records.computeIfAbsent(node.input(0), loop -> new LinkedHashSet<>()).add(node.input(1));
            }
        }
    }

    private void follow(Node node, Loop loop) {
        loops.computeIfAbsent(loop.number(), number -> new ArrayList<>()).add(node);
        need(loop.count(node));
        need(loop.condition(node));
        states(loop.number()).forEach(index -> needState(node, index));
        for (int i = 0; i < loop.carried() && takesWholeStates; i++) {
            need(loop.number(), i);
        }
    }

    private void need(int number, int state) {
        if (states(number).add(state)) {
            loops(number).forEach(loop -> needState(loop, state));
        }
    }

    private void needState(Node node, int index) {
        Loop loop = (Loop) node.op();
        need(loop.initial(node, index));
        need(loop.next(node, index));
    }
}
