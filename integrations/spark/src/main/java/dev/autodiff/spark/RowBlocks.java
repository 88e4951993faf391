package dev.autodiff.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The rows of a dataset as blocks, which are kept on the executors. What rows a block has, and in what order, depends
 * on the rows alone, and not on how they were partitioned or which task was quicker: see {@link RowOrder} and
 * {@link Buckets}.
 */
final class RowBlocks {
    private final JavaRDD<Block> blocks;
    private final Buckets buckets;
    private final long rows;
    private final long incomplete;

    private RowBlocks(JavaRDD<Block> blocks, Buckets buckets, long rows, long incomplete) {
        this.blocks = blocks;
        this.buckets = buckets;
        this.rows = rows;
        this.incomplete = incomplete;
    }

    /**
     * Two passes over the dataset: one counts and checks, the other moves each row to its bucket.
     *
     * @param check of the widths that columns turn out to have
     * @param partitions of the blocks, 0 for as many as the dataset has
     * @throws DataException if there is no row, or one lacks something
     */
    static RowBlocks of(ColumnTable table, WidthCheck check, int blockSize, int partitions) {
        JavaRDD<Row> chosen = table.rows();
        String[] columns = table.names();
        boolean skips = table.skips();
        List<Survey> surveys = chosen.mapPartitionsWithIndex(
                        (partition, rows) -> List.of(Survey.of(partition, rows, columns, skips)).iterator(), false)
                .collect();
        int[] widths = widths(surveys, table);
        check.require(widths);
        long count = surveys.stream().mapToLong(Survey::complete).sum();
        Buckets buckets =
                new Buckets(count, blockSize, partitions > 0 ? partitions : Math.max(1, chosen.getNumPartitions()));
        RowReader reader = new RowReader(columns, widths);
        JavaPairRDD<long[], Boolean> keyed = chosen.flatMapToPair(row -> keyed(reader, row, skips));
        JavaRDD<Block> blocks = keyed.repartitionAndSortWithinPartitions(buckets, new RowOrder())
                .keys()
                .<Block>mapPartitions(keys -> new BlockCutter(keys, buckets, blockSize, widths))
                .persist(StorageLevel.MEMORY_AND_DISK());
        return new RowBlocks(
                blocks, buckets, count, surveys.stream().mapToLong(Survey::incomplete).sum());
    }

    /** What the function says of the widths of columns. */
    interface WidthCheck {
        /** @throws DataException if they do not fit */
        void require(int[] widths);
    }

    private static int[] widths(List<Survey> surveys, ColumnTable table) {
        String mismatch = first(surveys, Survey::mismatch);
        if (mismatch != null) {
            throw new DataException(mismatch);
        }
        String problem = first(surveys, Survey::problem);
        if (problem != null && !table.skips()) {
            throw new DataException(problem + ": " + table.remedy());
        }
        int[] widths = first(surveys, Survey::widths);
        if (widths == null) {
            throw new DataException("there are no " + (problem == null ? "" : "complete ") + "rows to sum over");
        }
        for (Survey survey : surveys) {
            if (survey.widths() != null && !Arrays.equals(survey.widths(), widths)) {
                throw new DataException("the columns have " + Arrays.toString(survey.widths())
                        + " numbers in rows of partition " + survey.partition() + ", and " + Arrays.toString(widths)
                        + " in those before it");
            }
        }
        return widths;
    }

    /** What the first partition says that says something, or null. */
    private static <T> T first(List<Survey> surveys, Function<Survey, T> answer) {
        return surveys.stream().map(answer).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static Iterator<Tuple2<long[], Boolean>> keyed(RowReader reader, Row row, boolean skips) {
        double[] numbers = reader.read(row, 1);
        if (numbers == null && !skips) {
            throw new DataException("the data have changed: a row that was complete is not any more: " + row);
        }
        return numbers == null
                ? Collections.emptyIterator()
                : List.of(new Tuple2<>(RowOrder.key(numbers), Boolean.TRUE)).iterator();
    }

    long rows() {
        return rows;
    }

    /** How many were left out. */
    long incomplete() {
        return incomplete;
    }

    JavaRDD<Block> blocks() {
        return blocks;
    }

    /** What a task computes of a block. */
    interface Term extends Serializable {
        double[] of(Block block);
    }

    /** The sum over all blocks, with the same bits for any number of partitions. */
    double[] sum(Term term, Addition addition, int depth) {
        Buckets all = buckets;
        return blocks.mapPartitionsWithIndex(
                        (partition, rows) -> List.of(sums(all, partition, rows, term, addition)).iterator(), true)
                .treeReduce(DyadicSums::merged, depth)
                .total();
    }

    private static DyadicSums sums(
            Buckets buckets, int partition, Iterator<Block> blocks, Term term, Addition addition) {
        DyadicSums sums = new DyadicSums(addition);
        Block block = blocks.hasNext() ? blocks.next() : null;
        for (int bucket = buckets.first(partition); bucket < buckets.first(partition + 1); bucket++) {
            double[] sum = null;
            while (block != null && block.bucket() == bucket) {
                sum = addition.sum(sum, term.of(block));
                block = blocks.hasNext() ? blocks.next() : null;
            }
            sums.append(bucket, sum);
        }
        return sums;
    }

    /** The rows of each partition, for those who look at how even they are. */
    List<Long> rowsOfPartitions() {
        List<Tuple2<Integer, Long>> found = blocks.mapPartitionsWithIndex(
                        (partition, all) -> {
                            long count = 0;
                            while (all.hasNext()) {
                                count += all.next().rows();
                            }
                            return List.of(new Tuple2<>(partition, count)).iterator();
                        },
                        true)
                .collect();
        return IntStream.range(0, found.size()).mapToObj(i -> found.get(i)._2()).toList();
    }

    void release() {
        blocks.unpersist(false);
    }
}
