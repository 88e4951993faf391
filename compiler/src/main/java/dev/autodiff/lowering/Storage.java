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
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which values get an array of their own, and where the elements of the others lie: a view's in the array of its input.
 * What is neither is computed in the loops that need it.
 */
final class Storage {
    /** An expression of more operations is stored in between: loops stay small enough for one method, and recursion shallow. */
    static final int MAX_EXPRESSION = 200;

    /** Where the elements of a node lie; {@code base} has an array, or counts from 0. */
    record Located(Node base, Access access) {}

    private final Graph graph;
    private final boolean[] needed;
    private final Set<Node> given;
    private final Parts parts;
    private final boolean[] stored;
    private final int[] operations;
    private final Located[] located;

    /** @param given nodes whose elements the caller hands in */
    Storage(Graph graph, boolean[] needed, Set<Node> given, Parts parts) {
        this.graph = graph;
        this.needed = needed;
        this.given = given;
        this.parts = parts;
        this.stored = new boolean[needed.length];
        this.operations = new int[needed.length];
        this.located = new Located[needed.length];
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                demand(graph.get(id));
                located[id] = locate(graph.get(id));
            }
        }
        storeBeforeUpdates();
    }

    /** Gives the node an array as well; {@link #settle} follows. */
    void store(Node node) {
        stored[node.id()] = true;
    }

    /** Whether the elements are there before anything is computed: the caller's, or what the body of a loop sees of its state. */
    boolean isGiven(Node node) {
        return given.contains(node) || node.op() instanceof Leaf.Carried || node.op() instanceof Leaf.StepNumber;
    }

    boolean isStored(Node node) {
        return stored[node.id()];
    }

    /** Where the elements lie, or null if they are computed in the loops that need them. */
    Located located(Node node) {
        return located[node.id()];
    }

    /** Where the elements of a view lie in the array of its input, whether it has an array of its own or not. */
    Located throughView(Node view) {
        return view.op() instanceof View.Affine affine ? through(view, affine) : reshaped(view);
    }

    /** Locates all views again, when all that is stored is known. */
    void settle() {
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                located[id] = locate(graph.get(id));
            }
        }
    }

    /** Whether the elements lie in the array of the input; those of a padding do not. */
    static boolean isView(Node node) {
        return node.op() instanceof View && !(node.op() instanceof View.Pad);
    }

    private void demand(Node node) {
        if (isGiven(node)) {
            return;
        }
        demandFromOtherParts(node);
        if (isView(node)) {
            demandArray(node.input(0));
        } else if (node.op() instanceof Indexing.Take) {
            demandArray(node.input(0));
            demandArray(node.input(1));
        } else if (node.op() instanceof Indexing.ScatterAdd) {
            demandArray(node.input(1));
        } else if (node.op() instanceof Indexing.Put) {
            demandUpdate(node);
        } else if (node.op() instanceof LoopOp.Loop loop) {
            demandControl(node, loop);
        } else if (node.op() instanceof LibraryOp) {
            node.inputs().forEach(this::demandDense);
        } else {
            countOperations(node);
        }
        if (isRoot(node)) {
            store(node);
        }
    }

    /** Values that no loop can compute in passing. */
    private static boolean isRoot(Node node) {
        return node.op() instanceof Reduction || node.op() instanceof View.Pad || node.op() instanceof Concat
                || node.op() instanceof Indexing.ScatterAdd || node.op() instanceof Indexing.Put || node.op() instanceof LoopOp.Loop
                || node.op() instanceof LoopOp.Final || Fusion.isCall(node);
    }

    /** What another part of the program has computed is read, and not computed again in each step of a loop. */
    private void demandFromOtherParts(Node node) {
        Part part = node.op() instanceof LoopOp.Loop ? parts.body(node).tail() : parts.of(node);
        for (Node input : node.inputs()) {
            if (node.op() != LoopOp.History.HISTORY && parts.of(input) != part && isComputed(input) && !(input.op() instanceof Leaf)) {
                demandArray(input);
            }
        }
    }

    /** Rows are complete before the first is written: what they are computed from may lie where they go to. */
    private void demandUpdate(Node put) {
        Node rows = put.input(1);
        demandArray(put.input(2));
        if (!rows.type().isScalar() && !isGiven(rows) && !(rows.op() instanceof Leaf)) {
            store(rows);
            located[rows.id()] = locate(rows);
        }
    }

    private void demandControl(Node node, LoopOp.Loop loop) {
        if (!loop.condition(node).isTruth(true)) {
            demandDense(loop.condition(node));
        }
        if (!loop.isOpen(node) && lengthOf(loop.count(node)) == null) {
            demandDense(loop.count(node));
        }
    }

    /** The number of steps that is known as soon as the function is called, or null. */
    static Dimension lengthOf(Node count) {
        if (count.op() instanceof Leaf.Extent extent) {
            return extent.dimension();
        }
        boolean isWhole = count.op() instanceof Leaf.Constant constant && constant.value() == (int) constant.value();
        return isWhole ? Dimension.literal((long) ((Leaf.Constant) count.op()).value()) : null;
    }

    /** Rows are taken before others are written in their place, so that nothing else stands in the way of that. */
    private void storeBeforeUpdates() {
        Set<Node> updated = new HashSet<>();
        for (Part part : parts.all()) {
            for (Node node : part.nodes()) {
                updated.addAll(Levels.updated(node));
            }
        }
        for (int id = 0; id < needed.length; id++) {
            if (needed[id] && graph.get(id).op() instanceof Indexing.Take && updated.contains(graph.get(id).input(0))) {
                store(graph.get(id));
            }
        }
    }

    /** What it takes to find an element, in operations: a place that is not that of dense elements is computed along each axis. */
    static int costOfPlace(Access access, Shape space) {
        return access.isDense(space) ? 1 : Math.max(1, space.rank());
    }

    private void countOperations(Node node) {
        if (node.op() instanceof ScalarOp) {
            int sum = 1;
            for (Node input : node.inputs()) {
                Located place = located[input.id()];
                sum += place == null ? operations[input.id()] : costOfPlace(place.access(), input.shape());
            }
            for (Node input : node.inputs()) {
                boolean tooLong = sum > MAX_EXPRESSION && operations[input.id()] > MAX_EXPRESSION / 4;
                if (tooLong && !stored[input.id()] && input.op() instanceof ScalarOp) {
                    store(input);
                    sum -= operations[input.id()] - 1;
                }
            }
            operations[node.id()] = sum;
        }
    }

    /** Something reads elements of the node by index. */
    private void demandArray(Node node) {
        boolean isComputed = !isGiven(node) && isComputed(node);
        if (isComputed) {
            store(node);
            located[node.id()] = locate(node);
        }
    }

    private static boolean isComputed(Node node) {
        return node.op() instanceof ScalarOp || node.op() instanceof Indexing.Take || node.op() instanceof LoopOp.Recall
                || node.op() instanceof Leaf.Constant || node.op() instanceof Leaf.Truth || node.op() instanceof Leaf.Extent;
    }

    /** Something reads the elements as they lie in memory. */
    private void demandDense(Node node) {
        demandArray(node);
        Located place = located[node.id()];
        boolean whole = place.base() != node && !place.access().equals(Access.dense(node.shape()));
        if (whole || isCounted(place.base())) {
            store(node);
            located[node.id()] = locate(node);
        }
    }

    private static boolean isCounted(Node node) {
        return node.op() instanceof Leaf.Iota;
    }

    private Located locate(Node node) {
        if (stored[node.id()] || isGiven(node) || node.op() instanceof Leaf.Array || isCounted(node)) {
            return new Located(node, Access.dense(node.shape()));
        }
        return isView(node) ? throughView(node) : null;
    }

    private Located through(Node view, View.Affine affine) {
        Located input = located[view.input(0).id()];
        return new Located(input.base(), affine.through(input.access(), view.input(0).shape()));
    }

    /** Dense elements stay dense under any shape, and axes of length 1 come and go; anything else is copied. */
    private Located reshaped(Node view) {
        Node x = view.input(0);
        Located input = located[x.id()];
        if (input.access().isDense(x.shape())) {
            return new Located(input.base(), new Access(input.access().offset(), view.shape().strides()));
        }
        if (longAxes(x.shape()).equals(longAxes(view.shape()))) {
            return new Located(input.base(), new Access(input.access().offset(), withoutShortAxes(input.access(), x.shape(), view.shape())));
        }
        store(x);
        located[x.id()] = locate(x);
        return new Located(x, new Access(Dimension.ZERO, view.shape().strides()));
    }

    private static List<Dimension> longAxes(Shape shape) {
        return shape.dimensions().stream().filter(dimension -> !dimension.is(1)).toList();
    }

    private static List<Dimension> withoutShortAxes(Access access, Shape from, Shape to) {
        List<Dimension> strides = new ArrayList<>();
        int axis = 0;
        for (Dimension dimension : to.dimensions()) {
            if (dimension.is(1)) {
                strides.add(Dimension.ZERO);
            } else {
                while (from.dimension(axis).is(1)) {
                    axis++;
                }
                strides.add(access.strides().get(axis++));
            }
        }
        return strides;
    }
}
