package dev.autodiff.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LeastSquaresFitTest {
    private static final double[] X = {0, 1, 2, 3, 4, 5, 6, 7};

    /** A decay with an outlier in row 3. */
    private static final double[] Y = {10.1, 6.2, 3.6, 12.0, 1.4, 0.8, 0.45, 0.35};
    private static final FitData DATA = new FitData(Map.of("x", X), Y);
    private static final CompiledFunction DECAY = compile("y = a*exp(-b*x)", "a", "b");

    private static CompiledFunction compile(String program, String... fitted) {
        return Autodiff.compile(new Source("model", program), Options.DEFAULT.withVariables(List.of(fitted)));
    }

    private static Map<String, Tensor> start(double a, double b) {
        Map<String, Tensor> start = new LinkedHashMap<>();
        start.put("a", Tensor.scalar(a));
        start.put("b", Tensor.scalar(b));
        return start;
    }

    /** The answers are those of SciPy's {@code least_squares}, which has seven digits of them. */
    @ParameterizedTest
    @CsvSource({
        "LINEAR,  1,    9.948774, 0.2845619",
        "HUBER,   1,    10.02494, 0.4574401",
        "HUBER,   0.25, 10.09527, 0.4915138",
        "SOFT_L1, 1,    10.02494, 0.4557928",
        "SOFT_L1, 0.25, 10.09450, 0.4894317",
        "CAUCHY,  1,    10.11028, 0.4986060",
        "CAUCHY,  0.25, 10.11838, 0.5030068",
    })
    void robustLossesForgiveAnOutlier(Loss loss, double scale, double a, double b) {
        FitResult fit = LeastSquaresFit.of(DECAY, DATA).withLoss(loss, scale).from(start(8, 0.3));

        assertThat(fit.converged()).isTrue();
        assertThat(fit.values()).containsExactly(new double[] {a, b}, within(1e-5));
    }

    @Test
    void weightsCountAsRepeatedRows() {
        double[] x = {0, 1, 1, 2, 3, 3, 3};
        double[] y = {10, 6, 6, 3.5, 2.5, 2.5, 2.5};
        FitResult repeated = LeastSquaresFit.of(DECAY, new FitData(Map.of("x", x), y)).from(start(8, 0.3));
        FitData weighted = new FitData(
                Map.of("x", new double[] {0, 1, 2, 3, 9}),
                new double[] {10, 6, 3.5, 2.5, 77},
                new double[] {1, 2, 1, 3, 0});

        FitResult fit = LeastSquaresFit.of(DECAY, weighted).from(start(8, 0.3));

        assertThat(fit.values()).containsExactly(repeated.values(), within(1e-9));
        assertThat(fit.sumOfSquares()).isCloseTo(repeated.sumOfSquares(), within(1e-12));
        assertThat(fit.degreesOfFreedom()).as("rows that count").isEqualTo(2);
    }

    /** By SciPy. */
    @Test
    void weightsGiveTheErrorsThatTheyShould() {
        FitData weighted = new FitData(Map.of("x", X), Y, new double[] {1, 2, 1, 0.1, 1, 1, 4, 2});
        FitResult fit = LeastSquaresFit.of(DECAY, weighted).from(start(8, 0.3));

        assertThat(fit.values()).containsExactly(new double[] {10.05078278, 0.47149289}, within(1e-7));
        assertThat(fit.errors()).containsExactly(new double[] {1.09078613, 0.09363809}, within(1e-6));
        assertThat(fit.standardDeviation()).isCloseTo(1.2495039456, within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({
        "0,   Infinity, 0.5,  1,   11.47717247, 0.5",
        "0,   9,        0,    1,   9,           0.25700231",
        "12,  Infinity, 0,    0.2, 12,          0.2",
        "9.5, 11,       0.25, 0.3, 9.94877365,  0.28456195",
        "12,  12,       0,    1,   12,          0.34334730",
    })
    void boundsAreKept(double lowA, double highA, double lowB, double highB, double a, double b) {
        Bounds bounds = new Bounds(new double[] {lowA, lowB}, new double[] {highA, highB});
        FitResult fit =
                LeastSquaresFit.of(DECAY, DATA).withBounds(bounds).from(start(bounds.clip(0, 8), bounds.clip(1, 0.3)));

        assertThat(fit.converged()).isTrue();
        assertThat(fit.values()).containsExactly(new double[] {a, b}, within(1e-6));
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    /** For a linear model the conditions of Karush, Kuhn and Tucker are those of the only minimum. */
    @ParameterizedTest
    @MethodSource("seeds")
    void boundedFitsOfLinearModelsAreMinima(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int i = 0; i < 4; i++) {
            double mix = random.nextDouble();
            double[] before = columns.get("x" + (i - 1));
            // columns that are alike make steps leave at other bounds than those where the minimum is
            columns.put(
                    "x" + i,
                    IntStream.range(0, 9)
                            .mapToDouble(
                                    row -> random.nextDouble() - 0.5 + (before == null ? 0 : 3 * mix * before[row]))
                            .toArray());
        }
        FitData data = new FitData(columns, random.doubles(9, -1, 1).toArray());
        Bounds bounds = new Bounds(random.doubles(4, -1, 0.2).toArray(), random.doubles(4, 0.2, 1).toArray());
        double[] start = bounds.clip(random.doubles(4, -2, 2).toArray());
        CompiledFunction model = compile("y(x0, x1, x2, x3, w: f64[4]) = w[0]*x0 + w[1]*x1 + w[2]*x2 + w[3]*x3", "w");

        FitResult fit = LeastSquaresFit.of(model, data).withBounds(bounds).from(Map.of("w", Tensor.of(start)));

        assertThat(fit.converged()).isTrue();
        for (int i = 0; i < 4; i++) {
            double[] column = columns.get("x" + i);
            double descent = IntStream.range(0, 9).mapToDouble(row -> column[row] * fit.residuals()[row]).sum();
            double w = fit.values()[i];
            boolean isMinimum = Math.abs(descent) < 1e-9
                    || w == bounds.upper()[i] && descent > 0
                    || w == bounds.lower()[i] && descent < 0;
            assertThat(isMinimum).as("w[%d] = %s, and the sum falls by %s", i, w, descent).isTrue();
        }
    }

    @Test
    void intervalsAreStudents() {
        FitData data = new FitData(Map.of("x", new double[] {0, 1, 2, 3}), new double[] {10, 6, 3.5, 2.5});
        FitResult fit = LeastSquaresFit.of(DECAY, data).from(start(8, 0.3));

        // two-sided 95 % of two degrees of freedom, by the tables
        assertThat(fit.reach(0.95)).isCloseTo(4.302653, within(1e-6));
        assertThatThrownBy(() -> fit.reach(95))
                .hasMessage("the confidence is 95.0: it is a probability between 0 and 1, 0.95 say");
    }

    @Test
    void asManyRowsAsParametersLeaveNoError() {
        FitResult fit = LeastSquaresFit.of(DECAY, new FitData(Map.of("x", new double[] {0, 1}), new double[] {10, 6}))
                .from(start(8, 0.3));

        assertThat(fit.values()).containsExactly(new double[] {10, Math.log(10 / 6.0)}, within(1e-9));
        assertThat(fit.degreesOfFreedom()).isZero();
        assertThat(fit.standardDeviation()).isNaN();
        assertThat(fit.errors()).containsExactly(Double.NaN, Double.NaN);
        assertThat(fit.reach(0.95)).isNaN();
    }

    @Test
    void placesWithoutValueAreNotEntered() {
        // full steps lead to b <= x, where the logarithm has no value
        double[] y = IntStream.range(0, 4).mapToDouble(x -> 0.5 * Math.log(3.1 - x)).toArray();
        FitData data = new FitData(Map.of("x", new double[] {0, 1, 2, 3}), y);
        FitResult fit = LeastSquaresFit.of(compile("y = a*log(b - x)", "a", "b"), data).from(start(0.1, 20));

        assertThat(fit.values()).containsExactly(new double[] {0.5, 3.1}, within(1e-9));
    }

    @Test
    void whatTheDataDoNotDetermineIsNamed() {
        Map<String, Tensor> start = start(1, 2);
        start.put("c", Tensor.scalar(3));
        FitResult fit = LeastSquaresFit.of(compile("y = a*b + c*x", "a", "b", "c"), DATA).from(start);

        assertThat(fit.undetermined()).containsExactly("a", "b");
        assertThat(fit.errors()).containsOnly(Double.NaN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // a constant response: b goes to where the curve is level
        "y = a*(1 - exp(-b*x)) | 4   | 1",
        // at b = 40 the model is flat already
        "y = a*(1 - exp(-b*x)) | 4   | 40",
    })
    void whatIsLostInRoundingsIsNotDetermined(String model, double a, double b) {
        FitData constant = new FitData(Map.of("x", new double[] {1, 2, 3, 4}), new double[] {5, 5, 5, 5});

        assertThat(LeastSquaresFit.of(compile(model, "a", "b"), constant)
                        .from(start(a, b))
                        .undetermined())
                .containsExactly("b");
    }

    @Test
    void aParameterThatIsZeroIsDetermined() {
        FitData constant = new FitData(Map.of("x", new double[] {1, 2, 3, 4}), new double[] {5, 5, 5, 5});
        CompiledFunction line = compile("y = a + b*x", "a", "b");

        for (double b : new double[] {0, 1e-3, 7, 1e6}) {
            FitResult fit = LeastSquaresFit.of(line, constant).from(start(0, b));
            assertThat(fit.undetermined()).isEmpty();
            assertThat(fit.values()).containsExactly(new double[] {5, 0}, within(1e-9));
        }
    }

    @Test
    void fewerRowsThanParametersAreRefused() {
        FitData data = new FitData(Map.of("x", new double[] {1}), new double[] {2});

        assertThatThrownBy(() -> LeastSquaresFit.of(DECAY, data).from(start(1, 1)))
                .isInstanceOf(ProblemException.class)
                .hasMessage("1 row cannot determine 2 parameters: give as many rows at least, or fix some parameters");
    }

    @Test
    void aStartWithoutValueNamesTheRow() {
        assertThatThrownBy(() -> LeastSquaresFit.of(compile("y = a*log(b - x)", "a", "b"), DATA).from(start(1, 3.5)))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.row()).isEqualTo(4))
                .hasMessage("'y' has no finite value here at the start: choose another start, or leave the row out");
    }

    @Test
    void aStartThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> LeastSquaresFit.of(DECAY, DATA).from(start(1, Double.NaN)))
                .hasMessage("the start of 'b' is NaN: choose a finite number");
    }

    @Test
    void aStartWhoseSquaresOverflowIsRefused() {
        assertThatThrownBy(() -> LeastSquaresFit.of(DECAY, DATA).from(start(1, -100)))
                .hasMessage("'y' has no finite value here at the start: choose another start, or leave the row out");
    }

    @Test
    void aMissingColumnIsNamed() {
        assertThatThrownBy(() -> LeastSquaresFit.of(DECAY, new FitData(Map.of(), Y)).from(start(1, 1)))
                .hasMessage("no value for 'x' of y: it needs a column, a start or a fixed value");
    }

    @Test
    void anEndlessSearchEnds() {
        // towards b = -Infinity the sum falls for ever
        FitData constant = new FitData(Map.of("x", X), new double[] {1, 1, 1, 1, 1, 1, 1, 1});
        FitResult fit = LeastSquaresFit.of(compile("y = a + exp(b)*x", "a", "b"), constant).from(start(0, 0));

        assertThat(fit.values()[0]).isCloseTo(1, within(1e-6));
    }

    @Test
    void elementsOfATensorAreColumnsOfTheirOwn() {
        CompiledFunction model = Autodiff.compile("y(x: f64[2], w: f64[2]) = x @ w");
        FitData data = new FitData(
                Map.of("x[0]", new double[] {1, 2, 3}, "x[1]", new double[] {1, -1, 2}), new double[] {3, 0, 7});

        FitResult fit = LeastSquaresFit.of(model, data).from(Map.of("w", Tensor.of(0, 0)));

        assertThat(fit.value("w").get(0)).isCloseTo(1, within(1e-12));
        assertThat(fit.value("w").get(1)).isCloseTo(2, within(1e-12));
    }
}
