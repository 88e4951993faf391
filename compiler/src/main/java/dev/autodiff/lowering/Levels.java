package dev.autodiff.lowering;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;

/**
 * How many loops must have run before a value can be computed. Loops are formed level by level, so that those which do not need
 * each other come together, whatever the order of the program is.
 */
final class Levels {
    private final Storage storage;
    private final int[] levels;

    Levels(Graph graph, boolean[] needed, Storage storage) {
        this.storage = storage;
        this.levels = new int[needed.length];
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                Node node = graph.get(id);
                for (Node input : node.inputs()) {
                    levels[id] = Math.max(levels[id], levelOfRead(input, isElementwise(node)));
                }
            }
        }
    }

    /** The first level at which the value can be computed. */
    int of(Node node) {
        return levels[node.id()];
    }

    /** Whether an element needs the elements at its own index only, which the same loop may have computed. */
    private static boolean isElementwise(Node node) {
        return !(Storage.isView(node) || node.op() instanceof Indexing.Take || Fusion.isCall(node));
    }

    private int levelOfRead(Node input, boolean elementwise) {
        boolean isGiven = storage.isGiven(input) || input.op() instanceof Leaf.Array || input.op() instanceof Leaf.Iota;
        boolean inLoop = elementwise && (input.op() instanceof ScalarOp || !storage.isStored(input));
        return isGiven ? 0 : inLoop ? levels[input.id()] : levels[input.id()] + (storage.isStored(input) ? 1 : 0);
    }
}
