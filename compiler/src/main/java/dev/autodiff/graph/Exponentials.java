package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.where;

import java.util.List;

/**
 * The exponentials of the elements along axes, divided by the largest of them, so that none overflows.
 *
 * @param shift the largest element, or 0 where it is infinite or NaN
 * @param distances the elements less the shift
 */
record Exponentials(Node x, List<Integer> axes, Node shift, Node distances) {
    static Exponentials of(Node x, List<Integer> axes) {
        Node largest = TensorAlgebra.max(x, axes);
        Node shift = where(isFinite(largest), largest, x.constant(0));
        return new Exponentials(x, axes, shift, x.minus(TensorAlgebra.restore(shift, axes, x.shape())));
    }

    static Node isFinite(Node x) {
        return less(abs(x), x.constant(Double.POSITIVE_INFINITY));
    }

    static Node isInfinite(Node x) {
        return equal(abs(x), x.constant(Double.POSITIVE_INFINITY));
    }

    /**
     * The logarithm of their sum. The largest ones are 1 each: they are counted apart from the others, which may be too
     * small to change a number near 1.
     */
    Node logarithm() {
        Node isLargest = equal(distances, x.constant(0));
        Node largest = TensorAlgebra.as(TensorAlgebra.asNumber(isLargest), x.type());
        Node others = where(isLargest, x.constant(0), exp(distances));
        return log1p(TensorAlgebra.sum(others, axes)
                .plus(TensorAlgebra.sum(largest, axes).minus(x.constant(1))));
    }
}
