package dev.autodiff.codegen.scalar;

import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The values that are computed and kept, in this order, wherever control comes by; the branches of a choice and the
 * body of a loop are blocks in blocks.
 */
public final class Block {
    private final Block parent;
    private final int depth;
    private final Integer loop;
    private final Block outside;
    private final List<Node> steps = new ArrayList<>();

    /** @param parent the block that control comes from, or null */
    Block(Block parent) {
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.loop = parent == null ? null : parent.loop;
        this.outside = parent == null ? null : parent.outside;
    }

    /** The body of the loop with this number. */
    Block(Block parent, int loop) {
        this.parent = parent;
        this.depth = parent.depth + 1;
        this.loop = loop;
        this.outside = parent;
    }

    public List<Node> steps() {
        return steps;
    }

    int depth() {
        return depth;
    }

    boolean isInLoop() {
        return loop != null;
    }

    /**
     * The innermost block around in which a value is computed no more often than needed that depends on these loops.
     */
    Block outOfLoops(Set<Integer> loops) {
        Block block = this;
        while (block.loop != null && !loops.contains(block.loop)) {
            block = block.outside;
        }
        return block;
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
