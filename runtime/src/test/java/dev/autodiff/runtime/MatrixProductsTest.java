package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All variants give the bits of the sums in their order, for every size: below, at and beyond those of the blocks. */
class MatrixProductsTest {
    private static final int BATCH = 2;
    /** Arrays begin with this many elements that belong to others. */
    private static final int BEFORE = 3;

    private final Random random = new Random(9);

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 1, 9", "1, 7, 5", "2, 3, 4", "4, 1, 6", "5, 4, 3", "9, 8, 67", "3, 515, 2", "4, 513, 131", "0, 2, 2", "2, 0, 2", "5, 5, 0"})
    void addInOrder(int m, int n, int k) {
        double[] a = numbers(m * k);
        double[] b = numbers(k * n);
        double[] expected = new double[BEFORE + BATCH * m * n];
        for (int i = 0; i < BATCH * m * n; i++) {
            int row = i / n;
            for (int l = 0; l < k; l++) {
                expected[BEFORE + i] += a[BEFORE + row * k + l] * b[BEFORE + (row / m * k + l) * n + i % n];
            }
        }
        double[] turnedA = transposed(a, m, k);
        double[] turnedB = transposed(b, k, n);

        double[] c = new double[expected.length];
        MatrixProducts.multiply(a, BEFORE, b, BEFORE, c, BEFORE, BATCH, m, n, k);
        assertThat(c).containsExactly(expected);
        Arrays.fill(c, BEFORE, c.length, Double.NaN);
        MatrixProducts.multiplyByTransposed(a, BEFORE, turnedB, BEFORE, c, BEFORE, BATCH, m, n, k);
        assertThat(c).containsExactly(expected);
        Arrays.fill(c, BEFORE, c.length, Double.NaN);
        MatrixProducts.multiplyTransposed(turnedA, BEFORE, b, BEFORE, c, BEFORE, BATCH, m, n, k);
        assertThat(c).containsExactly(expected);
        Arrays.fill(c, BEFORE, c.length, Double.NaN);
        MatrixProducts.multiplyBothTransposed(turnedA, BEFORE, turnedB, BEFORE, c, BEFORE, BATCH, m, n, k);
        assertThat(c).containsExactly(expected);
    }

    private double[] numbers(int each) {
        return random.doubles(BEFORE + BATCH * each, -1, 1).toArray();
    }

    private static double[] transposed(double[] x, int m, int n) {
        double[] turned = x.clone();
        for (int i = 0; i < BATCH * m * n; i++) {
            int block = i / (m * n) * m * n;
            turned[BEFORE + block + i % n * m + i / n % m] = x[BEFORE + i];
        }
        return turned;
    }
}
