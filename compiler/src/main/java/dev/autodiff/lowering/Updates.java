package dev.autodiff.lowering;

import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets nodes that can work in the place of another value, such as one that puts a row into it, wait for all others that
 * read that value: who comes last needs no copy.
 */
final class Updates {
    private final Part part;
    private final Parts parts;
    private final Storage storage;
    private final Map<Node, List<Node>> readers = new HashMap<>();
    private final List<Node> updates = new ArrayList<>();

    Updates(Part part, Parts parts, Storage storage) {
        this.part = part;
        this.parts = parts;
        this.storage = storage;
        for (Node node : part.nodes()) {
            if (!updated(node, storage).isEmpty()) {
                updates.add(node);
            }
        }
        if (!updates.isEmpty()) {
            part.nodes().forEach(node -> parts.inputs(node)
                    .forEach(input -> readers.computeIfAbsent(input, unused -> new ArrayList<>())
                            .add(node)));
        }
    }

    /** The values in whose place a node may put what it computes, if nobody reads them any more. */
    static List<Node> updated(Node node, Storage storage) {
        List<Node> values = node.op() instanceof Indexing.Put ? node.inputs().subList(0, 1)
                : node.op() instanceof LoopOp.Loop loop ? node.inputs().subList(2, 2 + loop.carried()) : List.of();
        return values.stream().map(value -> storage.whole(value) == null ? value : storage.whole(value)).toList();
    }

    /** Raises the earliest level of each update to those of the other readers; whether that changes anything. */
    boolean delay(int[] levels, int[] earliest) {
        boolean changes = false;
        for (Node update : updates) {
            for (Node value : updated(update, storage)) {
                int last = isOfCaller(value) ? 0 : lastReader(value, update, levels);
                changes |= last > levels[update.id()];
                earliest[update.id()] = Math.max(earliest[update.id()], last);
            }
        }
        return changes;
    }

    /**
     * Whether the value is not the function's own, or is read again in the next step: nothing is ever put in its place.
     */
    private boolean isOfCaller(Node value) {
        return value.op() instanceof Leaf && !(value.op() instanceof Leaf.Carried)
                || parts.of(value).loop() != part.loop();
    }

    /** The highest level of those that read the value without needing the update. */
    private int lastReader(Node value, Node update, int[] levels) {
        int last = 0;
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(readers.getOrDefault(value, List.of()));
        while (!open.isEmpty()) {
            Node reader = open.pop();
            if (reader == update || !seen.add(reader)) {
                continue;
            }
            if (!storage.isStored(reader)) {
                open.addAll(readers.getOrDefault(reader, List.of()));
            } else if (!updated(reader, storage).contains(value) && !needs(reader, update)) {
                last = Math.max(last, levels[reader.id()]);
            }
        }
        return last;
    }

    private boolean needs(Node node, Node other) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            Node next = open.pop();
            if (next == other) {
                return true;
            }
            if (next.id() > other.id() && seen.add(next)) {
                open.addAll(parts.inputs(next));
            }
        }
        return false;
    }
}
