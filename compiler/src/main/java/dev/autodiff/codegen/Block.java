package dev.autodiff.codegen;

import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.List;

/** The values that are computed and kept, in this order, wherever control comes by; the branches of a choice are blocks in blocks. */
final class Block {
    private final Block parent;
    private final int depth;
    private final List<Node> steps = new ArrayList<>();

    Block(Block parent) {
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.depth + 1;
    }

    List<Node> steps() {
        return steps;
    }

    int depth() {
        return depth;
    }

    /** The innermost block that both are in. */
    static Block common(Block a, Block b) {
        while (a != b) {
            if (a.depth >= b.depth) {
                a = a.parent;
            } else {
                b = b.parent;
            }
        }
        return a;
    }
}
