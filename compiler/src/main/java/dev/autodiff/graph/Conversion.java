package dev.autodiff.graph;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Type;
import java.util.List;

/** The same number as another type, rounded to {@code f32}; towards zero for whole numbers. */
public record Conversion(DType dtype) implements ScalarOp {
    @Override
    public String symbol() {
        return dtype.toString();
    }

    @Override
    public Type type(List<Node> inputs) {
        return inputs.get(0).type().with(dtype);
    }

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public double value(double x, double unused, double unusedToo) {
        return dtype == DType.INT ? Pointwise.TRUNC.value(x, 0, 0) : dtype.round(x);
    }

    @Override
    public Node partial(int index, Node y) {
        return y.constant(dtype == DType.INT ? 0 : 1);
    }

    @Override
    public Code code() {
        return dtype == DType.INT ? Pointwise.TRUNC.code() : new Code.Nothing();
    }
}
