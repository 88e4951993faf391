package dev.autodiff.frontend.library;

import dev.autodiff.frontend.library.TensorFunctions.Table;
import dev.autodiff.graph.Cumulative;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Order;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.List;

/** Elements chosen by indices that are computed, by their order, or one after the other. */
final class Selection {
    private Selection() {}

    static void add(Table table) {
        table.add(
                "gather(x, axis, index)",
                a -> Gathering.gather(a.number("x"), axis(a, "axis"), Gathering.whole(a.indices("index")), a.site()));
        table.add(
                "scatter_add(x, axis, index, s)",
                a -> Gathering.scatterAdd(
                        a.number("x"), axis(a, "axis"), Gathering.whole(a.indices("index")), a.number("s"), a.site()));
        table.add(
                "index_select(x, axis, index)",
                a -> Gathering.take(a.number("x"), axis(a, "axis"), a.indices("index"), a.site()));
        table.add("take(x, index, axis?)", a -> {
            Node x = flat(a);
            return Gathering.take(x, a.axis("axis", 0, x.shape()), a.indices("index"), a.site());
        });
        table.add(
                "argsort(x, axis?, descending?)",
                a -> argsort(a, a.number("x"), a.axis("axis", -1, a.number("x").shape())));
        table.add("sort(x, axis?, descending?)", Selection::sort);
        table.add("topk(x, k, axis?)", Selection::topk);
        table.add("median(x, axis?, keepdims?)", Selection::median);
        table.add("cumsum(x, axis?)", a -> TensorAlgebra.cumulativeSum(flat(a), a.axis("axis", 0, flat(a).shape())));
        table.add(
                "cumprod(x, axis?)", a -> TensorAlgebra.cumulativeProduct(flat(a), a.axis("axis", 0, flat(a).shape())));
        for (Cumulative.Kind kind : Cumulative.Kind.values()) {
            table.add(kind.symbol() + "(x, axis?)", a -> {
                Node x = a.number("x");
                return TensorAlgebra.cumulative(kind, x, a.axis("axis", -1, x.shape()));
            });
        }
    }

    private static int axis(Arguments a, String parameter) {
        return a.axis(parameter, 0, a.number("x").shape());
    }

    /** The tensor itself, or as a vector where no axis is named. */
    private static Node flat(Arguments a) {
        Node x = a.number("x");
        return a.has("axis") ? x : TensorAlgebra.reshape(x, new Shape(List.of(x.shape().size())));
    }

    private static Node argsort(Arguments a, Node x, int axis) {
        return x.graph().node(new Order(Order.Kind.ARGSORT, axis), a.flag("descending", false) ? x.negate() : x);
    }

    private static Node sort(Arguments a) {
        Node x = a.number("x");
        int axis = a.axis("axis", -1, x.shape());
        return Gathering.gatherPlaces(x, axis, argsort(a, x, axis));
    }

    /** The largest elements, in falling order. */
    private static Node topk(Arguments a) {
        Node x = a.number("x");
        int axis = a.axis("axis", -1, x.shape());
        Dimension k = a.length("k");
        Dimension missing = x.shape().dimension(axis).minus(k);
        if (missing.isLiteral() && missing.literal() < 0) {
            throw a.shapeFailure("'topk' cannot take " + k + " elements along axis " + axis + " of " + x.shape(), "");
        }
        Node order = x.graph().node(new Order(Order.Kind.ARGSORT, axis), x.negate());
        return Gathering.gatherPlaces(x, axis, TensorAlgebra.part(order, axis, Dimension.ZERO, k));
    }

    /** The element in the middle, or the mean of the two in the middle. */
    private static Node median(Arguments a) {
        Node x = flat(a);
        int axis = a.axis("axis", 0, x.shape());
        Node order = x.graph().node(new Order(Order.Kind.ARGSORT, axis), x);
        Node sorted = Gathering.gatherPlaces(x, axis, order);
        Dimension length = x.shape().dimension(axis);
        if (length.is(0)) {
            throw a.shapeFailure("'median' of no elements: axis " + axis + " of " + x.shape() + " is empty", "");
        }
        Node low = Gathering.take(sorted, axis, half(a.graph(), length.plus(-1)), a.site());
        Node high = Gathering.take(sorted, axis, half(a.graph(), length), a.site());
        Node middle = low.plus(high).over(x.constant(2));
        Shape kept = a.number("x").shape().keeping(a.axes(a.number("x")));
        boolean keeps = a.flag("keepdims", false);
        return keeps ? TensorAlgebra.reshape(middle, kept) : middle;
    }

    /** Half of a length, rounded down, as an index. */
    private static Node half(Graph graph, Dimension length) {
        return length.isLiteral() ? graph.extent(Dimension.literal(length.literal() / 2))
                : Gathering.whole(graph.node(Pointwise.FLOOR, graph.extent(length).over(graph.constant(2))));
    }
}
