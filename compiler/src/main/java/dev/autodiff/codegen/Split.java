package dev.autodiff.codegen;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A function in parts, each small enough for a method that HotSpot compiles. Values that one part computes and another
 * reads go through a workspace; a place in it is taken again once its last reader has run.
 */
final class Split {
    /** Something to do: keep the value of a node, or store it as the result of this index. */
    record Item(Node node, int result) {
        static final int KEEP = -1;

        boolean isStore() {
            return result != KEEP;
        }
    }

    /**
     * @param incoming values of earlier parts, or parameters, that this part reads more than once: it copies them to
     * locals
     */
    record Part(List<Item> items, Set<Node> incoming) {}

    private final Schedule schedule;
    private final List<Part> parts = new ArrayList<>();
    private final Map<Node, Integer> lastReader = new HashMap<>();
    private final Map<Node, Integer> definition = new HashMap<>();
    private final Map<Node, Integer> places = new HashMap<>();
    private int workspaceSize;

    /** @param maxBytes of the items of one part, by the schedule's upper bounds */
    Split(Schedule schedule, List<Node> stores, int maxBytes) {
        this.schedule = schedule;
        cut(items(schedule, stores), maxBytes);
        allocate();
    }

    List<Part> parts() {
        return parts;
    }

    /** Whether all parts are small enough: a loop that is too large cannot be cut. */
    boolean fits(int maxBytes) {
        return parts.stream()
                .flatMap(part -> part.items().stream())
                .noneMatch(item -> isLoop(item) && cost(item) > maxBytes);
    }

    int workspaceSize() {
        return workspaceSize;
    }

    /** The place in the workspace of a value that crosses from one part to another; null for the others. */
    Integer place(Node node) {
        return places.get(node);
    }

    private static List<Item> items(Schedule schedule, List<Node> stores) {
        List<Item> items = new ArrayList<>();
        schedule.root().steps().forEach(step -> items.add(new Item(step, Item.KEEP)));
        for (int i = 0; i < stores.size(); i++) {
            items.add(new Item(stores.get(i), i));
        }
        return items;
    }

    private void cut(List<Item> items, int maxBytes) {
        List<Item> current = new ArrayList<>();
        long bytes = 0;
        for (Item item : items) {
            long cost = cost(item);
            if (bytes + cost > maxBytes && !current.isEmpty()) {
                close(current);
                current = new ArrayList<>();
                bytes = 0;
            }
            current.add(item);
            bytes += cost;
        }
        close(current);
    }

    /** A place in the workspace takes up to 12 bytes to read, three times a local, and 20 more to write beside one. */
    private long cost(Item item) {
        if (!isLoop(item)) {
            return 3L * schedule.cost(item.node()) + 24;
        }
        // what a loop reads is copied to locals before
        return schedule.costOfStep(item.node())
                + 24L
                        * (outputs(item).size()
                                + Reads.ofStep(schedule, item.node()).size());
    }

    private static boolean isLoop(Item item) {
        return !item.isStore() && item.node().op() instanceof LoopOp.Loop;
    }

    /** What others may read when this has been done. */
    private List<Node> outputs(Item item) {
        if (item.isStore()) {
            return List.of();
        }
        List<Node> outputs = new ArrayList<>(List.of(item.node()));
        outputs.addAll(isLoop(item) ? schedule.iteration(item.node()).finals() : List.of());
        return outputs;
    }

    private void close(List<Item> items) {
        int part = parts.size();
        Map<Node, Integer> reads = new LinkedHashMap<>();
        for (Item item : items) {
            reads(item).forEach((node, count) -> reads.merge(node, isLoop(item) ? 2 : count, Integer::sum));
            outputs(item).forEach(node -> definition.put(node, part));
        }
        Set<Node> incoming = new LinkedHashSet<>();
        reads.forEach((node, count) -> {
            lastReader.put(node, part);
            if (count > 1 && definition.getOrDefault(node, -1) != part) {
                incoming.add(node);
            }
        });
        parts.add(new Part(items, incoming));
    }

    private Map<Node, Integer> reads(Item item) {
        return item.isStore() ? Reads.ofValue(schedule, item.node()) : Reads.ofStep(schedule, item.node());
    }

    /** Places from the first part to the last, taken at the definition and given back after the last reader. */
    private void allocate() {
        Deque<Integer> free = new ArrayDeque<>();
        Map<Integer, List<Node>> endings = new TreeMap<>();
        for (Node node : lastReader.keySet().stream().sorted((a, b) -> Integer.compare(a.id(), b.id())).toList()) {
            if (node.op() instanceof Leaf.Parameter) {
                take(node, free, endings);
            }
        }
        for (int part = 0; part < parts.size(); part++) {
            for (Item item : parts.get(part).items()) {
                for (Node node : outputs(item)) {
                    if (lastReader.getOrDefault(node, part) > part) {
                        take(node, free, endings);
                    }
                }
            }
            endings.getOrDefault(part, List.of()).forEach(node -> free.push(places.get(node)));
        }
    }

    private void take(Node node, Deque<Integer> free, Map<Integer, List<Node>> endings) {
        places.put(node, free.isEmpty() ? workspaceSize++ : free.pop());
        endings.computeIfAbsent(lastReader.get(node), part -> new ArrayList<>()).add(node);
    }
}
