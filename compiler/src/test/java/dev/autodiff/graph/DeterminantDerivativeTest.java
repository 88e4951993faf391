package dev.autodiff.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.autodiff.derivatives.Reverse;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Derivatives of the determinant by its operator and by the Leibniz formula, a polynomial that nothing is special for.
 */
class DeterminantDerivativeTest {
    private static final int ORDER = 3;

    private final Random random = new Random(5);
    private final Graph graph = new Graph();

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "2, 0", "2, 1", "2, 2", "3, 0", "3, 1", "3, 2", "3, 3", "4, 1", "4, 2", "4, 3", "4, 4"})
    void derivativesOfAllOrdersAreThoseOfThePolynomial(int n, int rank) {
        Type type = new Type(DType.F64, Shape.of(n, n));
        Node a = graph.parameter("a", type);
        List<Node> actual = derivatives(MatrixAlgebra.det(a), a);
        List<Node> expected = derivatives(leibniz(a, n), a);
        double[] elements = ofRank(rank, n);

        List<double[]> actualValues = Interpreter.evaluate(actual, Map.of(a, elements), Map.of());
        List<double[]> expectedValues = Interpreter.evaluate(expected, Map.of(a, elements), Map.of());

        for (int order = 0; order < ORDER; order++) {
            // some n! terms of products of numbers below n, each rounded
            assertThat(actualValues.get(order))
                    .as("order " + (order + 1))
                    .containsExactly(expectedValues.get(order), offset(1e-12));
        }
    }

    /** The gradient, that of its product with some direction, and so on. */
    private List<Node> derivatives(Node y, Node a) {
        Random directions = new Random(9);
        List<Node> derivatives = new ArrayList<>();
        Node value = y;
        for (int order = 0; order < ORDER; order++) {
            Node gradient = Reverse.gradient(value, List.of(a), value.constant(1)).get(0);
            derivatives.add(gradient);
            Node direction = graph.node(new Leaf.Array(
                    directions.doubles(a.shape().size().literal(), -1, 1).toArray(), a.type()));
            value = TensorAlgebra.sum(gradient.times(direction), List.of(0, 1));
        }
        return derivatives;
    }

    /** Expansion by the first row, of numbers. */
    private Node leibniz(Node a, int n) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            columns.add(i);
        }
        return expansion(a, 0, columns);
    }

    private Node expansion(Node a, int row, List<Integer> columns) {
        Node sum = graph.constant(columns.isEmpty() ? 1 : 0);
        for (int i = 0; i < columns.size(); i++) {
            List<Integer> others = new ArrayList<>(columns);
            others.remove(i);
            Node term = element(a, row, columns.get(i)).times(expansion(a, row + 1, others));
            sum = i % 2 == 0 ? sum.plus(term) : sum.minus(term);
        }
        return sum;
    }

    private static Node element(Node a, int row, int column) {
        Node part = TensorAlgebra.part(
                TensorAlgebra.part(a, 0, Dimension.literal(row), Dimension.ONE),
                1,
                Dimension.literal(column),
                Dimension.ONE);
        return TensorAlgebra.reshape(part, Shape.SCALAR);
    }

    private double[] ofRank(int rank, int n) {
        double[] elements = new double[n * n];
        for (int k = 0; k < rank; k++) {
            double[] column = random.doubles(n, -1, 1).toArray();
            double[] row = random.doubles(n, -1, 1).toArray();
            for (int i = 0; i < n * n; i++) {
                elements[i] += column[i / n] * row[i % n];
            }
        }
        return elements;
    }
}
