package dev.autodiff.lowering;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Concat;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.graph.Reduction;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Elements to compute and put somewhere: what one output of a loop does.
 *
 * @param node the stored node that this is a part of; null for a further copy of a value
 * @param space the indices to go through
 * @param value a node of this shape
 * @param rows which rows of the target it goes to, or null
 * @param fold what a value does to the element that is there, or null if it replaces it
 * @param fill what the buffer holds before, or NaN if that does not matter
 */
record Task(Node node, Shape space, Node value, Buffer target, Access access, Rows rows, Fold fold, double fill) {
    /**
     * Rows by their numbers.
     *
     * @param index a node whose elements are the numbers
     * @param check what they are checked against, or null if every number is right
     * @param stride how far apart they lie
     */
    record Rows(Node index, Step.Check check, Dimension stride) {}

    /** Computes a whole value into a buffer of its shape. */
    static Task copy(Node value, Buffer target, boolean adds) {
        return new Task(
                null,
                value.shape(),
                value,
                target,
                Access.dense(value.shape()),
                null,
                adds ? Fold.SUM : null,
                Double.NaN);
    }

    /** Writes a value to the row of the loop's step. */
    static Task record(Node value, Buffer target, Node loop, Dimension width) {
        return new Task(
                null,
                value.shape(),
                value,
                target,
                Access.dense(value.shape()),
                new Rows(loop, null, width),
                null,
                Double.NaN);
    }

    /** What it takes to compute a stored node that is no call of the library. */
    static List<Task> of(Node node, Buffer target, Storage storage) {
        if (node.op() instanceof Reduction reduction) {
            Node x = node.input(0);
            return List.of(new Task(
                    node,
                    x.shape(),
                    x,
                    target,
                    reduction.target(node),
                    null,
                    reduction.fold(),
                    reduction.fold().neutral()));
        }
        if (node.op() instanceof View.Pad pad) {
            Access places = pad.steps().through(Access.dense(node.shape()));
            return List.of(new Task(node, node.input(0).shape(), node.input(0), target, places, null, null, 0));
        }
        if (node.op() instanceof Concat concat) {
            List<Task> parts = new ArrayList<>();
            for (int i = 0; i < node.inputs().size(); i++) {
                Node inner = Stretches.inner(node.input(i));
                Access place = concat.place(i, node);
                if (inner == null || storage.isStored(inner)) {
                    parts.add(part(node, node.input(i), target, place));
                } else {
                    for (int k = 0; k < inner.inputs().size(); k++) {
                        Access within = ((Concat) inner.op()).place(k, inner);
                        parts.add(part(node, inner.input(k), target, within.shifted(place.offset())));
                    }
                }
            }
            return parts;
        }
        if (node.op() instanceof Indexing.ScatterAdd) {
            return List.of(rows(node, node.input(0), node.input(1), target, Fold.SUM, 0));
        }
        if (node.op() instanceof Indexing.Put put) {
            return List.of(rows(node, node.input(1), node.input(2), target, put.adds() ? Fold.SUM : null, Double.NaN));
        }
        return List.of(whole(node, node, target));
    }

    /** Gives a stored node's buffer the elements of a value of its shape. */
    static Task whole(Node node, Node value, Buffer target) {
        return new Task(node, node.shape(), value, target, Access.dense(node.shape()), null, null, Double.NaN);
    }

    private static Task part(Node node, Node part, Buffer target, Access place) {
        return new Task(node, part.shape(), part, target, place, null, null, Double.NaN);
    }

    private static Task rows(Node node, Node values, Node index, Buffer target, Fold fold, double fill) {
        List<Dimension> strides = new ArrayList<>(Collections.nCopies(index.shape().rank(), Dimension.ZERO));
        strides.addAll(node.shape().strides().subList(1, node.shape().rank()));
        Rows rows = new Rows(index, Step.Check.of(node, node.shape().dimension(0)), node.shape().strides().get(0));
        return new Task(node, values.shape(), values, target, new Access(Dimension.ZERO, strides), rows, fold, fill);
    }

    /** Whether it changes some rows of what its buffer holds, so that it comes behind all else that goes there. */
    boolean isUpdate() {
        return node != null && rows != null && Double.isNaN(fill);
    }
}
