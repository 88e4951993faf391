package dev.autodiff.derivatives;

import static dev.autodiff.graph.Algebra.atLeast;
import static dev.autodiff.graph.Algebra.atMost;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The partial derivatives of scalar operators, where the maximum or minimum of more than two shares a tie among all of
 * them: {@code max(max(a, b), c)} at a = b = c hands a third to each. So an operand that is such a maximum itself
 * counts as often as it has operands that are equal to it.
 */
final class Ties {
    /** How many operands of a maximum or minimum of several are equal to it. */
    private final Map<Node, Node> counts = new HashMap<>();

    /** {@code ∂y/∂xᵢ} of a node of a scalar operator. */
    Node partial(int index, Node y) {
        if (!isExtreme(y) || inner(y.input(0), y) == null && inner(y.input(1), y) == null) {
            return ((ScalarOp) y.op()).partial(index, y);
        }
        Node own = y.input(index);
        Node other = y.input(1 - index);
        Node count = count(own, y);
        Node share = where(equal(own, other), count.over(count.plus(count(other, y))), y.constant(1));
        return where(wins(y, own, other), share, y.constant(0));
    }

    private static boolean isExtreme(Node y) {
        return y.op() == Pointwise.MAX || y.op() == Pointwise.MIN;
    }

    private static Node wins(Node y, Node own, Node other) {
        return y.op() == Pointwise.MAX ? atLeast(own, other) : atMost(own, other);
    }

    /** The node of the same operator that an operand is, perhaps repeated along axes; null if it is none. */
    private static Node inner(Node operand, Node y) {
        Node source = operand.op() instanceof View.Broadcast ? operand.input(0) : operand;
        return source.op() == y.op() ? source : null;
    }

    private Node count(Node operand, Node y) {
        Node source = inner(operand, y);
        if (source == null) {
            return y.constant(1);
        }
        Deque<Node> open = new ArrayDeque<>();
        open.push(source);
        while (!open.isEmpty()) {
            Node node = open.peek();
            Node left = inner(node.input(0), node);
            Node right = inner(node.input(1), node);
            if (left != null && !counts.containsKey(left)) {
                open.push(left);
            } else if (right != null && !counts.containsKey(right)) {
                open.push(right);
            } else {
                counts.computeIfAbsent(open.pop(), this::countOfEqual);
            }
        }
        return TensorAlgebra.broadcast(counts.get(source), operand.shape());
    }

    /** The counts of the operands are known. */
    private Node countOfEqual(Node node) {
        Node a = node.input(0);
        Node b = node.input(1);
        Node ofA = known(a, node);
        Node ofB = known(b, node);
        return where(equal(a, b), ofA.plus(ofB), where(wins(node, a, b), ofA, ofB));
    }

    private Node known(Node operand, Node y) {
        Node source = inner(operand, y);
        return source == null ? y.constant(1) : TensorAlgebra.broadcast(counts.get(source), operand.shape());
    }
}
