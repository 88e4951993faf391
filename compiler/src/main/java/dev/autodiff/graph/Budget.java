package dev.autodiff.graph;

import java.time.Duration;

/**
 * What one compilation may use up. All work of a compilation adds nodes to a graph, or passes over those that are
 * there: so it is looked at where nodes are added.
 */
public final class Budget {
    /** A graph of so many nodes comes from a program that doubles itself with every line; stop before the heap ends. */
    private static final int MOST_NODES = 20_000_000;

    /** Reading the clock for each node would take longer than adding it. */
    private static final int NODES_BETWEEN_LOOKS = 64;

    private final int nodes;
    private final Duration time;
    private final long start = System.nanoTime();
    private final Thread owner = Thread.currentThread();

    private Budget(int nodes, Duration time) {
        this.nodes = nodes;
        this.time = time;
    }

    /** As much as the heap holds. */
    public static Budget ofHeap() {
        return new Budget(MOST_NODES, null);
    }

    /**
     * Begins now, and ends early if the thread that is compiling is interrupted.
     *
     * @param nodes in one graph
     * @param time for all, or null if it does not matter
     */
    public static Budget of(int nodes, Duration time) {
        return new Budget(Math.min(nodes, MOST_NODES), time);
    }

    /**
     * Allows one more node.
     *
     * @param size how many there are
     */
    void requireRoom(int size) {
        if (size >= nodes) {
            throw new BudgetException("the program grows beyond " + nodes + " operations",
                    "does each function call the one before it several times?");
        }
        if (time != null && size % NODES_BETWEEN_LOOKS == 0) {
            requireTime();
        }
    }

    /** Requires that the compilation may go on. */
    public void requireTime() {
        if (time == null) {
            return;
        }
        if (owner.isInterrupted()) {
            throw new BudgetException("the compilation was interrupted", "");
        }
        if (System.nanoTime() - start > time.toNanos()) {
            throw new BudgetException("the compilation takes longer than " + time.toMillis() + " ms",
                    "make the program smaller, or nest derivatives less deeply");
        }
    }
}
