package dev.autodiff.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sorts the nodes that some results need by the loops in whose bodies they are. Within each region they are in an order
 * in which they can be computed, and a loop in it is one of them.
 */
public final class Regions {
    /**
     * What a loop does in each step.
     *
     * @param head what its condition needs, which is computed before each step and once more at the end
     * @param tail what only a step that is made needs
     * @param histories the nodes that stand for what the loop records, in the order of what it records
     */
    public record Body(List<Node> head, List<Node> tail, List<Node> histories) {}

    private final Graph graph;
    private final boolean[] needed;
    private final Map<Integer, Node> loops = new LinkedHashMap<>();
    private final Map<Integer, Integer> depths = new HashMap<>();
    private final Map<Integer, List<Node>> members = new HashMap<>();
    private final Map<List<Node>, Node> histories = new HashMap<>();
    private final List<Node> outside = new ArrayList<>();
    private final Map<Node, Body> bodies = new HashMap<>();

    /** @param results whose loops have been settled */
    public Regions(Collection<Node> results) {
        this.graph = results.iterator().next().graph();
        this.needed = graph.reachable(results);
        findLoops();
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                Node node = graph.get(id);
                Integer loop = innermost(node);
                (loop == null ? outside : members.computeIfAbsent(loop, number -> new ArrayList<>())).add(node);
                if (node.op() == LoopOp.History.HISTORY) {
                    histories.put(node.inputs(), node);
                }
            }
        }
        loops.values().forEach(loop -> bodies.put(loop, body(loop)));
    }

    /** A loop has a lower id than those around it. */
    private void findLoops() {
        for (int id = needed.length - 1; id >= 0; id--) {
            if (needed[id] && graph.get(id).op() instanceof LoopOp.Loop loop) {
                Node node = graph.get(id);
                if (loops.put(loop.number(), node) != null) {
                    throw new AssertionError("two loops of the number " + loop.number());
                }
                depths.put(loop.number(), 1 + node.loops().stream().mapToInt(depths::get).max().orElse(0));
            }
        }
    }

    private Integer innermost(Node node) {
        Integer innermost = null;
        for (Integer loop : node.loops()) {
            innermost = innermost == null || depths.get(loop) > depths.get(innermost) ? loop : innermost;
        }
        return innermost;
    }

    private Body body(Node node) {
        LoopOp.Loop loop = (LoopOp.Loop) node.op();
        boolean[] forCondition = new boolean[node.id()];
        if (loop.condition(node).loops().contains(loop.number())) {
            mark(loop.condition(node), loop.number(), forCondition);
        }
        List<Node> head = new ArrayList<>();
        List<Node> tail = new ArrayList<>();
        for (Node member : members.getOrDefault(loop.number(), List.of())) {
            (member.id() < forCondition.length && forCondition[member.id()] ? head : tail).add(member);
        }
        return new Body(
                head,
                tail,
                loop.recorded(node).stream()
                        .map(record -> histories.get(List.of(node, record)))
                        .toList());
    }

    /** Marks what a node needs of a loop's body. */
    private void mark(Node condition, int loop, boolean[] marked) {
        marked[condition.id()] = true;
        for (int id = condition.id(); id >= 0; id--) {
            if (marked[id]) {
                for (Node input : graph.get(id).inputs()) {
                    marked[input.id()] |= input.loops().contains(loop);
                }
            }
        }
    }

    /** The nodes outside of all loops. */
    public List<Node> outside() {
        return outside;
    }


    /** What a loop of the results does. */
    public Body bodyOf(Node loop) {
        return bodies.get(loop);
    }
}
