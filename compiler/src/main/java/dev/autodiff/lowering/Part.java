package dev.autodiff.lowering;

import dev.autodiff.graph.Node;
import java.util.List;

/**
 * Nodes that are computed one after the other: those outside of all loops, or those of a loop's body that are needed
 * before its condition or behind it. Parts are compared by identity.
 */
final class Part {
    private final Node loop;
    private final List<Node> nodes;

    /** @param loop whose body it belongs to, or null */
    Part(Node loop, List<Node> nodes) {
        this.loop = loop;
        this.nodes = List.copyOf(nodes);
    }

    /** The loop whose body this is a part of, or null for what is outside of all loops. */
    Node loop() {
        return loop;
    }

    /** In an order in which they can be computed. */
    List<Node> nodes() {
        return nodes;
    }
}
