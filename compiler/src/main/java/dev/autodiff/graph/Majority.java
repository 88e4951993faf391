package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.where;

import java.util.List;

/**
 * The element that is more than half of the sum along axes, if there is one: it has to be left out of a sum in which
 * the others are to keep their digits.
 *
 * @param isCertain whether an element is that one
 */
record Majority(Node isCertain, List<Integer> axes) {
    static Majority of(Node share, List<Integer> axes) {
        return new Majority(less(share.constant(0.5), share), axes);
    }

    /** For each element the sum of all along the axes but for the certain one. */
    Node sumOfOthers(Node terms) {
        return each(where(isCertain, terms.constant(0), terms));
    }

    /** For each element what the certain one along the axes is, 0 if there is none. */
    Node own(Node terms) {
        return each(where(isCertain, terms, terms.constant(0)));
    }

    private Node each(Node counting) {
        return TensorAlgebra.restore(TensorAlgebra.sum(counting, axes), axes, counting.shape());
    }
}
