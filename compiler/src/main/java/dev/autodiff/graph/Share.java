package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.where;

import java.util.List;

/**
 * {@code exp(x)/Σ exp(x)}, the sum taken along axes: a softmax. Where one element outweighs all others together, its
 * share is 1 but for the last digits; its derivatives are sums over the others, in which nothing cancels. Where the
 * largest element is infinite, it is no number.
 *
 * @param axes in rising order
 */
public record Share(List<Integer> axes) implements AlongAxes {
    public Share {
        axes = List.copyOf(axes);
    }

    /**
     * The shares, and in an infinite sum 0 for what is smaller: of nothing there is no share, and where an element is
     * infinite, the others have none.
     */
    static Node orNone(Node x, List<Integer> axes) {
        Node isInfinite = Exponentials.isInfinite(TensorAlgebra.max(x, axes));
        Node none = where(equal(x, x.constant(Double.POSITIVE_INFINITY)), x.constant(Double.NaN), x.constant(0));
        return where(
                TensorAlgebra.restore(isInfinite, axes, x.shape()), none, x.graph().node(new Share(axes), x));
    }

    @Override
    public String symbol() {
        return "softmax";
    }

    @Override
    public Node expand(List<Node> inputs) {
        Node x = inputs.get(0);
        Exponentials exponentials = Exponentials.of(x, axes);
        Node each = exp(exponentials.distances());
        Node isFinite = Exponentials.isFinite(TensorAlgebra.max(x, axes));
        Node all = where(isFinite, TensorAlgebra.sum(each, axes), x.constant(Double.NaN));
        return each.over(TensorAlgebra.restore(all, axes, x.shape()));
    }

    /**
     * {@code x̄ = s·(g - Σ g·s)} with the shares s. For an element of more than half of all that is
     * {@code s·(g·Σ's - Σ'(g·s))}, where the sums leave it out.
     */
    @Override
    public Node pullback(int index, Node y, Node g) {
        Majority majority = Majority.of(y, axes);
        Node parts = g.times(y);
        Node byOthers = majority.sumOfOthers(parts);
        Node certain = g.times(majority.sumOfOthers(y)).minus(byOthers);
        return y.times(where(majority.isCertain(), certain, g.minus(byOthers.plus(majority.own(parts)))));
    }
}
