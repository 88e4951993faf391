package dev.autodiff.frontend.library;

import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.frontend.values.Axes;
import dev.autodiff.frontend.values.Guards;
import dev.autodiff.frontend.values.Site;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Placed;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Elements by indices that are computed. All of it comes down to taking rows, or adding to rows, along the first axis.
 */
public final class Gathering {
    private Gathering() {}

    public static Node whole(Node index) {
        return TensorAlgebra.as(index, index.type().with(DType.INT));
    }

    /** The parts of x along an axis, in whose place the axes of the index stand. */
    public static Node take(Node x, int axis, Node index, Site site) {
        Node taken = x.graph().node(new Indexing.Take(site.axis(axis)), Axes.move(x, axis, 0), whole(index));
        return Axes.moveFirst(taken, index.shape().rank(), axis);
    }

    /**
     * The parts by a list of indices that are wanted only where the conditions of the text at hand hold: elsewhere they
     * need not exist. Of an axis that may have no elements, which is what such a condition asks, there is an element
     * behind the last one to read.
     */
    public static Node takeIf(Guards guards, Node x, int axis, Node index, Site site) {
        Node condition = guards.condition(List.of(x, index));
        if (condition == null) {
            return take(x, axis, index, site);
        }
        Dimension length = x.shape().dimension(axis);
        Node harmless = where(condition, whole(index), index.constant(0));
        if (length.isLiteral() ? !length.is(0) : !condition.isKnown()) {
            return take(x, axis, harmless, site);
        }
        Node wanted = where(condition, x.graph().extent(length), x.constant(1));
        List<Dimension> starts = Collections.nCopies(x.shape().rank(), Dimension.ZERO);
        View.Steps steps = new View.Steps(starts, Collections.nCopies(starts.size(), 1));
        return take(
                TensorAlgebra.pad(x, steps, x.shape().with(axis, length.plus(1))),
                axis,
                placed(harmless, wanted, site.axis(axis)),
                site);
    }

    /**
     * Indices of several axes at once, stretched to a common shape; null stands for an axis that stays. The axes of the
     * indices stand in the place of the first one, or at the front if others stand between them, as in NumPy.
     */
    public static Node takeTogether(Node x, List<Node> indices, Site site) {
        List<Integer> indexed = new ArrayList<>();
        for (int axis = 0; axis < indices.size(); axis++) {
            if (indices.get(axis) != null) {
                indexed.add(axis);
            }
        }
        Shape common = Shape.SCALAR;
        for (int axis : indexed) {
            common = common.broadcast(indices.get(axis).shape(), "[…]");
        }
        List<Integer> order = new ArrayList<>(indexed);
        for (int axis = 0; axis < indices.size(); axis++) {
            if (indices.get(axis) == null) {
                order.add(axis);
            }
        }
        Node ordered = TensorAlgebra.permute(x, order);
        Shape rows = ordered.shape().between(0, indexed.size());
        Node flat = flat(
                indexed.stream()
                        .map(axis -> placed(indices.get(axis), x.shape().dimension(axis), site.axis(axis)))
                        .toList(),
                rows);
        Node flattened = TensorAlgebra.reshape(
                ordered,
                ordered.shape().between(indexed.size(), x.shape().rank()).inserting(0, rows.size()));
        Node taken = x.graph().node(new Indexing.Take(), flattened, flat);
        boolean together = indexed.get(indexed.size() - 1) - indexed.get(0) == indexed.size() - 1;
        return Axes.moveFirst(taken, common.rank(), together ? indexed.get(0) : 0);
    }

    /** The places that indices mean on an axis; others than those of elements are errors where they are computed. */
    public static Node placed(Node index, Dimension length, String axis) {
        return placed(index, index.graph().extent(length), axis);
    }

    private static Node placed(Node index, Node length, String axis) {
        return index.graph().node(new Placed(axis), whole(index), length);
    }

    /** The row-major place of an element by its place along each axis. */
    public static Node flat(List<Node> places, Shape shape) {
        Graph graph = places.get(0).graph();
        List<Dimension> strides = shape.strides();
        Node flat = null;
        for (int axis = 0; axis < places.size(); axis++) {
            Node distance = places.get(axis).times(graph.extent(strides.get(axis)));
            flat = flat == null ? distance : flat.plus(distance);
        }
        return whole(flat);
    }

    /** Which element along each axis but the given one an element of the shape is, as a tensor of the shape. */
    private static List<Node> positions(Graph graph, Shape shape, int axis, Node index) {
        List<Node> positions = new ArrayList<>();
        for (int k = 0; k < shape.rank(); k++) {
            positions.add(k == axis ? index : counter(graph, shape, k));
        }
        return positions;
    }

    /** The index along one axis in every place of a shape. */
    static Node counter(Graph graph, Shape shape, int axis) {
        return TensorAlgebra.alongAxis(graph.node(new Leaf.Iota(shape.dimension(axis))), axis, shape);
    }

    /** {@code y[i, j] = x[i, index[i, j]]} for axis 1, and so on: as PyTorch's gather. */
    static Node gather(Node x, int axis, Node index, Site site) {
        requireInside(index.shape(), x.shape(), axis, "gather");
        return gatherPlaces(x, axis, placed(index, x.shape().dimension(axis), site.axis(axis)));
    }

    /** The same for indices that are known to be places of elements. */
    static Node gatherPlaces(Node x, int axis, Node index) {
        Node flat = flat(positions(x.graph(), index.shape(), axis, index), x.shape());
        return x.graph()
                .node(
                        new Indexing.Take(),
                        TensorAlgebra.reshape(x, new Shape(List.of(x.shape().size()))),
                        flat);
    }

    /** {@code y = x} and then {@code y[i, index[i, j]] += s[i, j]} for axis 1, and so on: as PyTorch's scatter_add. */
    static Node scatterAdd(Node x, int axis, Node index, Node s, Site site) {
        requireInside(index.shape(), x.shape(), axis, "scatter_add");
        requireInside(index.shape(), s.shape(), -1, "scatter_add");
        Node used = s;
        for (int k = 0; k < s.shape().rank(); k++) {
            used = TensorAlgebra.part(used, k, Dimension.ZERO, index.shape().dimension(k));
        }
        Node flat = flat(
                positions(
                        x.graph(), index.shape(), axis, placed(index, x.shape().dimension(axis), site.axis(axis))),
                x.shape());
        Node sums = x.graph()
                .node(
                        new Indexing.ScatterAdd(x.shape().size()),
                        TensorAlgebra.as(used, used.type().with(x.type().dtype())),
                        flat);
        return x.plus(TensorAlgebra.reshape(sums, x.shape()));
    }

    private static void requireInside(Shape index, Shape shape, int axis, String function) {
        boolean fits = index.rank() == shape.rank();
        for (int k = 0; fits && k < shape.rank(); k++) {
            Dimension rest = shape.dimension(k).minus(index.dimension(k));
            fits = k == axis || rest.isLiteral() && rest.literal() >= 0;
        }
        if (!fits) {
            throw new ShapeException(
                    "'" + function + "' cannot use indices of the shape " + index + " for the shape " + shape
                            + (axis < 0 ? "" : " along axis " + axis),
                    "the other axes of the indices must not be longer");
        }
    }
}
