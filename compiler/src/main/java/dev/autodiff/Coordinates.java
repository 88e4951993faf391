package dev.autodiff;

import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.max;
import static dev.autodiff.graph.Algebra.min;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.lowering.RowFunction;
import dev.autodiff.lowering.RowNumbers;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A Jacobian or Hessian as a list of coordinates, what solvers of sparse systems take: rows, columns and values. Each
 * row of a tensor is differentiated as a function of numbers, whose zeros are structural, and the numbers become
 * columns. Values of the same row and column are to be added.
 *
 * @param results of which a Jacobian is, computed in numbers as the derivatives are, so that both share what they can
 * @param rows elements of the results, or of the variables, counted from the first to the last
 * @param columns elements of the variables
 */
record Coordinates(List<Node> results, Node rows, Node columns, Node values) {
    /** A value that each row has, and where it stands; all columns with one element for each row. */
    private record Entry(Node row, Node column, Node value) {}

    /**
     * Those of {@code ∂results/∂variables}, for each row of a result those of its first element, of its second, ….
     *
     * @throws dev.autodiff.lowering.DenseException if the rows of a result are not functions of single rows
     */
    static Coordinates jacobian(List<Node> results, List<Node> variables, Derivatives derivatives) {
        List<Coordinates> parts = new ArrayList<>();
        Dimension above = Dimension.ZERO;
        for (Node result : results) {
            Node tensor = result.type().isScalar() ? TensorAlgebra.reshape(result, Shape.of(1)) : result;
            parts.add(new Rows(tensor, variables, derivatives).jacobian(result.shape(), above));
            above = above.plus(result.shape().size());
        }
        return joined(parts);
    }

    /**
     * Those of the lower triangle of {@code ∂²z/∂variables²}, term after term of the sums that z is made of.
     *
     * @throws dev.autodiff.lowering.DenseException if z is not a sum over rows that are functions of single rows
     */
    static Coordinates hessian(Node z, List<Node> variables, Derivatives derivatives) {
        return joined(RowSums.of(z, variables, derivatives).stream()
                .map(sum -> new Rows(sum, variables, derivatives).hessian())
                .toList());
    }

    private static Coordinates joined(List<Coordinates> parts) {
        return new Coordinates(
                parts.stream().flatMap(part -> part.results.stream()).toList(),
                TensorAlgebra.concat(parts.stream().map(Coordinates::rows).toList(), 0),
                TensorAlgebra.concat(parts.stream().map(Coordinates::columns).toList(), 0),
                TensorAlgebra.concat(parts.stream().map(Coordinates::values).toList(), 0));
    }

    /** The rows of one tensor. */
    private static final class Rows {
        private final Graph graph;
        private final Derivatives derivatives;
        private final RowNumbers numbers;
        private final Dimension length;
        private final List<Node> active = new ArrayList<>();
        private final List<Node> places = new ArrayList<>();
        private final List<Integer> owners = new ArrayList<>();

        Rows(Node tensor, List<Node> variables, Derivatives derivatives) {
            this.graph = tensor.graph();
            this.derivatives = derivatives;
            RowFunction function = RowFunction.of(tensor, variables);
            this.length = function.length();
            this.numbers = RowNumbers.of(function);
            List<RowNumbers.Variable> inOrder = numbers.variables().stream()
                    .sorted(Comparator.comparingInt(number -> variables.indexOf(number.variable())))
                    .toList();
            for (RowNumbers.Variable number : inOrder) {
                active.add(number.number());
                owners.add(variables.indexOf(number.variable()));
                places.add(column(number.place()).plus(graph.extent(before(variables, number.variable()))));
            }
        }

        /** How many elements the variables before one of them have. */
        private static Dimension before(List<Node> variables, Node variable) {
            return variables.subList(0, variables.indexOf(variable)).stream()
                    .map(other -> other.shape().size())
                    .reduce(Dimension.ZERO, Dimension::plus);
        }

        private Node column(Node place) {
            return TensorAlgebra.broadcast(place, new Shape(List.of(length, Dimension.ONE)));
        }

        /** @param above how many elements the results before have */
        Coordinates jacobian(Shape shape, Dimension above) {
            List<Node> results = numbers.results();
            List<List<Node>> blocks = active.isEmpty() ? List.of() : derivatives.jacobian(results, active);
            List<Node> all = numbers.lifted(derivatives.reduced(
                    results, blocks.stream().flatMap(List::stream).toList()));
            List<Node> columns = all.subList(0, results.size());
            List<Node> values = all.subList(results.size(), all.size());
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                if (!values.get(i).isConstant(0)) {
                    Node first = rowNumbers().times(whole(results.size()));
                    Node row = first.plus(graph.extent(above.plus(i / active.size())));
                    entries.add(new Entry(row, places.get(i % active.size()), values.get(i)));
                }
            }
            return stacked(List.of(TensorAlgebra.reshape(stacked(columns, Type.NUMBER), shape)), entries);
        }

        private Node rowNumbers() {
            return TensorAlgebra.reshape(
                    graph.node(new Leaf.Iota(length)), new Shape(List.of(length, Dimension.ONE)));
        }

        private Node whole(long number) {
            return graph.constant(number, Type.WHOLE);
        }

        Coordinates hessian() {
            if (active.isEmpty()) {
                return stacked(List.of(), List.of());
            }
            List<Node> gradient = derivatives.slopes(numbers.results().get(0), active);
            List<List<Node>> blocks = derivatives.hessian(gradient, active);
            List<Node> triangle = new ArrayList<>();
            for (int i = 0; i < active.size(); i++) {
                triangle.addAll(blocks.get(i).subList(0, i + 1));
            }
            List<Node> values = numbers.lifted(derivatives.reduced(List.of(), triangle));
            List<Entry> entries = new ArrayList<>();
            int next = 0;
            for (int i = 0; i < active.size(); i++) {
                for (int j = 0; j <= i; j++) {
                    Node value = values.get(next++);
                    if (!value.isConstant(0)) {
                        entries.add(lower(i, j, value));
                    }
                }
            }
            return stacked(List.of(), entries);
        }

        /**
         * A second derivative in the lower triangle. Two numbers of a row that are one element of a variable, looked up
         * twice, have their derivative in both orders on the diagonal.
         */
        private Entry lower(int i, int j, Node value) {
            Node a = places.get(i);
            Node b = places.get(j);
            if (i == j) {
                return new Entry(a, b, value);
            }
            if (!owners.get(i).equals(owners.get(j))) {
                boolean isBelow = owners.get(i) > owners.get(j);
                return new Entry(isBelow ? a : b, isBelow ? b : a, value);
            }
            Node factor = where(equal(a, b), value.constant(2), value.constant(1));
            return new Entry(max(a, b), min(a, b), value.times(factor));
        }

        private Coordinates stacked(List<Node> results, List<Entry> entries) {
            return new Coordinates(
                    results,
                    stacked(entries.stream().map(Entry::row).toList(), Type.WHOLE),
                    stacked(entries.stream().map(Entry::column).toList(), Type.WHOLE),
                    stacked(entries.stream().map(Entry::value).toList(), Type.NUMBER));
        }

        /** All columns in one vector, first those elements that belong to the first row. */
        private Node stacked(List<Node> columns, Type type) {
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
}
