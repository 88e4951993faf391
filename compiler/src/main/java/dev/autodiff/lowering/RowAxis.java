package dev.autodiff.lowering;

import dev.autodiff.graph.AlongAxes;
import dev.autodiff.graph.Composite;
import dev.autodiff.graph.Concat;
import dev.autodiff.graph.Contraction;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Reduction;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Operators that work on rows one by one: element i along an axis of the result depends on element i along an axis of
 * each input alone, or on all of an input that has no such axis.
 */
public final class RowAxis {
    /** Of an input that counts in every row as a whole. */
    public static final int WHOLE = -1;

    private RowAxis() {}

    /** The axis of each input that goes with an axis of y, or {@link #WHOLE}; null if rows of y mix those of inputs. */
    public static int[] inputs(Node y, int axis) {
        if (y.op() instanceof ScalarOp || y.op() instanceof Identity) {
            return y.inputs().stream()
                    .mapToInt(input -> input.shape().equals(y.shape()) ? axis : WHOLE)
                    .toArray();
        }
        if (y.op() instanceof View view) {
            return view(view, y, axis);
        }
        if (y.op() instanceof Concat concat) {
            return concat.axis() == axis ? null : y.inputs().stream().mapToInt(input -> axis).toArray();
        }
        if (y.op() instanceof Reduction reduction) {
            return new int[] {kept(reduction.axes(), axis, y.input(0).shape().rank())};
        }
        if (y.op() instanceof Composite composite) {
            return new int[] {kept(composite.axes(), axis, y.input(0).shape().rank())};
        }
        if (y.op() instanceof AlongAxes along) {
            return along.axes().contains(axis) ? null : new int[] {axis};
        }
        if (y.op() instanceof Contraction contraction && y.inputs().size() == 2) {
            char letter = contraction.result().charAt(axis);
            return new int[] {contraction.a().indexOf(letter), contraction.b().indexOf(letter)};
        }
        int indexAxes = y.op() instanceof Indexing.Take ? y.input(1).shape().rank() : axis + 1;
        return axis < indexAxes ? null : new int[] {axis - indexAxes + 1, WHOLE};
    }

    /** The axis that becomes one of a result which lacks others. */
    private static int kept(List<Integer> lost, int axis, int rank) {
        return IntStream.range(0, rank)
                .filter(candidate -> !lost.contains(candidate))
                .skip(axis)
                .findFirst()
                .orElseThrow();
    }

    private static int[] view(View view, Node y, int axis) {
        Shape shape = y.input(0).shape();
        if (view instanceof View.Broadcast) {
            int from = axis - (y.shape().rank() - shape.rank());
            boolean isStretched = from < 0 || !shape.dimension(from).equals(y.shape().dimension(axis));
            return new int[] {isStretched ? WHOLE : from};
        }
        if (view instanceof View.Permute permute) {
            return new int[] {permute.axes().get(axis)};
        }
        if (view instanceof View.Reshape) {
            return reshaped(shape, y.shape(), axis);
        }
        View.Steps steps = view instanceof View.Slice slice ? slice.steps() : ((View.Pad) view).steps();
        boolean isSlice = view instanceof View.Slice;
        return steps.isWhole(List.of(axis), isSlice ? y.shape() : shape, isSlice ? shape : y.shape())
                ? new int[] {axis}
                : null;
    }

    /** The axis of the same length that has as many elements before it. */
    private static int[] reshaped(Shape from, Shape to, int axis) {
        Dimension before = to.between(0, axis).size();
        for (int candidate = 0; candidate < from.rank(); candidate++) {
            if (from.dimension(candidate).equals(to.dimension(axis))
                    && from.between(0, candidate).size().equals(before)) {
                return new int[] {candidate};
            }
        }
        return null;
    }

    /**
     * The node that applies the operator of y to one row of each input.
     *
     * @param height how many elements along the axis are one row
     */
    static Node ofRow(Node y, int axis, int height, List<Node> inputs) {
        Shape shape = axis < 0 ? y.shape() : y.shape().with(axis, Dimension.literal(height));
        Node x = inputs.get(0);
        if (y.op() instanceof View.Broadcast) {
            return TensorAlgebra.broadcast(x, shape);
        }
        if (y.op() instanceof View.Reshape) {
            return TensorAlgebra.reshape(x, shape);
        }
        if (y.op() instanceof View.Slice slice) {
            return TensorAlgebra.slice(x, slice.steps(), shape);
        }
        if (y.op() instanceof View.Pad pad) {
            return TensorAlgebra.pad(x, pad.steps(), shape);
        }
        if (y.op() instanceof Identity.Variable variable) {
            return y.graph().variable(variable.name(), x);
        }
        return y.op() instanceof Concat concat
                ? TensorAlgebra.concat(inputs, concat.axis())
                : y.graph().node(y.op(), inputs.toArray(new Node[0]));
    }
}
