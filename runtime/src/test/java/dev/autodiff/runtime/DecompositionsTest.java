package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Factors are orthogonal, and give their matrix back, within some n·ε of its norm, which is below 10. */
class DecompositionsTest {
    private static final double ROUNDING = 1e-12;
    private static final int BATCH = 2;
    /** Arrays begin with this many elements that belong to others. */
    private static final int BEFORE = 3;

    private final Random random = new Random(5);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 60})
    void eigenvectorsGiveTheSymmetricPartBack(int n) {
        double[] a = numbers(n * n);
        double[] values = new double[BEFORE + BATCH * n];
        double[] vectors = new double[a.length];
        SymmetricEigen.values(a, BEFORE, values, BEFORE, BATCH, n);
        SymmetricEigen.vectors(a, BEFORE, vectors, BEFORE, BATCH, n);

        for (int i = 0; i < BATCH; i++) {
            double[] v = part(vectors, i, n * n);
            double[] lambda = part(values, i, n);
            assertThat(lambda).isSorted();
            assertThat(times(transposed(v, n, n), v, n, n, n)).containsExactly(identity(n), offset(ROUNDING));
            double[] symmetric = part(a, i, n * n);
            double[] mirror = transposed(symmetric, n, n);
            Arrays.setAll(symmetric, k -> (symmetric[k] + mirror[k]) / 2);
            assertThat(times(scaled(v, lambda, n), transposed(v, n, n), n, n, n))
                    .containsExactly(symmetric, offset(ROUNDING));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "5, 2", "2, 5", "60, 40", "40, 60"})
    void singularVectorsGiveTheMatrixBack(int m, int n) {
        int k = Math.min(m, n);
        double[] a = numbers(m * n);
        double[] s = new double[BEFORE + BATCH * k];
        double[] u = new double[BEFORE + BATCH * m * k];
        double[] v = new double[BEFORE + BATCH * n * k];
        SingularValues.values(a, BEFORE, s, BEFORE, BATCH, m, n, k);
        SingularValues.left(a, BEFORE, u, BEFORE, BATCH, m, n, k);
        SingularValues.right(a, BEFORE, v, BEFORE, BATCH, m, n, k);

        for (int i = 0; i < BATCH; i++) {
            double[] left = part(u, i, m * k);
            double[] right = part(v, i, n * k);
            assertThat(times(transposed(left, m, k), left, k, k, m)).containsExactly(identity(k), offset(ROUNDING));
            assertThat(times(transposed(right, n, k), right, k, k, n)).containsExactly(identity(k), offset(ROUNDING));
            double[] product = times(scaled(left, part(s, i, k), k), transposed(right, n, k), m, n, k);
            assertThat(product).containsExactly(part(a, i, m * n), offset(ROUNDING));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "5, 2", "60, 40"})
    void orthogonalAndTriangularFactorsGiveTheMatrixBack(int m, int n) {
        double[] a = numbers(m * n);
        double[] q = new double[a.length];
        double[] r = new double[BEFORE + BATCH * n * n];
        OrthogonalFactors.orthogonal(a, BEFORE, q, BEFORE, BATCH, m, n, n);
        OrthogonalFactors.triangular(a, BEFORE, r, BEFORE, BATCH, m, n, n);

        for (int i = 0; i < BATCH; i++) {
            double[] orthogonal = part(q, i, m * n);
            double[] triangle = part(r, i, n * n);
            assertThat(times(transposed(orthogonal, m, n), orthogonal, n, n, m))
                    .containsExactly(identity(n), offset(ROUNDING));
            assertThat(times(orthogonal, triangle, m, n, n)).containsExactly(part(a, i, m * n), offset(ROUNDING));
            for (int row = 0; row < n; row++) {
                assertThat(triangle[row * n + row]).isPositive();
                assertThat(Arrays.copyOfRange(triangle, row * n, row * n + row)).containsExactly(new double[row]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "5, 2", "2, 5"})
    void thePseudoInverseSolvesOnItsRange(int m, int n) {
        double[] a = part(numbers(m * n), 0, m * n);
        double[] inverse = new double[m * n];
        SingularValues.pseudoInverse(a, 0, inverse, 0, 1, m, n);

        double[] projection = times(a, inverse, m, m, n);
        assertThat(times(projection, a, m, n, m)).containsExactly(a, offset(ROUNDING));
        assertThat(transposed(projection, m, m)).containsExactly(projection, offset(ROUNDING));
    }

    @Test
    void thePseudoInverseLeavesOutWhatIsZero() {
        double[] inverse = new double[4];
        SingularValues.pseudoInverse(new double[] {1, 2, 2, 4}, 0, inverse, 0, 1, 2, 2);

        assertThat(inverse).containsExactly(new double[] {0.04, 0.08, 0.08, 0.16}, offset(1e-15));
    }

    @Test
    void equalAndZeroValuesAreNoTrouble() {
        double[] values = new double[3];
        SymmetricEigen.values(identity(3), 0, values, 0, 1, 3);
        assertThat(values).containsExactly(1, 1, 1);

        SingularValues.values(new double[9], 0, values, 0, 1, 3, 3, 3);
        assertThat(values).containsExactly(0, 0, 0);

        double[] vectors = new double[9];
        SymmetricEigen.vectors(new double[9], 0, vectors, 0, 1, 3);
        assertThat(times(transposed(vectors, 3, 3), vectors, 3, 3, 3)).containsExactly(identity(3), offset(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void whatIsNotFiniteGivesNan(double element) {
        double[] a = {1, element, 0, 2};
        double[] y = new double[4];
        SymmetricEigen.values(a, 0, y, 0, 2, 1);
        SymmetricEigen.vectors(a, 0, y, 0, 1, 2);
        assertThat(y).containsOnly(Double.NaN);
        SingularValues.left(a, 0, y, 0, 1, 2, 2, 2);
        assertThat(y).containsOnly(Double.NaN);
        SingularValues.pseudoInverse(a, 0, y, 0, 1, 2, 2);
        assertThat(y).containsOnly(Double.NaN);
        OrthogonalFactors.triangular(a, 0, y, 0, 1, 2, 2, 2);
        assertThat(y[1]).isNaN();
        MatrixExponential.exponential(a, 0, y, 0, 1, 2);
        assertThat(y).containsOnly(Double.NaN);
    }

    @Test
    void matricesWithoutElementsHaveNoFactors() {
        double[] none = {};
        SymmetricEigen.values(none, 0, none, 0, 2, 0);
        SingularValues.values(none, 0, none, 0, 2, 3, 0, 0);
        OrthogonalFactors.orthogonal(none, 0, none, 0, 2, 3, 0, 0);
        MatrixExponential.exponential(none, 0, none, 0, 2, 0);
    }

    @Test
    void theShorterSideMustBeAsItWasTaken() {
        assertThatThrownBy(() -> SingularValues.values(new double[6], 0, new double[3], 0, 1, 2, 3, 3))
                .isInstanceOf(ShapeException.class)
                .hasMessage("a matrix of the shape [2, 3] came, but 3 was taken for its shorter side");
    }

    @Test
    void exponentialsOfKnownForm() {
        double[] y = new double[4];
        MatrixExponential.exponential(new double[] {0, 3, 0, 0}, 0, y, 0, 1, 2);
        assertThat(y).containsExactly(new double[] {1, 3, 0, 1}, offset(1e-15));

        MatrixExponential.exponential(new double[] {0, -20, 20, 0}, 0, y, 0, 1, 2);
        assertThat(y)
                .containsExactly(new double[] {Math.cos(20), -Math.sin(20), Math.sin(20), Math.cos(20)}, offset(1e-13));

        // [1 1; 0 2] has the exponential [e, e² - e; 0, e²]
        MatrixExponential.exponential(new double[] {1, 1, 0, 2}, 0, y, 0, 1, 2);
        assertThat(y)
                .containsExactly(new double[] {Math.E, Math.E * Math.E - Math.E, 0, Math.E * Math.E}, offset(1e-14));
    }

    @Test
    void aTangentOfTheExponentialIsAsAccurateAlongALongDirection() {
        double[] a = {1, 0, 0, 2};
        double[] y = new double[4];
        double length = 1e12;
        MatrixExponential.tangent(a, 0, new double[] {length, length, 0, 0}, 0, y, 0, 1, 2);

        // linear in the direction, and so is its error, which for a direction of length 1 is that of [1 1; 0 2] above
        double difference = Math.E * Math.E - Math.E;
        assertThat(y)
                .containsExactly(new double[] {length * Math.E, length * difference, 0, 0}, offset(length * 1e-14));
    }

    private double[] numbers(int each) {
        return random.doubles(BEFORE + BATCH * each, -1, 1).toArray();
    }

    private static double[] part(double[] x, int index, int size) {
        return Arrays.copyOfRange(x, BEFORE + index * size, BEFORE + (index + 1) * size);
    }

    private static double[] times(double[] a, double[] b, int m, int n, int k) {
        double[] c = new double[m * n];
        MatrixProducts.multiply(a, 0, b, 0, c, 0, 1, m, n, k);
        return c;
    }

    private static double[] transposed(double[] a, int m, int n) {
        double[] turned = new double[m * n];
        Arrays.setAll(turned, i -> a[i % m * n + i / m]);
        return turned;
    }

    /** a·diag(factors). */
    private static double[] scaled(double[] a, double[] factors, int n) {
        double[] scaled = new double[a.length];
        Arrays.setAll(scaled, i -> a[i] * factors[i % n]);
        return scaled;
    }

    private static double[] identity(int n) {
        double[] one = new double[n * n];
        for (int i = 0; i < n; i++) {
            one[i * n + i] = 1;
        }
        return one;
    }
}
