package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.expm1;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.where;

import java.util.List;

/**
 * {@code log(exp(xᵢ)/(exp(x₁) + … + exp(xₙ)))}, {@link LogShare} of numbers. Its derivative by xₖ is {@code -exp(yₖ)},
 * and by xᵢ itself {@code 1 - exp(yᵢ)}, which is {@code -expm1(yᵢ)}.
 *
 * @param index which of the numbers
 */
public record LogShareOfNumbers(int arity, int index) implements SymbolicOp {
    @Override
    public String symbol() {
        return "log_softmax" + index;
    }

    @Override
    public Node partial(int input, Node y) {
        if (input == index) {
            return expm1(y).negate();
        }
        Node[] inputs = y.inputs().toArray(new Node[0]);
        return exp(y.graph().node(new LogShareOfNumbers(arity, input), inputs)).negate();
    }

    /** The distance to the largest, less the logarithm of the sum of what all are to that one. */
    @Override
    public Node expand(List<Node> inputs) {
        Node largest = LogSumOfNumbers.largest(inputs);
        Node shift = where(Exponentials.isFinite(largest), largest, largest.constant(0));
        return inputs.get(index).minus(shift).minus(log1p(LogSumOfNumbers.excess(inputs, shift)));
    }
}
