package dev.autodiff.spark;

import org.apache.spark.broadcast.Broadcast;

/**
 * What a task computes of each block. Executors load this class and those that it names, which need the runtime and
 * nothing else of ours.
 */
final class BlockTerm implements RowBlocks.Term {
    private static final long serialVersionUID = 1L;

    private final Broadcast<ShippedFunction> function;
    private final BlockCall call;
    private final BlockCall.Wanted wanted;

    /** The parameters, and a direction for a product. */
    private final Broadcast<double[][]> point;

    BlockTerm(
            Broadcast<ShippedFunction> function,
            BlockCall call,
            BlockCall.Wanted wanted,
            Broadcast<double[][]> point) {
        this.function = function;
        this.call = call;
        this.wanted = wanted;
        this.point = point;
    }

    @Override
    public double[] of(Block block) {
        double[][] vectors = point.value();
        return call.run(function.value().function(), wanted, block, vectors[0], vectors[1]);
    }
}
