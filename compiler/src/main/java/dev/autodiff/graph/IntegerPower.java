package dev.autodiff.graph;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * {@code xⁿ} for a small integer n ≠ 0, 1 as a product, which is fast, and right at 0 at every order:
 * {@code x² → 2x → 2 → 0}.
 */
public record IntegerPower(int exponent) implements ScalarOp {
    /** Each multiplication may round: 8 factors stay below 4 ulp, and beyond that {@code Math.pow} is closer. */
    private static final int MAX_FACTORS = 8;

    static boolean isProduct(double n) {
        return n == Math.rint(n) && Math.abs(n) <= MAX_FACTORS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntegerPower that && exponent == that.exponent;
    }

    @Override
    public int hashCode() {
        return exponent;
    }

    @Override
    public String symbol() {
        return "power" + exponent;
    }

    @Override
    public Type type(List<Node> inputs) {
        Type x = inputs.get(0).type();
        return x.dtype() == DType.INT && exponent < 0 ? x.with(DType.F64) : x;
    }

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public double value(double x, double unused, double unusedToo) {
        return exponent < 0 ? 1 / product(x, -exponent) : product(x, exponent);
    }

    /** The order of the multiplications is part of the meaning: the emitters follow it. */
    private static double product(double x, int factors) {
        if (factors == 1) {
            return x;
        }
        if (factors % 2 == 1) {
            return x * product(x, factors - 1);
        }
        double half = product(x, factors / 2);
        return half * half;
    }

    /** {@code n·xⁿ⁻¹}. */
    @Override
    public Node partial(int index, Node y) {
        return y.constant(exponent).times(y.input(0).power(exponent - 1));
    }

    @Override
    public Code code() {
        return new Code.Multiplications(exponent);
    }
}
