package dev.autodiff.lowering;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A {@link RowFunction} in numbers: one for each element of the row, computed of one for each of its inputs' elements.
 */
public final class RowNumbers {
    /**
     * A number that a row is differentiated by.
     *
     * @param variable that it is an element of
     * @param place of the element in the variable, for each row or the same for all
     */
    public record Variable(Node number, Node variable, Node place) {}

    private final Graph graph;
    private final Dimension length;
    private final List<Node> results;
    private final List<Variable> variables = new ArrayList<>();
    private final Map<Node, Node> columns = new HashMap<>();

    private RowNumbers(RowFunction function, Scalarization numbers) {
        this.graph = function.row().graph();
        this.length = function.length();
        this.results = numbers.elements(function.row());
        for (RowFunction.Input input : function.inputs()) {
            List<Node> elements = numbers.elements(input.parameter());
            for (int i = 0; i < elements.size(); i++) {
                columns.put(elements.get(i), element(input.values(), i, input.isWhole()));
                if (input.variable() != null) {
                    Node place = element(input.places(), i, input.isWhole());
                    variables.add(new Variable(elements.get(i), input.variable(), place));
                }
            }
        }
    }

    /**
     * The rows of a tensor along its first axis, or what each step of a loop gives to it; a small tensor whose rows are
     * mixed is one row.
     *
     * @param variables what it is differentiated by
     * @throws DenseException if a row depends on more than one can say of it alone, is too large for numbers, or has
     *     something that numbers cannot say
     */
    public static RowNumbers of(Node tensor, Collection<Node> variables) {
        try {
            return of(RowFunction.of(tensor, variables));
        } catch (DenseException e) {
            if (tensor.shape().size().is(1)) {
                return of(RowFunction.ofOne(tensor, variables));
            }
            return inSteps(tensor, variables)
                    .or(() -> ofOne(tensor, variables))
                    .orElseThrow(() -> e);
        }
    }

    /**
     * What each step of a loop writes, of what is computed outside of it, with the same bits.
     *
     * @param end that the loop ends with
     * @throws DenseException if steps depend on each other, or have something that numbers cannot say
     */
    static RowNumbers ofLoop(Node end, FilledRows filled) {
        RowFunction function = RowFunction.ofLoop(end, filled);
        return of(function, Scalarization.ofPlannedRow(end.graph(), all(function)));
    }

    /** With several elements along the first axis as one row, as the first loop that fills as many computes them. */
    private static Optional<RowNumbers> inSteps(Node tensor, Collection<Node> variables) {
        boolean[] needed = tensor.graph().reachable(List.of(tensor));
        for (int id = tensor.id(); id >= 0; id--) {
            Node node = tensor.graph().get(id);
            FilledRows filled = needed[id] ? FilledRows.of(node) : null;
            if (filled != null
                    && filled.height() > 1
                    && node.shape().dimension(0).equals(tensor.shape().dimension(0))) {
                return attempt(() -> RowFunction.of(tensor, filled, variables));
            }
        }
        return Optional.empty();
    }

    private static Optional<RowNumbers> attempt(Supplier<RowFunction> function) {
        try {
            return Optional.of(of(function.get()));
        } catch (DenseException e) {
            return Optional.empty();
        }
    }

    private static Optional<RowNumbers> ofOne(Node tensor, Collection<Node> variables) {
        return Scalarization.isSmall(tensor)
                ? attempt(() -> RowFunction.ofOne(tensor, variables))
                : Optional.empty();
    }

    private static RowNumbers of(RowFunction function) {
        return of(function, Scalarization.ofRow(function.row().graph(), all(function)));
    }

    private static RowNumbers of(RowFunction function, Optional<Scalarization> numbers) {
        return numbers.map(some -> new RowNumbers(function, some))
                .orElseThrow(() -> inexpressible(function.row(), all(function)));
    }

    private static List<Node> all(RowFunction function) {
        List<Node> all = new ArrayList<>(List.of(function.row()));
        function.inputs().forEach(input -> all.add(input.parameter()));
        return all;
    }

    private static DenseException inexpressible(Node row, List<Node> all) {
        Node obstacle = Scalarization.obstacle(row.graph(), all);
        if (obstacle == null) {
            return new DenseException("a row takes more operations than a function of numbers may", row);
        }
        String reason = !Scalarization.isSmall(obstacle)
                ? "a row has a tensor of more than 64 elements, " + obstacle.type()
                : "a row has '" + RowFunction.written(obstacle) + "', which is no operator of numbers";
        return new DenseException(reason, obstacle);
    }

    /** How many rows there are. */
    public Dimension length() {
        return length;
    }

    /** How many operations a row takes. */
    long operations() {
        boolean[] needed = graph.reachable(results);
        return IntStream.range(0, needed.length)
                .filter(id -> needed[id] && graph.get(id).op() instanceof ScalarOp)
                .count();
    }

    /** The elements of the row. */
    public List<Node> results() {
        return results;
    }

    public List<Variable> variables() {
        return variables;
    }

    /** Numbers that are computed of those of a row, for all rows at once: each as a column. Known numbers stay so. */
    public List<Node> lifted(List<Node> numbers) {
        return Lifting.lift(graph, numbers, columns, length);
    }

    /** An element as all rows have it: a column of a matrix, or one number. */
    private Node element(Node values, int index, boolean isWhole) {
        Type type = values.type();
        if (isWhole) {
            Node flat = TensorAlgebra.reshape(values, new Shape(List.of(type.shape().size())));
            Node element = TensorAlgebra.part(flat, 0, Dimension.literal(index), Dimension.ONE);
            return TensorAlgebra.reshape(element, Shape.SCALAR);
        }
        return Column.of(values, index);
    }
}
