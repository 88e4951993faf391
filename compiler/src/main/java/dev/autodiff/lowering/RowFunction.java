package dev.autodiff.lowering;

import dev.autodiff.graph.Contraction;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Recurrence;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One row of a tensor as a function of what it depends on: of rows of variables and of data, by their own number or by
 * an index that data tell, {@code cameras[camera]}, and of small variables as a whole. The rows may be computed side by
 * side, {@code w*(model(x) - t)}, or one by one in a loop, as {@code map} does. Whatever all rows together do is a
 * question about one row of known size then.
 *
 * <p>From the tensor back, each node is asked for one row, along an axis or in a step of a loop; where an operator
 * cannot be computed row by row, what it takes must be a variable that has only been looked up, or data.
 */
final class RowFunction {
    /**
     * What one row takes.
     *
     * @param parameter that stands for it in the row
     * @param values of all rows, a matrix with a row for each; if it is the same in all rows, the node itself
     * @param isWhole whether it is the same in all rows
     * @param variable that it is a part of, or null for data
     * @param places the places of the values among the elements of the variable, as the values are; null for data
     */
    public record Input(Node parameter, Node values, boolean isWhole, Node variable, Node places) {}

    private static final int NONE = -1;

    private final Graph graph;
    private final Dimension length;

    /** How many elements of the first axis are one row; one row of several is along that axis only. */
    private final int height;

    private final Set<Node> variables;
    private final boolean[] influenced;
    private final int[] axes;
    private final boolean[] inStep;
    private final boolean[] whole;
    private final Map<Node, Input> ofRow = new LinkedHashMap<>();
    private final Map<Node, Input> ofAll = new LinkedHashMap<>();
    private final Node row;

    /** @param isOne whether the whole tensor is one row */
    private RowFunction(Node tensor, Collection<Node> variables, Dimension length, int height, boolean isOne) {
        this(tensor, variables, tensor.graph().influencedBy(variables), length, height, isOne);
    }

    private RowFunction(
            Node tensor,
            Collection<Node> variables,
            boolean[] influenced,
            Dimension length,
            int height,
            boolean isOne) {
        this.graph = tensor.graph();
        this.length = length;
        this.height = height;
        this.variables = new HashSet<>(variables);
        this.influenced = influenced;
        this.axes = new int[tensor.id() + 1];
        Arrays.fill(axes, NONE);
        this.inStep = new boolean[axes.length];
        this.whole = new boolean[axes.length];
        whole[tensor.id()] = isOne;
        axes[tensor.id()] = isOne ? NONE : 0;
        for (int id = tensor.id(); id >= 0; id--) {
            ask(graph.get(id));
        }
        this.row = compute(tensor);
    }

    /**
     * The rows of a tensor along its first axis.
     *
     * @param variables what it is differentiated by
     * @throws DenseException if a row depends on more than one can say of it alone
     */
    static RowFunction of(Node tensor, Collection<Node> variables) {
        return new RowFunction(tensor, variables, tensor.shape().dimension(0), 1, false);
    }

    /**
     * The same with rows of several elements of that axis, which a loop computes step by step.
     *
     * @param filled by such a loop, of as many elements along the axis
     */
    static RowFunction of(Node tensor, FilledRows filled, Collection<Node> variables) {
        return new RowFunction(tensor, variables, filled.steps(), filled.height(), false);
    }

    /**
     * What each step of a loop writes; all that is computed outside of the loop is data.
     *
     * @param end that the loop ends with
     */
    static RowFunction ofLoop(Node end, FilledRows filled) {
        boolean[] inLoop = new boolean[end.id() + 1];
        inLoop[end.id()] = true;
        return new RowFunction(end, List.of(), inLoop, filled.steps(), filled.height(), false);
    }

    /** The whole tensor as one row. */
    static RowFunction ofOne(Node tensor, Collection<Node> variables) {
        return new RowFunction(tensor, variables, Dimension.ONE, 1, true);
    }

    /** How many rows there are. */
    public Dimension length() {
        return length;
    }

    /** One row: of the tensor's shape, with a first axis of as many elements as a row has along it. */
    public Node row() {
        return row;
    }

    /** In the order in which the program has them. */
    public List<Input> inputs() {
        List<Input> inputs = new ArrayList<>(ofRow.values());
        inputs.addAll(ofAll.values());
        Collections.reverse(inputs);
        return inputs;
    }

    private void ask(Node node) {
        if (whole[node.id()]) {
            askAll(node);
        }
        if (axes[node.id()] != NONE) {
            askRow(node, axes[node.id()]);
        }
        if (inStep[node.id()]) {
            askStep(node);
        }
    }

    private boolean isInfluenced(Node node) {
        return influenced[node.id()];
    }

    /** For what is the same in every row. */
    private void askAll(Node node) {
        if (TensorAlgebra.isSplat(node) || node.op() instanceof Leaf.Array) {
            return;
        }
        boolean isVariable = variables.contains(node);
        if (isVariable || !isInfluenced(node)) {
            if (!node.shape().isLiteral()) {
                throw new DenseException(
                        "each row depends on all of " + text(node) + ", whose shape is " + node.shape(), node);
            }
            ofAll.put(node, new Input(parameter(node.type()), node, true, isVariable ? node : null,
                    isVariable ? places(node) : null));
            return;
        }
        if (node.op() instanceof LoopOp || !node.loops().isEmpty()) {
            throw new DenseException("each row depends on what a loop computes of the variables", node);
        }
        node.inputs().forEach(input -> whole[input.id()] = true);
    }

    private void askRow(Node node, int axis) {
        if (TensorAlgebra.isSplat(node)) {
            return;
        }
        if (!isInfluenced(node) || variables.contains(node)) {
            ofRow.put(node, looked(node, axis));
            return;
        }
        if (node.op() instanceof LoopOp.Final) {
            askLoop(node, axis);
            return;
        }
        int[] inputs = RowAxis.inputs(node, axis);
        if (inputs != null) {
            for (int i = 0; i < inputs.length; i++) {
                ask(node, node.input(i), inputs[i]);
            }
        } else if (isLookedUp(node)) {
            ofRow.put(node, looked(node, axis));
        } else {
            throw mixed(node);
        }
    }

    private DenseException mixed(Node node) {
        boolean isTaken = node.op() instanceof Indexing.Take;
        if (isTaken && isInfluenced(node.input(1))) {
            return new DenseException("which rows are taken depends on the variables, as where they are sorted", node);
        }
        if (isTaken) {
            return new DenseException(
                    "an index looks into what is computed of variables, and not into a variable",
                    node,
                    "look up first, and compute then: exp(x[index]) for exp(x)[index]");
        }
        return new DenseException("rows are mixed by '" + written(node) + "'", node);
    }

    /** An operator as programs write it. */
    static String written(Node node) {
        if (node.op() instanceof Recurrence) {
            return node.input(0).isConstant(1) ? "cumsum" : "cumprod";
        }
        return node.op() instanceof Contraction contraction && contraction.isProduct() ? "@" : node.op().symbol();
    }

    private static String text(Node node) {
        String name = node.op() instanceof Leaf.Parameter parameter ? parameter.name() : node.name();
        return name == null ? "a tensor" : "'" + name + "'";
    }

    private void ask(Node node, Node input, int axis) {
        if (axis == RowAxis.WHOLE) {
            whole[input.id()] = true;
        } else if (input.shape().dimension(axis).equals(length.times(height))
                && (height == 1 || axis == 0)
                && (axes[input.id()] == NONE || axes[input.id()] == axis)) {
            axes[input.id()] = axis;
        } else {
            throw mixed(node);
        }
    }

    /** For a tensor that a loop fills row by row. */
    private void askLoop(Node node, int axis) {
        FilledRows filled = FilledRows.of(node);
        if (filled == null || axis != 0 || !filled.steps().equals(length) || filled.height() != height) {
            throw new DenseException("a row depends on more than one step of a loop", node);
        }
        filled.row().forEach(piece -> inStep[piece.value().id()] = true);
    }

    private void askStep(Node node) {
        if (TensorAlgebra.isSplat(node) || node.op() instanceof Leaf.Array) {
            return;
        }
        if (node.op() instanceof Leaf.StepNumber) {
            ofRow.put(node, input(node.type(), null, lifted(node), null, 0));
            return;
        }
        if (node.op() instanceof Indexing.Take && node.input(0).loops().isEmpty() && node.input(1).type().isScalar()) {
            askTaken(node);
            return;
        }
        if (node.op() instanceof LoopOp || node.op() instanceof Leaf.Carried) {
            throw new DenseException("what is computed for a row has a loop, or depends on other rows", node);
        }
        for (Node input : node.inputs()) {
            (input.loops().isEmpty() ? whole : inStep)[input.id()] = true;
        }
    }

    /** For one row of a tensor outside of the loop. */
    private void askTaken(Node node) {
        Node tensor = node.input(0);
        if (!isInfluenced(tensor) || isLookedUp(tensor)) {
            Node index = lifted(node.input(1));
            Node variable = isInfluenced(tensor) ? variable(tensor) : null;
            Node places = variable == null ? null : taken(moved(tensor), node.input(1), index);
            ofRow.put(node, input(node.type(), variable, taken(tensor, node.input(1), index), places, 0));
        } else if (node.input(1).op() instanceof Leaf.StepNumber) {
            ask(node, tensor, 0);
        } else {
            throw mixed(node);
        }
    }

    /** The rows that an index in the loop takes, step after step; those of each step in order need no looking up. */
    private Node taken(Node source, Node index, Node lifted) {
        boolean isInOrder = index.op() instanceof Leaf.StepNumber && source.shape().dimension(0).equals(length);
        return isInOrder ? source : graph.node(new Indexing.Take(), source, lifted);
    }

    /** A whole number of a loop's body in all steps, as a vector. */
    private Node lifted(Node index) {
        boolean[] needed = graph.reachable(List.of(index));
        Map<Node, Node> images = new HashMap<>();
        for (int id = 0; id <= index.id(); id++) {
            Node node = graph.get(id);
            if (needed[id] && !node.loops().isEmpty()) {
                images.put(node, lifted(node, images));
            }
        }
        return images.getOrDefault(index, index);
    }

    private Node lifted(Node node, Map<Node, Node> images) {
        if (node.op() instanceof Leaf.StepNumber) {
            return graph.node(new Leaf.Iota(length));
        }
        Node[] inputs = node.inputs().stream().map(input -> images.getOrDefault(input, input)).toArray(Node[]::new);
        if (node.op() instanceof ScalarOp) {
            return graph.node(node.op(), inputs);
        }
        if (node.op() instanceof Indexing.Take && node.input(0).loops().isEmpty() && node.type().isScalar()) {
            return taken(node.input(0), node.input(1), inputs[1]);
        }
        throw mixed(node);
    }

    /** Data, or a variable that has only been looked up, by rows along an axis. */
    private Input looked(Node node, int axis) {
        Node variable = isInfluenced(node) ? variable(node) : null;
        Type one = node.type().with(node.shape().with(axis, Dimension.literal(height)));
        return input(one, variable, node, variable == null ? null : moved(node), axis);
    }

    /** @param axis along which the values and the places have their rows */
    private Input input(Type row, Node variable, Node values, Node places, int axis) {
        return new Input(
                parameter(row),
                matrix(values, axis, row.shape()),
                false,
                variable,
                places == null ? null : matrix(places, axis, row.shape()));
    }

    /** With the rows along the first axis and the elements of each along the second. */
    private Node matrix(Node tensor, int axis, Shape row) {
        List<Integer> order = new ArrayList<>(List.of(axis));
        IntStream.range(0, tensor.shape().rank()).filter(other -> other != axis).forEach(order::add);
        return TensorAlgebra.reshape(TensorAlgebra.permute(tensor, order), new Shape(List.of(length, row.size())));
    }

    private Node parameter(Type type) {
        return graph.parameter("row", type);
    }

    /** Whether nothing is done with a variable but to choose elements of it. */
    private boolean isLookedUp(Node node) {
        return variable(node) != null;
    }

    private Node variable(Node node) {
        Node source = node;
        while (!variables.contains(source)) {
            boolean isLookUp = source.op() instanceof View.Slice
                    || source.op() instanceof View.Permute
                    || source.op() instanceof View.Reshape
                    || source.op() instanceof Identity.Variable
                    || source.op() instanceof Indexing.Take && !isInfluenced(source.input(1));
            if (!isLookUp || !source.loops().isEmpty()) {
                return null;
            }
            source = source.input(0);
        }
        return source;
    }

    /** The place of each element of a variable. */
    private Node places(Node variable) {
        return TensorAlgebra.reshape(graph.node(new Leaf.Iota(variable.shape().size())), variable.shape());
    }

    /** The places of elements that are looked up, by looking up places. */
    private Node moved(Node node) {
        List<Node> steps = new ArrayList<>();
        for (Node step = node; !variables.contains(step); step = step.input(0)) {
            if (!(step.op() instanceof Identity)) {
                steps.add(0, step);
            }
        }
        Node places = places(variable(node));
        for (Node step : steps) {
            List<Node> inputs = new ArrayList<>(step.inputs());
            inputs.set(0, places);
            places = RowAxis.ofRow(step, NONE, 1, inputs);
        }
        return places;
    }

    /** The row, from what stands for its inputs. */
    private Node compute(Node tensor) {
        Map<Node, Node> rows = new HashMap<>();
        Map<Node, Node> same = new HashMap<>();
        ofRow.forEach((node, input) -> rows.put(node, input.parameter()));
        ofAll.forEach((node, input) -> same.put(node, input.parameter()));
        for (int id = 0; id <= tensor.id(); id++) {
            Node node = graph.get(id);
            graph.at(node.line());
            if (whole[id] && !same.containsKey(node)) {
                same.put(node, sameImage(node, same));
            }
            if ((axes[id] != NONE || inStep[id]) && !rows.containsKey(node)) {
                rows.put(node, image(node, axes[id], rows, same));
            }
        }
        return whole[tensor.id()] ? same.get(tensor) : rows.get(tensor);
    }

    private static Node flat(Node tensor) {
        return TensorAlgebra.reshape(tensor, new Shape(List.of(tensor.shape().size())));
    }

    private static Node sameImage(Node node, Map<Node, Node> same) {
        return node.inputs().isEmpty()
                ? node
                : RowAxis.ofRow(node, NONE, 1, node.inputs().stream().map(same::get).toList());
    }

    private Node image(Node node, int axis, Map<Node, Node> rows, Map<Node, Node> same) {
        if (TensorAlgebra.isSplat(node)) {
            return TensorAlgebra.splat(node, node.shape().with(axis, Dimension.literal(height)));
        }
        if (node.op() instanceof LoopOp.Final) {
            List<Node> parts = FilledRows.of(node).row().stream()
                    .map(piece -> TensorAlgebra.part(flat(rows.get(piece.value())), 0, piece.from(), piece.length()))
                    .toList();
            Shape one = node.shape().with(0, Dimension.literal(height));
            return TensorAlgebra.reshape(TensorAlgebra.concat(parts, 0), one);
        }
        if (axis == NONE && node.op() instanceof Indexing.Take && axes[node.input(0).id()] != NONE) {
            return TensorAlgebra.reshape(rows.get(node.input(0)), node.shape());
        }
        int[] from = axis == NONE
                ? node.inputs().stream()
                        .mapToInt(input -> input.loops().isEmpty() ? RowAxis.WHOLE : 0)
                        .toArray()
                : RowAxis.inputs(node, axis);
        List<Node> images = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            images.add((from[i] == RowAxis.WHOLE ? same : rows).get(node.input(i)));
        }
        return RowAxis.ofRow(node, axis, height, images);
    }
}
