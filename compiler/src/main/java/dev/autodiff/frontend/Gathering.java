package dev.autodiff.frontend;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Elements by indices that are computed. All of it comes down to taking rows, or adding to rows, along the first axis. */
final class Gathering {
    private Gathering() {}

    static Node whole(Node index) {
        return TensorAlgebra.as(index, index.type().with(DType.INT));
    }

    /** The parts of x along an axis, in whose place the axes of the index stand. */
    static Node take(Node x, int axis, Node index) {
        Node taken = x.graph().node(new Indexing.Take(), Axes.move(x, axis, 0), whole(index));
        return Axes.moveFirst(taken, index.shape().rank(), axis);
    }

    /**
     * Indices of several axes at once, stretched to a common shape; null stands for an axis that stays. The axes of the indices stand
     * in the place of the first one, or at the front if others stand between them, as in NumPy.
     *
     * @param guard makes the index of elements that do not exist harmless where the elements are not wanted
     */
    static Node takeTogether(Node x, List<Node> indices, UnaryOperator<Node> guard) {
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
        Node flat = guard.apply(flat(indexed.stream().map(indices::get).toList(), rows));
        Node flattened = TensorAlgebra.reshape(ordered, ordered.shape().between(indexed.size(), x.shape().rank()).inserting(0, rows.size()));
        Node taken = x.graph().node(new Indexing.Take(), flattened, flat);
        boolean together = indexed.get(indexed.size() - 1) - indexed.get(0) == indexed.size() - 1;
        return Axes.moveFirst(taken, common.rank(), together ? indexed.get(0) : 0);
    }

    /** The row-major place of an element by its index along each axis; none at all where one of the indices is out of range. */
    static Node flat(List<Node> indices, Shape shape) {
        Graph graph = indices.get(0).graph();
        List<Dimension> strides = shape.strides();
        Node place = null;
        Node inside = null;
        for (int axis = 0; axis < indices.size(); axis++) {
            Node length = graph.extent(shape.dimension(axis));
            Node index = whole(indices.get(axis));
            Node fromFront = where(graph.node(Pointwise.LT, index, graph.constant(0)), index.plus(length), index);
            Node valid = and(graph.node(Pointwise.GE, fromFront, graph.constant(0)), graph.node(Pointwise.LT, fromFront, length));
            Node distance = fromFront.times(graph.extent(strides.get(axis)));
            place = place == null ? distance : place.plus(distance);
            inside = inside == null ? valid : and(inside, valid);
        }
        return whole(where(inside, place, graph.extent(shape.size())));
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
    static Node gather(Node x, int axis, Node index) {
        requireInside(index.shape(), x.shape(), axis, "gather");
        Node flat = flat(positions(x.graph(), index.shape(), axis, index), x.shape());
        return x.graph().node(new Indexing.Take(), TensorAlgebra.reshape(x, new Shape(List.of(x.shape().size()))), flat);
    }

    /** {@code y = x} and then {@code y[i, index[i, j]] += s[i, j]} for axis 1, and so on: as PyTorch's scatter_add. */
    static Node scatterAdd(Node x, int axis, Node index, Node s) {
        requireInside(index.shape(), x.shape(), axis, "scatter_add");
        requireInside(index.shape(), s.shape(), -1, "scatter_add");
        Node used = s;
        for (int k = 0; k < s.shape().rank(); k++) {
            used = TensorAlgebra.part(used, k, Dimension.ZERO, index.shape().dimension(k));
        }
        Node flat = flat(positions(x.graph(), index.shape(), axis, index), x.shape());
        Node sums = x.graph().node(new Indexing.ScatterAdd(x.shape().size()), TensorAlgebra.as(used, used.type().with(x.type().dtype())), flat);
        return x.plus(TensorAlgebra.reshape(sums, x.shape()));
    }

    private static void requireInside(Shape index, Shape shape, int axis, String function) {
        boolean fits = index.rank() == shape.rank();
        for (int k = 0; fits && k < shape.rank(); k++) {
            Dimension rest = shape.dimension(k).minus(index.dimension(k));
            fits = k == axis || rest.isLiteral() && rest.literal() >= 0;
        }
        if (!fits) {
            throw new ShapeException("'" + function + "' cannot use indices of the shape " + index + " for the shape " + shape
                    + (axis < 0 ? "" : " along axis " + axis), "the other axes of the indices must not be longer");
        }
    }
}
