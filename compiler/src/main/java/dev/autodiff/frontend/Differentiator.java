package dev.autodiff.frontend;

import dev.autodiff.graph.Node;

/**
 * Takes derivatives while the graph is built; the frontend does not know how. What does not depend on x has the
 * constant 0 for its derivative. All throw an {@link UnsupportedOperationException}, whose message is the name of the
 * operator, if one on the way has no derivative.
 */
public interface Differentiator {
    /** {@code ∂z/∂x}, of the shape of x; z is one number. */
    Node derivative(Node z, Node x);

    /** {@code ∂y/∂x}, of the shape of y followed by that of x. */
    Node jacobian(Node y, Node x);

    /** {@code ∂²z/∂x²}, of twice the shape of x; z is one number. */
    Node hessian(Node z, Node x);

    /** {@code ∂y/∂x · v}, of the shape of y; v has that of x. */
    Node jvp(Node y, Node x, Node v);

    /** {@code v · ∂y/∂x}, of the shape of x; v has that of y. */
    Node vjp(Node y, Node x, Node v);

    /** {@code ∂²z/∂x² · v}, of the shape of x, as v is; z is one number. */
    Node hvp(Node z, Node x, Node v);
}
