package dev.autodiff;

import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.List;

/**
 * Where the values that rows have for one place are added up, so that there are as many totals as places and not as
 * many as rows: all in one, where the place is the same in every row; one for each element of a table, where an index
 * looks the place up in it, {@code cameras[camera]}; or nowhere, where each row has a place of its own.
 *
 * @param index that tells the total of each row, as a column; null if there is one total, or one for each row
 * @param length how many totals there are
 */
record RowTotals(Node index, Dimension length) {
    private static final RowTotals ONE = new RowTotals(null, Dimension.ONE);

    /**
     * @param place the same number for all rows, or a column with one for each
     * @param rows how many there are
     */
    static RowTotals of(Node place, Dimension rows) {
        if (place.type().isScalar()) {
            return ONE;
        }
        Node lookUp = lookUp(place);
        return lookUp == null
                ? new RowTotals(null, rows)
                : new RowTotals(lookUp.input(1), lookUp.input(0).shape().dimension(0));
    }

    /** What looks places up in a table of some; null if they are not looked up. */
    private static Node lookUp(Node places) {
        Node source = places;
        while (source.op() instanceof View.Reshape) {
            source = source.input(0);
        }
        boolean isLookUp = source.op() instanceof Indexing.Take
                && source.input(0).shape().rank() == 1
                && source.input(1).shape().size().equals(places.shape().size());
        return isLookUp ? source : null;
    }

    /** Those of values that have two places, of which these and others are the totals by themselves. */
    RowTotals and(RowTotals other, Dimension rows) {
        if (equals(ONE)) {
            return other;
        }
        return other.equals(ONE) || other.equals(this) ? this : new RowTotals(null, rows);
    }

    /** The totals of a column, as a column. */
    Node of(Node column) {
        if (index != null) {
            Node rows = TensorAlgebra.reshape(index, column.shape());
            return column(column.graph().node(new Indexing.ScatterAdd(length), column, rows));
        }
        return equals(ONE) ? column(TensorAlgebra.sum(column, List.of(0, 1))) : column;
    }

    /** The place of each total, as a column, of the places that it has in the rows. */
    Node places(Node place) {
        if (place.type().isScalar()) {
            return TensorAlgebra.broadcast(place, shape());
        }
        return index == null ? place : column(lookUp(place).input(0));
    }

    private Node column(Node totals) {
        return TensorAlgebra.reshape(totals, shape());
    }

    private Shape shape() {
        return new Shape(List.of(length, Dimension.ONE));
    }
}
