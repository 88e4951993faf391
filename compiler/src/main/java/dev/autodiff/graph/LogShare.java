package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.expm1;
import static dev.autodiff.graph.Algebra.where;

import java.util.List;

/**
 * {@code log(exp(x)/Σ exp(x))}, the sum taken along axes: the logarithm of a share. Where one element outweighs all
 * others together its share is 1 but for the last digits, and a difference of x and the logarithm of the sum has none
 * of those; neither has 1 minus the share, which is the derivative.
 *
 * @param axes in rising order
 */
public record LogShare(List<Integer> axes) implements AlongAxes {
    public LogShare {
        axes = List.copyOf(axes);
    }

    @Override
    public String symbol() {
        return "log_softmax";
    }

    /** The distance to the largest element, less the logarithm of what all are to that one. */
    @Override
    public Node expand(List<Node> inputs) {
        Node x = inputs.get(0);
        Exponentials exponentials = Exponentials.of(x, axes);
        return exponentials
                .distances()
                .minus(TensorAlgebra.restore(exponentials.logarithm(), axes, x.shape()));
    }

    /**
     * {@code x̄ = g·(1 - s) - s·Σ'g} with the shares s, where {@code 1 - s} is {@code -expm1(y)} and the sum leaves out
     * the element's own g: what counts alone leaves an exact 0 there.
     */
    @Override
    public Node pullback(int index, Node y, Node g) {
        Node share = Share.orNone(y.input(0), axes);
        Node rest = where(equal(share, y.constant(0)), y.constant(1), expm1(y).negate());
        Majority majority = Majority.of(share, axes);
        Node byOthers = majority.sumOfOthers(g);
        Node others = where(majority.isCertain(), byOthers, byOthers.plus(majority.own(g)).minus(g));
        return g.times(rest).minus(share.times(others));
    }
}
