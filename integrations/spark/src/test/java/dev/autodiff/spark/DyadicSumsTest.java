package dev.autodiff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DyadicSumsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 100, 1000})
    void haveTheSameBitsHoweverTheyAreCutAndMerged(int leaves) {
        Random random = new Random(leaves);
        double[][] vectors = new double[leaves][];
        for (int i = 0; i < leaves; i++) {
            double size = Math.pow(10, random.nextInt(20) - 10);
            vectors[i] = random.nextInt(5) == 0 ? null : new double[] {size * random.nextGaussian()};
        }
        vectors[leaves / 2] = new double[] {1};
        double[] whole = range(vectors, 0, leaves).total();
        for (int trial = 0; trial < 20; trial++) {
            List<DyadicSums> parts = new ArrayList<>();
            for (int from = 0; from < leaves; ) {
                int to = Math.min(leaves, from + 1 + random.nextInt(leaves));
                parts.add(range(vectors, from, to));
                from = to;
            }
            Collections.shuffle(parts, random);

            assertThat(parts.stream().reduce(DyadicSums::merged).orElseThrow().total()).isEqualTo(whole);
        }
    }

    private static DyadicSums range(double[][] vectors, int from, int to) {
        DyadicSums sums = new DyadicSums(Addition.ELEMENTS);
        for (int i = from; i < to; i++) {
            sums.append(i, vectors[i]);
        }
        return sums;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 17, 200})
    void partitionsHoldFewNodesAndEvenShares(int partitions) {
        for (long rows : new long[] {1, 100, 10_000, 1_234_567, 1L << 33}) {
            Buckets buckets = new Buckets(rows, 1024, partitions);
            int count = buckets.first(buckets.numPartitions());
            for (int p = 0; p < buckets.numPartitions(); p++) {
                int size = buckets.first(p + 1) - buckets.first(p);
                DyadicSums sums = new DyadicSums(Addition.ELEMENTS);
                for (int i = buckets.first(p); i < Math.min(buckets.first(p + 1), buckets.first(p) + 5000); i++) {
                    sums.append(i, null);
                }

                assertThat(size).isBetween(1, 1 + count * 5 / (4 * buckets.numPartitions()));
                assertThat(sums.vectors().size()).isLessThanOrEqualTo(16);
                assertThat(buckets.getPartition(new long[] {hash(buckets.first(p), count)})).isEqualTo(p);
            }
        }
    }

    /** A hash in the middle of a bucket. */
    private static long hash(int bucket, int count) {
        return (long) ((bucket + 0.5) / count * 0x1p31) << 33;
    }
}
