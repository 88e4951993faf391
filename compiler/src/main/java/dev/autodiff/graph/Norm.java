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
 * {@code √(x₁² + … + xₙ²)} of numbers. Its derivative by xᵢ is {@code xᵢ/y}, so that it has its curvature on the axes
 * too, where the hypotenuse of hypotenuses has none; at the origin it is 0, the symmetric choice, as for abs.
 */
public record Norm(int arity) implements SymbolicOp {
    /** Squares of numbers whose sum lies between these have neither overflowed nor lost digits to underflow. */
    private static final double MIN_SUM = 0x1p-900;
    private static final double MAX_SUM = 0x1p1000;
    private static final double MIN_SUM_F32 = 0x1p-80;
    private static final double MAX_SUM_F32 = 0x1p120;

    /** A constant of that size is above the least sums, squared. */
    private static final double MIN_CONSTANT = 0x1p-40;

    /** Whether the node is the length of a vector: of two numbers, or of more. */
    public static boolean isLength(Node node) {
        return node.op() == Pointwise.HYPOT || node.op() instanceof Norm;
    }

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
        return whereNotZero(y.inputs(), y, y.input(index).over(y));
    }

    /** A slope, and 0 at the origin; a constant among the coordinates keeps away from there. */
    static Node whereNotZero(List<Node> coordinates, Node length, Node slope) {
        return isPositive(coordinates) ? slope : where(equal(length, length.constant(0)), length.constant(0), slope);
    }

    private static boolean isPositive(List<Node> coordinates) {
        return coordinates.stream()
                .anyMatch(x -> x.op() instanceof Leaf.Constant constant && Math.abs(constant.value()) >= MIN_CONSTANT);
    }

    /** The root of the sum where that is in range, and the hypotenuse of hypotenuses elsewhere. */
    @Override
    public Node expand(List<Node> inputs) {
        Node sum = square(inputs.get(0));
        Node hypotenuse = inputs.get(0);
        for (Node x : inputs.subList(1, inputs.size())) {
            sum = sum.plus(square(x));
            hypotenuse = hypot(hypotenuse, x);
        }
        return where(isPositive(inputs) ? isBelowMaximum(sum) : isInRange(sum), sqrt(sum), hypotenuse);
    }

    private static Node square(Node x) {
        return x.op() instanceof Leaf.Constant constant ? x.constant(constant.value() * constant.value()) : x.power(2);
    }

    /** Whether a sum of squares is as precise as its terms. */
    public static Node isInRange(Node sum) {
        return and(atLeast(sum, sum.constant(isF32(sum) ? MIN_SUM_F32 : MIN_SUM)), isBelowMaximum(sum));
    }

    private static Node isBelowMaximum(Node sum) {
        return atMost(sum, sum.constant(isF32(sum) ? MAX_SUM_F32 : MAX_SUM));
    }

    private static boolean isF32(Node x) {
        return x.type().dtype() == DType.F32;
    }
}
