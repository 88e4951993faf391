package dev.autodiff.autodiff;

import dev.autodiff.graph.Code;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.View;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses what a loop records for its reverse: of the values that the adjoint needs, those that would cost an elementary function or
 * a pass over a tensor to compute again from others, and the state as far as others are computed from it. What the adjoint is
 * linear in is not needed at all.
 */
final class Residuals {
    /** What an elementary function costs, and a value must cost to be recorded rather than computed again; an addition costs 1. */
    private static final int EXPENSIVE = 15;

    private final Graph graph;
    private final Loop loop;
    private final int reverse;
    private final Set<Integer> around;
    private final List<Node> targets;
    private final boolean[] primal;
    private final boolean[] reached;
    private final boolean[] demanded;
    private final int[] costs;
    private final Set<Node> recorded = new HashSet<>();

    private Residuals(Node source, int reverse, List<Node> targets) {
        this.graph = source.graph();
        this.loop = (Loop) source.op();
        this.reverse = reverse;
        this.around = source.loops();
        this.targets = targets;
        this.primal = within(source.inputs());
        this.reached = within(targets);
        this.demanded = new boolean[reached.length];
        this.costs = new int[reached.length];
    }

    /**
     * The nodes of the loop's body to record.
     *
     * @param source the loop
     * @param reverse the number of its reverse loop
     * @param targets what the reverse loop computes in a step, in terms of the values of the body
     */
    static Set<Node> choose(Node source, int reverse, List<Node> targets) {
        Residuals residuals = new Residuals(source, reverse, targets);
        residuals.demand();
        residuals.recordExpensive();
        residuals.recordState();
        return residuals.recorded;
    }

    /** What the nodes need of the loop's body; by id. */
    private boolean[] within(List<Node> nodes) {
        boolean[] within = new boolean[graph.size()];
        nodes.forEach(node -> within[node.id()] = node.loops().contains(loop.number()));
        for (int id = within.length - 1; id >= 0; id--) {
            if (within[id]) {
                graph.get(id).inputs().forEach(input -> within[input.id()] |= input.loops().contains(loop.number()));
            }
        }
        return within;
    }

    /** Whether the node is a value of the body itself: no cotangent, and in no loop further in. */
    private boolean isValue(Node node) {
        for (int number : node.loops()) {
            if (number == reverse || number != loop.number() && !around.contains(number)) {
                return false;
            }
        }
        return !(node.op() instanceof Loop || node.op() == LoopOp.History.HISTORY);
    }

    /** Marks the values of the body that cotangents are multiplied with, or that lead to such, as the loop has computed them. */
    private void demand() {
        targets.forEach(target -> demanded[target.id()] = true);
        for (int id = reached.length - 1; id >= 0; id--) {
            Node node = graph.get(id);
            if (reached[id] && (!isValue(node) || demanded[id] && !primal[id])) {
                node.inputs().forEach(input -> demanded[input.id()] = true);
            }
        }
    }

    private void recordExpensive() {
        for (int id = 0; id < reached.length; id++) {
            Node node = graph.get(id);
            if (reached[id] && isValue(node)) {
                costs[id] = cost(node);
                if (demanded[id] && primal[id] && costs[id] >= EXPENSIVE) {
                    recorded.add(node);
                    costs[id] = 0;
                }
            }
        }
    }

    private int cost(Node node) {
        if (node.op() instanceof Leaf || node.op() instanceof LoopOp.Recall) {
            return 0;
        }
        boolean isCheap = node.op() instanceof ScalarOp op ? !(op.code() instanceof Code.Call call) || call.exact()
                : node.op() instanceof View || node.op() instanceof Indexing.Take;
        int cost = isCheap ? 1 : EXPENSIVE;
        for (Node input : node.inputs()) {
            cost = Math.min(EXPENSIVE, cost + (reached[input.id()] ? costs[input.id()] : 0));
        }
        return cost;
    }

    /** What is not recorded is computed again, in the end from the state. */
    private void recordState() {
        boolean[] again = new boolean[reached.length];
        targets.forEach(target -> again[target.id()] = true);
        for (int id = reached.length - 1; id >= 0; id--) {
            Node node = graph.get(id);
            if (again[id] && reached[id] && node.op() instanceof Leaf.Carried state && state.loop() == loop.number()) {
                recorded.add(node);
            } else if (again[id] && reached[id] && !recorded.contains(node)) {
                node.inputs().forEach(input -> again[input.id()] = true);
            }
        }
    }
}
