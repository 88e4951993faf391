package dev.autodiff.autodiff;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums within a loop's body. What is added to some rows of a tensor is added there: a step that reads one element of a tensor must
 * not cost a pass over the whole of its cotangent.
 */
final class Accumulation {
    private Accumulation() {}

    static Guarded sum(List<Guarded> arrived) {
        List<Guarded> whole = new ArrayList<>();
        List<Node> scattered = new ArrayList<>();
        for (Guarded term : arrived) {
            if (isScattered(term)) {
                scattered.add(term.expression());
            } else {
                whole.add(term);
            }
        }
        if (whole.isEmpty() || scattered.isEmpty()) {
            return Guarded.sum(arrived);
        }
        return Guarded.always(plus(Guarded.sum(whole).value(), scattered));
    }

    /** A sum that a loop carries, with one step's contributions. */
    static Node add(Node sum, List<Guarded> arrived) {
        List<Node> scattered = arrived.stream().filter(Accumulation::isScattered).map(Guarded::expression).toList();
        List<Guarded> whole = arrived.stream().filter(term -> !isScattered(term)).toList();
        Node next = whole.isEmpty() ? sum : sum.plus(Guarded.sum(whole).value());
        return plus(next, scattered);
    }

    private static Node plus(Node sum, List<Node> scattered) {
        Graph graph = sum.graph();
        Node next = sum;
        for (Node term : scattered) {
            Node rows = term.op() instanceof View.Reshape ? term.input(0) : term;
            Node added = graph.node(new Indexing.Put(true), TensorAlgebra.reshape(next, rows.shape()), rows.input(0), rows.input(1));
            next = TensorAlgebra.reshape(added, sum.shape());
        }
        return next;
    }

    /** Whether the term is zero except in rows that are computed. */
    private static boolean isScattered(Guarded term) {
        Node node = term.expression();
        Node rows = node.op() instanceof View.Reshape ? node.input(0) : node;
        return term.condition() == null && rows.op() instanceof Indexing.ScatterAdd;
    }
}
