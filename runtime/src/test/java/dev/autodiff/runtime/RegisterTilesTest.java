package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.runtime.BatchedProduct.Matrices;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks, panels and edges change no bit, whatever the tiles of a machine are. */
class RegisterTilesTest {
    /** Matrices begin with this many elements that belong to others, and so many follow. */
    private static final int AROUND = 5;

    private final Random random = new Random(3);

    @ParameterizedTest
    @CsvSource({
        "4, 8, 1",
        "4, 8, 9",
        "1, 1, 1",
        "1, 3, 5",
        "2, 8, 7",
        "3, 5, 6",
        "7, 31, 33",
        "16, 64, 64",
        "17, 64, 64",
        "17, 65, 64",
        "12, 100, 70",
        "128, 8, 256",
        "129, 9, 257",
        "131, 23, 513",
        "300, 17, 300",
        "5, 8, 0",
        "0, 8, 8",
        "8, 0, 8",
    })
    void addInOrder(int m, int n, int k) {
        double[] a = random.doubles(AROUND + m * k, -1, 1).toArray();
        double[] b = random.doubles(AROUND + k * n, -1, 1).toArray();
        double[] expected = expected(a, b, m, n, k);
        for (int columns : new int[] {2, 4, 8, 16, 64}) {
            Microkernel kernel = new NumberMicrokernel(columns);
            assertThat(product(kernel, a, false, b, false, m, n, k))
                    .as("%s columns", columns)
                    .containsExactly(expected);
            assertThat(product(kernel, a, true, b, true, m, n, k))
                    .as("%s columns, transposed", columns)
                    .containsExactly(expected);
        }
    }

    @Test
    void withoutTheModuleTheyAreNotUsed() {
        assertThat(RegisterTiles.areBest(100, 100, 100)).isFalse();
    }

    private double[] expected(double[] a, double[] b, int m, int n, int k) {
        double[] c = untouched(m * n);
        for (int i = 0; i < m * n; i++) {
            double sum = 0;
            for (int l = 0; l < k; l++) {
                sum = Math.fma(a[AROUND + i / n * k + l], b[AROUND + l * n + i % n], sum);
            }
            c[AROUND + i] = sum;
        }
        return c;
    }

    private static double[] product(
            Microkernel kernel, double[] a, boolean transposeA, double[] b, boolean transposeB, int m, int n, int k) {
        double[] c = untouched(m * n);
        Arrays.fill(c, AROUND, AROUND + m * n, 0);
        Matrices left = transposeA
                ? new Matrices(transposed(a, m, k), 0, 0, 1, m)
                : new Matrices(a, 0, 0, k, 1);
        Matrices right = transposeB
                ? new Matrices(transposed(b, k, n), 0, 0, 1, k)
                : new Matrices(b, 0, 0, n, 1);
        RegisterTiles.add(kernel, left, AROUND, right, AROUND, new Matrices(c, 0, 0, n, 1), AROUND, m, n, k);
        return c;
    }

    private static double[] untouched(int length) {
        double[] c = new double[length + 2 * AROUND];
        Arrays.fill(c, -7);
        return c;
    }

    private static double[] transposed(double[] x, int m, int n) {
        double[] turned = new double[x.length];
        for (int i = 0; i < m * n; i++) {
            turned[AROUND + i % n * m + i / n] = x[AROUND + i];
        }
        return turned;
    }
}
