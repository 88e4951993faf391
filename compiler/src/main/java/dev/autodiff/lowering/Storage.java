package dev.autodiff.lowering;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides which values get an array of their own, and where the elements of the others lie: a view's in the array of
 * its input. What is neither is computed in the loops that need it.
 */
final class Storage {
    /** Where the elements of a node lie; {@code base} has an array, or counts from 0. */
    record Located(Node base, Access access) {}

    private final Graph graph;
    private final boolean[] needed;
    private final Set<Node> given;
    private final boolean[] stored;
    private final Located[] located;

    /** @param given nodes whose elements the caller hands in */
    Storage(Graph graph, boolean[] needed, Set<Node> given, Parts parts, BodyLimits limits) {
        this.graph = graph;
        this.needed = needed;
        this.given = given;
        this.stored = new boolean[needed.length];
        this.located = new Located[needed.length];
        new Demands(this, graph, needed, parts, limits).fulfil();
    }

    /** Gives the node an array as well; {@link #settle} follows. */
    void store(Node node) {
        stored[node.id()] = true;
    }

    /**
     * Whether the elements are there before anything is computed: the caller's, or what the body of a loop sees of its
     * state.
     */
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

    /** The node whose array holds the elements, in the same order and no others; null if there is none. */
    Node whole(Node node) {
        Located place = located(node);
        boolean isWhole = place != null
                && !isCounted(place.base())
                && place.base().shape().size().equals(node.shape().size())
                && place.base().type().dtype() == node.type().dtype()
                && place.access().equals(Access.dense(node.shape()));
        return isWhole ? place.base() : null;
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

    /** The number of steps that is known as soon as the function is called, or null. */
    static Dimension lengthOf(Node count) {
        if (count.op() instanceof Leaf.Extent extent) {
            return extent.dimension();
        }
        boolean isWhole = count.op() instanceof Leaf.Constant constant && constant.value() == (int) constant.value();
        return isWhole ? Dimension.literal((long) ((Leaf.Constant) count.op()).value()) : null;
    }

    /**
     * What it takes to find an element, in operations: a place that is not that of dense elements is computed along
     * each axis.
     */
    static int costOfPlace(Access access, Shape space) {
        return access.isDense(space) ? 1 : Math.max(1, space.rank());
    }

    static boolean isCounted(Node node) {
        return node.op() instanceof Leaf.Iota;
    }

    /** Locates a node when something new is known about what is stored. */
    void locateAgain(Node node) {
        located[node.id()] = locate(node);
    }

    private Located locate(Node node) {
        if (stored[node.id()] || isGiven(node) || node.op() instanceof Leaf.Array || isCounted(node)) {
            return new Located(node, Access.dense(node.shape()));
        }
        return isView(node) && located[node.input(0).id()] != null ? throughView(node) : null;
    }

    private Located through(Node view, View.Affine affine) {
        Located input = located[view.input(0).id()];
        return new Located(input.base(), affine.through(input.access(), view.input(0).shape()));
    }

    private Located reshaped(Node view) {
        Located input = located[view.input(0).id()];
        Access access = reshaped(input.access(), view.input(0).shape(), view.shape());
        if (access == null) {
            throw new IllegalStateException("the elements of " + view + " lie in no order");
        }
        return new Located(input.base(), access);
    }

    /**
     * Dense elements stay dense under any shape, and axes that follow each other become one; null for anything else.
     */
    static Access reshaped(Access access, Shape from, Shape to) {
        return access.isDense(from) ? new Access(access.offset(), to.strides()) : merged(access, from, to);
    }

    /**
     * Where elements lie if each axis is one or several axes of another shape, or of length 1; null if it is not, or
     * not evenly spaced.
     */
    private static Access merged(Access access, Shape from, Shape to) {
        List<Dimension> strides = new ArrayList<>();
        int axis = 0;
        for (Dimension dimension : to.dimensions()) {
            Dimension product = Dimension.ONE;
            Dimension stride = Dimension.ZERO;
            while (!product.equals(dimension)) {
                if (axis == from.rank()) {
                    return null;
                }
                Dimension length = from.dimension(axis);
                Dimension next = access.strides().get(axis++);
                if (!length.is(1)) {
                    if (!product.is(1) && !stride.equals(next.times(length))) {
                        return null;
                    }
                    product = product.times(length);
                    stride = next;
                }
            }
            strides.add(stride);
        }
        return new Access(access.offset(), strides);
    }
}
