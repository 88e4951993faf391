package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same for products in the machine's vector registers, which began in numbers. */
@Tag("vectors")
class VectorProductsTest extends MatrixProductsTest {
    /** The JIT of a busy machine takes its time. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

    private static boolean bitsEverChanged;

    @BeforeAll
    static void untilRegistersAreFast() {
        warmUp(DirectTiles.WARM_UP, 32);
        warmUp(RegisterTiles.WARM_UP, 96);
    }

    /** @param n rows and columns of matrices that these tiles are for */
    private static void warmUp(WarmUp tiles, int n) {
        double[] a = new Random(5).doubles(n * n, -1, 1).toArray();
        double[] first = new double[n * n];
        MatrixProducts.multiply(a, 0, a, 0, first, 0, 1, n, n, n);
        long start = System.nanoTime();
        while (!tiles.isDone() && System.nanoTime() - start < PATIENCE) {
            double[] c = new double[n * n];
            MatrixProducts.multiply(a, 0, a, 0, c, 0, 1, n, n, n);
            bitsEverChanged |= !Arrays.equals(first, c);
        }
    }

    @Test
    void registersAreUsedInTheEnd() {
        assertThat(RegisterTiles.WARM_UP.isDone()).isTrue();
        assertThat(DirectTiles.WARM_UP.isDone()).isTrue();
        assertThat(bitsEverChanged).isFalse();
    }
}
