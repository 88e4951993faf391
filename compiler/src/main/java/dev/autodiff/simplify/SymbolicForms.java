package dev.autodiff.simplify;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.SymbolicOp;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** Puts the formulas in the place of operators that exist while derivatives are taken. */
final class SymbolicForms {
    private SymbolicForms() {}

    /**
     * Rewrites all that the results need, if there is anything to do; the function returned gives the new form of each
     * of those nodes.
     */
    static UnaryOperator<Node> expand(Graph graph, Collection<Node> results) {
        boolean[] needed = graph.reachable(results);
        Node[] expanded = new Node[needed.length];
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                Node node = graph.get(id);
                graph.at(node.line());
                expanded[id] = expand(node, expanded);
                expanded[id].suggestName(node.name());
            }
        }
        return node -> expanded[node.id()];
    }

    private static Node expand(Node node, Node[] expanded) {
        List<Node> inputs = node.inputs();
        Node[] images = new Node[inputs.size()];
        boolean same = true;
        for (int i = 0; i < images.length; i++) {
            images[i] = expanded[inputs.get(i).id()];
            same &= images[i] == inputs.get(i);
        }
        if (node.op() instanceof SymbolicOp symbolic) {
            return symbolic.expand(List.of(images));
        }
        return same ? node : node.graph().node(node.op(), images);
    }
}
