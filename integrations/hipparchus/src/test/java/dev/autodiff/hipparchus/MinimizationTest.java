package dev.autodiff.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.hipparchus.Minimum.Reason;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MinimizationTest {
    private static Minimization of(String program) {
        return Minimization.of(FlatFunction.of(Autodiff.compile(program)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "(x - 1)^2          | 5     | 1",
        "1e-10*(x - 1)^2    | 0     | 1",
        "1e10 + (x - 1)^2   | 5     | 1",
        "1 - cos(x)         | 1     | 0",
        "x*log(x)           | 5     | 0.36787944",
        "cosh(x)            | 600   | 0",
        "exp(x) - x         | -400  | 0",
        "(x - 1)^2/1e-150   | 5     | 1",
        "sqrt(x)*(x - 3)    | 40    | 1",
    })
    void reachesMinimaWhateverTheirScale(String formula, double start, double x) {
        Minimum minimum = of("z = " + formula).from(new double[] {start});

        assertThat(minimum.converged()).as(minimum.reason().text()).isTrue();
        assertThat(minimum.x()[0]).isCloseTo(x, within(1e-7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x        | 1 | UNBOUNDED",
        "-x^2     | 5 | UNBOUNDED",
        "-exp(x)  | 1 | UNBOUNDED",
        "log(x)   | 1 | NO_DESCENT",
        "exp(x)   | 1 | LIMIT",
        "1/x      | 1 | LIMIT",
        "-tanh(x) | 1 | LIMIT",
        "x^3      | 1 | LIMIT",
        "7 + log1p(exp(-x)) | 1 | LIMIT",
    })
    void saysWhyThereIsNoMinimum(String formula, double start, Reason reason) {
        Minimum minimum = of("z = " + formula).from(new double[] {start});

        assertThat(minimum.reason()).isEqualTo(reason);
        assertThat(minimum.converged()).isFalse();
    }

    @Test
    void anotherElementMayHaveAMinimum() {
        assertThat(of("z = exp(-x) + y^2 + (y - 1)^4").from(new double[] {1, 2}).reason()).isEqualTo(Reason.LIMIT);
    }

    /** At a bound, and in a valley that is flat or ends below a higher one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x^4                     | 1",
        "x^12                    | 1",
        "max(x, 0)^2             | 1",
        "x^2 - 10*x^4            | 0.1",
        "-exp(-x^2)              | 1.5",
        "x^2/(1 + x^4)           | 0.5",
        "1e-8*(x - 1e6)^2        | 0",
    })
    void aFlatMinimumIsOne(String formula, double start) {
        assertThat(of("z = " + formula).from(new double[] {start}).converged()).isTrue();
    }

    @Test
    void aBoundEndsTheFall() {
        Minimization bounded = of("z = exp(x)").withBounds(new Bounds(new double[] {-30}, new double[] {5}));

        assertThat(bounded.from(new double[] {1}).converged()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "(x^2 - 1)^2 + y^2             | 0",
        "(x - y)^4/4 - (x - y)^2 + x^2 | -1",
        "x^4 - x^2*y^2 + y^4 - y^2     | -0.33333333",
    })
    void leavesHillTopsAndSaddles(String formula, double value) {
        Minimum minimum = of("z = " + formula).from(new double[] {0, 0});

        assertThat(minimum.converged()).isTrue();
        assertThat(minimum.value()).isCloseTo(value, within(1e-7));
    }

    @Test
    void staysAtAMinimumWhereItStarts() {
        Minimum minimum = of("z = (x - 1)^2 + y^4").from(new double[] {1, 0});

        assertThat(minimum.x()).containsExactly(1, 0);
        assertThat(minimum.iterations()).isZero();
    }

    /** The method needs smooth functions: what it finds in a kink need not be the lowest point. */
    @ParameterizedTest
    @CsvSource({"abs(x) + y^2", "1 + abs(x) + y^2", "'max(x, -x, y) + 0.1*y^2'"})
    void takesNoKinkForAMinimum(String formula) {
        assertThat(of("z = " + formula).from(new double[] {1.3, 2}).reason()).isEqualTo(Reason.NO_DESCENT);
    }

    @Test
    void anArrayOfAThousandIsOneVector() {
        String program = "input x: f64[1000]\na = x[0::2]\nb = x[1::2]\nz = sum(100*(b - a^2)^2 + (1 - a)^2)";
        double[] start = IntStream.range(0, 1000).mapToDouble(i -> i % 2 == 0 ? -1.2 : 1).toArray();
        FlatFunction function =
                FlatFunction.of(Autodiff.compile(program), ParameterVector.of(Map.of("x", Tensor.of(start))), Map.of());
        Minimum minimum = Minimization.of(function).from(start);

        assertThat(minimum.converged()).isTrue();
        assertThat(minimum.x()).containsOnly(new double[] {1}, within(1e-6));
    }

    /** Where the minimum of the banana valley is cut off; by SciPy's L-BFGS-B. */
    @ParameterizedTest
    @CsvSource({
        "-2,  0.5, -2,  2, 0,   0, 0.5,        0.25",
        "1.5, 3,   -2,  1, 2,   0, 1.5,        1",
        "-2,  2,   1.5, 9, 0,   5, 1.22437074, 1.5",
        "-2,  2,   -2,  2, -2,  2, 1,          1",
    })
    void boundsAreKept(
            double lowX, double highX, double lowY, double highY, double startX, double startY, double x, double y) {
        Bounds bounds = new Bounds(new double[] {lowX, lowY}, new double[] {highX, highY});
        Minimum minimum = of("z = (1 - x)^2 + 100*(y - x^2)^2").withBounds(bounds).from(new double[] {startX, startY});

        assertThat(minimum.converged()).isTrue();
        assertThat(minimum.x()).containsExactly(new double[] {x, y}, within(1e-7));
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    /** For a convex function the conditions of Karush, Kuhn and Tucker are those of the only minimum. */
    @ParameterizedTest
    @MethodSource("seeds")
    void boundedMinimaOfConvexFunctionsAreTheirs(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 6;
        Map<String, Tensor> fixed = Map.of("a", Tensor.of(new int[] {n, n}, random.doubles(n * n, -1, 1).toArray()),
                "b", Tensor.of(random.doubles(n, -2, 2).toArray()));
        double[] lower = random.doubles(n, -1, 0).toArray();
        Bounds bounds = new Bounds(lower, random.doubles(n, 0, 1).toArray());
        Map<String, Tensor> x = new LinkedHashMap<>();
        x.put("x", Tensor.of(lower));
        String program = "z(x: f64[n], const a: f64[n, n], const b: f64[n]) = sum((a @ x - b)^2) + 0.1*sum(x^4)";
        FlatFunction function = FlatFunction.of(Autodiff.compile(program), ParameterVector.of(x), fixed);

        Minimum minimum = Minimization.of(function).withBounds(bounds).from(lower);

        assertThat(minimum.converged()).as(minimum.reason().text()).isTrue();
        double[] gradient = new double[n];
        function.valueAndGradient(minimum.x(), gradient);
        for (int i = 0; i < n; i++) {
            boolean isMinimum = Math.abs(gradient[i]) < 1e-6 || bounds.isHeld(i, minimum.x()[i], gradient[i]);
            assertThat(isMinimum).as("x[%d] = %s with partial %s", i, minimum.x()[i], gradient[i]).isTrue();
            assertThat(minimum.x()[i]).isBetween(bounds.lower()[i], bounds.upper()[i]);
        }
    }

    @Test
    void stepsAreToldInOrderAndNeverRise() {
        List<Minimization.Step> steps = new ArrayList<>();
        Minimum minimum = of("z = (1 - x)^2 + 100*(y - x^2)^2").from(new double[] {-1.2, 1}, steps::add);

        assertThat(steps).hasSize(minimum.iterations() + 1);
        assertThat(steps.get(0).value()).isCloseTo(24.2, within(1e-12));
        for (int i = 1; i < steps.size(); i++) {
            assertThat(steps.get(i).number()).isEqualTo(i);
            assertThat(steps.get(i).value()).isLessThanOrEqualTo(steps.get(i - 1).value());
        }
    }

    @Test
    void theStepsAreUsedUp() {
        assertThat(of("z = (1 - x)^2 + 100*(y - x^2)^2")
                        .withMaxIterations(3)
                        .from(new double[] {-1.2, 1})
                        .reason())
                .isEqualTo(Reason.ITERATIONS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "log(x)  | -1 | 'z' has no finite value at the start, but NaN: choose another one",
        "1/x     | 0  | 'z' has no finite value at the start, but Infinity: choose another one",
        "sqrt(x) | 0  | 'z' has no finite gradient at the start: choose another one",
    })
    void aStartWithoutValueIsRefused(String formula, double start, String message) {
        assertThatThrownBy(() -> of("z = " + formula).from(new double[] {start}))
                .isInstanceOf(ProblemException.class)
                .hasMessage(message);
    }

    @Test
    void aStartOutOfBoundsIsRefused() {
        assertThatThrownBy(() -> of("z = x^2")
                        .withBounds(new Bounds(new double[] {2}, new double[] {3}))
                        .from(new double[] {1}))
                .hasMessage("the start of 'x' is 1.0, outside of its bounds 2.0 and 3.0: choose a start between them");
    }
}
