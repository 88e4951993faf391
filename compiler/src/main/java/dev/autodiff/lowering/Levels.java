package dev.autodiff.lowering;

import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;

/**
 * How many loops must have run before a value can be computed. Loops are formed level by level, so that those which do
 * not need each other come together, whatever the order of the program is.
 */
final class Levels {
    /** Updates that wait for each other's readers find no end; any levels that respect what is read are correct. */
    private static final int MAX_DELAYS = 8;

    private final Storage storage;
    private final Parts parts;
    private final int[] levels;
    private final int[] earliest;

    Levels(int nodes, Storage storage, Parts parts) {
        this.storage = storage;
        this.parts = parts;
        this.levels = new int[nodes];
        this.earliest = new int[nodes];
        parts.all().forEach(this::assign);
    }

    private void assign(Part part) {
        compute(part);
        Updates updates = new Updates(part, parts, storage);
        for (int i = 0; i < MAX_DELAYS && updates.delay(levels, earliest); i++) {
            compute(part);
        }
    }

    private void compute(Part part) {
        for (Node node : part.nodes()) {
            int level = earliest[node.id()];
            for (Node input : parts.inputs(node)) {
                level = Math.max(level, levelOfRead(input, isElementwise(node)));
            }
            levels[node.id()] = level;
        }
    }

    /** The first level at which the value can be computed. */
    int of(Node node) {
        return levels[node.id()];
    }

    /** Whether an element needs the elements at its own index only, which the same loop may have computed. */
    private static boolean isElementwise(Node node) {
        return !(Storage.isView(node)
                || node.op() instanceof Indexing.Take
                || node.op() instanceof LoopOp
                || Fusion.isCall(node));
    }

    private int levelOfRead(Node input, boolean elementwise) {
        boolean isGiven = storage.isGiven(input) || input.op() instanceof Leaf.Array || input.op() instanceof Leaf.Iota;
        boolean inLoop = elementwise && (input.op() instanceof ScalarOp || !storage.isStored(input));
        boolean isDone = storage.isStored(input) || input.op() == LoopOp.History.HISTORY;
        return isGiven ? 0 : inLoop ? levels[input.id()] : levels[input.id()] + (isDone ? 1 : 0);
    }
}
