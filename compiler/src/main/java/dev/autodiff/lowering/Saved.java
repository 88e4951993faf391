package dev.autodiff.lowering;

import dev.autodiff.graph.Code;
import dev.autodiff.graph.Concat;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses what the forward pass leaves for the backward pass: what derivatives need of the values themselves, as far as it is
 * not cheaper to compute it again from the arguments than to read it. Values of {@code f32} are always computed again.
 */
public final class Saved {
    private Saved() {}

    /**
     * @param cotangent of the result, which the backward pass alone knows
     * @param results of the backward pass
     */
    public static List<Node> between(Node cotangent, List<Node> results) {
        Graph graph = cotangent.graph();
        boolean[] needed = graph.reachable(results);
        boolean[] backward = graph.influencedBy(List.of(cotangent));
        boolean[] wanted = new boolean[needed.length];
        results.forEach(result -> wanted[result.id()] = !backward[result.id()]);
        List<Node> saved = new ArrayList<>();
        for (int id = needed.length - 1; id >= 0; id--) {
            Node node = graph.get(id);
            if (needed[id] && backward[id]) {
                node.inputs().forEach(input -> wanted[input.id()] |= !backward[input.id()]);
            } else if (wanted[id] && isWorthSaving(node)) {
                saved.add(0, node);
            } else if (wanted[id]) {
                node.inputs().forEach(input -> wanted[input.id()] = true);
            }
        }
        return saved;
    }

    private static boolean isWorthSaving(Node node) {
        if (node.op() instanceof Leaf || node.type().dtype() == DType.F32) {
            return false;
        }
        if (node.op() instanceof ScalarOp op) {
            return op.code() instanceof Code.Call call && !call.exact();
        }
        return !(node.op() instanceof View || node.op() instanceof Indexing.Take || node.op() instanceof Concat);
    }
}
