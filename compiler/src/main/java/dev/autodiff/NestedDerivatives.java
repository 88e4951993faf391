package dev.autodiff;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Diagnostics;
import java.util.HashMap;
import java.util.Map;
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
    private final int mostOrder;
    private final Map<Node, Integer> orders = new HashMap<>();

    /** @param mostOrder of derivatives of derivatives, beyond which it is an error */
    NestedDerivatives(Diagnostics diagnostics, int mostOrder) {
        this.diagnostics = diagnostics;
        this.mostOrder = mostOrder;
    }

    /**
     * What a derivative stands in.
     *
     * @param order 1 for one of the formula itself, one more for each derivative that it is taken of
     * @param isTangent whether it is one of derivatives, and of numbers alone
     */
    record Nesting(int order, boolean isTangent) {}

    /** The derivative, of which another one may be taken. */
    Node noted(Node derivative, Nesting nesting) {
        orders.merge(derivative, nesting.order(), Math::max);
        return derivative;
    }

    /**
     * Allows one more derivative of z by x.
     *
     * @param count how many times it is taken at once
     * @throws dev.autodiff.source.CompileException if it is one of derivatives and z too large, or the order too high
     */
    Nesting nest(Node z, Node x, int count) {
        boolean[] between = between(x, z);
        int earlier = 0;
        for (Map.Entry<Node, Integer> entry : orders.entrySet()) {
            Node derivative = entry.getKey();
            // the body of a loop is put together in a graph of its own
            if (derivative.graph() == z.graph() && between[derivative.id()]) {
                earlier = Math.max(earlier, entry.getValue());
            }
        }
        if (earlier > 0) {
            requireRoom(z);
        }
        if (earlier + count > mostOrder) {
            diagnostics.error(null, "derivatives are taken of derivatives more than " + mostOrder + " times",
                    "nest them less deeply");
            throw diagnostics.failure();
        }
        return new Nesting(earlier + count, earlier > 0 && isOfNumbers(z.graph(), between));
    }

    private void requireRoom(Node z) {
        int operations = z.graph().size(Set.of(z));
        if (operations > MAX_OPERATIONS) {
            diagnostics.error(
                    null,
                    "derivatives of derivatives grow with each level, and have come to " + operations
                            + " operations here",
                    "nest them less deeply");
            throw diagnostics.failure();
        }
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
