package dev.autodiff;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * A Jacobian, Hessian or normal matrix as a list of coordinates, what solvers of sparse systems take: rows, columns and
 * values. Each row of a tensor is differentiated as a function of numbers, whose zeros are structural, and the numbers
 * become columns. Values of the same row and column are to be added.
 *
 * @param results of which a Jacobian is, computed in numbers as the derivatives are, so that both share what they can
 * @param rows elements of the results, or of the variables, counted from the first to the last
 * @param columns elements of the variables
 */
record Coordinates(List<Node> results, Node rows, Node columns, Node values) {
    /** A value that each row has, and where it stands; all columns with one element for each row. */
    record Entry(Node row, Node column, Node value) {}

    /**
     * Those of {@code ∂results/∂variables}, for each row of a result those of its first element, of its second, ….
     *
     * @throws dev.autodiff.lowering.DenseException if the rows of a result are not functions of single rows
     */
    static Coordinates jacobian(List<Node> results, List<Node> variables, Derivatives derivatives) {
        List<Coordinates> parts = new ArrayList<>();
        List<Node> columns = new ArrayList<>();
        Dimension above = Dimension.ZERO;
        for (Node result : results) {
            List<Node> pieces = new ArrayList<>();
            for (RowDerivatives piece : RowDerivatives.of(result, variables, derivatives)) {
                Coordinates part = piece.jacobian(above);
                parts.add(part);
                pieces.addAll(part.results());
                above = above.plus(piece.size());
            }
            Node whole = TensorAlgebra.reshape(TensorAlgebra.concat(pieces, 0), result.shape());
            columns.add(TensorAlgebra.as(whole, result.type()));
        }
        Coordinates all = joined(parts);
        return new Coordinates(columns, all.rows, all.columns, all.values);
    }

    /**
     * Those of the lower triangle of {@code ∂²z/∂variables²}, term after term of the sums that z is made of.
     *
     * @throws dev.autodiff.lowering.DenseException if z is not a sum over rows that are functions of single rows
     */
    static Coordinates hessian(Node z, List<Node> variables, Derivatives derivatives) {
        return joined(RowSums.of(z, variables, derivatives).stream()
                .flatMap(sum -> RowDerivatives.of(sum, variables, derivatives).stream())
                .map(RowDerivatives::hessian)
                .toList());
    }

    /** One list behind another. */
    static Coordinates joined(List<Coordinates> parts) {
        return new Coordinates(
                List.of(),
                TensorAlgebra.concat(parts.stream().map(Coordinates::rows).toList(), 0),
                TensorAlgebra.concat(parts.stream().map(Coordinates::columns).toList(), 0),
                TensorAlgebra.concat(parts.stream().map(Coordinates::values).toList(), 0));
    }

    /** The entries of some rows, first all of the first row. */
    static Coordinates of(Graph graph, List<Node> results, List<Entry> entries) {
        return new Coordinates(
                results,
                stacked(graph, entries.stream().map(Entry::row).toList(), Type.WHOLE),
                stacked(graph, entries.stream().map(Entry::column).toList(), Type.WHOLE),
                stacked(graph, entries.stream().map(Entry::value).toList(), Type.NUMBER));
    }

    /** All columns in one vector, first those elements that belong to the first row. */
    static Node stacked(Graph graph, List<Node> columns, Type type) {
        if (columns.isEmpty()) {
            return graph.constant(0, type.with(Shape.of(0)));
        }
        Node matrix = TensorAlgebra.concat(
                columns.stream()
                        .map(column -> TensorAlgebra.as(column, type.with(column.shape())))
                        .toList(),
                1);
        return TensorAlgebra.reshape(matrix, new Shape(List.of(matrix.shape().size())));
    }
}
