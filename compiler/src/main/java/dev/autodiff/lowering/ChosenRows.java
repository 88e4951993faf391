package dev.autodiff.lowering;

import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing.Put;
import dev.autodiff.graph.Indexing.Take;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.View;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A branch that only puts rows into a tensor is a choice between rows and not one between tensors, whose every element
 * would be copied: {@code where(c, put(x, v, i), x)} is {@code put(x, where(c, v, x[i]), i)}.
 */
final class ChosenRows {
    /** Rows that one branch puts; more are chosen as a whole. */
    private static final int MAX_ROWS = 64;

    private ChosenRows() {}

    /** Another form of the choice, or null if it is one of tensors. */
    static Node rewrite(Node condition, Node whenTrue, Node whenFalse) {
        Node truth = condition.op() instanceof View.Broadcast ? condition.input(0) : condition;
        if (!truth.type().isScalar() || whenTrue.type().isScalar()) {
            return null;
        }
        Deque<Node> updates = updates(whenTrue, whenFalse);
        boolean isChosen = updates != null;
        if (updates == null) {
            updates = updates(whenFalse, whenTrue);
        }
        if (updates == null) {
            return null;
        }
        Node result = isChosen ? whenFalse : whenTrue;
        for (Node update : updates) {
            result = update(truth, isChosen, update, result);
        }
        return result;
    }

    /** The updates that lead from the one value to the other, in their order; null if there are none or too many. */
    private static Deque<Node> updates(Node to, Node from) {
        Deque<Node> updates = new ArrayDeque<>();
        Node at = to;
        while (at != from) {
            boolean isRow = at.op() instanceof Put && at.input(2).type().isScalar();
            if (!isRow || updates.size() == MAX_ROWS) {
                return null;
            }
            updates.push(at);
            at = at.input(0);
        }
        return updates.isEmpty() ? null : updates;
    }

    private static Node update(Node truth, boolean isChosen, Node update, Node x) {
        Graph graph = x.graph();
        Node index = update.input(2);
        Node old = graph.node(new Take(), x, index);
        Node row = ((Put) update.op()).adds() ? old.plus(update.input(1)) : update.input(1);
        return graph.node(
                new Put(false), x, isChosen ? Algebra.where(truth, row, old) : Algebra.where(truth, old, row), index);
    }
}
