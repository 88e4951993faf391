package dev.autodiff.frontend.library;

import dev.autodiff.frontend.library.TensorFunction.Construction;
import dev.autodiff.frontend.library.TensorFunctions.Table;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Convolutions and pooling of tensors {@code [batch, channels, …]}. What stands at one place of all windows is one
 * slice; the products with the weights of these places are added up, and pooling reduces over them.
 */
final class Windows {
    private static final int LEADING_AXES = 2;

    /** Each place of a window is a slice of its own. */
    private static final int MAX_PLACES = 1000;

    private final Arguments arguments;
    private final Node x;
    private final List<Integer> kernel;
    private final List<Integer> stride;
    private final List<Integer> dilation;

    private Windows(Arguments arguments, Node x, List<Integer> kernel, List<Integer> stride, List<Integer> dilation) {
        this.arguments = arguments;
        this.x = x;
        this.kernel = kernel;
        this.stride = stride;
        this.dilation = dilation;
        for (int axis = 0; axis < kernel.size(); axis++) {
            requireRoom(axis);
        }
        if (kernel.stream().mapToLong(size -> size).reduce(1, (a, b) -> Math.min(a * b, MAX_PLACES + 1L))
                > MAX_PLACES) {
            throw arguments.shapeFailure(
                    "'" + arguments.function() + "' takes windows of up to " + MAX_PLACES + " elements, and got "
                            + kernel,
                    "");
        }
    }

    private void requireRoom(int axis) {
        Dimension room = room(axis);
        if (room.isLiteral() && room.literal() <= 0) {
            throw arguments.shapeFailure(
                    "'" + arguments.function() + "': a window of " + kernel.get(axis) + " does not fit into axis "
                            + (LEADING_AXES + axis) + " of " + x.shape(),
                    "");
        }
    }

    /** How many places along an axis a window can begin at. */
    private Dimension room(int axis) {
        return x.shape().dimension(LEADING_AXES + axis).plus(-(kernel.get(axis) - 1L) * dilation.get(axis));
    }

    static void add(Table table) {
        for (int axes = 1; axes <= 2; axes++) {
            table.add("conv" + axes + "d(x, weight, bias?, stride?, padding?, dilation?)", convolution(axes));
            table.add("max_pool" + axes + "d(x, kernel, stride?)", pooling(axes, Fold.MAX));
            table.add("avg_pool" + axes + "d(x, kernel, stride?)", pooling(axes, Fold.SUM));
        }
    }

    /** The kernel is not flipped. */
    private static Construction convolution(int axes) {
        return a -> {
            Node weight = a.number("weight");
            Node x = a.number("x");
            requireFit(a, x, weight, axes);
            List<Integer> kernel = new ArrayList<>();
            for (int axis = 0; axis < axes; axis++) {
                kernel.add(Reductions.literal(a, weight, LEADING_AXES + axis));
            }
            Node padded = padded(x, sizes(a, "padding", axes, List.of(0)));
            Windows windows = new Windows(
                    a, padded, kernel, sizes(a, "stride", axes, List.of(1)), sizes(a, "dilation", axes, List.of(1)));
            Node result = windows.convolve(weight, axes);
            if (!a.has("bias")) {
                return result;
            }
            Node bias = a.number("bias");
            List<Dimension> column = new ArrayList<>(bias.shape().dimensions());
            column.addAll(Collections.nCopies(axes, Dimension.ONE));
            return result.plus(TensorAlgebra.reshape(bias, new Shape(column)));
        };
    }

    private static void requireFit(Arguments a, Node x, Node weight, int axes) {
        int rank = LEADING_AXES + axes;
        boolean fits = x.shape().rank() == rank
                && weight.shape().rank() == rank
                && x.shape().dimension(1).equals(weight.shape().dimension(1));
        if (!fits) {
            throw a.shapeFailure(
                    "'" + a.function() + "' cannot apply the weights " + weight.shape() + " to " + x.shape()
                            + ": axis 1 of both are the channels",
                    "x has " + rank + " axes, batch, channels and " + axes
                            + " of space; weights have output channels, channels and " + axes);
        }
    }

    private static Construction pooling(int axes, Fold fold) {
        return a -> {
            Node x = a.number("x");
            if (x.shape().rank() != LEADING_AXES + axes) {
                throw a.shapeFailure(
                        "'" + a.function() + "' needs " + (LEADING_AXES + axes) + " axes, and got " + x.shape(),
                        "they are batch, channels and space");
            }
            List<Integer> kernel = sizes(a, "kernel", axes, List.of(1));
            Windows windows = new Windows(a, x, kernel, sizes(a, "stride", axes, kernel), Collections.nCopies(axes, 1));
            Node stacked =
                    Shaping.stack(windows.places().stream().map(windows::slice).toList(), 0, a.graph());
            Node pooled = TensorAlgebra.reduce(fold, stacked, List.of(0));
            return fold == Fold.MAX
                    ? pooled
                    : pooled.over(x.constant(windows.places().size()));
        };
    }

    /** One number for all axes of space, or one for each. */
    private static List<Integer> sizes(Arguments a, String parameter, int axes, List<Integer> otherwise) {
        List<Integer> sizes = a.has(parameter) ? a.wholes(parameter) : otherwise;
        int least = parameter.equals("padding") ? 0 : 1;
        if (sizes.size() != 1 && sizes.size() != axes || sizes.stream().anyMatch(size -> size < least)) {
            throw a.failure(parameter, "'" + parameter + "' of '" + a.function() + "' cannot be " + sizes,
                    "one number from " + least + " on, or one for each axis of space");
        }
        return sizes.size() == axes ? sizes : Collections.nCopies(axes, sizes.get(0));
    }

    private static Node padded(Node x, List<Integer> padding) {
        List<Dimension> starts = new ArrayList<>(List.of(Dimension.ZERO, Dimension.ZERO));
        Shape shape = x.shape();
        for (int axis = 0; axis < padding.size(); axis++) {
            starts.add(Dimension.literal(padding.get(axis)));
            shape = shape.with(LEADING_AXES + axis, shape.dimension(LEADING_AXES + axis).plus(2L * padding.get(axis)));
        }
        return TensorAlgebra.pad(x, new View.Steps(starts, Collections.nCopies(starts.size(), 1)), shape);
    }

    /** The places in a window, in row-major order. */
    private List<List<Integer>> places() {
        List<List<Integer>> places = List.of(List.of());
        for (int size : kernel) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> place : places) {
                for (int k = 0; k < size; k++) {
                    List<Integer> next = new ArrayList<>(place);
                    next.add(k);
                    longer.add(next);
                }
            }
            places = longer;
        }
        return places;
    }

    /** What stands at one place of all windows. */
    private Node slice(List<Integer> place) {
        List<Dimension> starts = new ArrayList<>(List.of(Dimension.ZERO, Dimension.ZERO));
        List<Integer> steps = new ArrayList<>(List.of(1, 1));
        Shape shape = x.shape();
        for (int axis = 0; axis < kernel.size(); axis++) {
            starts.add(Dimension.literal((long) place.get(axis) * dilation.get(axis)));
            steps.add(stride.get(axis));
            shape = shape.with(LEADING_AXES + axis, room(axis).ceilingOver(stride.get(axis)));
        }
        return TensorAlgebra.slice(x, new View.Steps(starts, steps), shape);
    }

    private Node convolve(Node weight, int axes) {
        String space = "xy".substring(0, axes);
        Node sum = null;
        for (List<Integer> place : places()) {
            Node part = weight;
            for (int axis = 0; axis < axes; axis++) {
                part = TensorAlgebra.part(part, LEADING_AXES + axis, Dimension.literal(place.get(axis)), Dimension.ONE);
            }
            Node matrix = TensorAlgebra.reshape(part, weight.shape().between(0, LEADING_AXES));
            Node term = Products.contract("nc" + space, "oc", "no" + space, slice(place), matrix);
            sum = sum == null ? term : sum.plus(term);
        }
        if (sum == null) {
            throw arguments.shapeFailure(
                    "'" + arguments.function() + "' needs weights, and got the shape " + weight.shape(), "");
        }
        return sum;
    }
}
