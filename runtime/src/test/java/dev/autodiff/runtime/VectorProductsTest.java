package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
        warmUp(DirectTiles::areHot, 32);
        warmUp(RegisterTiles::areHot, 96);
    }

    /** @param n rows and columns of matrices that these tiles are for */
    private static void warmUp(BooleanSupplier areHot, int n) {
        double[] a = new Random(5).doubles(n * n, -1, 1).toArray();
        double[] first = new double[n * n];
        MatrixProducts.multiply(a, 0, a, 0, first, 0, 1, n, n, n);
        long start = System.nanoTime();
        while (!areHot.getAsBoolean() && System.nanoTime() - start < PATIENCE) {
            double[] c = new double[n * n];
            MatrixProducts.multiply(a, 0, a, 0, c, 0, 1, n, n, n);
            bitsEverChanged |= !Arrays.equals(first, c);
        }
    }

    @Test
    void registersAreUsedInTheEnd() {
        assertThat(RegisterTiles.areHot()).isTrue();
        assertThat(DirectTiles.areHot()).isTrue();
        assertThat(bitsEverChanged).isFalse();
    }
}
