package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The spline without a knot at the second point and the last but one is a cubic wherever the points are on one. */
class SplineTest {
    private static final String SPLINE = "f(x, xp: f64[n], fp: f64[n]) = interp_cubic(x, xp, fp)";

    /** Roundings of values up to some ten, divided by distances from 0.5 on. */
    private static final double ROUNDING = 1e-12;

    private static double[] points(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[] points = DoubleStream.generate(() -> 0.5 + random.nextDouble()).limit(n).toArray();
        Arrays.parallelPrefix(points, Double::sum);
        return points;
    }

    private static Tensor at(double x) {
        return Tensor.scalar(x);
    }

    private static Tensor mapped(double[] points, DoubleUnaryOperator function) {
        return Tensor.of(Arrays.stream(points).map(function).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 9})
    void reproducesCubicsWithTheirDerivatives(int n) {
        CompiledFunction spline = Autodiff.compile(SPLINE);
        double[] points = points(n);
        Tensor values = mapped(points, x -> x * x * x - 2 * x * x + 1);
        for (double x : new double[] {0, points[0], 1.25, points[n / 2], points[n - 1] + 0.5}) {
            double size = 1 + x * x * x;

            CompiledFunction.Hessian answer = spline.hessian(at(x), Tensor.of(points), values);

            assertThat(answer.value().item()).isCloseTo(x * x * x - 2 * x * x + 1, within(ROUNDING * size));
            assertThat(answer.gradient().get("x").item()).isCloseTo(3 * x * x - 4 * x, within(ROUNDING * size));
            assertThat(answer.blocks().get("x").get("x").item()).isCloseTo(6 * x - 4, within(ROUNDING * size));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 7})
    void reproducesParabolasFromThreePointsOn(int n) {
        double[] points = points(n);
        Tensor values = mapped(points, x -> x * x - x);

        CompiledFunction.Pullback answer =
                Autodiff.compile(SPLINE).valueAndGradient(at(1.75), Tensor.of(points), values);

        assertThat(answer.value().item()).isCloseTo(1.75 * 0.75, within(ROUNDING));
        assertThat(answer.gradient().get(0).item()).isCloseTo(2.5, within(ROUNDING));
    }

    /** Raising all values raises the spline; its slope is continuous, and so is that slope's. */
    @ParameterizedTest
    @ValueSource(ints = {4, 6})
    void isLinearInTheValuesAndSmooth(int n) {
        CompiledFunction spline = Autodiff.compile(SPLINE);
        double[] points = points(n);
        Tensor values = mapped(points, x -> Math.sin(3 * x));
        double knot = points[n / 2];
        CompiledFunction.Hessian here = spline.hessian(at(knot), Tensor.of(points), values);
        CompiledFunction.Hessian before = spline.hessian(at(Math.nextDown(knot)), Tensor.of(points), values);

        double[] weights = here.gradient().get("fp").toArray();

        assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(ROUNDING));
        assertThat(IntStream.range(0, n).mapToDouble(i -> weights[i] * values.toArray()[i]).sum())
                .isCloseTo(here.value().item(), within(ROUNDING));
        assertThat(before.gradient().get("x").item()).isCloseTo(here.gradient().get("x").item(), within(ROUNDING));
        assertThat(before.blocks().get("x").get("x").item())
                .isCloseTo(here.blocks().get("x").get("x").item(), within(10 * ROUNDING));
    }
}
