package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Second derivatives of {@code log(2 + Σ r log(1 + r)/n)} where one of the n lengths r is 0: each of them is smooth,
 * and the slope by each is as long as the program.
 */
@Tag("oracle")
class LongProgramsOfLengthsTest {
    /** Sums of some hundred terms. */
    private static final double TOLERANCE = 1e-12;

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 300})
    void lengthsInThePlaneHaveTheirCurvatures(int n) {
        CompiledFunction function = Autodiff.compile(program(n, i -> "hypot(x - " + i + ", y)"));
        for (int at : new int[] {0, n / 2, n - 1}) {
            double sum = 2 + mean(n, at, r -> r * Math.log1p(r));
            double slope = slope(n, at);
            double alongX = mean(n, at, LongProgramsOfLengthsTest::curvature) / sum - slope * slope / (sum * sum);
            double alongY = mean(n, at, r -> r == 0 ? curvature(0) : slope(r) / r) / sum;

            double[][] hessian = function.hessian(at, 0);
            assertThat(hessian[0]).as("by x at %d", at).containsExactly(new double[] {alongX, 0}, within(TOLERANCE));
            assertThat(hessian[1]).as("by y at %d", at).containsExactly(new double[] {0, alongY}, within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 300})
    void absoluteValuesHaveTheirCurvatures(int n) {
        CompiledFunction function = Autodiff.compile(program(n, i -> "abs(x - " + i + ")"));
        for (int at : new int[] {0, n / 2, n - 1}) {
            double sum = 2 + mean(n, at, r -> r * Math.log1p(r));
            double slope = slope(n, at);
            double expected = mean(n, at, LongProgramsOfLengthsTest::curvature) / sum - slope * slope / (sum * sum);

            assertThat(function.hessian(at)[0][0]).as("at %d", at).isCloseTo(expected, within(TOLERANCE));
        }
    }

    private static String program(int n, IntFunction<String> length) {
        String lengths = IntStream.range(0, n)
                .mapToObj(i -> "r" + i + " = " + length.apply(i) + "\n")
                .collect(Collectors.joining());
        String sum = IntStream.range(0, n)
                .mapToObj(i -> "r" + i + "*log1p(r" + i + ")/" + n)
                .collect(Collectors.joining(" +\n"));
        return lengths + "z = log(2 + (" + sum + "))\n";
    }

    private static double mean(int n, int at, DoubleUnaryOperator f) {
        return IntStream.range(0, n).mapToDouble(i -> f.applyAsDouble(Math.abs(at - i))).sum() / n;
    }

    /** Of the mean of all. */
    private static double slope(int n, int at) {
        return IntStream.range(0, n)
                .mapToDouble(i -> Integer.signum(at - i) * slope(Math.abs(at - i)))
                .sum() / n;
    }

    private static double slope(double r) {
        return Math.log1p(r) + r / (1 + r);
    }

    private static double curvature(double r) {
        return 1 / (1 + r) + 1 / ((1 + r) * (1 + r));
    }
}
