package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reductions of the elements up to each one are those reductions of slices, with the same derivatives at ties and
 * infinities.
 */
class CumulativeTest {
    private static final int N = 6;
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Tensor COTANGENT = Tensor.of(1, -2, 4, 8, 0.5, 3);

    private static final List<Tensor> POINTS = List.of(Tensor.of(1, 3, 3, 2, 4, 3), Tensor.of(5, 4, 3, 2, 1, 0),
            Tensor.of(0, 0, 0, 0, 0, 0), Tensor.of(-INF, -INF, 2, 2, -INF, 3),
            Tensor.of(800, -800, 2, 801, 801, 0), Tensor.of(-1e-300, 1e-300, 0, -0.0, 2e-300, 0), Tensor.of(-INF, -INF,
                    -INF, -INF, -INF, -INF));

    @ParameterizedTest
    @CsvSource({"cummax, max", "cummin, min", "logcumsumexp, logsumexp"})
    void valuesAndDerivativesAreThoseOfReducedSlices(String cumulative, String reduction) {
        String slices = slices(", ", k -> reduction + "(x[:" + k + "])");
        CompiledFunction actual = compile(cumulative + "(x)");
        CompiledFunction expected = compile("[" + slices + "]");
        for (Tensor x : POINTS) {
            Pullback of = actual.pullback(COTANGENT, x);
            Pullback by = expected.pullback(COTANGENT, x);
            assertThat(of.value().toArray()).as(x.toString()).containsExactly(by.value().toArray(), within(1e-14));
            assertSame(of, by, x);
        }
    }

    @Test
    void theSecondDerivativeOfLogarithmsOfSumsIsThatOfSlices() {
        String slices = slices(" + ", k -> k + "*logsumexp(x[:" + k + "])");
        CompiledFunction actual = second("sum(logcumsumexp(x)*[1, 2, 3, 4, 5, 6])");
        CompiledFunction expected = second(slices);
        for (Tensor x : POINTS.subList(0, 5)) {
            assertSame(actual.valueAndGradient(x), expected.valueAndGradient(x), x);
        }
    }

    private static String slices(String operator, IntFunction<String> slice) {
        return IntStream.rangeClosed(1, N).mapToObj(slice).collect(Collectors.joining(operator));
    }

    private static void assertSame(Pullback actual, Pullback expected, Tensor x) {
        double[] gradient = expected.gradient().get(0).toArray();
        assertThat(actual.gradient().get(0).toArray()).as(x.toString()).containsExactly(gradient, within(tolerance(x)));
    }

    /** Some ulps of cotangents below 8, and the rounding of x - y in the shares exp(x - y). */
    private static double tolerance(Tensor x) {
        double largest = Arrays.stream(x.toArray()).map(Math::abs).filter(Double::isFinite).max().orElse(0);
        return 1e-13 + 10 * Math.ulp(largest);
    }

    private static CompiledFunction compile(String expression) {
        return Autodiff.compile(new Source("cumulative.ad", "f(x: f64[6]) = " + expression), Options.DEFAULT);
    }

    private static CompiledFunction second(String expression) {
        String text = "f(x: f64[6]) { y = " + expression + "; return sum(grad(y, x)*[3, 1, -2, 1, 2, 1]) }";
        return Autodiff.compile(new Source("cumulative.ad", text), Options.DEFAULT);
    }
}
