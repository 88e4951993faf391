package dev.autodiff;

import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.max;
import static dev.autodiff.graph.Algebra.min;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Concat;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.lowering.RowNumbers;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The rows of one tensor, each differentiated as a function of numbers, which become columns again. */
final class RowDerivatives {
    private final Graph graph;
    private final Derivatives derivatives;
    private final RowNumbers numbers;
    private final Dimension length;
    private final List<Node> active = new ArrayList<>();
    private final List<Node> places = new ArrayList<>();
    private final List<Node> offsets = new ArrayList<>();
    private final List<Integer> owners = new ArrayList<>();

    /**
     * What the rows of residuals give to normal equations.
     *
     * @param squares the sum of their squares
     * @param gradient of half of it, with the places among the variables as rows; what has one place is to be added
     * @param matrix the lower triangle, in lists of columns that have one length; with totals of what all rows have at
     *     one place wherever that is known
     */
    record Normal(Node squares, List<Coordinates.Entry> gradient, List<List<Coordinates.Entry>> matrix) {}

    private RowDerivatives(Node tensor, List<Node> variables, Derivatives derivatives) {
        this.graph = tensor.graph();
        this.derivatives = derivatives;
        this.numbers = RowNumbers.of(tensor, variables);
        this.length = numbers.length();
        List<RowNumbers.Variable> inOrder = numbers.variables().stream()
                .sorted(Comparator.comparingInt(number -> variables.indexOf(number.variable())))
                .toList();
        for (RowNumbers.Variable number : inOrder) {
            active.add(number.number());
            owners.add(variables.indexOf(number.variable()));
            places.add(number.place());
            offsets.add(graph.extent(before(variables, number.variable())));
        }
    }

    /**
     * Those of a tensor in pieces that stand one behind the other, each with rows of its own: parts that are put
     * together to one list are.
     *
     * @throws dev.autodiff.lowering.DenseException if the rows are not functions of single rows
     */
    static List<RowDerivatives> of(Node tensor, List<Node> variables, Derivatives derivatives) {
        List<RowDerivatives> pieces = new ArrayList<>();
        Deque<Node> open = new ArrayDeque<>(List.of(tensor));
        while (!open.isEmpty()) {
            Node node = open.pop();
            boolean isVariable = variables.contains(node);
            if (!isVariable && (node.op() instanceof View.Reshape || node.op() instanceof Identity.Variable)) {
                open.push(node.input(0));
            } else if (!isVariable
                    && node.op() instanceof Concat concat
                    && node.shape().between(0, concat.axis()).size().is(1)) {
                for (int i = node.inputs().size() - 1; i >= 0; i--) {
                    open.push(node.input(i));
                }
            } else {
                pieces.add(new RowDerivatives(rows(node), variables, derivatives));
            }
        }
        return pieces;
    }

    /** With the first axis that has several elements in front. */
    private static Node rows(Node tensor) {
        List<Dimension> dimensions = new ArrayList<>(tensor.shape().dimensions());
        while (dimensions.size() > 1 && dimensions.get(0).is(1)) {
            dimensions.remove(0);
        }
        return TensorAlgebra.reshape(tensor, dimensions.isEmpty() ? Shape.of(1) : new Shape(dimensions));
    }

    /** How many elements the variables before one of them have. */
    private static Dimension before(List<Node> variables, Node variable) {
        return variables.subList(0, variables.indexOf(variable)).stream()
                .map(other -> other.shape().size())
                .reduce(Dimension.ZERO, Dimension::plus);
    }

    /** Where a number that the rows are differentiated by stands among all variables, for each row. */
    private Node column(int i) {
        Node place = TensorAlgebra.broadcast(places.get(i), new Shape(List.of(length, Dimension.ONE)));
        return place.plus(offsets.get(i));
    }

    /** How many elements the rows have. */
    Dimension size() {
        return length.times(numbers.results().size());
    }

    /** @param above how many elements there are before */
    Coordinates jacobian(Dimension above) {
        List<Node> results = numbers.results();
        List<List<Node>> blocks = active.isEmpty() ? List.of() : derivatives.jacobian(results, active);
        List<Node> all = numbers.lifted(derivatives.reduced(
                results, blocks.stream().flatMap(List::stream).toList()));
        List<Node> columns = all.subList(0, results.size());
        List<Node> values = all.subList(results.size(), all.size());
        List<Coordinates.Entry> entries = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isConstant(0)) {
                Node first = rowNumbers().times(whole(results.size()));
                Node row = first.plus(graph.extent(above.plus(i / active.size())));
                entries.add(new Coordinates.Entry(row, column(i % active.size()), values.get(i)));
            }
        }
        return Coordinates.of(graph, List.of(Coordinates.stacked(graph, columns, Type.NUMBER)), entries);
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
            return Coordinates.of(graph, List.of(), List.of());
        }
        Node sum = numbers.results().stream().reduce(Node::plus).orElseThrow();
        List<Node> gradient = derivatives.slopes(sum, active);
        List<List<Node>> blocks = derivatives.hessian(gradient, active);
        List<Node> triangle = new ArrayList<>();
        for (int i = 0; i < active.size(); i++) {
            triangle.addAll(blocks.get(i).subList(0, i + 1));
        }
        List<Node> values = numbers.lifted(derivatives.reduced(List.of(), triangle));
        List<Coordinates.Entry> entries = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < active.size(); i++) {
            for (int j = 0; j <= i; j++) {
                Node value = values.get(next++);
                if (!value.isConstant(0)) {
                    entries.add(lower(i, column(i), j, column(j), value));
                }
            }
        }
        return Coordinates.of(graph, List.of(), entries);
    }

    /**
     * An entry of a symmetric matrix in the lower triangle. Two numbers of a row that are one element of a variable,
     * looked up twice, have theirs in both orders on the diagonal.
     *
     * @param a the places of number i
     * @param b those of number j
     */
    private Coordinates.Entry lower(int i, Node a, int j, Node b, Node value) {
        if (i == j) {
            return new Coordinates.Entry(a, b, value);
        }
        if (!owners.get(i).equals(owners.get(j))) {
            boolean isBelow = owners.get(i) > owners.get(j);
            return new Coordinates.Entry(isBelow ? a : b, isBelow ? b : a, value);
        }
        Node factor = where(equal(a, b), value.constant(2), value.constant(1));
        return new Coordinates.Entry(max(a, b), min(a, b), value.times(factor));
    }

    Normal normal() {
        List<Node> residuals = numbers.results();
        List<List<Node>> jacobian = active.isEmpty() ? List.of() : derivatives.jacobian(residuals, active);
        List<Node> formulas = new ArrayList<>(List.of(products(residuals, residuals)));
        for (int i = 0; i < active.size(); i++) {
            List<Node> slopes = slopes(jacobian, i);
            formulas.add(products(residuals, slopes));
            for (int j = 0; j <= i; j++) {
                formulas.add(products(slopes, slopes(jacobian, j)));
            }
        }
        Iterator<Node> values = numbers.lifted(derivatives.reduced(List.of(), formulas)).iterator();
        Node squares = TensorAlgebra.sum(values.next(), List.of(0, 1));
        List<Coordinates.Entry> gradient = new ArrayList<>();
        Map<RowTotals, List<Coordinates.Entry>> matrix = new LinkedHashMap<>();
        for (int i = 0; i < active.size(); i++) {
            RowTotals totals = RowTotals.of(places.get(i), length);
            Node place = place(totals, i);
            gradient.add(new Coordinates.Entry(place, place, totals.of(values.next())));
            for (int j = 0; j <= i; j++) {
                addTotals(matrix, i, j, values.next());
            }
        }
        return new Normal(squares, gradient, List.copyOf(matrix.values()));
    }

    private void addTotals(Map<RowTotals, List<Coordinates.Entry>> matrix, int i, int j, Node value) {
        if (value.isConstant(0)) {
            return;
        }
        RowTotals totals = RowTotals.of(places.get(i), length).and(RowTotals.of(places.get(j), length), length);
        matrix.computeIfAbsent(totals, unused -> new ArrayList<>())
                .add(lower(i, place(totals, i), j, place(totals, j), totals.of(value)));
    }

    private Node place(RowTotals totals, int i) {
        return totals.places(places.get(i)).plus(offsets.get(i));
    }

    private static List<Node> slopes(List<List<Node>> jacobian, int i) {
        return jacobian.stream().map(row -> row.get(i)).toList();
    }

    /** The sum of products of numbers of a row, of those that are not 0 by their structure; in f64, as totals are. */
    private Node products(List<Node> a, List<Node> b) {
        return IntStream.range(0, a.size())
                .filter(k -> !a.get(k).isConstant(0) && !b.get(k).isConstant(0))
                .mapToObj(k -> TensorAlgebra.as(a.get(k), Type.NUMBER).times(TensorAlgebra.as(b.get(k), Type.NUMBER)))
                .reduce(Node::plus)
                .orElseGet(() -> graph.constant(0));
    }
}
