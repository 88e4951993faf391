package dev.autodiff.frontend.library;

import static dev.autodiff.graph.Algebra.sqrt;

import dev.autodiff.frontend.library.TensorFunctions.Table;
import dev.autodiff.frontend.values.Axes;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.ArrayList;
import java.util.List;

/** Layers of neural networks whose formulas depend on the number of axes. */
final class Layers {
    private static final double EPSILON = 1e-5;

    private Layers() {}

    static void add(Table table) {
        table.add("batch_norm(x, weight?, bias?, eps?)", a -> {
            Node x = requireChannels(a);
            List<Integer> others = new ArrayList<>(Axes.of(x.shape().rank()));
            others.remove(1);
            return scaled(a, normalized(a, x, others));
        });
        table.add("batch_norm_eval(x, mean, var, weight?, bias?, eps?)", a -> {
            Node x = requireChannels(a);
            Node deviation = sqrt(column(a, a.number("var"), x).plus(x.constant(a.number("eps", EPSILON))));
            return scaled(a, x.minus(column(a, a.number("mean"), x)).over(deviation));
        });
        table.add("group_norm(x, groups, weight?, bias?, eps?)", Layers::groupNorm);
        table.add("glu(x, axis?)", Layers::glu);
    }

    private static Node requireChannels(Arguments a) {
        Node x = a.number("x");
        if (x.shape().rank() < 2) {
            throw a.shapeFailure(
                    "'" + a.function() + "' needs channels in axis 1, and got " + x.type(),
                    "the first axis is the batch");
        }
        return x;
    }

    /** With mean 0 and variance 1, nearly, along some axes. */
    private static Node normalized(Arguments a, Node x, List<Integer> axes) {
        Node count = TensorAlgebra.count(x, axes);
        Node centered = x.minus(TensorAlgebra.restore(TensorAlgebra.sum(x, axes).over(count), axes, x.shape()));
        Node variance = TensorAlgebra.sum(centered.power(2), axes).over(count);
        Node deviation = sqrt(variance.plus(x.constant(a.number("eps", EPSILON))));
        return centered.over(TensorAlgebra.restore(deviation, axes, x.shape()));
    }

    /** By the weight and the bias of each channel. */
    private static Node scaled(Arguments a, Node x) {
        Node weighted = a.has("weight") ? x.times(column(a, a.number("weight"), x)) : x;
        return a.has("bias") ? weighted.plus(column(a, a.number("bias"), x)) : weighted;
    }

    /** One number for each channel, beside a tensor whose channels are axis 1. */
    private static Node column(Arguments a, Node perChannel, Node x) {
        if (perChannel.type().isScalar()) {
            return perChannel;
        }
        Dimension channels = x.shape().dimension(1);
        if (!perChannel.shape().equals(new Shape(List.of(channels)))) {
            throw a.shapeFailure(
                    "'" + a.function() + "' needs one number for each of the " + channels + " channels of " + x.shape()
                            + ", and got the shape " + perChannel.shape(),
                    "channels are axis 1");
        }
        Shape shape = perChannel.shape();
        for (int axis = 2; axis < x.shape().rank(); axis++) {
            shape = shape.inserting(shape.rank(), Dimension.ONE);
        }
        return TensorAlgebra.reshape(perChannel, shape);
    }

    private static Node groupNorm(Arguments a) {
        Node x = requireChannels(a);
        Dimension groups = a.length("groups");
        Dimension each = groups.is(0) ? null : x.shape().dimension(1).dividedBy(groups);
        if (each == null) {
            throw a.shapeFailure(
                    "'group_norm' cannot divide the " + x.shape().dimension(1) + " channels of " + x.shape() + " into "
                            + groups + " groups",
                    "");
        }
        Node grouped = TensorAlgebra.reshape(x, x.shape().with(1, each).inserting(1, groups));
        List<Integer> axes = Axes.of(grouped.shape().rank());
        return scaled(a, TensorAlgebra.reshape(normalized(a, grouped, axes.subList(2, axes.size())), x.shape()));
    }

    /** The first half of an axis by the sigmoid of the second. */
    private static Node glu(Arguments a) {
        Node x = a.number("x");
        int axis = a.axis("axis", -1, x.shape());
        Dimension half = x.shape().dimension(axis).dividedBy(Dimension.literal(2));
        if (half == null) {
            throw a.shapeFailure("'glu' cannot halve axis " + axis + " of " + x.shape(), "its length must be even");
        }
        Node gate = x.graph().node(Pointwise.SIGMOID, TensorAlgebra.part(x, axis, half, half));
        return TensorAlgebra.part(x, axis, Dimension.ZERO, half).times(gate);
    }
}
