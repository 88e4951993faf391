package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.expm1;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.runtime.Type;
import java.util.List;
import java.util.Map;

/**
 * {@code log(exp(x)/Σ exp(x))}, the sum taken along axes: the logarithm of a share. Where one element outweighs all
 * others together its share is 1 but for the last digits, and a difference of x and the logarithm of the sum has none
 * of those; neither has 1 minus the share, which is the derivative.
 *
 * @param axes in rising order
 */
public record LogShare(List<Integer> axes) implements TensorOp, Decomposable {
    public LogShare {
        axes = List.copyOf(axes);
    }

    @Override
    public String symbol() {
        return "log_softmax";
    }

    @Override
    public List<String> attributes(Node y) {
        return List.of("axis=" + (axes.size() == 1 ? axes.get(0).toString() : axes.toString()));
    }

    @Override
    public Type type(List<Node> inputs) {
        return inputs.get(0).type();
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

    @Override
    public double[] evaluate(List<Dense> inputs, Node y, Map<String, Integer> sizes) {
        return expanded(inputs.get(0), y.input(0).type(), sizes);
    }

    @Override
    public Node influencing(int index, Node y, Node counting) {
        return TensorAlgebra.restore(TensorAlgebra.any(counting, axes), axes, y.shape());
    }

    /**
     * {@code x̄ = g·(1 - s) - s·(Σg - g)} with the shares s, where {@code 1 - s} is {@code -expm1(y)}: what counts
     * alone leaves an exact 0 in the second term.
     */
    @Override
    public Node pullback(int index, Node y, Node g) {
        Node x = y.input(0);
        Node share = Exponentials.of(x, axes).share();
        Node rest = where(equal(share, x.constant(0)), x.constant(1), expm1(y).negate());
        Node others = TensorAlgebra.restore(TensorAlgebra.sum(g, axes), axes, x.shape()).minus(g);
        return g.times(rest).minus(share.times(others));
    }
}
