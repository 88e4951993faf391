package dev.autodiff.frontend;

import dev.autodiff.graph.Node;

/** Takes derivatives for {@code grad(z, x)} while the graph is built; the frontend does not know how. */
public interface Differentiator {
    /**
     * {@code ∂z/∂x} as a node of the same graph; the constant 0 if z does not depend on x.
     *
     * @throws UnsupportedOperationException if an operator on the way has no derivative; its name is the message
     */
    Node derivative(Node z, Node x);
}
