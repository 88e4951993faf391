package dev.autodiff.lowering;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Concat;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LibraryOp;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Reduction;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the values that must be stored: what no loop can compute in passing, and what is read by index or from another
 * part.
 *
 * <p>A view is stored if one of its readers cannot take the elements from where they lie. That is decided at the view's
 * own turn, when its readers are known and what stands before it in the graph has its place for good: else it might
 * move once more.
 */
final class Demands {
    private final Storage storage;
    private final Graph graph;
    private final boolean[] needed;
    private final Parts parts;
    private final Stretches stretches;
    private final BodyLimits limits;
    private final int[] operations;

    /** Who reads the elements of a node as they lie in memory. */
    private final Map<Node, List<Node>> readers = new HashMap<>();

    Demands(Storage storage, Graph graph, boolean[] needed, Parts parts, BodyLimits limits) {
        this.storage = storage;
        this.graph = graph;
        this.needed = needed;
        this.parts = parts;
        this.limits = limits;
        this.stretches = new Stretches(graph, needed, parts);
        this.operations = new int[needed.length];
    }

    /** Stores what has to be, from the leaves on, and locates all. */
    void fulfil() {
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                findReader(graph.get(id));
            }
        }
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                demand(graph.get(id));
                storage.locateAgain(graph.get(id));
                storeForReaders(graph.get(id));
            }
        }
        storeBeforeUpdates();
    }

    private void findReader(Node node) {
        boolean readsPlaces = node.op() instanceof LibraryOp || node.op() instanceof View.Reshape
                || node.op() instanceof LoopOp.Loop || node.op() instanceof Indexing.Put;
        if (readsPlaces && !storage.isGiven(node)) {
            node.inputs().forEach(input -> readers.computeIfAbsent(input, unused -> new ArrayList<>()).add(node));
        }
    }

    /** Gives a node whose elements lie in the array of another one its own array, if a reader needs that. */
    private void storeForReaders(Node node) {
        Storage.Located place = storage.located(node);
        List<Node> all = readers.getOrDefault(node, List.of());
        if (place != null && all.stream().anyMatch(reader -> !canRead(reader, node, place))) {
            storage.store(node);
            storage.locateAgain(node);
        }
    }

    private static boolean canRead(Node reader, Node node, Storage.Located place) {
        if (reader.op() instanceof View.Reshape) {
            return Storage.reshaped(place.access(), node.shape(), reader.shape()) != null;
        }
        if (reader.op() instanceof Indexing.Put) {
            return place.base() == node || node != rows(reader) || node.type().isScalar();
        }
        boolean isDense = place.base() == node || place.access().equals(Access.dense(node.shape()));
        if (reader.op() instanceof LoopOp.Loop loop) {
            return isDense && !Storage.isCounted(place.base()) || !isControl(node, reader, loop);
        }
        boolean isReadable = isDense || ((LibraryOp) reader.op()).canRead(place.access(), node.shape());
        return isReadable && !Storage.isCounted(place.base());
    }

    private void demand(Node node) {
        if (storage.isGiven(node)) {
            return;
        }
        demandFromOtherParts(node);
        if (Storage.isView(node)) {
            demandArray(node.input(0));
        } else if (node.op() instanceof Indexing.Take) {
            demandArray(node.input(0));
            demandIndex(node, node.input(1));
        } else if (node.op() instanceof Indexing.ScatterAdd) {
            demandArray(node.input(1));
        } else if (node.op() instanceof Indexing.Put) {
            demandUpdate(node);
        } else if (node.op() instanceof LoopOp.Loop loop) {
            node.inputs().stream().filter(input -> isControl(input, node, loop)).forEach(this::demandArray);
        } else if (node.op() instanceof LibraryOp) {
            node.inputs().forEach(this::demandArray);
        } else {
            countOperations(node);
        }
        if (isRoot(node)) {
            storage.store(node);
        }
    }

    /** Values that no loop can compute in passing. */
    private boolean isRoot(Node node) {
        return node.op() instanceof Reduction
                || node.op() instanceof View.Pad
                || node.op() instanceof Concat && !stretches.contains(node)
                || node.op() instanceof Indexing.ScatterAdd
                || node.op() instanceof Indexing.Put
                || node.op() instanceof LoopOp.Loop
                || node.op() instanceof LoopOp.Final
                || Fusion.isCall(node);
    }

    /** What another part of the program has computed is read, and not computed again in each step of a loop. */
    private void demandFromOtherParts(Node node) {
        Part part = node.op() instanceof LoopOp.Loop ? parts.body(node).tail() : parts.of(node);
        for (Node input : node.inputs()) {
            if (node.op() != LoopOp.History.HISTORY
                    && parts.of(input) != part
                    && isComputed(input)
                    && !(input.op() instanceof Leaf)) {
                demandArray(input);
            }
        }
    }

    /** An index by which one number is taken is computed on the way; one for many is read again and again. */
    private void demandIndex(Node node, Node index) {
        if (!node.type().isScalar() || operations[index.id()] > limits.expression() / 2) {
            demandArray(index);
        }
        operations[node.id()] = 1 + (storage.located(index) == null ? operations[index.id()] : 1);
    }

    /** Rows are complete before the first is written: what they are computed from may lie where they go to. */
    private void demandUpdate(Node put) {
        if (!rows(put).type().isScalar()) {
            demandArray(put.input(2));
            demandArray(rows(put));
        }
    }

    /** What is put into some rows. */
    private static Node rows(Node put) {
        return put.input(1);
    }

    /** Whether a loop is controlled by the elements of the node. */
    private static boolean isControl(Node node, Node repeat, LoopOp.Loop loop) {
        boolean isCondition = node == loop.condition(repeat) && !node.isTruth(true);
        return isCondition || node == loop.count(repeat) && !loop.isOpen(repeat) && Storage.lengthOf(node) == null;
    }

    /** Rows are taken before others are written in their place, so that nothing else stands in the way of that. */
    private void storeBeforeUpdates() {
        for (Part part : parts.all()) {
            Set<Node> updated = new HashSet<>();
            part.nodes().forEach(node -> updated.addAll(Updates.updated(node, storage)));
            part.nodes().stream()
                    .filter(node -> node.op() instanceof Indexing.Take
                            && updated.contains(storage.located(node.input(0)).base()))
                    .forEach(storage::store);
        }
    }

    private void countOperations(Node node) {
        if (node.op() instanceof ScalarOp) {
            int sum = operations(node);
            for (Node input : node.inputs()) {
                boolean tooLong = sum > limits.expression() && operations[input.id()] > limits.expression() / 4;
                if (tooLong && !storage.isStored(input) && input.op() instanceof ScalarOp) {
                    storage.store(input);
                    sum = limits.countsDepth() ? 1 : sum - operations[input.id()] + 1;
                }
            }
            operations[node.id()] = sum;
        }
    }

    private int operations(Node node) {
        int all = 0;
        for (Node input : node.inputs()) {
            Storage.Located place = storage.located(input);
            int ofInput =
                    place == null ? operations[input.id()] : Storage.costOfPlace(place.access(), input.shape());
            all = limits.countsDepth() ? Math.max(all, ofInput) : all + ofInput;
        }
        return all + 1;
    }

    /** Something reads elements of the node by index. */
    private void demandArray(Node node) {
        boolean isComputed = !storage.isGiven(node) && isComputed(node);
        if (isComputed) {
            storage.store(node);
            storage.locateAgain(node);
        }
    }

    private static boolean isComputed(Node node) {
        return node.op() instanceof ScalarOp
                || node.op() instanceof Indexing.Take
                || node.op() instanceof LoopOp.Recall
                || node.op() instanceof Leaf.Constant
                || node.op() instanceof Leaf.Truth
                || node.op() instanceof Leaf.Extent;
    }
}
