package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.atLeast;
import static dev.autodiff.graph.Algebra.atMost;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.hypot;
import static dev.autodiff.graph.Algebra.sqrt;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * {@code √(x₁² + … + xₙ²)} of numbers. Its derivative by xᵢ is {@code xᵢ/y}, so that it has its curvature on the axes too, where the
 * hypotenuse of hypotenuses has none; at the origin it is 0, the symmetric choice, as for abs.
 */
public record Norm(int arity) implements SymbolicOp {
    /** Squares of numbers whose sum lies between these have neither overflowed nor lost digits to underflow. */
    private static final double MIN_SUM = 0x1p-900;
    private static final double MAX_SUM = 0x1p1000;
    private static final double MIN_SUM_F32 = 0x1p-80;
    private static final double MAX_SUM_F32 = 0x1p120;

    @Override
    public boolean equals(Object other) {
        return other instanceof Norm that && arity == that.arity;
    }

    @Override
    public int hashCode() {
        return 31 + arity;
    }

    @Override
    public String symbol() {
        return "norm";
    }

    @Override
    public Type type(List<Node> inputs) {
        return Pointwise.HYPOT.type(inputs);
    }

    @Override
    public Node partial(int index, Node y) {
        return where(equal(y, y.constant(0)), y.constant(0), y.input(index).over(y));
    }

    /** The root of the sum where that is in range, and the hypotenuse of hypotenuses elsewhere. */
    @Override
    public Node expand(List<Node> inputs) {
        Node sum = inputs.get(0).power(2);
        Node hypotenuse = inputs.get(0);
        for (Node x : inputs.subList(1, inputs.size())) {
            sum = sum.plus(x.power(2));
            hypotenuse = hypot(hypotenuse, x);
        }
        return where(isInRange(sum), sqrt(sum), hypotenuse);
    }

    /** Whether a sum of squares is as precise as its terms. */
    public static Node isInRange(Node sum) {
        boolean isF32 = sum.type().dtype() == DType.F32;
        return and(atLeast(sum, sum.constant(isF32 ? MIN_SUM_F32 : MIN_SUM)), atMost(sum, sum.constant(isF32 ? MAX_SUM_F32 : MAX_SUM)));
    }
}
