package dev.autodiff.graph;

import dev.autodiff.runtime.Type;
import java.util.List;

/** {@code a·b + c}, rounded once: a step of the sums that a {@link Contraction} is. */
public enum FusedMultiplyAdd implements ScalarOp {
    FMA;

    private static final Code CODE =
            new Code.Call(Code.Call.MATH, "fma", true, inputs -> inputs.get(0).fma(inputs.get(1), inputs.get(2)));

    @Override
    public String symbol() {
        return "fma";
    }

    @Override
    public Type type(List<Node> inputs) {
        return inputs.get(0).type();
    }

    @Override
    public int arity() {
        return 3;
    }

    @Override
    public double value(double a, double b, double c) {
        return Math.fma(a, b, c);
    }

    /** Takes part in no derivative: the {@link Contraction} does before it comes down to this. */
    @Override
    public Node partial(int index, Node y) {
        throw new UnsupportedOperationException(symbol());
    }

    @Override
    public Code code() {
        return CODE;
    }
}
