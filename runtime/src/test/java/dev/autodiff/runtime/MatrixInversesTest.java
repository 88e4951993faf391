package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The error of a solution is n·ε times the condition of the matrix, which is below 1e5 for these: hence 1e-9. */
class MatrixInversesTest {
    private static final int BATCH = 2;
    /** Arrays begin with this many elements that belong to others. */
    private static final int BEFORE = 3;

    private final Random random = new Random(3);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 60})
    void timesTheMatrixIsOne(int n) {
        double[] a = numbers(n * n);
        double[] inverse = new double[a.length];
        MatrixInverses.inverse(a, BEFORE, inverse, BEFORE, BATCH, n);

        double[] product = new double[a.length];
        MatrixProducts.multiply(a, BEFORE, inverse, BEFORE, product, BEFORE, BATCH, n, n, n);

        for (int i = 0; i < BATCH * n; i++) {
            product[BEFORE + i * n + i % n] -= 1;
        }
        assertThat(product).containsExactly(new double[a.length], offset(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 60})
    void solvesSystems(int n) {
        double[] a = numbers(n * n);
        double[] x = numbers(n * 2);
        Arrays.fill(x, 0, BEFORE, 0);
        double[] b = new double[x.length];
        MatrixProducts.multiply(a, BEFORE, x, BEFORE, b, BEFORE, BATCH, n, 2, n);
        double[] y = new double[x.length];

        MatrixInverses.solve(a, BEFORE, b, BEFORE, y, BEFORE, BATCH, n, 2);

        assertThat(y).containsExactly(x, offset(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 60})
    void trianglesNeedNoElimination(int n) {
        double[] a = numbers(n * n);
        double[] l = new double[a.length];
        double[] u = new double[a.length];
        for (int i = 0; i < BATCH * n * n; i++) {
            int row = i / n % n;
            int column = i % n;
            a[BEFORE + i] += row == column ? n : 0;
            l[BEFORE + i] = column <= row ? a[BEFORE + i] : 0;
            u[BEFORE + i] = column >= row ? a[BEFORE + i] : 0;
        }
        double[] b = numbers(n * 2);
        double[] lower = new double[b.length];
        double[] upper = new double[b.length];
        MatrixInverses.solveLower(a, BEFORE, b, BEFORE, lower, BEFORE, BATCH, n, 2);
        MatrixInverses.solveUpper(a, BEFORE, b, BEFORE, upper, BEFORE, BATCH, n, 2);

        double[] backLower = b.clone();
        double[] backUpper = b.clone();
        MatrixProducts.multiply(l, BEFORE, lower, BEFORE, backLower, BEFORE, BATCH, n, 2, n);
        MatrixProducts.multiply(u, BEFORE, upper, BEFORE, backUpper, BEFORE, BATCH, n, 2, n);
        assertThat(backLower).containsExactly(b, offset(1e-12));
        assertThat(backUpper).containsExactly(b, offset(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6})
    void cofactorsAreTheDeterminantTimesTheInverse(int n) {
        double[] a = numbers(n * n);
        double[] cofactors = new double[a.length];
        double[] inverse = new double[a.length];
        double[] determinants = new double[BATCH];
        Determinants.cofactors(a, BEFORE, cofactors, BEFORE, BATCH, n);
        Determinants.determinant(a, BEFORE, determinants, 0, BATCH, n);
        MatrixInverses.inverse(a, BEFORE, inverse, BEFORE, BATCH, n);

        double[] expected = new double[a.length];
        for (int i = 0; i < BATCH * n * n; i++) {
            int block = i / (n * n) * n * n;
            int transposed = block + i % n * n + i / n % n;
            expected[BEFORE + i] = determinants[i / (n * n)] * inverse[BEFORE + transposed];
        }
        assertThat(cofactors).containsExactly(expected, offset(1e-11));
    }

    @Test
    void cofactorsOfAMatrixWhoseRankIsLessByOneAreNotZero() {
        int n = 5;
        double[] left = new double[n * n];
        double[] right = random.doubles(n * n, -1, 1).toArray();
        for (int i = 0; i < n * (n - 1); i++) {
            left[i / (n - 1) * n + i % (n - 1)] = random.nextDouble();
        }
        double[] a = new double[n * n];
        MatrixProducts.multiply(left, 0, right, 0, a, 0, 1, n, n, n);
        double[] cofactors = new double[n * n];
        Determinants.cofactors(a, 0, cofactors, 0, 1, n);

        double[] minor = new double[(n - 1) * (n - 1)];
        for (int i = 0; i < minor.length; i++) {
            minor[i] = a[i / (n - 1) * n + i % (n - 1)];
        }
        double[] last = new double[1];
        Determinants.determinant(minor, 0, last, 0, 1, n - 1);
        assertThat(last[0]).isNotZero();
        assertThat(cofactors[n * n - 1]).isEqualTo(last[0], offset(1e-14));
    }

    private double[] numbers(int each) {
        return random.doubles(BEFORE + BATCH * each, -1, 1).toArray();
    }
}
