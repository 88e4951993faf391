package dev.autodiff;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Diagnostics;
import java.util.HashSet;
import java.util.Set;

/**
 * Derivatives of derivatives. A sweep backward goes through all that earlier sweeps have built, and more than doubles
 * it each time. So what one number does to another is differentiated again in forward mode: the tangents of a
 * derivative are in large part those that the derivative is made of, and equal nodes are one. The tenth derivative of
 * {@code sin(cos(sin(x)))} takes some 1000 operations that way, and 15 000 by sweeps. Quotients and powers keep
 * growing, though more slowly; there is a limit, which says what grows.
 */
final class NestedDerivatives {
    /** Some seconds of work: what has so many operations has several times as many one level further. */
    private static final int MAX_OPERATIONS = 250_000;

    private final Diagnostics diagnostics;
    private final Set<Node> derivatives = new HashSet<>();

    NestedDerivatives(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The derivative, of which another one may be taken. */
    Node noted(Node derivative) {
        derivatives.add(derivative);
        return derivative;
    }

    /**
     * Whether the derivative of z by x is one of derivatives, and of numbers alone.
     *
     * @throws dev.autodiff.source.CompileException if z is too large for one more
     */
    boolean isTangent(Node z, Node x) {
        boolean[] between = between(x, z);
        return isNested(z, between) && isOfNumbers(z.graph(), between);
    }

    /**
     * Allows one more derivative of z by x.
     *
     * @throws dev.autodiff.source.CompileException if it is one of derivatives, and z too large
     */
    void requireRoom(Node z, Node x) {
        isNested(z, between(x, z));
    }

    private boolean isNested(Node z, boolean[] between) {
        // the body of a loop is put together in a graph of its own
        if (derivatives.stream().noneMatch(earlier -> earlier.graph() == z.graph() && between[earlier.id()])) {
            return false;
        }
        int operations = z.graph().size(Set.of(z));
        if (operations > MAX_OPERATIONS) {
            diagnostics.error(
                    null,
                    "derivatives of derivatives grow with each level, and have come to " + operations
                            + " operations here",
                    "nest them less deeply");
            throw diagnostics.failure();
        }
        return true;
    }

    /** Which nodes x influences and z needs, by id. */
    private static boolean[] between(Node x, Node z) {
        boolean[] between = z.graph().influencedBy(Set.of(x));
        boolean[] needed = z.graph().reachable(Set.of(z));
        for (int id = 0; id < between.length; id++) {
            between[id] &= needed[id];
        }
        return between;
    }

    private static boolean isOfNumbers(Graph graph, boolean[] nodes) {
        for (int id = 0; id < nodes.length; id++) {
            if (nodes[id] && !isOfNumbers(graph.get(id))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfNumbers(Node node) {
        boolean isKnown = node.op() instanceof ScalarOp || node.op() instanceof Leaf || node.op() instanceof Identity;
        return isKnown && node.type() == Type.NUMBER && node.loops().isEmpty();
    }
}
