package dev.autodiff.derivatives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp.Limits;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.RandomTensors;
import dev.autodiff.runtime.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Jacobians of random graphs of tensors, by rows and by columns, as sweeps side by side and as loops: all four agree
 * with each other, with products in both modes, and with differences. So do Jacobians of gradients. {@code
 * -Djacobians=2000} tries so many graphs.
 */
class JacobianTest {
    private static final int GRAPHS = Integer.getInteger("jacobians", 100);
    private static final long MAX_ENTRIES = 200;
    private static final int BESIDE = Integer.MAX_VALUE;
    private static final int LOOP = 0;

    /** Sums of the same products in another order. */
    private static final double ROUNDING = 1e-10;
    private static final double ROUNDING_OF_FLOATS = 1e-5;

    /**
     * A difference of fourth order with this step has an error of 1e-13 times a fifth derivative, and of 1e-13 by
     * rounding, for values around 1.
     */
    private static final double STEP = 1e-3;
    private static final double DIFFERENCE = 1e-7;

    /** Beyond, derivatives of higher order are too large for differences. */
    private static final double MODERATE = 100;

    /** What is differentiated, by what, and where. */
    private static final class Subject {
        private final String name;
        private final List<Node> results;
        private final List<Node> variables;
        private final Map<Node, double[]> values;
        private final Map<String, Integer> sizes;
        private final Random random;
        private final double rounding;
        private final boolean isOfLanguage;

        private Subject(String name, List<Node> results, RandomTensors program) {
            this.name = name;
            this.results = results;
            this.variables = List.copyOf(program.arguments().keySet());
            this.values = new HashMap<>(program.arguments());
            this.sizes = program.sizes();
            this.random = new Random(results.size());
            Graph graph = results.get(0).graph();
            boolean hasFloats = IntStream.range(0, graph.size())
                    .anyMatch(id -> graph.get(id).type().dtype() == DType.F32);
            this.rounding = hasFloats ? ROUNDING_OF_FLOATS : ROUNDING;
            this.isOfLanguage = isOfLanguage(IntStream.range(0, graph.size()).mapToObj(graph::get).toList());
        }

        /**
         * Derivatives rely on what programs do: they replace one row at a time, count steps by whole numbers, and go
         * through all of a history where they go through one.
         */
        private static boolean isOfLanguage(List<Node> nodes) {
            Set<Integer> readers = new HashSet<>();
            nodes.stream()
                    .map(Node::op)
                    .filter(LoopOp.Recall.class::isInstance)
                    .forEach(op -> readers.add(((LoopOp.Recall) op).loop()));
            return nodes.stream()
                    .allMatch(node -> node.op() instanceof LoopOp.Loop loop
                            ? isOfLanguage(node, loop, readers)
                            : !(node.op() instanceof Indexing.Put put)
                                    || put.adds()
                                    || node.input(2).type().isScalar());
        }

        private static boolean isOfLanguage(Node node, LoopOp.Loop loop, Set<Integer> readers) {
            boolean isWhole = !loop.count(node).type().isReal() || loop.count(node).op() instanceof Leaf.Constant;
            return isWhole && (!readers.contains(loop.number()) || loop.condition(node).isTruth(true));
        }

        private long size(List<Node> nodes) {
            return nodes.stream().mapToLong(node -> node.shape().size().evaluate(sizes)).sum();
        }

        private boolean isComparable() {
            return isOfLanguage && size(results) * size(variables) <= MAX_ENTRIES;
        }

        /** The whole matrix, row after row. */
        private double[][] matrix(List<List<Node>> blocks) {
            List<Node> nodes = blocks.stream().flatMap(List::stream).toList();
            List<double[]> entries = Interpreter.evaluate(nodes, values, sizes);
            double[][] matrix = new double[(int) size(results)][(int) size(variables)];
            int row = 0;
            for (int k = 0; k < results.size(); k++) {
                int rows = (int) results.get(k).shape().size().evaluate(sizes);
                int column = 0;
                for (int j = 0; j < variables.size(); j++) {
                    int columns = (int) variables.get(j).shape().size().evaluate(sizes);
                    assertThat(nodes.get(k * variables.size() + j).shape())
                            .isEqualTo(results.get(k)
                                    .shape()
                                    .followedBy(variables.get(j).shape()));
                    for (int i = 0; i < rows * columns; i++) {
                        matrix[row + i / columns][column + i % columns] = entries.get(k * variables.size() + j)[i];
                    }
                    column += columns;
                }
                row += rows;
            }
            return matrix;
        }

        private double[][] byRows(int maxSweeps) {
            return matrix(new Jacobian(results, variables, Limits.DEFAULT, maxSweeps).byRows());
        }

        private double[][] byColumns(int maxSweeps) {
            return matrix(new Jacobian(results, variables, Limits.DEFAULT, maxSweeps).byColumns());
        }

        private double[] gaussian(int length) {
            return random.doubles(length, -1, 1).toArray();
        }

        /** A parameter for a direction of each node. */
        private List<Node> directions(List<Node> nodes) {
            List<Node> directions = new ArrayList<>();
            for (Node node : nodes) {
                Node direction = node.graph().parameter("direction", node.type());
                values.put(direction, gaussian((int) node.shape().size().evaluate(sizes)));
                directions.add(direction);
            }
            return directions;
        }

        private double[] flat(List<Node> nodes, Map<Node, double[]> at) {
            return Interpreter.evaluate(nodes, at, sizes).stream().flatMapToDouble(Arrays::stream).toArray();
        }

        private double[] flat(List<Node> nodes) {
            return flat(nodes, values);
        }

        private double[] moved(List<Node> directions, double step) {
            Map<Node, double[]> moved = new HashMap<>(values);
            for (int j = 0; j < variables.size(); j++) {
                double[] direction = values.get(directions.get(j));
                double[] x = values.get(variables.get(j)).clone();
                Arrays.setAll(x, i -> x[i] + step * direction[i]);
                moved.put(variables.get(j), x);
            }
            return flat(results, moved);
        }

        private double[] difference(List<Node> directions) {
            double[] up = moved(directions, STEP);
            double[] down = moved(directions, -STEP);
            double[] farUp = moved(directions, 2 * STEP);
            double[] farDown = moved(directions, -2 * STEP);
            return IntStream.range(0, up.length)
                    .mapToDouble(i -> (8 * (up[i] - down[i]) - (farUp[i] - farDown[i])) / (12 * STEP))
                    .toArray();
        }
    }

    private static double[] times(double[][] matrix, double[] v) {
        return Arrays.stream(matrix)
                .mapToDouble(row -> IntStream.range(0, v.length)
                        .mapToDouble(j -> row[j] * v[j])
                        .sum())
                .toArray();
    }

    private static double[] times(double[] w, double[][] matrix, int columns) {
        return IntStream.range(0, columns)
                .mapToDouble(j -> IntStream.range(0, w.length)
                        .mapToDouble(i -> w[i] * matrix[i][j])
                        .sum())
                .toArray();
    }

    private static double magnitude(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    }

    private static void assertClose(double[][] actual, double[][] expected, String what, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as(what + ", row " + i).containsExactly(expected[i], within(tolerance));
        }
    }

    /**
     * Four ways to one matrix, and products with it; what they are, or null where numbers are too large to be compared.
     */
    private static double[][] compared(Subject subject) {
        double[][] rows = subject.byRows(BESIDE);
        double magnitude = magnitude(rows);
        if (!(magnitude < 1e4)) {
            return null;
        }
        double tolerance = subject.rounding * (1 + magnitude);
        assertClose(subject.byRows(LOOP), rows, subject.name + ", rows in a loop", tolerance);
        assertClose(subject.byColumns(BESIDE), rows, subject.name + ", columns", tolerance);
        assertClose(subject.byColumns(LOOP), rows, subject.name + ", columns in a loop", tolerance);
        List<Node> v = subject.directions(subject.variables);
        List<Node> w = subject.directions(subject.results);
        double sums = (subject.size(subject.variables) + subject.size(subject.results)) * tolerance;
        assertThat(subject.flat(Forward.tangents(subject.results, subject.variables, v))).as(subject.name + ", J·v")
                .containsExactly(times(rows, subject.flat(v)), within(sums));
        assertThat(subject.flat(Reverse.gradient(subject.results, subject.variables, w))).as(subject.name + ", w·J")
                .containsExactly(times(subject.flat(w), rows, (int) subject.size(subject.variables)), within(sums));
        return rows;
    }

    private static boolean agreesWithDifferences(Subject subject, double[][] jacobian) {
        boolean isModerate = magnitude(jacobian) < MODERATE
                && Arrays.stream(subject.flat(subject.results)).allMatch(value -> Math.abs(value) < MODERATE);
        if (isModerate) {
            List<Node> v = subject.directions(subject.variables);
            assertThat(times(jacobian, subject.flat(v)))
                    .as(subject.name + ", by differences")
                    .containsExactly(
                            subject.difference(v),
                            within(DIFFERENCE * (1 + magnitude(jacobian)) * (1 + magnitude(jacobian))));
        }
        return isModerate;
    }

    /** Goes through random graphs until so many are compared. */
    private static void forGraphs(LongFunction<RandomTensors> programs, boolean isGradient, boolean isSmooth) {
        int compared = 0;
        for (long seed = 0; compared < GRAPHS && seed < 10L * GRAPHS; seed++) {
            RandomTensors program = programs.apply(seed);
            Subject subject = new Subject("seed " + seed, isGradient ? gradient(program) : program.results(), program);
            double[][] jacobian = subject.isComparable() ? compared(subject) : null;
            if (jacobian != null && (!isSmooth || agreesWithDifferences(subject, jacobian))) {
                compared++;
                if (isGradient) {
                    assertClose(
                            transposed(jacobian),
                            jacobian,
                            subject.name + ", symmetry",
                            subject.rounding * (1 + magnitude(jacobian)));
                }
            }
        }
        assertThat(compared).isEqualTo(GRAPHS);
    }

    /** The gradient of a number that depends on all elements of the last value in different ways. */
    private static List<Node> gradient(RandomTensors program) {
        Node y = program.last();
        return Reverse.gradient(y, List.copyOf(program.arguments().keySet()), Algebra.cos(y));
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] transposed = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                transposed[i][j] = matrix[j][i];
            }
        }
        return transposed;
    }

    @Test
    void allWaysToTheJacobianOfASmoothGraphAgreeWithDifferences() {
        forGraphs(seed -> new RandomTensors(seed, true), false, true);
    }

    @Test
    void allWaysToTheJacobianOfAGradientAgreeWithDifferences() {
        forGraphs(seed -> new RandomTensors(seed, true), true, true);
    }

    @Test
    void allWaysToTheJacobianOfAGraphWithLoopsAgree() {
        forGraphs(RandomTensors::withLoops, false, false);
    }

    @Test
    void allWaysToTheJacobianOfAGradientThroughLoopsAgree() {
        forGraphs(RandomTensors::withLoops, true, false);
    }
}
