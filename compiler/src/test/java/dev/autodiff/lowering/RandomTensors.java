package dev.autodiff.lowering;

import dev.autodiff.derivatives.Reverse;
import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Composite;
import dev.autodiff.graph.Cumulative;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LogShare;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Order;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Recurrence;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View.Steps;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Graphs of tensors by chance: every family of operators, ranks up to 4, sizes 0, 1, 2, 3 and 7, as numbers and as
 * names.
 */
public final class RandomTensors {
    private static final int[] SIZES = {0, 1, 1, 2, 2, 3, 3, 7};
    private static final int MAX_RANK = 4;
    private static final long MAX_ELEMENTS = 400;
    private static final List<Pointwise> UNARY = List.of(
            Pointwise.SIN,
            Pointwise.TANH,
            Pointwise.ABS,
            Pointwise.NEG,
            Pointwise.SIGMOID,
            Pointwise.SQRT,
            Pointwise.EXP,
            Pointwise.FLOOR);
    private static final List<Pointwise> BINARY = List.of(
            Pointwise.ADD, Pointwise.SUB, Pointwise.MUL, Pointwise.DIV, Pointwise.MAX, Pointwise.MIN, Pointwise.HYPOT);

    private final Random random;
    private final boolean smooth;
    private final Graph graph = new Graph();
    private final Map<String, Integer> sizes = new TreeMap<>();
    private final Map<Node, double[]> arguments = new LinkedHashMap<>();
    private final List<Node> values = new ArrayList<>();

    private final RandomLoops loops;

    /** @param smooth whether only operators appear that have derivatives everywhere */
    public RandomTensors(long seed, boolean smooth) {
        this(seed, smooth, false);
    }

    /** A graph with loops. */
    public static RandomTensors withLoops(long seed) {
        return new RandomTensors(seed, false, true);
    }

    private RandomTensors(long seed, boolean smooth, boolean hasLoops) {
        this.random = new Random(seed);
        this.smooth = smooth;
        this.loops = hasLoops ? new RandomLoops(graph, random, sizes, values, this::grow, this::pick) : null;
        for (String name : List.of("m", "n")) {
            sizes.put(name, SIZES[random.nextInt(SIZES.length)]);
        }
        int parameters = 1 + random.nextInt(3);
        for (int i = 0; i < parameters; i++) {
            parameter("x" + i);
        }
        int operations = 3 + random.nextInt(12);
        for (int i = 0; i < operations; i++) {
            grow();
        }
    }

    public Map<String, Integer> sizes() {
        return sizes;
    }

    /** The parameters with the elements they have. */
    public Map<Node, double[]> arguments() {
        return arguments;
    }

    /** The last value, and with it one or two of the others. */
    public List<Node> results() {
        List<Node> results = new ArrayList<>(List.of(last()));
        for (int i = random.nextInt(3); i > 0; i--) {
            results.add(pick());
        }
        return results;
    }

    /** The last value, and its cotangents by the parameters. */
    List<Node> gradient() {
        Node y = last();
        List<Node> results = new ArrayList<>(List.of(y));
        results.addAll(Reverse.gradient(y, List.copyOf(arguments.keySet()), y.graph().constant(1, y.type())));
        return results;
    }

    public Node last() {
        return real(values.get(values.size() - 1));
    }

    private void parameter(String name) {
        DType dtype = !smooth && random.nextInt(6) == 0 ? DType.F32 : DType.F64;
        Node node = graph.parameter(name, new Type(DType.F64, Shape.SCALAR).with(shape()).with(dtype));
        double[] elements = new double[(int) node.shape().size().evaluate(sizes)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = dtype.round(smooth || random.nextInt(8) > 0 ? random.nextGaussian() : random.nextInt(3) - 1);
        }
        arguments.put(node, elements);
        values.add(node);
    }

    private Shape shape() {
        List<Dimension> dimensions = new ArrayList<>();
        for (int rank = random.nextInt(MAX_RANK); rank > 0; rank--) {
            dimensions.add(random.nextInt(3) == 0 ? Dimension.named(random.nextBoolean() ? "m" : "n")
                    : Dimension.literal(SIZES[random.nextInt(SIZES.length)]));
        }
        return dimensions.isEmpty() ? Shape.SCALAR : new Shape(dimensions);
    }

    private Node pick() {
        return real(values.get(random.nextInt(values.size())));
    }

    private Node real(Node node) {
        return node.type().isReal() ? node : TensorAlgebra.as(node, node.type().with(DType.F64));
    }

    private void grow() {
        try {
            Node node = next(pick());
            if (node.shape().rank() <= MAX_RANK && node.shape().size().evaluate(sizes) <= MAX_ELEMENTS) {
                values.add(node);
            }
        } catch (IllegalArgumentException e) {
            // shapes by chance do not always fit; the next operation may
        }
    }

    private Node next(Node x) {
        if (loops != null && random.nextInt(5) == 0) {
            return loops.next();
        }
        return switch (random.nextInt(smooth ? 15 : 19)) {
            case 0, 1 -> graph.node(smooth ? UNARY.get(random.nextInt(2)) : UNARY.get(random.nextInt(UNARY.size())), x);
            case 2, 3, 4 -> graph.node(BINARY.get(random.nextInt(smooth ? 3 : BINARY.size())), x, pick());
            case 5 -> TensorAlgebra.sum(x, axes(x));
            case 6 -> TensorAlgebra.reduce(
                    smooth ? Fold.PROD : List.of(Fold.MAX, Fold.MIN, Fold.PROD).get(random.nextInt(3)), x, axes(x));
            case 7 -> TensorAlgebra.permute(x, permutation(x));
            case 8 -> reshape(x);
            case 9 -> slice(x);
            case 10 -> pad(x);
            case 11 -> TensorAlgebra.concat(List.of(x, Algebra.sin(x), x), axis(x));
            case 12 -> indexing(x);
            case 13 -> contraction(x, pick());
            case 14 -> random.nextInt(3) == 0 ? graph.node(new LogShare(axes(x)), x)
                    : random.nextBoolean()
                    ? scan(x)
                    : graph.node(new Composite(Composite.Kind.values()[random.nextInt(smooth ? 1 : 2)], axes(x)), x);
            case 15 -> Algebra.where(graph.node(Pointwise.LT, x, pick()), x, pick());
            case 16 -> leaf();
            case 17 -> order(x);
            default -> TensorAlgebra.as(x, x.type().with(random.nextBoolean() ? DType.F32 : DType.F64));
        };
    }

    private Node scan(Node x) {
        return random.nextBoolean() ? graph.node(new Recurrence(axis(x), random.nextBoolean()), Algebra.sin(x), x)
                : TensorAlgebra.cumulative(Cumulative.Kind.values()[random.nextInt(smooth ? 1 : 3)], x, axis(x));
    }

    private Node order(Node x) {
        Order order = new Order(Order.Kind.values()[random.nextInt(3)], axis(x));
        if (order.kind() != Order.Kind.ARGSORT && x.shape().dimension(order.axis()).evaluate(sizes) == 0) {
            throw new IllegalArgumentException("no largest of none");
        }
        return graph.node(order, x);
    }

    private int axis(Node x) {
        if (x.shape().isScalar()) {
            throw new IllegalArgumentException("no axis");
        }
        return random.nextInt(x.shape().rank());
    }

    private List<Integer> axes(Node x) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            if (random.nextBoolean()) {
                axes.add(axis);
            }
        }
        return axes;
    }

    private List<Integer> permutation(Node x) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            axes.add(axis);
        }
        Collections.shuffle(axes, random);
        return axes;
    }

    private Node reshape(Node x) {
        if (random.nextBoolean() || x.shape().isScalar()) {
            return TensorAlgebra.reshape(x, new Shape(List.of(x.shape().size())));
        }
        int axis = axis(x);
        return TensorAlgebra.reshape(
                x,
                random.nextBoolean()
                        ? x.shape().inserting(axis, Dimension.ONE)
                        : x.shape()
                                .reshape(
                                        List.of(Dimension.literal(-1), x.shape().dimension(axis))));
    }

    /** Reversed, or every second element, or some of them. */
    private Steps steps(Shape shape, int axis, List<Dimension> target) {
        List<Dimension> starts = new ArrayList<>(Collections.nCopies(shape.rank(), Dimension.ZERO));
        List<Integer> steps = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
        Dimension length = shape.dimension(axis);
        switch (random.nextInt(3)) {
            case 0 -> {
                starts.set(axis, length.plus(-1));
                steps.set(axis, -1);
            }
            case 1 -> {
                steps.set(axis, 2);
                target.set(axis, length.ceilingOver(2));
            }
            default -> {
                if (length.evaluate(sizes) < 1) {
                    throw new IllegalArgumentException("nothing to leave out");
                }
                starts.set(axis, Dimension.ONE);
                target.set(axis, length.plus(-1));
            }
        }
        return new Steps(starts, steps);
    }

    private Node slice(Node x) {
        List<Dimension> target = new ArrayList<>(x.shape().dimensions());
        Steps steps = steps(x.shape(), axis(x), target);
        return TensorAlgebra.slice(x, steps, new Shape(target));
    }

    private Node pad(Node x) {
        Node part = slice(x);
        List<Dimension> target = new ArrayList<>(x.shape().dimensions());
        for (int attempt = 0; attempt < 20; attempt++) {
            Steps steps = steps(x.shape(), axis(x), target);
            if (new Shape(target).equals(part.shape())) {
                return TensorAlgebra.pad(Algebra.sin(part), steps, x.shape());
            }
            target = new ArrayList<>(x.shape().dimensions());
        }
        return part;
    }

    private Node indexing(Node x) {
        axis(x);
        int rows = (int) x.shape().dimension(0).evaluate(sizes);
        if (rows == 0) {
            throw new IllegalArgumentException("no rows");
        }
        int count = 1 + random.nextInt(4);
        double[] index = random.ints(count, -rows, rows).asDoubleStream().toArray();
        Node indices = TensorAlgebra.array(graph, index, new Type(DType.INT, Shape.of(count)));
        Node taken = graph.node(new Indexing.Take(), x, indices);
        return random.nextBoolean()
                ? taken
                : graph.node(new Indexing.ScatterAdd(x.shape().dimension(0)), Algebra.sin(taken), indices);
    }

    private Node contraction(Node x, Node y) {
        if (x.type().dtype() != y.type().dtype()) {
            throw new IllegalArgumentException("types differ");
        }
        String a = "abcd".substring(0, x.shape().rank());
        StringBuilder b = new StringBuilder();
        StringBuilder result = new StringBuilder(a);
        String fresh = "wxyz";
        for (int axis = 0; axis < y.shape().rank(); axis++) {
            int match = x.shape().dimensions().indexOf(y.shape().dimension(axis));
            if (match >= 0 && b.indexOf(a.substring(match, match + 1)) < 0) {
                b.append(a.charAt(match));
                int at = result.indexOf(a.substring(match, match + 1));
                if (random.nextInt(3) > 0) {
                    result.deleteCharAt(at);
                }
            } else {
                b.append(fresh.charAt(axis));
                result.append(fresh.charAt(axis));
            }
        }
        List<String> letters = new ArrayList<>(List.of(result.toString().split("")));
        Collections.shuffle(letters, random);
        return TensorAlgebra.contract(a, b.toString(), String.join("", letters), x, y);
    }

    private Node leaf() {
        Shape shape = shape();
        return switch (random.nextInt(3)) {
            case 0 -> graph.node(new Leaf.Iota(shape.size()));
            case 1 -> graph.node(
                    new Leaf.Random(Leaf.Random.Distribution.values()[random.nextInt(2)], random.nextInt(100), shape));
            default -> graph.extent(shape.size());
        };
    }
}
