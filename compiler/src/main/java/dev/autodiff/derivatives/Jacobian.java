package dev.autodiff.derivatives;

import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp.Limits;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Whole Jacobians: {@code ∂results[k]/∂variables[j]}, of the shape of the result followed by that of the variable. A
 * reverse sweep gives a row of it, a forward one a column; the fewer of both are taken. Some rows or columns become
 * sweeps that stand one beside the other, so that zeros are structural and what they share is computed once; more
 * become a loop, which adds each to a matrix.
 */
public final class Jacobian {
    private final Graph graph;
    private final Limits limits;
    private final List<Node> results;
    private final List<Node> variables;
    private final int maxSweeps;

    /** @param maxSweeps as many may stand one beside the other */
    Jacobian(List<Node> results, List<Node> variables, Limits limits, int maxSweeps) {
        this.maxSweeps = maxSweeps;
        this.graph = results.get(0).graph();
        this.limits = limits;
        this.results = results;
        this.variables = variables;
    }

    /**
     * The blocks of the Jacobian, by results and then by variables.
     *
     * @param variables parameters, or other nodes of the results' graph
     * @param limits of the loops over rows or columns
     * @throws UnsupportedOperationException if an operator on the way has no derivative
     */
    public static List<List<Node>> of(List<Node> results, List<Node> variables, Limits limits) {
        if (variables.isEmpty()) {
            return results.stream().map(result -> List.<Node>of()).toList();
        }
        return Sweeps.of(shapes(results), shapes(variables)).isForward()
                ? forward(results, variables, limits)
                : new Jacobian(results, variables, limits, Sweeps.MAX_SIDE_BY_SIDE).byRows();
    }

    /** The same, by columns in any case. */
    public static List<List<Node>> forward(List<Node> results, List<Node> variables, Limits limits) {
        return new Jacobian(results, variables, limits, Sweeps.MAX_SIDE_BY_SIDE).byColumns();
    }

    private static List<Shape> shapes(List<Node> nodes) {
        return nodes.stream().map(Node::shape).toList();
    }

    /** By one reverse sweep for each row. */
    List<List<Node>> byRows() {
        List<List<Node>> rows = new ArrayList<>();
        for (Node result : results) {
            rows.add(sweeps(
                    result.shape(),
                    unit -> Reverse.gradient(result, variables, TensorAlgebra.as(unit, result.type())),
                    variables));
        }
        return rows;
    }

    /** By one forward sweep for each column. */
    List<List<Node>> byColumns() {
        List<List<Node>> columns = new ArrayList<>();
        for (Node variable : variables) {
            List<Node> transposed = sweeps(
                    variable.shape(),
                    unit -> Forward.tangents(
                            results, List.of(variable), List.of(TensorAlgebra.as(unit, variable.type()))),
                    results);
            List<Node> blocks = new ArrayList<>();
            for (int k = 0; k < results.size(); k++) {
                blocks.add(trailing(transposed.get(k), variable.shape(), results.get(k).shape()));
            }
            columns.add(blocks);
        }
        List<List<Node>> rows = new ArrayList<>();
        for (int k = 0; k < results.size(); k++) {
            int row = k;
            rows.add(columns.stream().map(column -> column.get(row)).toList());
        }
        return rows;
    }

    /** The axes of the variable moved behind those of the result. */
    private static Node trailing(Node block, Shape variable, Shape result) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < result.rank(); axis++) {
            axes.add(variable.rank() + axis);
        }
        for (int axis = 0; axis < variable.rank(); axis++) {
            axes.add(axis);
        }
        return TensorAlgebra.permute(block, axes);
    }

    /**
     * What the sweeps from all elements of a shape give, each stacked along axes of that shape.
     *
     * @param sweep from a tensor that is 1 at one element and 0 elsewhere
     * @param targets whose types the sweep's answers have
     */
    private List<Node> sweeps(Shape shape, Function<Node, List<Node>> sweep, List<Node> targets) {
        if (shape.isScalar()) {
            return sweep.apply(graph.constant(1));
        }
        List<Node> stacked = Sweeps.areSideBySide(shape, maxSweeps)
                ? sideBySide(shape, sweep)
                : inLoop(shape, sweep, targets);
        List<Node> shaped = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            shaped.add(TensorAlgebra.reshape(stacked.get(i), shape.followedBy(targets.get(i).shape())));
        }
        return shaped;
    }

    private List<Node> sideBySide(Shape shape, Function<Node, List<Node>> sweep) {
        int count = (int) shape.size().literal();
        List<List<Node>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] unit = new double[count];
            unit[i] = 1;
            answers.add(sweep.apply(array(unit, shape)));
        }
        List<Node> stacked = new ArrayList<>();
        for (int target = 0; target < answers.get(0).size(); target++) {
            int index = target;
            List<Node> rows = answers.stream().map(answer -> answer.get(index)).toList();
            stacked.add(
                    rows.stream().allMatch(row -> row.isConstant(0))
                            ? zeros(rows.get(0), shape.size())
                            : TensorAlgebra.concat(
                                    rows.stream()
                                            .map(row -> TensorAlgebra.reshape(
                                                    row, row.shape().inserting(0, Dimension.ONE)))
                                            .toList(),
                                    0));
        }
        return stacked;
    }

    /** As many rows of zeros. */
    private Node zeros(Node row, Dimension count) {
        return graph.constant(0, row.type().with(row.shape().inserting(0, count)));
    }

    private Node array(double[] values, Shape shape) {
        return TensorAlgebra.array(graph, values, graph.constant(0).type().with(shape));
    }

    /** A loop whose step i writes row i; rows that are 0 in every step need none. */
    private List<Node> inLoop(Shape shape, Function<Node, List<Node>> sweep, List<Node> targets) {
        Dimension count = shape.size();
        int number = graph.newLoop();
        Node step = graph.stepNumber(number);
        Node places = TensorAlgebra.reshape(graph.node(new Leaf.Iota(count)), shape);
        List<Node> rows = sweep.apply(where(equal(places, step), graph.constant(1), graph.constant(0)));
        List<Node> initials = new ArrayList<>();
        List<Node> nexts = new ArrayList<>();
        List<Integer> states = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Node row = TensorAlgebra.as(rows.get(i), targets.get(i).type());
            Node matrix = zeros(row, count);
            states.add(row.isConstant(0) ? null : initials.size());
            if (!row.isConstant(0)) {
                nexts.add(graph.node(
                        new Indexing.Put(false), graph.carried(number, initials.size(), matrix.type()), row, step));
                initials.add(matrix);
            }
        }
        List<Node> inputs = new ArrayList<>(List.of(graph.extent(count), graph.truth(true)));
        inputs.addAll(initials);
        inputs.addAll(nexts);
        Node loop = initials.isEmpty()
                ? null
                : graph.node(new Loop(number, initials.size(), limits), inputs.toArray(new Node[0]));
        List<Node> matrices = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            matrices.add(states.get(i) == null ? zeros(targets.get(i), count) : graph.finalValue(loop, states.get(i)));
        }
        return matrices;
    }
}
