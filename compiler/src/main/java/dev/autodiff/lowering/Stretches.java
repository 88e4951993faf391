package dev.autodiff.lowering;

import dev.autodiff.graph.Concat;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.View;

/**
 * Concatenations that nobody needs but as a stretch of another one, in the same order: the columns of a matrix whose
 * elements, row after row, follow those of other matrices. They get no array of their own: each part goes where it
 * belongs in the end.
 */
final class Stretches {
    private final boolean[] isStretch;

    Stretches(Graph graph, boolean[] needed, Parts parts) {
        this.isStretch = new boolean[needed.length];
        boolean[] isRead = new boolean[needed.length];
        boolean[] needsArray = new boolean[needed.length];
        for (int id = needed.length - 1; id >= 0; id--) {
            if (needed[id]) {
                Node node = graph.get(id);
                needsArray[id] |= parts.isResult(node);
                isStretch[id] = node.op() instanceof Concat && isRead[id] && !needsArray[id];
                for (Node input : node.inputs()) {
                    isRead[input.id()] = true;
                    boolean isPart = node.op() instanceof Concat concat && concat.axis() == 0 && !isStretch[id];
                    boolean isOtherShape = node.op() instanceof View.Reshape && !needsArray[id];
                    needsArray[input.id()] |= !(isPart || isOtherShape) || parts.of(input) != parts.of(node);
                }
            }
        }
    }

    boolean contains(Node node) {
        return isStretch[node.id()];
    }

    /** The concatenation that a part of another one is, in whatever shape; or null. */
    static Node inner(Node part) {
        Node inner = part.op() instanceof View.Reshape ? part.input(0) : part;
        return inner.op() instanceof Concat ? inner : null;
    }
}
