package dev.autodiff.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriangleTest {
    private static final int COLUMNS = 4;

    /** Of products of numbers below 1, of some hundred rows. */
    private static final double ROUNDINGS = 1e-12;

    private static double[][] columns(int from, int to) {
        double[][] columns = new double[COLUMNS][to - from];
        for (int row = from; row < to; row++) {
            SplittableRandom random = new SplittableRandom(row);
            for (double[] column : columns) {
                column[row - from] = random.nextDouble(-1, 1);
            }
            // a column that depends on others has a pivot that is 0
            columns[2][row - from] = columns[0][row - from];
        }
        return columns;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** RᵀR is AᵀA, which tells lengths and angles, for parts with fewer rows than columns and with none as well. */
    @ParameterizedTest
    @CsvSource({"0, 100, 200", "0, 3, 200", "0, 2, 3", "0, 0, 5", "0, 1, 2"})
    void hasTheLengthsAndAnglesOfAllColumns(int from, int middle, int to) {
        double[][] whole = columns(from, to);
        double[] triangle = Triangle.joined(
                Triangle.of(columns(from, middle)), Triangle.of(columns(middle, to)), COLUMNS);
        for (int i = 0; i < COLUMNS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                double[] a = new double[COLUMNS];
                double[] b = new double[COLUMNS];
                for (int k = 0; k < COLUMNS; k++) {
                    a[k] = triangle[k * COLUMNS + i];
                    b[k] = triangle[k * COLUMNS + j];
                }

                assertThat(product(a, b)).isCloseTo(product(whole[i], whole[j]), within(ROUNDINGS));
                assertThat(i > j ? triangle[i * COLUMNS + j] : 0).isZero();
            }
        }
    }
}
