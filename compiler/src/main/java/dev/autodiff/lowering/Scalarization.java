package dev.autodiff.lowering;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.AlongAxes;
import dev.autodiff.graph.Composite;
import dev.autodiff.graph.Concat;
import dev.autodiff.graph.Contraction;
import dev.autodiff.graph.Dense;
import dev.autodiff.graph.FusedMultiplyAdd;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LogShare;
import dev.autodiff.graph.LogShareOfNumbers;
import dev.autodiff.graph.LogSumOfNumbers;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Norm;
import dev.autodiff.graph.Reduction;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.TensorOp;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Small tensors of known shapes as numbers, one for each element: a state of 5, a rotation, a quaternion. What comes
 * out is a function of numbers, whose zeros and constants are structural element by element, and whose code has no
 * arrays within. It is done before derivatives are taken. Sums and products of matrices are written out term by term:
 * their last bits may differ from those of loops over tensors, which use {@code fma}.
 */
public final class Scalarization {
    /** More elements are better worked on in a loop. */
    private static final int MAX_ELEMENTS = 64;

    /** As many operations stay small code, with their derivatives too. */
    private static final int MAX_OPERATIONS = 4_000;

    private final Graph graph;

    /** Whether sums begin with 0 and add products by {@code fma}, as those of tensors do. */
    private final boolean isPlanned;

    private final Node[][] elements;
    private final Map<Integer, Loops> loops = new HashMap<>();

    /** What a loop over tensors has become: its new number, and where the elements of each value of the state begin. */
    private record Loops(int number, int[] starts) {}

    private Scalarization(Graph graph, boolean isPlanned, int size) {
        this.graph = graph;
        this.isPlanned = isPlanned;
        this.elements = new Node[size][];
    }

    /**
     * The elements of all nodes that the results need, in row-major order; empty if one of them is large, or has no
     * form in numbers. Parameters that are numbers stay what they are; an element of another one is a parameter with
     * its index behind the name, {@code x_0}. Numbers of a class are of double precision, so that f32 has none.
     */
    public static Optional<Scalarization> of(Graph graph, Collection<Node> results) {
        boolean[] needed = graph.reachable(results);
        boolean isOfDoubles = IntStream.range(0, needed.length)
                .noneMatch(id -> needed[id] && graph.get(id).type().dtype() == DType.F32);
        return isOfDoubles ? of(graph, false, needed) : Optional.empty();
    }

    /** The same in any precision, of numbers that become tensors of their types again. */
    static Optional<Scalarization> ofRow(Graph graph, Collection<Node> results) {
        return of(graph, false, graph.reachable(results));
    }

    /** The same when derivatives have been taken and nothing is simplified any more: with the bits that loops have. */
    static Optional<Scalarization> ofPlannedRow(Graph graph, Collection<Node> results) {
        return of(graph, true, graph.reachable(results));
    }

    private static Optional<Scalarization> of(Graph graph, boolean isPlanned, boolean[] needed) {
        if (obstacle(graph, needed) != null) {
            return Optional.empty();
        }
        long operations = 0;
        for (int id = 0; id < needed.length; id++) {
            operations += needed[id] ? operations(graph.get(id)) : 0;
        }
        if (operations > MAX_OPERATIONS) {
            return Optional.empty();
        }
        Scalarization scalarization = new Scalarization(graph, isPlanned, needed.length);
        scalarization.run(needed);
        return Optional.of(scalarization);
    }

    /** The first node that the results need and that has no elements in numbers; null if there is none. */
    static Node obstacle(Graph graph, Collection<Node> results) {
        return obstacle(graph, graph.reachable(results));
    }

    private static Node obstacle(Graph graph, boolean[] needed) {
        for (int id = 0; id < needed.length; id++) {
            if (needed[id] && !hasElements(graph.get(id))) {
                return graph.get(id);
            }
        }
        return null;
    }

    /** The elements of a node that the results need, in row-major order. */
    public List<Node> elements(Node node) {
        return List.of(elements[node.id()]);
    }

    /** Whether the elements are known and few. */
    static boolean isSmall(Node node) {
        return node.shape().names().isEmpty() && size(node) <= MAX_ELEMENTS;
    }

    private static boolean hasElements(Node node) {
        return isSmall(node) && hasForm(node);
    }

    /** Whether the operator can be written for numbers. */
    private static boolean hasForm(Node node) {
        if (node.op() instanceof Indexing.Take
                || node.op() instanceof Indexing.Put
                || node.op() instanceof Indexing.ScatterAdd) {
            Node index = node.input(node.inputs().size() - 1);
            return !(node.op() instanceof Indexing.ScatterAdd)
                    && (index.op() instanceof Leaf.Array || index.op() instanceof Leaf.Constant)
                    && !(node.op() instanceof Indexing.Put put && put.adds());
        }
        return node.op() instanceof Leaf && !(node.op() instanceof Leaf.Extent) && !(node.op() instanceof Leaf.Absent)
                || node.op() instanceof ScalarOp
                || node.op() instanceof Identity
                || node.op() instanceof LoopOp
                || node.op() instanceof View
                || node.op() instanceof Concat
                || node.op() instanceof Reduction
                || node.op() instanceof Composite
                || node.op() instanceof AlongAxes
                || node.op() instanceof Contraction contraction && !contraction.strongA() && !contraction.strongB();
    }

    private static long operations(Node node) {
        if (node.op() instanceof Contraction contraction) {
            return contraction.products(node, Map.of()).result().length;
        }
        boolean isFold = node.op() instanceof Reduction
                || node.op() instanceof Composite
                || node.op() instanceof AlongAxes;
        return isFold ? size(node.input(0)) : node.op() instanceof ScalarOp ? size(node) : 0;
    }

    private static long size(Node node) {
        return node.shape().size().literal();
    }

    private static int count(Node node) {
        return (int) size(node);
    }

    private void run(boolean[] needed) {
        for (int id = 0; id < needed.length; id++) {
            Node node = graph.get(id);
            if (needed[id] && node.op() instanceof Loop loop) {
                loops.put(loop.number(), numbered(node, loop));
            }
        }
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                Node node = graph.get(id);
                graph.at(node.line());
                elements[id] = convert(node);
                name(node, elements[id]);
            }
        }
    }

    private Loops numbered(Node node, Loop loop) {
        int[] starts = new int[loop.carried() + 1];
        for (int i = 0; i < loop.carried(); i++) {
            starts[i + 1] = starts[i] + count(loop.initial(node, i));
        }
        return new Loops(graph.newLoop(), starts);
    }

    private static void name(Node node, Node[] elements) {
        for (int i = 0; i < elements.length && node.name() != null; i++) {
            elements[i].suggestName(node.type().isScalar() ? node.name() : node.name() + "_" + i);
        }
    }

    private Node[] of(Node node) {
        return elements[node.id()];
    }

    private Node[] convert(Node node) {
        if (node.op() instanceof Leaf leaf) {
            return leaf(node, leaf);
        }
        if (node.op() instanceof LoopOp op) {
            return loop(node, op);
        }
        if (node.op() instanceof ScalarOp || node.op() instanceof Identity) {
            return IntStream.range(0, count(node)).mapToObj(i -> elementwise(node, i)).toArray(Node[]::new);
        }
        if (node.op() instanceof Reduction reduction) {
            double neutral = reduction.fold().neutral();
            return folded(node, reduction.targets(node, Map.of()), neutral, parts -> {
                Stream<Node> first = isPlanned ? Stream.of(constant(neutral, parts.get(0).type())) : Stream.empty();
                return Stream.concat(first, parts.stream())
                        .reduce((a, b) -> graph.node(reduction.fold().combine(), a, b))
                        .orElseThrow();
            });
        }
        if (node.op() instanceof AlongAxes shares) {
            return shares(node, new Reduction(Reduction.Fold.SUM, shares.axes()).targets(node, Map.of()));
        }
        if (node.op() instanceof Composite composite) {
            int[] targets = new Reduction(Reduction.Fold.SUM, composite.axes()).targets(node, Map.of());
            boolean isNorm = composite.kind() == Composite.Kind.NORM;
            return folded(node, targets, isNorm ? 0 : Double.NEGATIVE_INFINITY, isNorm ? this::norm : this::logSumExp);
        }
        return node.op() instanceof Contraction contraction
                ? contracted(node, contraction.products(node, Map.of()))
                : moved(node);
    }

    private Node[] leaf(Node node, Leaf leaf) {
        if (node.type().isScalar() && !(leaf instanceof Leaf.Carried) && !(leaf instanceof Leaf.StepNumber)) {
            return new Node[] {node};
        }
        Type type = node.type().with(Shape.SCALAR);
        if (leaf instanceof Leaf.Parameter parameter) {
            return IntStream.range(0, count(node))
                    .mapToObj(i -> graph.parameter(parameter.name() + "_" + i, type))
                    .toArray(Node[]::new);
        }
        if (leaf instanceof Leaf.Carried state) {
            Loops loop = loops.get(state.loop());
            return IntStream.range(0, count(node))
                    .mapToObj(i -> graph.carried(loop.number(), loop.starts()[state.index()] + i, type))
                    .toArray(Node[]::new);
        }
        if (leaf instanceof Leaf.StepNumber step) {
            return new Node[] {graph.stepNumber(loops.get(step.loop()).number())};
        }
        double[] values = Interpreter.evaluate(List.of(node), Map.of(), Map.of()).get(0);
        return Arrays.stream(values).mapToObj(value -> constant(value, type)).toArray(Node[]::new);
    }

    private Node constant(double value, Type type) {
        return type.dtype() == DType.BOOL ? graph.truth(value != 0) : graph.constant(value, type);
    }

    private Node[] loop(Node node, LoopOp op) {
        if (op instanceof Loop loop) {
            return new Node[] {loop(node, loop)};
        }
        if (op instanceof LoopOp.Final end) {
            int start = loops.get(((Loop) node.input(0).op()).number()).starts()[end.index()];
            Node loop = of(node.input(0))[0];
            return IntStream.range(0, count(node))
                    .mapToObj(i -> graph.finalValue(loop, start + i))
                    .toArray(Node[]::new);
        }
        if (op instanceof LoopOp.Recall recall) {
            LoopOp renumbered = new LoopOp.Recall(loops.get(recall.loop()).number(), recall.backwards());
            return Arrays.stream(of(node.input(0)))
                    .map(history -> graph.node(renumbered, history))
                    .toArray(Node[]::new);
        }
        Node loop = of(node.input(0))[0];
        return Arrays.stream(of(node.input(1))).map(record -> graph.node(op, loop, record)).toArray(Node[]::new);
    }

    private Node loop(Node node, Loop loop) {
        Loops numbered = loops.get(loop.number());
        List<Node> inputs = new ArrayList<>();
        node.inputs().forEach(input -> inputs.addAll(Arrays.asList(of(input))));
        return graph.node(
                new Loop(numbered.number(), numbered.starts()[loop.carried()], loop.limits()),
                inputs.toArray(new Node[0]));
    }

    private Node elementwise(Node node, int index) {
        Node[] inputs = node.inputs().stream().map(input -> of(input)[index]).toArray(Node[]::new);
        return node.op() instanceof Identity.Variable variable
                ? graph.variable(variable.name(), inputs[0])
                : graph.node(node.op(), inputs);
    }

    /** How the elements that become one of the result do so. */
    private interface Fold {
        Node of(List<Node> parts);
    }

    private Node[] folded(Node node, int[] targets, double neutral, Fold fold) {
        List<List<Node>> parts = new ArrayList<>();
        for (int i = 0; i < count(node); i++) {
            parts.add(new ArrayList<>());
        }
        for (int i = 0; i < targets.length; i++) {
            parts.get(targets[i]).add(of(node.input(0))[i]);
        }
        Type type = node.type().with(Shape.SCALAR);
        return parts.stream()
                .map(some -> some.isEmpty() ? constant(neutral, type) : fold.of(some))
                .toArray(Node[]::new);
    }

    private Node norm(List<Node> parts) {
        return parts.size() == 1 ? abs(parts.get(0)) : graph.node(new Norm(parts.size()), parts.toArray(new Node[0]));
    }

    private Node logSumExp(List<Node> parts) {
        return graph.node(new LogSumOfNumbers(parts.size()), parts.toArray(new Node[0]));
    }

    /** @param targets which elements have their sum in common */
    private Node[] shares(Node node, int[] targets) {
        Map<Integer, List<Node>> groups = new HashMap<>();
        int[] places = new int[targets.length];
        for (int i = 0; i < targets.length; i++) {
            List<Node> group = groups.computeIfAbsent(targets[i], unused -> new ArrayList<>());
            places[i] = group.size();
            group.add(of(node.input(0))[i]);
        }
        return IntStream.range(0, targets.length)
                .mapToObj(i -> share(node, groups.get(targets[i]), places[i]))
                .toArray(Node[]::new);
    }

    private Node share(Node node, List<Node> group, int index) {
        int arity = group.size();
        return graph.node(
                node.op() instanceof LogShare
                        ? new LogShareOfNumbers(arity, index)
                        : new LogSumOfNumbers.Share(arity, index),
                group.toArray(new Node[0]));
    }

    private Node[] contracted(Node node, Contraction.Products products) {
        Node[] sums = new Node[count(node)];
        for (int i = 0; i < products.result().length; i++) {
            Node factor = of(node.input(0))[products.a()[i]];
            Node other = of(node.input(1))[products.b()[i]];
            int place = products.result()[i];
            if (isPlanned) {
                Node sum = sums[place] == null ? constant(0, factor.type()) : sums[place];
                sums[place] = graph.node(FusedMultiplyAdd.FMA, factor, other, sum);
            } else {
                Node product = factor.times(other);
                sums[place] = sums[place] == null ? product : sums[place].plus(product);
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sums[i] == null ? constant(0, node.type().with(Shape.SCALAR)) : sums[i];
        }
        return sums;
    }

    /**
     * Of an operator that only moves elements: it says itself where to, by what it makes of their numbers. What comes
     * from nowhere is 0.
     */
    private Node[] moved(Node node) {
        List<Node> sources = new ArrayList<>();
        List<Dense> labels = new ArrayList<>();
        for (Node input : node.inputs()) {
            int[] lengths = input.shape().lengths(Map.of());
            if (node.op() instanceof Indexing && input == node.input(node.inputs().size() - 1)) {
                labels.add(new Dense(lengths, Interpreter.evaluate(List.of(input), Map.of(), Map.of()).get(0)));
            } else {
                int first = sources.size();
                labels.add(new Dense(
                        lengths,
                        IntStream.rangeClosed(first + 1, first + count(input))
                                .asDoubleStream()
                                .toArray()));
                sources.addAll(Arrays.asList(of(input)));
            }
        }
        double[] moved = ((TensorOp) node.op()).evaluate(labels, node, Map.of());
        Type type = node.type().with(Shape.SCALAR);
        return Arrays.stream(moved)
                .mapToObj(label -> label == 0 ? constant(0, type) : sources.get((int) label - 1))
                .toArray(Node[]::new);
    }
}
