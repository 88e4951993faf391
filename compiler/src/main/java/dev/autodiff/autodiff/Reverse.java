package dev.autodiff.autodiff;

import static dev.autodiff.graph.Algebra.not;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.TensorOp;
import dev.autodiff.graph.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Reverse mode as a transformation of the graph. For every node y on a path from a variable to the result it builds the
 * cotangent ȳ = ∂result/∂y from the later nodes that use y:
 *
 * <pre>   x̄ = Σ ȳ · ∂y/∂x   over the uses y of x</pre>
 *
 * <p>Zeros are structural. A node that no variable influences has no cotangent, so the infinite slope of a constant such
 * as {@code acos(-1)} is never multiplied by 0. And a cotangent carries the condition under which its node influences the
 * result at all (see {@link Guarded}), so the branch that {@code where} did not choose contributes exactly nothing, even
 * where its slope is infinite. Since the conditions become nodes of the derivative, the same holds for its derivatives.
 */
public final class Reverse {
    private final Graph graph;
    private final List<List<Guarded>> contributions;
    private final boolean[] active;

    private Reverse(Node result, Collection<Node> variables) {
        this.graph = result.graph();
        this.active = graph.influencedBy(variables);
        this.contributions = new ArrayList<>(Collections.nCopies(result.id() + 1, null));
    }

    /**
     * The vector-Jacobian product {@code seed · ∂result/∂variable} for each variable, a parameter or any other node of the
     * result's graph; the constant 0 where the result does not depend on it.
     *
     * @param seed the cotangent of the result, of its shape
     * @throws UnsupportedOperationException if an operator on the way has no derivative
     */
    public static List<Node> gradient(Node result, List<Node> variables, Node seed) {
        return new Reverse(result, variables).sweep(result, variables, seed);
    }

    private List<Node> sweep(Node result, List<Node> variables, Node seed) {
        if (active[result.id()]) {
            contribute(result, Guarded.always(seed));
        }
        int first = variables.stream().mapToInt(Node::id).min().orElse(0);
        Guarded[] cotangents = new Guarded[result.id() + 1];
        for (int id = result.id(); id >= first; id--) {
            List<Guarded> arrived = contributions.get(id);
            if (arrived != null) {
                Node y = graph.get(id);
                graph.at(y.line());
                cotangents[id] = Guarded.sum(arrived);
                if (y.name() != null) {
                    cotangents[id].expression().suggestName("grad_" + y.name());
                }
                contributions.set(id, null);
                pullBack(y, cotangents[id]);
            }
        }
        return variables.stream().map(variable -> derivative(variable, cotangents)).toList();
    }

    private Node derivative(Node variable, Guarded[] cotangents) {
        boolean unused = variable.id() >= cotangents.length || cotangents[variable.id()] == null;
        return unused ? graph.constant(0, variable.type()) : cotangents[variable.id()].value();
    }

    /** Hands the cotangent of y to its inputs. */
    private void pullBack(Node y, Guarded cotangent) {
        if (y.op() == Pointwise.WHERE) {
            Node c = y.input(0);
            contribute(y.input(1), cotangent.onlyIf(c));
            contribute(y.input(2), cotangent.onlyIf(not(c)));
        } else if (y.op() instanceof ScalarOp op) {
            for (int i = 0; i < op.arity(); i++) {
                if (active[y.input(i).id()]) {
                    contribute(y.input(i), cotangent.times(op.partial(i, y)));
                }
            }
        } else if (y.op() instanceof TensorOp op) {
            for (int i = 0; i < y.inputs().size(); i++) {
                if (isActive(y.input(i))) {
                    contribute(y.input(i), pullBack(op, i, y, cotangent));
                }
            }
        } else if (y.op() instanceof Identity.Variable) {
            contribute(y.input(0), cotangent);
        }
    }

    /** Through an operator on tensors; where it moves elements, the condition goes with them. */
    private static Guarded pullBack(TensorOp op, int index, Node y, Guarded cotangent) {
        if (!op.movesCotangents()) {
            return Guarded.always(op.pullback(index, y, cotangent.value()));
        }
        Node condition = cotangent.condition();
        boolean leavesOut = op instanceof View.Slice && !(y.input(0).op() instanceof Leaf);
        if (condition == null && leavesOut) {
            // what the slice leaves out does not count: its slope may be infinite
            condition = y.graph().truth(true, y.shape());
        }
        return new Guarded(condition == null ? null : op.pullback(index, y, condition), op.pullback(index, y, cotangent.expression()));
    }

    /** Whether the node depends on a variable and has a derivative: truths and whole numbers have none. */
    private boolean isActive(Node x) {
        return active[x.id()] && x.type().isReal();
    }

    private void contribute(Node x, Guarded cotangent) {
        if (cotangent == null || !isActive(x)) {
            return;
        }
        List<Guarded> arrived = contributions.get(x.id());
        if (arrived == null) {
            arrived = new ArrayList<>(2);
            contributions.set(x.id(), arrived);
        }
        arrived.add(cotangent.as(x.type()));
    }
}
