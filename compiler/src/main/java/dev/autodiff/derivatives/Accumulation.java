package dev.autodiff.derivatives;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums within a loop's body. What is added to some rows of a tensor is added there: a step that reads one element of a
 * tensor must not cost a pass over the whole of its cotangent.
 */
final class Accumulation {
    private Accumulation() {}

    static MaskedCotangent sum(List<MaskedCotangent> arrived) {
        List<MaskedCotangent> whole = new ArrayList<>();
        List<MaskedCotangent> scattered = new ArrayList<>();
        arrived.forEach(term -> (isScattered(term) ? scattered : whole).add(term));
        if (whole.isEmpty() || scattered.isEmpty()) {
            return MaskedCotangent.sum(arrived);
        }
        return MaskedCotangent.always(plus(MaskedCotangent.sum(whole).value(), scattered));
    }

    private static Node plus(Node sum, List<MaskedCotangent> scattered) {
        Graph graph = sum.graph();
        Node next = sum;
        for (MaskedCotangent term : scattered) {
            Node rows = rows(term);
            Node condition = term.condition() == null ? null : MaskedCotangent.everywhere(term.condition());
            Node added = new MaskedCotangent(condition, rows.input(0)).as(rows.input(0).type()).value();
            Node put =
                    graph.node(new Indexing.Put(true), TensorAlgebra.reshape(next, rows.shape()), added, rows.input(1));
            next = TensorAlgebra.reshape(put, sum.shape());
        }
        return next;
    }

    private static Node rows(MaskedCotangent term) {
        return term.expression().op() instanceof View.Reshape ? term.expression().input(0) : term.expression();
    }

    /** Whether the term is zero except in rows that are computed. */
    private static boolean isScattered(MaskedCotangent term) {
        boolean isEverywhere = term.condition() == null || MaskedCotangent.everywhere(term.condition()) != null;
        return isEverywhere && rows(term).op() instanceof Indexing.ScatterAdd;
    }
}
