package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.MatrixProducts;
import dev.autodiff.runtime.OrthogonalFactors;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions that take all eigenvalues alike are smooth where some are equal: they are compared with what they are
 * without eigenvalues.
 */
class SpectralFunctionsTest {
    private static final int N = 4;

    /**
     * Two equal eigenvalues that rounding parts are taken for equal, and their function's slope for constant between
     * them.
     */
    private static final double TOLERANCE = 1e-11;

    private static final List<double[]> SPECTRA = List.of(new double[] {2, 2, 2, 2}, new double[] {1, 1, 2, 2},
            new double[] {1, 2, 2, 3}, new double[] {0.5, 1, 2, 3});

    /** A function of the eigenvalues v, and the same of the symmetric part s. */
    static Stream<Arguments> pairs() {
        return Stream.of(Arguments.of("sum(v^2)", "sum(s*s)"), Arguments.of("sum(v^3)", "trace(s @ s @ s)"),
                Arguments.of("sum(log(v))", "logdet(s)"),
                Arguments.of("prod(v)", "det(s)"), Arguments.of("sum(exp(v))", "trace(expm(s))"),
                        Arguments.of("norm(v)", "norm(s)"),
                Arguments.of("sum(v)^3", "trace(s)^3"), Arguments.of("sum(1/v)", "trace(inv(s))"),
                        Arguments.of("sum(v)*sum(v^2)", "trace(s)*sum(s*s)"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void secondDerivativesAreThoseOfTheMatrix(String ofValues, String ofMatrix) {
        for (double[] spectrum : SPECTRA) {
            Tensor a = matrix(spectrum);
            Tensor w = Tensor.of(new int[] {N, N}, new Random(3).doubles(N * N, -1, 1).toArray());

            double[] actual = second("v = eigvalsh(a); y = " + ofValues)
                    .valueAndGradient(a, w)
                    .gradient()
                    .get(0)
                    .toArray();

            double[] expected = second("s = (a + transpose(a))/2; y = " + ofMatrix)
                    .valueAndGradient(a, w)
                    .gradient()
                    .get(0)
                    .toArray();
            double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            assertThat(actual).as(Arrays.toString(spectrum)).containsExactly(expected, within(TOLERANCE * size));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void thirdDerivativesAreThoseOfTheMatrixWhereAllDiffer(String ofValues, String ofMatrix) {
        Tensor a = matrix(SPECTRA.get(SPECTRA.size() - 1));
        Tensor w = Tensor.of(new int[] {N, N}, new Random(3).doubles(N * N, -1, 1).toArray());

        double[] actual = third("v = eigvalsh(a); y = " + ofValues).valueAndGradient(a, w).gradient().get(0).toArray();

        double[] expected = third("s = (a + transpose(a))/2; y = " + ofMatrix)
                .valueAndGradient(a, w)
                .gradient()
                .get(0)
                .toArray();
        double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(actual).containsExactly(expected, within(TOLERANCE * Math.max(1, size)));
    }

    private static CompiledFunction third(String function) {
        String text = "f(a: f64[4, 4], const w: f64[4, 4]) { " + function
                + "; z = sum(grad(y, a)*w); return sum(grad(z, a)*w) }";
        return Autodiff.compile(new Source("spectrum.ad", text), Options.DEFAULT);
    }

    /** Its gradient is the second derivative along w. */
    private static CompiledFunction second(String function) {
        String text = "f(a: f64[4, 4], const w: f64[4, 4]) { " + function + "; return sum(grad(y, a)*w) }";
        return Autodiff.compile(new Source("spectrum.ad", text), Options.DEFAULT);
    }

    /** A symmetric matrix of these eigenvalues, with an antisymmetric part that does not count. */
    private static Tensor matrix(double[] spectrum) {
        Random random = new Random(1);
        double[] q = new double[N * N];
        OrthogonalFactors.orthogonal(random.doubles(N * N, -1, 1).toArray(), 0, q, 0, 1, N, N, N);
        double[] scaled = new double[N * N];
        Arrays.setAll(scaled, i -> q[i] * spectrum[i % N]);
        double[] a = new double[N * N];
        MatrixProducts.multiplyByTransposed(scaled, 0, q, 0, a, 0, 1, N, N, N);
        for (int i = 0; i < N * N; i++) {
            a[i] += i % N > i / N ? 0.25 : i % N < i / N ? -0.25 : 0;
        }
        return Tensor.of(new int[] {N, N}, a);
    }
}
