package dev.autodiff.graph;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that move elements, or repeat them, and compute nothing. */
public sealed interface View extends TensorOp {
    Shape shape(Shape input);

    @Override
    default Type type(List<Node> inputs) {
        return inputs.get(0).type().with(shape(inputs.get(0).shape()));
    }

    @Override
    default boolean isLinear() {
        return true;
    }

    @Override
    default List<String> attributes(Node y) {
        return List.of(y.shape().toString());
    }

    /** A view whose elements lie in its input by an {@link Access}. */
    sealed interface Affine extends View {
        /** Where the elements lie in an array, if those of the input lie there by the given access. */
        Access through(Access input, Shape shape);

        @Override
        default double[] evaluate(List<Dense> inputs, Node y, Map<String, Integer> sizes) {
            Shape shape = y.input(0).shape();
            return inputs.get(0).pick(y.shape().lengths(sizes), through(Access.dense(shape), shape), sizes);
        }
    }

    /** Repeats along new leading axes and along axes of length 1; its transpose is the sum over these axes. */
    record Broadcast(Shape target) implements Affine {
        @Override
        public String symbol() {
            return "broadcast_to";
        }

        @Override
        public Shape shape(Shape input) {
            return input.broadcastTo(target);
        }

        @Override
        public Access through(Access input, Shape shape) {
            List<Dimension> strides = new ArrayList<>();
            int added = target.rank() - shape.rank();
            for (int axis = 0; axis < target.rank(); axis++) {
                boolean stretched = axis < added || !shape.dimension(axis - added).equals(target.dimension(axis));
                strides.add(stretched ? Dimension.ZERO : input.strides().get(axis - added));
            }
            return new Access(input.offset(), strides);
        }

        @Override
        public Node pullback(int index, Node y, Node g) {
            Shape shape = y.input(0).shape();
            return TensorAlgebra.reshape(TensorAlgebra.sum(g, shape.stretchedAxes(target)), shape);
        }

        @Override
        public Node influencing(int index, Node y, Node counting) {
            Shape shape = y.input(0).shape();
            return TensorAlgebra.reshape(TensorAlgebra.any(counting, shape.stretchedAxes(target)), shape);
        }

        @Override
        public boolean keepsZeros(int index) {
            return true;
        }
    }

    /** The same elements in the same order under other dimensions. */
    record Reshape(Shape target) implements View {
        @Override
        public String symbol() {
            return "reshape";
        }

        @Override
        public Shape shape(Shape input) {
            return input.reshape(target.dimensions());
        }

        @Override
        public double[] evaluate(List<Dense> inputs, Node y, Map<String, Integer> sizes) {
            return inputs.get(0).data();
        }

        @Override
        public Node pullback(int index, Node y, Node g) {
            return TensorAlgebra.reshape(g, y.input(0).shape());
        }

        @Override
        public boolean movesCotangents() {
            return true;
        }
    }

    /** The axes in another order: axis k of the result is axis {@code axes[k]} of the input. */
    record Permute(List<Integer> axes) implements Affine {
        public Permute {
            axes = List.copyOf(axes);
        }

        @Override
        public String symbol() {
            return "permute";
        }

        @Override
        public List<String> attributes(Node y) {
            return List.of(axes.toString());
        }

        @Override
        public Shape shape(Shape input) {
            return input.permute(axes);
        }

        @Override
        public Access through(Access input, Shape shape) {
            return new Access(input.offset(), axes.stream().map(axis -> input.strides().get(axis)).toList());
        }

        @Override
        public Node pullback(int index, Node y, Node g) {
            return TensorAlgebra.permute(g, TensorAlgebra.inverse(axes));
        }

        @Override
        public boolean movesCotangents() {
            return true;
        }
    }

    /**
     * Every {@code step}-th element from a start on, along each axis; a step of -1 from the last one turns an axis
     * round.
     */
    record Slice(Steps steps, Shape target) implements Affine {
        @Override
        public List<String> attributes(Node y) {
            return List.of(steps.text(target, y.input(0).shape()));
        }

        @Override
        public String symbol() {
            return "slice";
        }

        @Override
        public Shape shape(Shape input) {
            return target;
        }

        @Override
        public Access through(Access input, Shape shape) {
            return steps.through(input);
        }

        @Override
        public Node pullback(int index, Node y, Node g) {
            return TensorAlgebra.pad(g, steps, y.input(0).shape());
        }

        @Override
        public boolean leavesOut(int index) {
            return true;
        }

        @Override
        public boolean movesCotangents() {
            return true;
        }
    }

    /** Puts the elements where a slice takes them from, and zeros elsewhere: the transpose of {@link Slice}. */
    record Pad(Steps steps, Shape target) implements View {
        @Override
        public List<String> attributes(Node y) {
            return List.of(steps.text(y.input(0).shape(), target), target.toString());
        }

        @Override
        public String symbol() {
            return "pad";
        }

        @Override
        public Shape shape(Shape input) {
            return target;
        }

        @Override
        public double[] evaluate(List<Dense> inputs, Node y, Map<String, Integer> sizes) {
            double[] padded = new double[Tensor.size(target.lengths(sizes))];
            int[] places = Dense.places(inputs.get(0).lengths(), steps.through(Access.dense(target)), sizes);
            for (int i = 0; i < places.length; i++) {
                padded[places[i]] = inputs.get(0).data()[i];
            }
            return padded;
        }

        @Override
        public Node pullback(int index, Node y, Node g) {
            return TensorAlgebra.slice(g, steps, y.input(0).shape());
        }

        @Override
        public boolean movesCotangents() {
            return true;
        }
    }

    /**
     * Element k along an axis lies at {@code start + k · step}.
     *
     * @param starts one for each axis
     * @param steps one for each axis, not 0
     */
    record Steps(List<Dimension> starts, List<Integer> steps) {
        public Steps {
            starts = List.copyOf(starts);
            steps = List.copyOf(steps);
        }

        public Access through(Access input) {
            Dimension offset = input.offset();
            List<Dimension> strides = new ArrayList<>();
            for (int axis = 0; axis < steps.size(); axis++) {
                offset = offset.plus(starts.get(axis).times(input.strides().get(axis)));
                strides.add(input.strides().get(axis).times(steps.get(axis)));
            }
            return new Access(offset, strides);
        }

        /** The places as the language writes them, {@code [1:4, ::-1]}, of a slice of this shape. */
        String text(Shape slice, Shape whole) {
            List<String> texts = new ArrayList<>();
            for (int axis = 0; axis < steps.size(); axis++) {
                texts.add(text(starts.get(axis), steps.get(axis), slice.dimension(axis), whole.dimension(axis)));
            }
            return texts.toString();
        }

        private static String text(Dimension start, int step, Dimension length, Dimension whole) {
            if (step == -1 && length.equals(whole) && start.equals(whole.plus(-1))) {
                return "::-1";
            }
            boolean all = step == 1 && start.is(0) && length.equals(whole);
            String range = start + ":" + start.plus(length.times(step));
            return all ? ":" : step == 1 ? range : range + ":" + step;
        }

        /** Whether along these axes the slice is the whole. */
        public boolean isWhole(List<Integer> axes, Shape slice, Shape whole) {
            return axes.stream()
                    .allMatch(axis -> starts.get(axis).is(0)
                            && steps.get(axis) == 1
                            && slice.dimension(axis).equals(whole.dimension(axis)));
        }

        /** The same along the other axes. */
        Steps without(List<Integer> axes) {
            List<Integer> others = IntStream.range(0, steps.size())
                    .filter(axis -> !axes.contains(axis))
                    .boxed()
                    .toList();
            return new Steps(others.stream().map(starts::get).toList(), others.stream().map(steps::get).toList());
        }

        /** Whether every element is taken, each in its place. */
        boolean isIdentity() {
            return starts.stream().allMatch(start -> start.is(0)) && steps.stream().allMatch(step -> step == 1);
        }
    }
}
