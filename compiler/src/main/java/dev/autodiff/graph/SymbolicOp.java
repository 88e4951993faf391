package dev.autodiff.graph;

/**
 * A formula of numbers that is one operator as long as derivatives are taken: by the chain rule through its parts a
 * derivative would cancel, overflow or be cut off at a single point; the partial derivatives here do not, nor do those
 * of the partials. The formula takes its place before code is generated.
 */
public sealed interface SymbolicOp extends ScalarOp, Decomposable
        permits ClosedForm, Norm, Direction, LogShareOfNumbers, LogSumOfNumbers, LogSumOfNumbers.Share {
    /** Has none of its own. */
    @Override
    default Code code() {
        throw new IllegalStateException(symbol());
    }

    /** Not among operators on numbers: the formula is evaluated in its place. */
    @Override
    default double value(double a, double b, double c) {
        throw new IllegalStateException(symbol());
    }

    @Override
    default boolean isExact() {
        return false;
    }
}
