package dev.autodiff.lowering;

/**
 * How much one loop computes in each of its steps. What is more is stored in between, and read by another loop.
 *
 * @param operations of the loop: its body is one method, which HotSpot compiles only up to 8000 bytes; longer ones are
 *     cut
 * @param expression the operations of a single value, each as often as it is read; or their depth
 * @param countsDepth whether it is the depth, which recursion over an expression goes through
 */
record BodyLimits(int operations, int expression, boolean countsDepth) {
    /** For tensors: many short loops, which share few values. */
    static final BodyLimits OF_TENSORS = new BodyLimits(350, 200, false);

    /**
     * For the numbers of rows, which share nearly everything: to store that for all rows costs more than methods that
     * are cut.
     */
    static final BodyLimits OF_ROWS = new BodyLimits(4_000, 200, true);
}
