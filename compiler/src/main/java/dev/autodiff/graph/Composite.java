package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.not;
import static dev.autodiff.graph.Algebra.sqrt;
import static dev.autodiff.graph.Algebra.where;

import java.util.List;
import java.util.Map;

/**
 * Reductions whose plain formulas overflow or have no derivative at zero. Each has a derivative of its own, and an
 * expansion into other operators, which is its meaning: it takes the place of the node before code is generated.
 *
 * @param axes in rising order
 */
public record Composite(Kind kind, List<Integer> axes) implements OverAxes, Decomposable {
    /** Which reduction. */
    public enum Kind {
        /** {@code log Σ exp x}. */
        LOGSUMEXP("logsumexp"),
        /** {@code √Σx²}. */
        NORM("norm");

        private final String symbol;

        Kind(String symbol) {
            this.symbol = symbol;
        }
    }

    public Composite {
        axes = List.copyOf(axes);
    }

    @Override
    public String symbol() {
        return kind.symbol;
    }

    @Override
    public Node expand(List<Node> inputs) {
        return kind == Kind.NORM ? norm(inputs.get(0)) : logSumExp(inputs.get(0));
    }

    /**
     * Scaled by the largest element m, so that no square overflows or vanishes; m itself where it is 0, infinite or
     * NaN, and 0 of no elements.
     */
    private Node norm(Node x) {
        Node largest = TensorAlgebra.largestMagnitude(x, axes);
        Node usable = and(not(equal(largest, x.constant(0))), Exponentials.isFinite(largest));
        Node scale = where(usable, largest, x.constant(1));
        Node sum = TensorAlgebra.sum(x.over(TensorAlgebra.restore(scale, axes, x.shape())).power(2), axes);
        return where(usable, scale.times(sqrt(sum)), largest);
    }

    /** Shifted by the largest element m, so that no exponential overflows; m itself where it is infinite or NaN. */
    private Node logSumExp(Node x) {
        Exponentials exponentials = Exponentials.of(x, axes);
        Node largest = TensorAlgebra.max(x, axes);
        return where(
                Exponentials.isFinite(largest),
                exponentials.logarithm().plus(exponentials.shift()),
                largest);
    }

    @Override
    public double[] evaluate(List<Dense> inputs, Node y, Map<String, Integer> sizes) {
        return expanded(inputs.get(0), y.input(0).type(), sizes);
    }

    @Override
    public Node influencing(int index, Node y, Node counting) {
        return TensorAlgebra.restore(counting, axes, y.input(0).shape());
    }

    /** {@code g·exp(x)/Σ exp(x)}, without shares in an infinite sum, and {@code g·x/y} or 0 where y = 0. */
    @Override
    public Node pullback(int index, Node y, Node g) {
        Node x = y.input(0);
        Node each = TensorAlgebra.restore(g, axes, x.shape());
        if (kind == Kind.LOGSUMEXP) {
            return each.times(Share.orNone(x, axes));
        }
        Node all = TensorAlgebra.restore(y, axes, x.shape());
        Node zero = equal(all, x.constant(0));
        return where(zero, x.constant(0), each.times(x.over(where(zero, x.constant(1), all))));
    }
}
