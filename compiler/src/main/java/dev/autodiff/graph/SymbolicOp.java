package dev.autodiff.graph;

import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * A formula of numbers that is one operator as long as derivatives are taken: by the chain rule through its parts a
 * derivative would cancel, overflow or be cut off at a single point; the partial derivatives here do not, nor do those
 * of the partials. The formula takes its place before code is generated.
 */
public sealed interface SymbolicOp extends ScalarOp, Decomposable
        permits ClosedForm, LimitAtZero, Norm, Direction, LogShareOfNumbers, LogSumOfNumbers, LogSumOfNumbers.Share {
    /** Real numbers give a real number. */
    @Override
    default Type type(List<Node> inputs) {
        return Pointwise.DIV.type(inputs);
    }

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
