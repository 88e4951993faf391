package dev.autodiff.graph;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Support;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.util.List;
import java.util.Map;

/**
 * Elements by whole numbers that are computed: an index below 0 counts from the end, and one that does not exist is an
 * error.
 */
public sealed interface Indexing extends TensorOp {
    /**
     * All inputs but the indices, which come last. A place that depends on the number of steps of a loop may be of the
     * type of a real number.
     */
    @Override
    default boolean isDifferentiableBy(int index, Node y) {
        return index < y.inputs().size() - 1;
    }

    @Override
    default boolean isLinear() {
        return true;
    }

    /** What a message calls the axis of indices that were checked before, or that no program wrote. */
    String ANY_AXIS = "an axis";

    /**
     * {@code y[i…, r…] = x[index[i…], r…]}: rows of x by a tensor of indices.
     *
     * @param axis where the index stands, as the user wrote it; what it says does not tell nodes apart
     */
    record Take(String axis) implements Indexing {
        public Take() {
            this(ANY_AXIS);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Take;
        }

        @Override
        public int hashCode() {
            return Take.class.hashCode();
        }

        @Override
        public String symbol() {
            return "take";
        }

        @Override
        public Type type(List<Node> inputs) {
            Shape x = inputs.get(0).shape();
            return inputs.get(0).type().with(inputs.get(1).shape().followedBy(x.between(1, x.rank())));
        }

        @Override
        public double[] evaluate(List<Dense> inputs, Node y, Map<String, Integer> sizes) {
            Dense x = inputs.get(0);
            double[] indices = inputs.get(1).data();
            int row = x.lengths()[0] == 0 ? 0 : x.data().length / x.lengths()[0];
            double[] taken = new double[indices.length * row];
            for (int i = 0; i < indices.length; i++) {
                System.arraycopy(x.data(), row * Support.index(indices[i], x.lengths()[0], axis), taken, i * row, row);
            }
            return taken;
        }

        @Override
        public Node pullback(int index, Node y, Node g) {
            return y.graph().node(new ScatterAdd(y.input(0).shape().dimension(0)), g, y.input(1));
        }

        /** Rows of which at least one that counts was taken. */
        @Override
        public Node influencing(int index, Node y, Node counting) {
            return pulledBack(index, y, counting);
        }

        @Override
        public boolean keepsZeros(int index) {
            return true;
        }

        @Override
        public boolean leavesOut(int index) {
            return true;
        }
    }

    /** {@code y[index[i…], r…] += x[i…, r…]} from zeros, in the order of the indices: equal indices add up. */
    record ScatterAdd(Dimension length) implements Indexing {
        @Override
        public List<String> attributes(Node y) {
            return List.of(length.toString());
        }

        @Override
        public String symbol() {
            return "scatter_add";
        }

        @Override
        public Type type(List<Node> inputs) {
            Shape x = inputs.get(0).shape();
            return inputs.get(0).type().with(x.between(inputs.get(1).shape().rank(), x.rank()).inserting(0, length));
        }

        @Override
        public double[] evaluate(List<Dense> inputs, Node y, Map<String, Integer> sizes) {
            double[] sum = new double[Tensor.size(y.shape().lengths(sizes))];
            double[] indices = inputs.get(1).data();
            int rows = (int) length.evaluate(sizes);
            int row = rows == 0 ? 0 : sum.length / rows;
            for (int i = 0; i < indices.length; i++) {
                int target = row * Support.index(indices[i], rows, ANY_AXIS);
                for (int k = 0; k < row; k++) {
                    sum[target + k] = y.type().dtype().round(sum[target + k] + inputs.get(0).data()[i * row + k]);
                }
            }
            return sum;
        }

        @Override
        public Node pullback(int index, Node y, Node g) {
            return y.graph().node(new Take(), g, y.input(1));
        }

        /** A row may be added to several times, but each comes from one place. */
        @Override
        public boolean movesCotangents() {
            return true;
        }
    }

    /**
     * {@code y = x} with other rows: {@code y[index[i…], r…] = values[i…, r…]}, or with something added to them. Where
     * indices are equal, the last row stays, or all are added in the order of the indices.
     *
     * @param adds whether the values are added to what is there
     */
    record Put(boolean adds) implements Indexing {
        @Override
        public boolean equals(Object other) {
            return other instanceof Put that && adds == that.adds;
        }

        @Override
        public int hashCode() {
            return adds ? 17 : 19;
        }

        @Override
        public String symbol() {
            return adds ? "add_at" : "put";
        }

        @Override
        public Type type(List<Node> inputs) {
            return inputs.get(0).type();
        }

        @Override
        public double[] evaluate(List<Dense> inputs, Node y, Map<String, Integer> sizes) {
            double[] result = inputs.get(0).data().clone();
            double[] values = inputs.get(1).data();
            double[] indices = inputs.get(2).data();
            int rows = inputs.get(0).lengths()[0];
            int row = rows == 0 ? 0 : result.length / rows;
            for (int i = 0; i < indices.length; i++) {
                int target = row * Support.index(indices[i], rows, ANY_AXIS);
                for (int k = 0; k < row; k++) {
                    double value = values[i * row + k];
                    result[target + k] = adds ? y.type().dtype().round(result[target + k] + value) : value;
                }
            }
            return result;
        }

        /**
         * Indices of a row that is replaced must differ for the derivative to be right; those of the language are
         * single ones.
         */
        @Override
        public Node pullback(int index, Node y, Node g) {
            Graph graph = y.graph();
            if (index == 1) {
                return graph.node(new Take(), g, y.input(2));
            }
            return adds ? g : graph.node(new Put(false), g, graph.constant(0, y.input(1).type()), y.input(2));
        }

        @Override
        public Node influencing(int index, Node y, Node counting) {
            return pulledBack(index, y, counting);
        }

        @Override
        public boolean keepsZeros(int index) {
            return true;
        }

        @Override
        public boolean leavesOut(int index) {
            return index == 0 && !adds;
        }
    }
}
