package dev.autodiff.graph;

import dev.autodiff.graph.View.Steps;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Functions of whole tensors by the names of the language. What would change nothing gives the node itself. */
public final class TensorAlgebra {
    private TensorAlgebra() {}

    /** Stretched to a shape by NumPy's rule. */
    public static Node broadcast(Node x, Shape shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        if (isSplat(x)) {
            return splat(x, shape);
        }
        if (x.op() instanceof View.Reshape && addsLeadingAxes(x.input(0).shape(), x.shape())) {
            return broadcast(x.input(0), shape);
        }
        return x.graph().node(new View.Broadcast(shape), x);
    }

    /** Whether the one shape is the other with dimensions of 1 in front, which stretching puts there by itself. */
    private static boolean addsLeadingAxes(Shape from, Shape to) {
        int added = to.rank() - from.rank();
        return added >= 0
                && to.between(added, to.rank()).equals(from)
                && to.between(0, added).dimensions().stream().allMatch(length -> length.is(1));
    }

    /** Converted and stretched to a type. */
    public static Node as(Node x, Type type) {
        return x.type() == type ? x : broadcast(Operands.convert(x, type.dtype()), type.shape());
    }

    public static Node reshape(Node x, Shape shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        if (x.op() instanceof View.Reshape) {
            return reshape(x.input(0), shape);
        }
        return isSplat(x) ? splat(x, shape) : x.graph().node(new View.Reshape(shape), x);
    }

    /** The number or truth of a node that has it in every place, in every place of another shape. */
    public static Node splat(Node x, Shape shape) {
        return x.op() instanceof Leaf.Truth truth ? x.graph().truth(truth.value(), shape)
                : x.graph().constant(((Leaf.Constant) x.op()).value(), x.type().with(shape));
    }

    /** Whether the node is one known number, or truth, in every place. */
    public static boolean isSplat(Node x) {
        return x.op() instanceof Leaf.Constant || x.op() instanceof Leaf.Truth;
    }

    /** That number; 1 for a truth that holds, and 0 for one that does not. */
    public static double splatNumber(Node x) {
        return x.op() instanceof Leaf.Constant constant ? constant.value() : x.isTruth(true) ? 1 : 0;
    }

    public static Node permute(Node x, List<Integer> axes) {
        boolean identity = true;
        for (int k = 0; k < axes.size(); k++) {
            identity &= axes.get(k) == k;
        }
        Shape permuted = x.shape().permute(axes);
        if (identity) {
            return x;
        }
        return isSplat(x) ? splat(x, permuted) : x.graph().node(new View.Permute(axes), x);
    }

    /** The axes of a permutation in the order that takes it back. */
    static List<Integer> inverse(List<Integer> axes) {
        Integer[] inverse = new Integer[axes.size()];
        for (int k = 0; k < inverse.length; k++) {
            inverse[axes.get(k)] = k;
        }
        return List.of(inverse);
    }

    /** The last two axes exchanged. */
    public static Node transpose(Node x) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            axes.add(axis);
        }
        Collections.swap(axes, axes.size() - 1, axes.size() - 2);
        return permute(x, axes);
    }

    public static Node slice(Node x, Steps steps, Shape shape) {
        if (steps.isIdentity() && x.shape().equals(shape)) {
            return x;
        }
        return isSplat(x) ? splat(x, shape) : x.graph().node(new View.Slice(steps, shape), x);
    }

    public static Node pad(Node x, Steps steps, Shape shape) {
        if (steps.isIdentity() && x.shape().equals(shape)) {
            return x;
        }
        return x.isConstant(0) || x.isTruth(false) ? splat(x, shape) : x.graph().node(new View.Pad(steps, shape), x);
    }

    /** The part of one axis from a start on. */
    public static Node part(Node x, int axis, Dimension start, Dimension length) {
        List<Dimension> starts = new ArrayList<>(Collections.nCopies(x.shape().rank(), Dimension.ZERO));
        starts.set(axis, start);
        return slice(x, new Steps(starts, Collections.nCopies(x.shape().rank(), 1)), x.shape().with(axis, length));
    }

    /** One behind the other along an axis. */
    public static Node concat(List<Node> parts, int axis) {
        return parts.size() == 1
                ? parts.get(0)
                : parts.get(0)
                        .graph()
                        .node(Concat.of(axis, parts.stream().map(Node::shape).toList()), parts.toArray(new Node[0]));
    }

    public static Node sum(Node x, List<Integer> axes) {
        return reduce(Reduction.Fold.SUM, x, axes);
    }

    public static Node max(Node x, List<Integer> axes) {
        return reduce(Reduction.Fold.MAX, x, axes);
    }

    /** The largest of the absolute values, 0 of no elements: the norm for p = ∞. */
    public static Node largestMagnitude(Node x, List<Integer> axes) {
        Node largest = max(Algebra.abs(x), axes);
        Dimension count = new Shape(axes.stream().map(x.shape()::dimension).toList()).size();
        return count.isLiteral() && !count.is(0)
                ? largest
                : Algebra.where(Algebra.less(largest, x.constant(0)), x.constant(0), largest);
    }

    /** A fold along axes. */
    public static Node reduce(Reduction.Fold fold, Node x, List<Integer> axes) {
        if (axes.isEmpty()) {
            return x;
        }
        if (fold == Reduction.Fold.SUM && x.isConstant(0)) {
            return splat(x, x.shape().without(axes));
        }
        return x.graph().node(new Reduction(fold, axes), x);
    }

    /** A value that lacks some axes of a shape, repeated along them: the transpose of a sum. */
    public static Node restore(Node reduced, List<Integer> axes, Shape shape) {
        return broadcast(reshape(reduced, shape.keeping(axes)), shape);
    }

    /** Whether a truth holds anywhere along axes. Of what is the same all along them that needs no fold. */
    static Node any(Node truth, List<Integer> axes) {
        if (axes.isEmpty() || isSplat(truth)) {
            return axes.isEmpty() ? truth : splat(truth, truth.shape().without(axes));
        }
        if (truth.op() instanceof View.Broadcast
                && truth.input(0).shape().stretchedAxes(truth.shape()).containsAll(axes)) {
            Shape inner = truth.input(0).shape();
            int added = truth.shape().rank() - inner.rank();
            Shape rest = inner.without(axes.stream().filter(axis -> axis >= added).map(axis -> axis - added).toList());
            return broadcast(reshape(truth.input(0), rest), truth.shape().without(axes));
        }
        if (truth.op() instanceof View.Pad pad
                && truth.input(0).isTruth(true)
                && pad.steps().isWhole(axes, truth.input(0).shape(), truth.shape())) {
            return pad(
                    splat(truth.input(0), truth.input(0).shape().without(axes)),
                    pad.steps().without(axes),
                    truth.shape().without(axes));
        }
        return reduce(Reduction.Fold.ANY, truth, axes);
    }

    /** Whether a number counts something, as one that a truth becomes for operators that take no truths. */
    static Node asTruth(Node number) {
        return Algebra.not(Algebra.equal(number, number.constant(0)));
    }

    /** 1 where a truth holds, else 0. */
    static Node asNumber(Node truth) {
        return Operands.convert(truth, DType.F64);
    }

    /** The number of elements along axes. */
    public static Node count(Node x, List<Integer> axes) {
        Dimension count = Dimension.ONE;
        for (int axis : axes) {
            count = count.times(x.shape().dimension(axis));
        }
        return x.graph().extent(count);
    }

    /** For each element the product of the others along some axes. */
    static Node productOfOthers(Node x, List<Integer> axes) {
        if (axes.size() == 1) {
            return productOfOthers(x, axes.get(0));
        }
        int rank = x.shape().rank();
        List<Integer> order = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            if (!axes.contains(axis)) {
                order.add(axis);
            }
        }
        int kept = order.size();
        order.addAll(axes);
        Node last = permute(x, order);
        Dimension folded = last.shape().between(kept, rank).size();
        Node others = productOfOthers(reshape(last, last.shape().between(0, kept).inserting(kept, folded)), kept);
        return permute(reshape(others, last.shape()), inverse(order));
    }

    /** For each element the product of the others along an axis: of those before it and those behind it, as doubles. */
    private static Node productOfOthers(Node x, int axis) {
        Node wide = as(x, x.type().with(DType.F64));
        return as(exclusiveProduct(wide, axis, false).times(exclusiveProduct(wide, axis, true)), x.type());
    }

    /** The products of the elements before each one, which begin with 1. */
    private static Node exclusiveProduct(Node x, int axis, boolean reverse) {
        Node factors = x.graph().node(new Shift(axis, !reverse), x);
        Dimension length = x.shape().dimension(axis);
        Node place = alongAxis(x.graph().node(new Leaf.Iota(length)), axis, x.shape());
        Node first = Algebra.equal(place, reverse ? x.graph().extent(length.plus(-1)) : x.constant(0));
        return x.graph()
                .node(
                        new Recurrence(axis, reverse),
                        factors,
                        as(Algebra.where(first, x.constant(1), x.constant(0)), x.type()));
    }

    /** A vector along an axis of a shape, the same for all indices of the others. */
    public static Node alongAxis(Node vector, int axis, Shape shape) {
        List<Dimension> dimensions = new ArrayList<>(Collections.nCopies(shape.rank(), Dimension.ONE));
        dimensions.set(axis, shape.dimension(axis));
        return broadcast(reshape(vector, new Shape(dimensions)), shape);
    }

    /** The products of the elements up to each one. */
    public static Node cumulativeProduct(Node x, int axis) {
        return exclusiveProduct(x, axis, false).times(x);
    }

    public static Node cumulativeSum(Node x, int axis) {
        return x.graph().node(new Recurrence(axis, false), x.graph().constant(1, x.type()), x);
    }

    /** A reduction of the elements up to each one; that of whole numbers which is none is one of doubles. */
    public static Node cumulative(Cumulative.Kind kind, Node x, int axis) {
        boolean isReal = x.type().isReal() || kind != Cumulative.Kind.LOGSUMEXP;
        return x.graph().node(new Cumulative(kind, axis), isReal ? x : as(x, x.type().with(DType.F64)));
    }

    /** The sum of products, as Einstein writes it; see {@link Contraction}. */
    public static Node contract(String a, String b, String result, Node x, Node y) {
        return x.graph().node(new Contraction(a, b, result), x, y);
    }

    /** Numbers that stand in the program. */
    public static Node array(Graph graph, double[] values, Type type) {
        boolean same = values.length > 0
                && Arrays.stream(values)
                        .allMatch(value -> Double.doubleToLongBits(value) == Double.doubleToLongBits(values[0]));
        return same ? graph.constant(values[0], type) : graph.node(new Leaf.Array(values, type));
    }
}
