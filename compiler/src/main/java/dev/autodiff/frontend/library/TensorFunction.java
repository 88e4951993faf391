package dev.autodiff.frontend.library;

import dev.autodiff.graph.Node;

/**
 * A function of the language that works on whole tensors.
 *
 * @param head how it is called
 * @param construction its value for the arguments of a call
 */
public record TensorFunction(Head head, Construction construction) {
    /** From arguments to the value. */
    public interface Construction {
        Node build(Arguments arguments);
    }
}
