package dev.autodiff.derivatives;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.View;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Chooses what a loop records for its reverse: of the values that the adjoint needs, those that would cost an
 * elementary function or a pass over a tensor to compute again from others, and the state as far as others are computed
 * from it. What the adjoint is linear in is not needed at all.
 */
final class Residuals {
    /**
     * What an elementary function costs, and a value must cost to be recorded rather than computed again; an addition
     * costs 1.
     */
    private static final int EXPENSIVE = 15;

    private final Graph graph;
    private final Loop loop;
    private final int reverse;
    private final Set<Integer> around;
    private final List<Node> targets;
    private final BitSet primal;
    private final BitSet reached;
    private final BitSet demanded = new BitSet();
    private final Map<Node, Integer> costs = new HashMap<>();
    private final Set<Node> recorded = new HashSet<>();

    /** The loops further in of which histories are needed: they are run again in the step that is being reversed. */
    private final Set<Node> runAgain = new HashSet<>();

    private Residuals(Node source, int reverse, List<Node> targets) {
        this.graph = source.graph();
        this.loop = (Loop) source.op();
        this.reverse = reverse;
        this.around = source.loops();
        this.targets = targets;
        this.primal = within(source.inputs(), node -> true);
        this.reached = within(targets, node -> true);
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

    /**
     * The ids of what some nodes need of the loop's body; what fails the test is among them, but not what it needs in
     * turn.
     */
    private BitSet within(List<Node> nodes, Predicate<Node> goesOn) {
        BitSet within = new BitSet();
        nodes.forEach(node -> add(node, within));
        for (int id = within.length() - 1; id >= 0; id = within.previousSetBit(id - 1)) {
            if (goesOn.test(graph.get(id))) {
                graph.get(id).inputs().forEach(input -> add(input, within));
            }
        }
        return within;
    }

    private void add(Node node, BitSet within) {
        if (node.loops().contains(loop.number())) {
            within.set(node.id());
        }
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

    /**
     * Marks the values of the body that cotangents are multiplied with, or that lead to such, as the loop has computed
     * them.
     */
    private void demand() {
        targets.forEach(target -> demanded.set(target.id()));
        for (int id = reached.length() - 1; id >= 0; id = reached.previousSetBit(id - 1)) {
            if (graph.get(id).op() == LoopOp.History.HISTORY) {
                runAgain.add(graph.get(id).input(0));
            }
            if (!isValue(graph.get(id)) || demanded.get(id) && !primal.get(id)) {
                graph.get(id).inputs().forEach(input -> demanded.set(input.id()));
            }
        }
    }

    private void recordExpensive() {
        for (int id = reached.nextSetBit(0); id >= 0; id = reached.nextSetBit(id + 1)) {
            Node node = graph.get(id);
            int cost = isValue(node) ? cost(node) : 0;
            boolean isRecorded = demanded.get(id) && primal.get(id) && cost >= EXPENSIVE;
            costs.put(node, isRecorded ? 0 : cost);
            if (isRecorded) {
                recorded.add(node);
            }
        }
    }

    private int cost(Node node) {
        boolean isRunAgain = node.op() instanceof LoopOp.Final && runAgain.contains(node.input(0));
        if (node.op() instanceof Leaf || node.op() instanceof LoopOp.Recall || isRunAgain) {
            return 0;
        }
        // an element of a tensor that the loop changes is recorded rather than the tensor
        boolean isCheap = node.op() instanceof ScalarOp op ? op.isExact()
                : node.op() instanceof View || node.op() instanceof Indexing.Take && !reached.get(node.input(0).id());
        int cost = isCheap ? 1 : EXPENSIVE;
        for (Node input : node.inputs()) {
            cost = Math.min(EXPENSIVE, cost + costs.getOrDefault(input, 0));
        }
        return cost;
    }

    /** What is not recorded is computed again, in the end from the state. */
    private void recordState() {
        within(targets, node -> !recorded.contains(node)).stream()
                .mapToObj(graph::get)
                .filter(node -> node.op() instanceof Leaf.Carried state && state.loop() == loop.number())
                .forEach(recorded::add);
    }
}
