package dev.autodiff.frontend.library;

import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.not;

import dev.autodiff.frontend.library.TensorFunctions.Table;
import dev.autodiff.frontend.values.Axes;
import dev.autodiff.frontend.values.Known;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.ShapeException;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Functions that arrange elements anew and compute none: what they give has the type of what they take. */
public final class Shaping {
    /** A longer array is put together when it is needed. */
    private static final int MAX_ELEMENTS = 1 << 24;

    private Shaping() {}

    static void add(Table table) {
        table.add("reshape(x, shape*)", a -> {
            Node x = a.value("x");
            return TensorAlgebra.reshape(x, x.shape().reshape(a.dimensions("shape")));
        });
        table.add("transpose(x, axis1?, axis2?)", Shaping::transpose);
        table.add("permute(x, axes*)", Shaping::permute);
        table.add("concat(parts*, axis?)", a -> concat(a.all("parts"), a.whole("axis", 0)));
        table.add("stack(parts*, axis?)", a -> stack(a.all("parts"), a.whole("axis", 0), a.graph()));
        table.add("broadcast_to(x, shape*)", a -> {
            Node x = a.value("x");
            return TensorAlgebra.broadcast(x, x.shape().broadcastTo(a.shape("shape")));
        });
        table.add("squeeze(x, axis?)", Shaping::squeeze);
        table.add("unsqueeze(x, axis)", Shaping::unsqueeze);
        table.add("flip(x, axis?)", a -> flip(a.value("x"), a.axes(a.value("x"))));
        table.add("roll(x, shift, axis?)", Shaping::roll);
        for (String name : List.of("repeat", "tile")) {
            table.add(name + "(x, counts*)", a -> tile(a, a.value("x"), a.shape("counts")));
        }
        table.add("pad(x, before, after?, axis?, value?)", Shaping::pad);
        table.add("size(x, axis)", a -> a.graph()
                .extent(a.value("x")
                        .shape()
                        .dimension(a.axis("axis", 0, a.value("x").shape()))));
        table.add(
                "shape(x)",
                a -> stack(
                        a.value("x").shape().dimensions().stream()
                                .map(a.graph()::extent)
                                .toList(),
                        0,
                        a.graph()));
        for (DType dtype : DType.values()) {
            table.add(dtype + "(x)", a -> cast(a.value("x"), dtype));
        }
    }

    private static Node cast(Node x, DType dtype) {
        if (dtype != DType.BOOL) {
            return TensorAlgebra.as(x, x.type().with(dtype));
        }
        return x.type().isTruth() ? x : not(equal(x, x.constant(0)));
    }

    /** All axes in reverse, or two of them exchanged. */
    private static Node transpose(Arguments a) {
        Node x = a.value("x");
        List<Integer> order = Axes.of(x.shape().rank());
        if (a.has("axis1") != a.has("axis2")) {
            throw a.failure(
                    "axis1", "'transpose' exchanges two axes, and one is given", "transpose(x) reverses all axes");
        }
        if (a.has("axis1")) {
            Collections.swap(order, a.axis("axis1", 0, x.shape()), a.axis("axis2", 0, x.shape()));
        } else {
            Collections.reverse(order);
        }
        return TensorAlgebra.permute(x, order);
    }

    private static Node permute(Arguments a) {
        Node x = a.value("x");
        List<Integer> axes = a.wholes("axes");
        x.shape().permute(axes);
        return TensorAlgebra.permute(x, axes.stream().map(x.shape()::axis).toList());
    }

    static Node concat(List<Node> parts, int axis) {
        List<Node> unified = unified(parts);
        return TensorAlgebra.concat(unified, unified.get(0).shape().axis(axis));
    }

    /** Values of one shape along a new axis; numbers that stand in the program become an array. */
    public static Node stack(List<Node> parts, int axis, Graph graph) {
        if (parts.isEmpty()) {
            return graph.node(new Leaf.Array(new double[0], new Type(DType.F64, Shape.of(0))));
        }
        List<Node> unified = unified(parts);
        Shape shape = unified.get(0).shape();
        for (Node part : unified) {
            if (!part.shape().equals(shape)) {
                throw new ShapeException(
                        "cannot stack the shapes " + shape + " and " + part.shape(), "they must be equal");
            }
        }
        Shape column = shape.inserting(newAxis(axis, shape), Dimension.ONE);
        boolean isShort = shape.isLiteral() && shape.size().times(parts.size()).literal() <= MAX_ELEMENTS;
        if (axis == 0 && isShort && unified.stream().allMatch(part -> isNumbers(part))) {
            return array(unified, shape.inserting(0, Dimension.literal(parts.size())), graph);
        }
        return TensorAlgebra.concat(
                unified.stream()
                        .map(part -> TensorAlgebra.reshape(part, column))
                        .toList(),
                newAxis(axis, shape));
    }

    private static boolean isNumbers(Node node) {
        return !node.type().isTruth()
                && (node.op() instanceof Leaf.Constant || node.op() instanceof Leaf.Array)
                && Known.numbers(node) != null;
    }

    private static Node array(List<Node> rows, Shape shape, Graph graph) {
        double[] all = rows.stream().map(Known::numbers).flatMapToDouble(Arrays::stream).toArray();
        return TensorAlgebra.array(graph, all, new Type(rows.get(0).type().dtype(), shape));
    }

    private static int newAxis(int axis, Shape shape) {
        int rank = shape.rank() + 1;
        if (axis < -rank || axis >= rank) {
            throw new ShapeException(
                    "there is no place " + axis + " for a new axis in " + shape, "they go from 0 to " + shape.rank());
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** With elements of one type, the most general of them; numbers that stand in the program adapt. */
    static List<Node> unified(List<Node> parts) {
        DType dtype = parts.stream()
                .filter(part -> !isNumbers(part))
                .map(part -> part.type().dtype())
                .reduce(DType::join)
                .orElse(null);
        for (Node part : parts) {
            boolean adapts =
                    isNumbers(part) && dtype != null && (dtype.isReal() || dtype == DType.INT && Known.isWhole(part));
            dtype = adapts ? dtype : dtype == null ? part.type().dtype() : DType.join(dtype, part.type().dtype());
        }
        DType common = dtype;
        return parts.stream().map(part -> TensorAlgebra.as(part, part.type().with(common))).toList();
    }

    /** Without axes of length 1. */
    private static Node squeeze(Arguments a) {
        Node x = a.value("x");
        List<Integer> axes = new ArrayList<>();
        for (int axis : a.axes(x)) {
            boolean isOne = x.shape().dimension(axis).is(1);
            if (!isOne && a.has("axis")) {
                throw a.shapeFailure(
                        "'squeeze' cannot remove axis " + axis + " of " + x.shape() + ": its length is "
                                + x.shape().dimension(axis),
                        "only axes of length 1 can go");
            }
            if (isOne) {
                axes.add(axis);
            }
        }
        return TensorAlgebra.reshape(x, x.shape().without(axes));
    }

    private static Node unsqueeze(Arguments a) {
        Node x = a.value("x");
        return TensorAlgebra.reshape(x, x.shape().inserting(newAxis(a.whole("axis", 0), x.shape()), Dimension.ONE));
    }

    static Node flip(Node x, List<Integer> axes) {
        List<Dimension> starts = new ArrayList<>(Collections.nCopies(x.shape().rank(), Dimension.ZERO));
        List<Integer> steps = new ArrayList<>(Collections.nCopies(x.shape().rank(), 1));
        for (int axis : axes) {
            if (!x.shape().dimension(axis).is(0)) {
                starts.set(axis, x.shape().dimension(axis).plus(-1));
                steps.set(axis, -1);
            }
        }
        return TensorAlgebra.slice(x, new View.Steps(starts, steps), x.shape());
    }

    /** What goes out at the end comes in at the front, any number of times. */
    private static Node roll(Arguments a) {
        Node x = a.value("x");
        Node flat = a.has("axis") ? x : TensorAlgebra.reshape(x, new Shape(List.of(x.shape().size())));
        int axis = a.axis("axis", 0, flat.shape());
        Dimension length = flat.shape().dimension(axis);
        Dimension shift = a.dimension("shift").modulo(length);
        if (shift.is(0)) {
            return x;
        }
        Dimension head = length.minus(shift);
        Node last = TensorAlgebra.part(flat, axis, head, shift);
        Node first = TensorAlgebra.part(flat, axis, Dimension.ZERO, head);
        return TensorAlgebra.reshape(TensorAlgebra.concat(List.of(last, first), axis), x.shape());
    }

    /** The whole tensor several times along each axis, new ones in front if there are more counts than axes. */
    private static Node tile(Arguments a, Node x, Shape counts) {
        int added = counts.rank() - x.shape().rank();
        if (added < 0) {
            throw a.shapeFailure(
                    "'" + a.function() + "' needs a count for each axis of " + x.shape() + ", and got " + counts.rank(),
                    "");
        }
        List<Dimension> split = new ArrayList<>();
        List<Dimension> stretched = new ArrayList<>();
        List<Dimension> tiled = new ArrayList<>();
        for (int axis = 0; axis < counts.rank(); axis++) {
            Dimension length = axis < added ? Dimension.ONE : x.shape().dimension(axis - added);
            split.addAll(List.of(Dimension.ONE, length));
            stretched.addAll(List.of(counts.dimension(axis), length));
            tiled.add(counts.dimension(axis).times(length));
        }
        Node repeated = TensorAlgebra.broadcast(TensorAlgebra.reshape(x, new Shape(split)), new Shape(stretched));
        return TensorAlgebra.reshape(repeated, new Shape(tiled));
    }

    /** More elements of one value before and behind those along an axis, the last one if none is named. */
    private static Node pad(Arguments a) {
        Node x = a.number("x");
        int axis = a.axis("axis", -1, x.shape());
        Node value = a.has("value") ? a.number("value") : a.graph().constant(0);
        Node before = TensorAlgebra.broadcast(value, x.shape().with(axis, a.length("before")));
        Node after =
                TensorAlgebra.broadcast(value, x.shape().with(axis, a.length(a.has("after") ? "after" : "before")));
        return concat(List.of(before, x, after), axis);
    }
}
