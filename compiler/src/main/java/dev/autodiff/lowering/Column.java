package dev.autodiff.lowering;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One element of each row, as a column, read where it lies: {@code cameras[camera][:, k]} is {@code
 * cameras[:, k][camera]}. So rows that an index looks up are not copied; a loop over all rows reads what it needs of
 * them.
 *
 * <p>From the rows back through views that leave the first axis alone, the place of the element in its row is followed,
 * and each index on the way waits until the column that it looks into has been found.
 */
final class Column {
    /** What looks into the column, the first to be done on top. */
    private final Deque<Node> lookUps = new ArrayDeque<>();

    /** The indices of these, as vectors. */
    private final Deque<Node> indices = new ArrayDeque<>();

    private Node source;

    /** Of the element, along the axes behind the first. */
    private List<Dimension> place;

    private Column(Node source, List<Dimension> place) {
        this.source = source;
        this.place = place;
    }

    /**
     * @param rows a matrix with a row for each
     * @param index of an element in each row
     */
    static Node of(Node rows, int index) {
        Column column = new Column(rows, List.of(Dimension.literal(index)));
        boolean isFollowed;
        do {
            isFollowed = column.isFollowed();
        } while (isFollowed);
        Node found = column.lookUps.isEmpty() ? part(rows, List.of(Dimension.literal(index))) : column.lookedUp();
        return TensorAlgebra.reshape(found, new Shape(List.of(rows.shape().dimension(0), Dimension.ONE)));
    }

    /** Goes back by one node, if it can. */
    private boolean isFollowed() {
        if (source.op() instanceof Identity.Variable) {
            return follow(source.input(0), place);
        }
        if (source.op() instanceof View.Reshape) {
            return isReshaped(source.input(0));
        }
        if (source.op() instanceof View.Slice slice
                && slice.steps().isWhole(List.of(0), source.shape(), source.input(0).shape())) {
            List<Dimension> moved = new ArrayList<>();
            for (int axis = 1; axis < source.shape().rank(); axis++) {
                Dimension step = place.get(axis - 1).times(slice.steps().steps().get(axis));
                moved.add(slice.steps().starts().get(axis).plus(step));
            }
            return follow(source.input(0), moved);
        }
        if (source.op() instanceof View.Permute permute && permute.axes().get(0) == 0) {
            List<Integer> axes = permute.axes();
            return follow(
                    source.input(0),
                    IntStream.range(1, axes.size())
                            .mapToObj(axis -> place.get(axes.indexOf(axis) - 1))
                            .toList());
        }
        if (source.op() instanceof Indexing.Take && source.input(1).shape().rank() > 0) {
            int ofIndex = source.input(1).shape().rank() - 1;
            lookUps.push(source);
            indices.push(part(source.input(1), place.subList(0, ofIndex)));
            return follow(source.input(0), place.subList(ofIndex, place.size()));
        }
        return false;
    }

    private boolean follow(Node input, List<Dimension> moved) {
        source = input;
        place = moved;
        return true;
    }

    /** The same element of a row of another shape. */
    private boolean isReshaped(Node input) {
        Shape from = input.shape();
        boolean hasSameRows = from.rank() > 0
                && from.dimension(0).equals(source.shape().dimension(0))
                && from.between(1, from.rank()).isLiteral()
                && source.shape().between(1, source.shape().rank()).isLiteral()
                && place.stream().allMatch(Dimension::isLiteral);
        if (!hasSameRows) {
            return false;
        }
        long number = 0;
        for (int axis = 1; axis < source.shape().rank(); axis++) {
            number = number * source.shape().dimension(axis).literal() + place.get(axis - 1).literal();
        }
        List<Dimension> moved = new ArrayList<>();
        for (int axis = from.rank() - 1; axis > 0; axis--) {
            moved.add(0, Dimension.literal(number % from.dimension(axis).literal()));
            number /= from.dimension(axis).literal();
        }
        return follow(input, moved);
    }

    private Node lookedUp() {
        Graph graph = source.graph();
        Node column = part(source, place);
        while (!lookUps.isEmpty()) {
            Node lookUp = lookUps.pop();
            graph.at(lookUp.line());
            Node index = indices.pop();
            Shape all = new Shape(List.of(index.shape().dimension(0), Dimension.ONE));
            // the last one gives a column, and no vector whose elements would have to lie somewhere for another shape
            column = graph.node(
                    lookUp.op(), column, lookUps.isEmpty() ? TensorAlgebra.reshape(index, all) : index);
        }
        return column;
    }

    /** The elements at one place of each row. */
    private static Node part(Node rows, List<Dimension> place) {
        List<Dimension> starts = new ArrayList<>(List.of(Dimension.ZERO));
        starts.addAll(place);
        List<Dimension> lengths = new ArrayList<>(Collections.nCopies(starts.size(), Dimension.ONE));
        lengths.set(0, rows.shape().dimension(0));
        View.Steps steps = new View.Steps(starts, Collections.nCopies(starts.size(), 1));
        Shape part = new Shape(lengths);
        return TensorAlgebra.reshape(TensorAlgebra.slice(rows, steps, part), part.between(0, 1));
    }
}
