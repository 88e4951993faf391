package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Folds a tensor along axes, which the result lacks: each element of the result starts from the neutral value and takes
 * up its elements in row-major order. Many elements that become one number do so in chunks, each from the neutral
 * value, so that threads can share them.
 *
 * @param axes in rising order
 */
public record Reduction(Fold fold, List<Integer> axes) implements OverAxes {
    /**
     * Elements of a chunk: some 10 µs of work at least, against 1 µs that handing it over takes. A multiple of the
     * widest registers.
     */
    public static final int CHUNK = 1 << 14;

    /** Elements from which on they are folded in chunks. */
    public static final int MIN_ELEMENTS = 2 * CHUNK;

    /** How two elements become one. */
    public enum Fold {
        SUM("sum", 0, Pointwise.ADD),
        PROD("prod", 1, Pointwise.MUL),
        MAX("max", Double.NEGATIVE_INFINITY, Pointwise.MAX),
        MIN("min", Double.POSITIVE_INFINITY, Pointwise.MIN),
        ANY("any", 0, Pointwise.OR),
        ALL("all", 1, Pointwise.AND);

        private final String symbol;
        private final double neutral;
        private final Pointwise combine;

        Fold(String symbol, double neutral, Pointwise combine) {
            this.symbol = symbol;
            this.neutral = neutral;
            this.combine = combine;
        }

        /** The value of no elements. */
        public double neutral() {
            return neutral;
        }

        /** What does the same with truths that are the numbers 1 and 0; this one for numbers. */
        public Fold ofNumbers() {
            return this == ANY ? MAX : this == ALL ? MIN : this;
        }

        /** The operator of two elements. */
        public Pointwise combine() {
            return combine;
        }
    }

    public Reduction {
        axes = List.copyOf(axes);
    }

    @Override
    public String symbol() {
        return fold.symbol;
    }

    /** Where the elements of the input are folded to, in an array of the result. */
    public Access target(Node y) {
        return new View.Broadcast(y.input(0).shape())
                .through(
                        Access.dense(y.input(0).shape().keeping(axes)),
                        y.input(0).shape().keeping(axes));
    }

    /** The element of the result that each element of the input becomes a part of, in row-major order of the input. */
    public int[] targets(Node y, Map<String, Integer> sizes) {
        return Dense.places(y.input(0).shape().lengths(sizes), target(y), sizes);
    }

    @Override
    public double[] evaluate(List<Dense> inputs, Node y, Map<String, Integer> sizes) {
        Dense x = inputs.get(0);
        double[] folded = new double[Tensor.size(y.shape().lengths(sizes))];
        Arrays.fill(folded, fold.neutral);
        if (axes.size() == y.input(0).shape().rank() && x.data().length >= MIN_ELEMENTS) {
            return new double[] {inChunks(x.data(), y.type().dtype())};
        }
        int[] places = targets(y, sizes);
        DType dtype = y.type().dtype();
        for (int i = 0; i < places.length; i++) {
            folded[places[i]] = dtype.round(fold.combine.value(folded[places[i]], x.data()[i], 0));
        }
        return folded;
    }

    private double inChunks(double[] elements, DType dtype) {
        double result = fold.neutral;
        for (int from = 0; from < elements.length; from += CHUNK) {
            double partial = fold.neutral;
            for (int i = from; i < Math.min(elements.length, from + CHUNK); i++) {
                partial = dtype.round(fold.combine.value(partial, elements[i], 0));
            }
            result = dtype.round(fold.combine.value(result, partial, 0));
        }
        return result;
    }

    @Override
    public boolean isLinear() {
        return fold == Fold.SUM;
    }

    /** Of a sum the cotangent is repeated; a largest element receives it, and ties share equally. */
    @Override
    public Node pullback(int index, Node y, Node g) {
        Node x = y.input(0);
        Node each = TensorAlgebra.restore(g, axes, x.shape());
        return switch (fold) {
            case SUM -> each;
            case MAX, MIN -> {
                Node chosen = equal(x, TensorAlgebra.restore(y, axes, x.shape()));
                Node ties = TensorAlgebra.sum(where(chosen, x.constant(1), x.constant(0)), axes);
                yield where(chosen, TensorAlgebra.restore(g.over(ties), axes, x.shape()), x.constant(0));
            }
            case PROD -> each.times(TensorAlgebra.productOfOthers(x, axes));
            case ANY, ALL -> throw new UnsupportedOperationException(symbol());
        };
    }

    /** Of a sum. Of a largest element the pullback says itself which ones count. */
    @Override
    public boolean movesCotangents() {
        return fold == Fold.SUM;
    }

    @Override
    public Node influencing(int index, Node y, Node counting) {
        return TensorAlgebra.restore(counting, axes, y.input(0).shape());
    }
}
