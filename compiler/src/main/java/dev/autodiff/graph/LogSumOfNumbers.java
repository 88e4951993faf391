package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.max;
import static dev.autodiff.graph.Algebra.where;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code log(exp(x₁) + … + exp(xₙ))} of numbers. Its derivatives are the shares of the terms in the sum. The
 * derivative of a share by its own exponent is the share times all others together, which keep their digits where the
 * difference of 1 and the share has none. An infinite sum, and one of nothing, have no shares.
 */
public record LogSumOfNumbers(int arity) implements SymbolicOp {
    @Override
    public String symbol() {
        return "logsumexp";
    }

    @Override
    public Node partial(int input, Node y) {
        return y.graph().node(new Share(arity, input), y.inputs().toArray(new Node[0]));
    }

    @Override
    public Node expand(List<Node> inputs) {
        Node largest = largest(inputs);
        return where(Exponentials.isFinite(largest), largest.plus(log1p(excess(inputs, largest))), largest);
    }

    /**
     * {@code exp(xᵢ)/(exp(x₁) + … + exp(xₙ))}.
     *
     * @param index which of the numbers
     */
    public record Share(int arity, int index) implements SymbolicOp {
        @Override
        public String symbol() {
            return "softmax" + index;
        }

        @Override
        public Node partial(int input, Node y) {
            if (input != index) {
                return y.times(of(input, y)).negate();
            }
            List<Node> others = new ArrayList<>();
            for (int i = 0; i < arity; i++) {
                if (i != index) {
                    others.add(of(i, y));
                }
            }
            return y.times(others.stream().reduce(Node::plus).orElse(y.constant(0)));
        }

        private Node of(int other, Node y) {
            return y.graph().node(new Share(arity, other), y.inputs().toArray(new Node[0]));
        }

        @Override
        public Node expand(List<Node> inputs) {
            Node largest = largest(inputs);
            Node sum = largest.constant(1).plus(excess(inputs, largest));
            return where(
                    Exponentials.isInfinite(largest),
                    largest.constant(0),
                    exp(inputs.get(index).minus(largest)).over(sum));
        }
    }

    static Node largest(List<Node> inputs) {
        return inputs.stream().reduce((a, b) -> max(a, b)).orElseThrow();
    }

    /**
     * {@code Σ exp(xᵢ - largest) - 1}: the terms that are 1 are added up apart from the others, which may be too small
     * to change a number near 1.
     */
    static Node excess(List<Node> inputs, Node largest) {
        Node zero = largest.constant(0);
        Node ones = largest.constant(-1);
        Node others = zero;
        for (Node input : inputs) {
            Node isLargest = equal(input, largest);
            Node each = exp(input.minus(largest));
            ones = ones.plus(where(isLargest, each, zero));
            others = others.plus(where(isLargest, zero, each));
        }
        return others.plus(ones);
    }
}
