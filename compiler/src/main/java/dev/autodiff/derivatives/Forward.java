package dev.autodiff.derivatives;

import static dev.autodiff.graph.Algebra.not;

import dev.autodiff.graph.Concat;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.LoopNormalization;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.OwnDerivative;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.TensorOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Forward mode from the same partial derivatives as {@link Reverse}: the tangent ẏ = Σ ∂y/∂x · ẋ of every node on the
 * way from the variables to the result. A node without a tangent is constant, and a tangent carries the condition under
 * which it counts, so that zeros are structural here as well.
 */
public final class Forward {
    private final Graph graph;
    private final boolean[] needed;
    private final boolean[] active;
    private final MaskedCotangent[] tangents;
    private final Ties ties = new Ties();
    private final Map<Node, LoopWithTangents> withTangents = new HashMap<>();

    private Forward(Graph graph, List<Node> results, List<Node> variables) {
        this.graph = graph;
        this.needed = needed(results);
        this.active = graph.influencedBy(variables);
        this.tangents = new MaskedCotangent[graph.size()];
    }

    /**
     * What the tangents of the results are made of: neither what is detached, nor the formula of a value that has a
     * rule.
     */
    private boolean[] needed(List<Node> results) {
        boolean[] needed = new boolean[graph.size()];
        results.forEach(result -> needed[result.id()] = true);
        for (int id = needed.length - 1; id >= 0; id--) {
            if (needed[id]) {
                OwnDerivative.differentiable(graph.get(id)).forEach(input -> needed[input.id()] = true);
            }
        }
        return needed;
    }

    /**
     * The derivative of the result along a direction.
     *
     * @param variables parameters, or other nodes of the result's graph
     * @param directions the tangent of each variable
     * @throws UnsupportedOperationException if an operator on the way has no derivative
     */
    public static Node tangent(Node result, List<Node> variables, List<Node> directions) {
        return tangents(List.of(result), variables, directions).get(0);
    }

    /**
     * The derivatives of several results along a direction, from one pass.
     *
     * @param variables parameters, or other nodes of the results' graph
     * @param directions the tangent of each variable
     * @return the tangent of each result, of its shape; the constant 0 where it does not depend on the variables
     * @throws UnsupportedOperationException if an operator on the way has no derivative
     */
    public static List<Node> tangents(List<Node> results, List<Node> variables, List<Node> directions) {
        Graph graph = results.get(0).graph();
        List<Node> all = new ArrayList<>(variables);
        all.addAll(directions);
        all.addAll(results);
        UnaryOperator<Node> settled = LoopNormalization.settle(graph, all, false);
        List<Node> ends = results.stream().map(settled).toList();
        Forward forward = new Forward(graph, ends, variables.stream().map(settled).toList());
        for (int i = 0; i < variables.size(); i++) {
            forward.tangents[settled.apply(variables.get(i)).id()] =
                    MaskedCotangent.always(settled.apply(directions.get(i)));
        }
        // a derivative may be taken in the body of a loop, of what a step computes
        Set<Integer> around = new HashSet<>();
        ends.forEach(end -> around.addAll(end.loops()));
        forward.push(around, null, ends.stream().mapToInt(Node::id).max().orElseThrow());
        return ends.stream().map(forward::tangent).toList();
    }

    /**
     * Goes through one region, up to the node of an id.
     *
     * @param loops those around the region
     * @param innermost the number of the loop whose body it is, or null
     */
    private void push(Set<Integer> loops, Integer innermost, int last) {
        for (int id = 0; id <= last; id++) {
            Node y = graph.get(id);
            boolean isInside = loops.containsAll(y.loops()) && (innermost == null || y.loops().contains(innermost));
            if (needed[id] && tangents[id] == null && isInside) {
                graph.at(y.line());
                if (y.op() instanceof Loop loop) {
                    withTangents.put(y, loop(y, loop, loops));
                } else {
                    List<MaskedCotangent> terms = pushForward(y);
                    tangents[id] = terms.isEmpty() ? null : MaskedCotangent.sum(terms);
                }
            }
        }
    }

    /** A loop with the tangents of its state behind the state. */
    private LoopWithTangents loop(Node y, Loop loop, Set<Integer> around) {
        LoopWithTangents result = new LoopWithTangents(y, index -> active[loop.state(y, index).id()]);
        result.states()
                .forEach((index, tangent) -> tangents[loop.state(y, index).id()] = MaskedCotangent.always(tangent));
        Set<Integer> loops = new HashSet<>(around);
        loops.add(loop.number());
        push(loops, loop.number(), y.id());
        result.close(this::tangent);
        return result;
    }

    /** The tangent of a node that has been passed. */
    private Node tangent(Node x) {
        MaskedCotangent tangent = tangents[x.id()];
        return tangent == null ? graph.constant(0, x.type()) : tangent.value();
    }

    /** What the inputs contribute to the tangent of y, the last of them first. */
    private List<MaskedCotangent> pushForward(Node y) {
        if (y.op() instanceof LoopOp.Final || y.op() == LoopOp.History.HISTORY) {
            return active[y.id()] && y.type().isReal()
                    ? List.of(
                            MaskedCotangent.always(withTangents.get(y.input(0)).tangent(y)))
                    : List.of();
        }
        List<MaskedCotangent> terms = new ArrayList<>();
        for (int i = y.inputs().size() - 1; i >= 0; i--) {
            MaskedCotangent direction = y.type().isReal() ? tangents[y.input(i).id()] : null;
            MaskedCotangent term = direction == null ? null : contribution(y, i, direction);
            if (term != null) {
                terms.add(term.as(y.type()));
            }
        }
        return terms;
    }

    /** The tangent of an input as far as y depends on it; null if it does not. */
    private MaskedCotangent contribution(Node y, int index, MaskedCotangent direction) {
        if (y.op() == Pointwise.WHERE) {
            return direction.onlyIf(index == 1 ? y.input(0) : not(y.input(0)));
        }
        if (y.op() instanceof ScalarOp) {
            return direction.times(ties.partial(index, y));
        }
        if (y.op() instanceof TensorOp op) {
            boolean isIndex = !op.isDifferentiableBy(index, y);
            return isIndex
                    ? null
                    : MaskedCotangent.always(
                            op.isLinear()
                                    ? applied(y, index, direction.value())
                                    : transposed(op, index, y, direction.value()));
        }
        if (y.op() instanceof LoopOp.Recall) {
            return MaskedCotangent.always(y.graph().node(y.op(), direction.value()));
        }
        if (y.op() instanceof OwnDerivative own) {
            return OwnDerivative.argument(index) < 0
                    ? null
                    : pushForward(own.rule(), OwnDerivative.argument(index), y, direction);
        }
        return y.op() instanceof Identity.Variable ? direction : null;
    }

    /** By a rule of the program. */
    private static MaskedCotangent pushForward(
            OwnDerivative.Rule rule, int argument, Node y, MaskedCotangent direction) {
        Node partial = rule.partial(argument, y);
        return partial != null
                ? direction.times(partial)
                : MaskedCotangent.always(rule.pushforward(argument, y, direction.value()));
    }

    /**
     * The operator itself with the tangent in the place of the input; what a concatenation or a changed tensor has
     * beside it is 0.
     */
    private static Node applied(Node y, int index, Node tangent) {
        Node[] inputs = y.inputs().toArray(new Node[0]);
        for (int i = 0; i < inputs.length && (y.op() instanceof Concat || y.op() instanceof Indexing.Put); i++) {
            inputs[i] = inputs[i].type().isReal() ? y.graph().constant(0, inputs[i].type()) : inputs[i];
        }
        inputs[index] = tangent;
        return y.graph().node(y.op(), inputs);
    }

    /** The pullback is linear in the cotangent, and its transpose is the pushforward. */
    private static Node transposed(TensorOp op, int index, Node y, Node tangent) {
        Node cotangent = y.graph().parameter("cotangent", y.type());
        return Reverse.gradient(Pullback.of(op, index, y, cotangent, null), List.of(cotangent), tangent).get(0);
    }
}
