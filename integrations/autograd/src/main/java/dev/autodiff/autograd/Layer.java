package dev.autodiff.autograd;

import java.util.List;

/** A piece of a network: what it makes of its input, and the parameters that it is trained by. */
public interface Layer {
    Variable forward(Variable x);

    /** What is trained, in order; by default nothing. */
    default List<Variable> parameters() {
        return List.of();
    }

    /** How it is while it is trained, which is how layers begin, and how it is used. */
    default void train(boolean isTraining) {}

    /** As it is used: nothing is dropped out, and batches are normalised by what was seen in training. */
    default void eval() {
        train(false);
    }
}
