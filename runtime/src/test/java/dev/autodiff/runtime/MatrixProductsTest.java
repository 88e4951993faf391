package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * All variants give the bits of the fused sums in their order, for every size that no BLAS computes: below, at and
 * beyond those of the blocks.
 */
class MatrixProductsTest {
    private static final int BATCH = 2;
    /** Arrays begin with this many elements that belong to others. */
    private static final int BEFORE = 3;

    private static final double[] SPECIAL = {
        1e-200, -1e-200, -0.0, 0, Double.MIN_VALUE, 1, -1, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN
    };

    private final Random random = new Random(9);

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "1, 1, 9",
        "1, 7, 5",
        "2, 3, 4",
        "4, 1, 6",
        "5, 4, 3",
        "4, 8, 4",
        "6, 10, 12",
        "11, 13, 300",
        "16, 20, 700",
        "9, 8, 67",
        "3, 515, 2",
        "4, 513, 131",
        "26, 1, 7",
        "7, 30, 6",
        "5, 24, 8",
        "3, 33, 17",
        "131, 25, 9",
        "150, 2, 40",
        "32, 48, 32",
        "33, 65, 70",
        "0, 2, 2",
        "2, 0, 2",
        "5, 5, 0",
        "30, 30, 0"
    })
    void addInOrder(int m, int n, int k) {
        assertInOrder(numbers(m * k), numbers(k * n), m, n, k);
    }

    /** Products that vanish leave -0, which zeros that fill up a panel must not change. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 3, 2", "3, 3, 3", "5, 6, 7", "30, 26, 1", "30, 26, 7", "30, 26, 17", "9, 24, 300"})
    void whatIsZeroInfiniteOrNoNumberIsAddedInOrder(int m, int n, int k) {
        assertInOrder(specials(m * k, 4), specials(k * n, 4), m, n, k);
        assertInOrder(specials(m * k, SPECIAL.length), specials(k * n, 1), m, n, k);
        assertInOrder(specials(m * k, SPECIAL.length), specials(k * n, SPECIAL.length), m, n, k);
    }

    private void assertInOrder(double[] a, double[] b, int m, int n, int k) {
        double[] expected = inOrder(a, b, m, n, k);
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

    /**
     * Matrices that lie among each other: a row of the first one, then a row of the second one, and so on; b is one for
     * all.
     */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 1, 40", "40, 1, 9", "5, 9, 10", "30, 10, 10", "10, 10, 700", "7, 30, 20", "70, 33, 300"})
    void matricesMayLieAmongEachOther(int m, int n, int k) {
        double[] a = numbers(m * k);
        double[] b = numbers(k * n);
        double[] expected = new double[BEFORE + BATCH * m * n];
        double[] mixed = new double[a.length];
        for (int matrix = 0; matrix < BATCH; matrix++) {
            for (int i = 0; i < m; i++) {
                System.arraycopy(a, BEFORE + (matrix * m + i) * k, mixed, BEFORE + (i * BATCH + matrix) * k, k);
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int l = 0; l < k; l++) {
                        sum = Math.fma(a[BEFORE + (matrix * m + i) * k + l], b[BEFORE + l * n + j], sum);
                    }
                    expected[BEFORE + (i * BATCH + matrix) * n + j] = sum;
                }
            }
        }

        double[] c = new double[expected.length];
        MatrixProducts.multiplyStrided(
                mixed, 0, b, 0, c, BEFORE, BATCH, m, n, k, BEFORE, k, BATCH * k, 1, BEFORE, 0, n, 1, n, BATCH * n);

        assertThat(c).containsExactly(expected);
    }

    /** The same along the sums: c = Σ over rows of a and b, which lie among those of the other matrices. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "10, 10, 700", "3, 9, 129", "30, 40, 257"})
    void sumsMayRunThroughOtherMatrices(int m, int n, int k) {
        double[] a = numbers(k * m);
        double[] b = numbers(k * n);
        double[] expected = new double[BEFORE + BATCH * m * n];
        for (int i = 0; i < BATCH * m * n; i++) {
            int matrix = i / (m * n);
            for (int l = 0; l < k; l++) {
                expected[BEFORE + i] = Math.fma(
                        a[BEFORE + (l * BATCH + matrix) * m + i / n % m],
                        b[BEFORE + (l * BATCH + matrix) * n + i % n],
                        expected[BEFORE + i]);
            }
        }

        double[] c = new double[expected.length];
        MatrixProducts.multiplyStrided(
                a, BEFORE, b, BEFORE, c, BEFORE, BATCH, m, n, k, 0, m, 1, BATCH * m, 0, n, BATCH * n, 1, m * n, n);

        assertThat(c).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 90, 70, 90",
        "300, 20, 10, 20",
        "1, 33, 200, 200",
        "1, 150, 130, 120",
        "1, 4000, 20, 30",
        "2, 300, 1, 2000"
    })
    void threadsChangeNoBit(int batch, int m, int n, int k) {
        double[] a = random.doubles((long) batch * m * k, -1, 1).toArray();
        double[] b = random.doubles((long) batch * k * n, -1, 1).toArray();
        double[] alone = product(1, a, b, batch, m, n, k);
        assertThat(product(2, a, b, batch, m, n, k)).containsExactly(alone);
        assertThat(product(3, a, b, batch, m, n, k)).containsExactly(alone);
        assertThat(product(5, a, b, batch, m, n, k)).containsExactly(alone);
    }

    private static double[] product(int threads, double[] a, double[] b, int batch, int m, int n, int k) {
        double[] c = new double[batch * m * n];
        return Parallel.with(threads, () -> {
            MatrixProducts.multiplyBothTransposed(a, 0, b, 0, c, 0, batch, m, n, k);
            return c;
        });
    }

    /**
     * Whoever computes it, and in whatever order: a sum of k products has an error of at most k·ε/2 times the sum of
     * their sizes, here k numbers below 1, up to terms of ε²; the sum that it is compared with has one of the same
     * size.
     */
    @ParameterizedTest
    @CsvSource({"170, 161, 155", "17, 500, 600", "165, 163, 160"})
    void largeProductsAreExactUpToRounding(int m, int n, int k) {
        double[] a = numbers(m * k);
        double[] b = numbers(k * n);
        double[] turnedA = transposed(a, m, k);
        double[] turnedB = transposed(b, k, n);
        double[] expected = inOrder(a, b, m, n, k);
        Offset<Double> error = Offset.offset(1.01 * k * k * Math.ulp(1.0));

        double[] c = new double[expected.length];
        Arrays.fill(c, BEFORE, c.length, Double.NaN);
        MatrixProducts.multiply(a, BEFORE, b, BEFORE, c, BEFORE, BATCH, m, n, k);
        assertThat(c).containsExactly(expected, error);
        Arrays.fill(c, BEFORE, c.length, Double.NaN);
        MatrixProducts.multiplyByTransposed(a, BEFORE, turnedB, BEFORE, c, BEFORE, BATCH, m, n, k);
        assertThat(c).containsExactly(expected, error);
        Arrays.fill(c, BEFORE, c.length, Double.NaN);
        MatrixProducts.multiplyTransposed(turnedA, BEFORE, b, BEFORE, c, BEFORE, BATCH, m, n, k);
        assertThat(c).containsExactly(expected, error);
        Arrays.fill(c, BEFORE, c.length, Double.NaN);
        MatrixProducts.multiplyBothTransposed(turnedA, BEFORE, turnedB, BEFORE, c, BEFORE, BATCH, m, n, k);
        assertThat(c).containsExactly(expected, error);
    }

    @Test
    void infiniteFactorsStayInTheirRowsAndColumns() {
        double[] a = new double[4 * 9];
        double[] b = new double[9 * 30];
        Arrays.fill(a, 1);
        Arrays.fill(b, 1);
        a[8] = Double.POSITIVE_INFINITY;
        double[] c = new double[4 * 30];
        MatrixProducts.multiply(a, 0, b, 0, c, 0, 1, 4, 30, 9);
        for (int i = 0; i < c.length; i++) {
            assertThat(c[i]).isEqualTo(i < 30 ? Double.POSITIVE_INFINITY : 9);
        }
    }

    private static double[] inOrder(double[] a, double[] b, int m, int n, int k) {
        double[] c = new double[BEFORE + BATCH * m * n];
        for (int i = 0; i < BATCH * m * n; i++) {
            int row = i / n;
            for (int l = 0; l < k; l++) {
                c[BEFORE + i] =
                        Math.fma(a[BEFORE + row * k + l], b[BEFORE + (row / m * k + l) * n + i % n], c[BEFORE + i]);
            }
        }
        return c;
    }

    private double[] numbers(int each) {
        return random.doubles(BEFORE + BATCH * each, -1, 1).toArray();
    }

    private double[] specials(int each, int kinds) {
        return random.ints(BEFORE + BATCH * each, 0, kinds).mapToDouble(i -> SPECIAL[i]).toArray();
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
