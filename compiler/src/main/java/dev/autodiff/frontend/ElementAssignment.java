package dev.autodiff.frontend;

import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.frontend.library.Gathering;
import dev.autodiff.frontend.values.Guards;
import dev.autodiff.frontend.values.Known;
import dev.autodiff.frontend.values.Range;
import dev.autodiff.frontend.values.Site;
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
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Tensors with some elements replaced, {@code s[i, 1:3] = value}: as a graph has it, another tensor. */
final class ElementAssignment {
    private ElementAssignment() {}

    /**
     * What is replaced along an axis: a range, or one element where there is an index.
     *
     * @param numbers the indices of a range that begins at a computed one; else null
     */
    record Place(Range range, Node index, Node numbers) {}

    /** The tensor with other elements where the statement is run; where it is not, they keep their values. */
    static Node replaced(Node x, List<Place> places, Node value, Guards guards, Site site) {
        DType dtype = joined(x, value);
        Node old = TensorAlgebra.as(x, x.type().with(dtype));
        int rows = places.size();
        while (rows > 0 && isAll(places.get(rows - 1), x.shape().dimension(rows - 1))) {
            rows--;
        }
        Shape selected = new Shape(places.stream()
                .filter(place -> place.index() == null)
                .map(place -> place.range().length())
                .toList());
        Node values = fitted(value, old.type().with(selected));
        if (rows == 0) {
            Node condition = guards.condition(List.of(old, values));
            return condition == null ? values : where(condition, values, old);
        }
        Shape leading = x.shape().between(0, rows);
        Node rowsOfX = TensorAlgebra.reshape(
                old, x.shape().between(rows, x.shape().rank()).inserting(0, leading.size()));
        // single indices become harmless, and not what is made of them: no two elements may come to the same place
        List<Place> harmless = places.subList(0, rows).stream()
                .map(place -> place.index() == null
                        ? place
                        : new Place(place.range(), guards.harmless(place.index(), List.of(old, values)), null))
                .toList();
        Node index = Gathering.flat(positions(x.graph(), harmless, leading, site), leading);
        Node condition = guards.condition(List.of(old, values, index));
        Node put = condition == null
                ? values
                : where(condition, values, x.graph().node(new Indexing.Take(), rowsOfX, index));
        return TensorAlgebra.reshape(x.graph().node(new Indexing.Put(false), rowsOfX, put, index), x.shape());
    }

    private static Node fitted(Node value, Type selected) {
        boolean fits;
        try {
            fits = value.shape().broadcast(selected.shape(), "=").equals(selected.shape());
        } catch (ShapeException e) {
            fits = false;
        }
        if (!fits) {
            throw new ShapeException(
                    "a value of the shape " + value.shape() + " does not fit "
                            + (selected.isScalar() ? "a single element" : "elements of the shape " + selected.shape()),
                    "assign a number or a tensor of that shape");
        }
        return TensorAlgebra.as(value, selected);
    }

    private static boolean isAll(Place place, Dimension length) {
        return place.index() == null && place.numbers() == null && place.range().equals(Range.all(length));
    }

    /** Numbers adapt to the tensor; else the more general type counts. */
    private static DType joined(Node x, Node value) {
        DType dtype = x.type().dtype();
        boolean adapts = value.type().isScalar() && dtype.isReal() || dtype == DType.INT && Known.isWhole(value);
        return adapts ? dtype : DType.join(dtype, value.type().dtype());
    }

    /** The index along each axis, stretched to a common shape: ranges are vectors along axes of their own. */
    private static List<Node> positions(Graph graph, List<Place> places, Shape shape, Site site) {
        List<Dimension> lengths = places.stream()
                .filter(place -> place.index() == null)
                .map(place -> place.range().length())
                .toList();
        List<Node> positions = new ArrayList<>();
        int ranges = 0;
        for (int axis = 0; axis < places.size(); axis++) {
            Place place = places.get(axis);
            Dimension length = shape.dimension(axis);
            if (place.index() != null) {
                positions.add(TensorAlgebra.broadcast(
                        Gathering.placed(place.index(), length, site.axis(axis)), new Shape(lengths)));
            } else {
                Node numbers = place.numbers() != null ? place.numbers() : numbers(graph, place.range(), length);
                // a range of a known axis has been cut to it
                boolean isInside = isAll(place, length) || length.isLiteral() && place.numbers() == null;
                Node inside = isInside ? numbers : Gathering.placed(numbers, length, site.axis(axis));
                positions.add(TensorAlgebra.alongAxis(inside, ranges++, new Shape(lengths)));
            }
        }
        return Collections.unmodifiableList(positions);
    }

    /**
     * So many indices from a computed one on; one before the first element is none of an element, and does not count
     * from the end.
     */
    static Node numbersFrom(Node start, Dimension count, Dimension length) {
        Graph graph = start.graph();
        Node numbers = graph.node(new Leaf.Iota(count)).plus(start);
        return Gathering.whole(
                where(graph.node(Pointwise.LT, numbers, graph.constant(0)), graph.extent(length), numbers));
    }

    /** The indices of a range; one before the first element is none of an element, and does not count from the end. */
    static Node numbers(Graph graph, Range range, Dimension length) {
        Node counter = graph.node(new Leaf.Iota(range.length()));
        Node distances = range.step() == 1 ? counter : counter.times(graph.constant(range.step()));
        Node numbers = range.start().is(0) ? distances : distances.plus(graph.extent(range.start()));
        boolean isFromFront =
                range.step() > 0 && range.start().isLiteral() && range.start().literal() >= 0 || length.isLiteral();
        return Gathering.whole(
                isFromFront
                        ? numbers
                        : where(graph.node(Pointwise.LT, numbers, graph.constant(0)), graph.extent(length), numbers));
    }
}
