package dev.autodiff.graph;

/**
 * An operator on numbers, applied element by element: its value, its partial derivatives and its code. Passes know
 * only this interface, so a new operator touches none of them.
 */
public sealed interface ScalarOp extends Op
        permits Pointwise, IntegerPower, Reduced, FusedMultiplyAdd, Conversion, Placed, Solved, SymbolicOp {
    int arity();

    /** The value in IEEE doubles; truth is 1 or 0, and arguments beyond the arity are ignored. */
    double value(double a, double b, double c);

    /** Whether IEEE 754 fixes every bit of the value, so that it may be computed at compile time on any machine. */
    default boolean isExact() {
        return !(code() instanceof Code.Call call) || call.exact();
    }

    /**
     * The partial derivative of {@code y}, a node of this operator, by its input number {@code index}, as a node of the
     * same graph; the constant 0 where the derivative vanishes wherever it exists.
     *
     * @throws UnsupportedOperationException if the operator has no derivative by this input
     */
    Node partial(int index, Node y);

    Code code();
}
