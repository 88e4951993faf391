package dev.autodiff.autodiff;

import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import java.util.List;

/**
 * Forward mode from the same partial derivatives as {@link Reverse}: the tangent ẏ = Σ ∂y/∂x · ẋ of every node on the way
 * from the variables to the result. A node without a tangent is constant; {@code where} chooses between tangents as it
 * chooses between values.
 */
public final class Forward {
    private final Graph graph;
    private final Node[] tangents;

    private Forward(Graph graph) {
        this.graph = graph;
        this.tangents = new Node[graph.size()];
    }

    /**
     * The derivative of the result along a direction.
     *
     * @param variables parameters, or other nodes of the result's graph
     * @param directions the tangent of each variable
     */
    public static Node tangent(Node result, List<Node> variables, List<Node> directions) {
        return new Forward(result.graph()).push(result, variables, directions);
    }

    private Node push(Node result, List<Node> variables, List<Node> directions) {
        boolean[] needed = graph.reachable(List.of(result));
        for (int i = 0; i < variables.size(); i++) {
            tangents[variables.get(i).id()] = directions.get(i);
        }
        for (int id = 0; id <= result.id(); id++) {
            if (needed[id] && tangents[id] == null) {
                Node y = graph.get(id);
                graph.at(y.line());
                tangents[id] = pushForward(y);
            }
        }
        Node tangent = tangents[result.id()];
        return tangent == null ? graph.constant(0) : tangent;
    }

    /** The tangent of y, or null if it is zero. */
    private Node pushForward(Node y) {
        if (y.type().isTruth()) {
            return null;
        }
        if (y.op() == Pointwise.WHERE) {
            Node a = tangent(y.input(1));
            Node b = tangent(y.input(2));
            return a == null && b == null ? null : where(y.input(0), orZero(a), orZero(b));
        }
        if (y.op() instanceof Identity.Variable) {
            return tangent(y.input(0));
        }
        Node sum = null;
        if (y.op() instanceof ScalarOp op && !y.type().isTruth()) {
            for (int i = 0; i < op.arity(); i++) {
                Node direction = tangent(y.input(i));
                Cotangent term = direction == null ? null : Cotangent.always(direction).times(op.partial(i, y));
                if (term != null) {
                    sum = sum == null ? term.value() : sum.plus(term.value());
                }
            }
        }
        return sum;
    }

    private Node tangent(Node x) {
        return x.id() < tangents.length ? tangents[x.id()] : null;
    }

    private Node orZero(Node tangent) {
        return tangent == null ? graph.constant(0) : tangent;
    }
}
