package dev.autodiff.spark;

import org.apache.spark.Partitioner;

/**
 * Rows by ranges of their hashes. How many buckets there are depends on the number of rows alone, and what is in each
 * on the rows alone; partitions hold buckets that follow each other.
 *
 * <p>Bounds between partitions are multiples of a power of two, so that sums of a partition are few nodes of the tree
 * of {@link DyadicSums}.
 */
final class Buckets extends Partitioner {
    private static final long serialVersionUID = 1L;

    /** How many units a partition has at least: one may have a unit more than another. */
    private static final int UNITS = 8;

    /** A bucket has this many standard deviations of its size fewer rows than a block: few are cut in two. */
    private static final double MARGIN = 4;

    /** The bits of a hash that tell the bucket: their product with its number is a long. */
    private static final int BITS = 31;

    private final int count;
    private final int partitions;
    private final int unit;

    Buckets(long rows, int blockSize, int partitions) {
        double size = Math.max(1, blockSize - MARGIN * Math.sqrt(blockSize));
        this.count = (int) Math.min(Math.max(1, Math.ceil(rows / size)), Integer.MAX_VALUE / 2);
        this.partitions = Math.min(partitions, count);
        this.unit = Integer.highestOneBit(Math.max(1, count / (UNITS * this.partitions)));
    }

    int bucket(long hash) {
        return (int) ((hash >>> Long.SIZE - BITS) * count >>> BITS);
    }

    /** The first bucket of a partition, and behind the last one their number. */
    int first(int partition) {
        long units = (count + unit - 1L) / unit;
        return (int) Math.min(count, units * partition / partitions * unit);
    }

    @Override
    public int numPartitions() {
        return partitions;
    }

    @Override
    public int getPartition(Object key) {
        int bucket = bucket(((long[]) key)[0]);
        long units = (count + unit - 1L) / unit;
        int partition = (int) Math.min(partitions - 1, (long) bucket / unit * partitions / units);
        while (first(partition + 1) <= bucket) {
            partition++;
        }
        return partition;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Buckets that && count == that.count && partitions == that.partitions;
    }

    @Override
    public int hashCode() {
        return 31 * count + partitions;
    }
}
