package dev.autodiff.cli;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Chooses the nodes that get a line of their own where a formula would be too long to read in one. */
final class Parts {
    /**
     * Up to this many operators and operands, written out, a set of formulas is read more easily without names for its
     * parts.
     */
    private static final long READABLE = 150;

    /** A part smaller than this is repeated. */
    private static final long SMALL = 4;

    /** Deeper formulas are broken; a chain of 100 000 terms must not be one recursion. */
    private static final int MAX_DEPTH = 40;

    private Parts() {}

    /** The parts with their names, in an order in which each one needs only earlier ones. */
    static Map<Node, String> of(Map<String, Node> results) {
        Graph graph = results.values().iterator().next().graph();
        boolean[] needed = graph.reachable(results.values());
        int[] uses = new int[needed.length];
        Set<String> taken = new HashSet<>(results.keySet());
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                graph.get(id).inputs().forEach(input -> uses[input.id()]++);
                if (graph.get(id).op() instanceof Leaf.Parameter parameter) {
                    taken.add(parameter.name());
                }
            }
        }
        boolean isReadable = writtenOut(graph, needed, results) <= READABLE;
        return choose(graph, needed, uses, isReadable, taken);
    }

    private static Map<Node, String> choose(
            Graph graph, boolean[] needed, int[] uses, boolean isReadable, Set<String> taken) {
        Map<Node, String> parts = new LinkedHashMap<>();
        long[] size = new long[needed.length];
        int[] depth = new int[needed.length];
        for (int id = 0; id < needed.length; id++) {
            Node node = graph.get(id);
            if (!needed[id] || node.op() instanceof Leaf) {
                continue;
            }
            for (Node input : node.inputs()) {
                size[id] += 1 + size[input.id()];
                depth[id] = Math.max(depth[id], 1 + depth[input.id()]);
            }
            boolean isShared = uses[id] > 1 && size[id] >= SMALL && !isReadable;
            if (isShared || depth[id] >= MAX_DEPTH && uses[id] > 0) {
                parts.put(node, name(node, taken));
                size[id] = 0;
                depth[id] = 0;
            }
        }
        return parts;
    }

    private static String name(Node node, Set<String> taken) {
        String name = node.name();
        for (int i = 1; name == null || !taken.add(name); i++) {
            name = "t" + i;
        }
        return name;
    }

    /** The length of all formulas without names for parts. */
    private static long writtenOut(Graph graph, boolean[] needed, Map<String, Node> results) {
        long[] size = new long[needed.length];
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                size[id] = 1;
                for (Node input : graph.get(id).inputs()) {
                    size[id] = Math.min(READABLE + 1, size[id] + size[input.id()]);
                }
            }
        }
        return results.values().stream().mapToLong(node -> size[node.id()]).sum();
    }
}
