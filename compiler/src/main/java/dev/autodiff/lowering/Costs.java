package dev.autodiff.lowering;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;

/** What it costs to compute an element of each node where it is not stored; an addition costs 1. */
final class Costs {
    /** What an elementary function costs, and what must cost as much to be stored for a second loop. */
    static final int EXPENSIVE = 15;

    private final Storage storage;
    private final int[] costs;

    Costs(Graph graph, boolean[] needed, Storage storage) {
        this.storage = storage;
        this.costs = new int[needed.length];
        for (int id = 0; id < needed.length; id++) {
            costs[id] = needed[id] ? cost(graph.get(id)) : 0;
        }
    }

    private int cost(Node node) {
        if (node.op() instanceof LoopOp.Recall) {
            return 2;
        }
        if (!(node.op() instanceof ScalarOp || node.op() instanceof Indexing.Take)) {
            return 0;
        }
        boolean isCall = node.op() instanceof ScalarOp op && !op.isExact();
        int cost = isCall ? EXPENSIVE : node.op() instanceof ScalarOp ? 1 : 2;
        for (Node input : node.inputs()) {
            cost = Math.min(EXPENSIVE, cost + (storage.isStored(input) ? 0 : costs[input.id()]));
        }
        return cost;
    }

    boolean isExpensive(Node node) {
        return costs[node.id()] >= EXPENSIVE;
    }
}
