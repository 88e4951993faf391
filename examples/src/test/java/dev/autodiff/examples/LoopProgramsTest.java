package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs with loops against formulas without, and against the same recurrences in 40 digits. */
class LoopProgramsTest {
    private static final Path PROGRAMS = Path.of("examples", "src", "main", "autodiff");

    private static CompiledFunction function(String program, String name, Options options) throws IOException {
        return Autodiff.compile(
                new Source(program, Files.readString(PROGRAMS.resolve(program))), options.withFunction(name));
    }

    private static void assertClose(double[] actual, double tolerance, double... expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("number %d", i).isCloseTo(expected[i], within(tolerance * Math.abs(expected[i])));
        }
    }

    /** Newton's last step rounds its quotient, its sum and nothing else; the derivative has converged with the root. */
    @Test
    void newtonsRootsAndTheirDerivativesAreExactToTheLastDigits() throws IOException {
        CompiledFunction root = function("newton.ad", "root", Options.DEFAULT);
        Random random = new Random(1);

        for (int i = 0; i < 1000; i++) {
            double a = Math.exp(20 * random.nextGaussian());
            CompiledFunction.ValueAndGradient found = root.valueAndGradient(a);
            assertThat(found.value()).isCloseTo(Math.sqrt(a), within(2 * Math.ulp(Math.sqrt(a))));
            assertThat(found.gradient()[0]).isCloseTo(0.5 / Math.sqrt(a), within(8 * Math.ulp(0.5 / Math.sqrt(a))));
        }
    }

    /**
     * Each of 10 000 steps rounds some thirty times; roundings add up as in a random walk, and friction forgets the
     * early ones.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theEndAngleOfAPendulumHasTheGradientOfItsRecurrence(boolean checkpoints) throws IOException {
        CompiledFunction pendulum =
                function("damped_pendulum.ad", "end_angle", Options.DEFAULT.withCheckpoints(checkpoints));

        CompiledFunction.ValueAndGradient end = pendulum.valueAndGradient(1, 0.1, 2, 0, 10, 10_000);

        assertThat(end.value()).isCloseTo(-0.06596364119772454752, within(1e-12));
        assertClose(
                end.gradient(),
                1e-12,
                15.46464204221174013027,
                -22.80861574492732496408,
                4.65186554027865946182,
                0.37242955896253052099);
    }

    /** The error of each step grows like the derivative by the start, which is 10^5 in the end. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.3, 0, 1",
        "1, 0.819, 0.21, 1.56",
        "20, 0.80027485158545917936, 22207.565391419338782, 107058.19832032664019"
    })
    void theLogisticMapIsAsSensitiveAsItsRecurrence(int steps, double value, double byGrowth, double byStart)
            throws IOException {
        CompiledFunction population = function("logistic_map.ad", "population", Options.DEFAULT);

        CompiledFunction.ValueAndGradient end = population.valueAndGradient(3.9, 0.3, steps);

        assertThat(end.value()).isCloseTo(value, within(1e-10));
        assertClose(end.gradient(), 1e-10, byGrowth, byStart);
    }

    @ParameterizedTest
    @CsvSource({
        "-0.75, 0.2, 17.430795782779647734, 210.27501771009619412, -35.077427187360705745",
        "0.5, 0.5, 5.6272866665074020891, -14.43159683391640908, -4.1031098369526468978",
        "-2, 1.5, 2.3625046094861839119, 0.5147599415897098845, -0.62144511037586089292",
        "0.3, 0.02, 28.158466445799082984, 489.12191943160846813, -2472.6209999050824144",
        "0, 0, 1000, 0, 0"
    })
    void thePointOfEscapeHasTheGradientOfTheStepsTaken(double re, double im, double value, double byRe, double byIm)
            throws IOException {
        CompiledFunction escape = function("escape.ad", "escape", Options.DEFAULT);

        CompiledFunction.ValueAndGradient found = escape.valueAndGradient(re, im);

        assertThat(found.value()).isCloseTo(value, within(1e-12 * value));
        assertClose(found.gradient(), 1e-10, byRe, byIm);
    }

    @Test
    void kalmansFilterIsTheDensityOfTheObservations() throws IOException {
        double[] observations = new Random(2).doubles(40, -2, 2).toArray();
        Tensor[] arguments = {Tensor.scalar(-1), Tensor.scalar(0.5), Tensor.of(observations)};

        CompiledFunction.Pullback filtered =
                function("kalman.ad", "loglikelihood", Options.DEFAULT).valueAndGradient(arguments);
        CompiledFunction.Pullback direct = function("kalman.ad", "direct", Options.DEFAULT).valueAndGradient(arguments);

        assertClose(filtered.value().toArray(), 1e-11, direct.value().toArray());
        for (int i = 0; i < 2; i++) {
            assertClose(filtered.gradient().get(i).toArray(), 1e-10, direct.gradient().get(i).toArray());
        }
    }

    /**
     * The loops read the lower triangle only, so that their gradient is in it; the operator takes the matrix for
     * symmetric.
     */
    @Test
    void choleskysFactorInLoopsIsTheOperator() throws IOException {
        int n = 6;
        double[] matrix = positive(n);
        double[] cotangent = new Random(4).doubles(n * n, -1, 1).toArray();
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                cotangent[i * n + j] = 0;
            }
        }
        CompiledFunction loops = function("cholesky_loops.ad", "factor", Options.DEFAULT);
        CompiledFunction operator =
                Autodiff.compile(new Source("l.ad", "factor(a: f64[n, n]) = cholesky(a)"), Options.DEFAULT);

        CompiledFunction.Pullback byLoops =
                loops.pullback(Tensor.of(new int[] {n, n}, cotangent), Tensor.of(new int[] {n, n}, matrix));
        CompiledFunction.Pullback byOperator =
                operator.pullback(Tensor.of(new int[] {n, n}, cotangent), Tensor.of(new int[] {n, n}, matrix));

        assertCloseTogether(byLoops.value().toArray(), byOperator.value().toArray());
        assertCloseTogether(
                symmetric(byLoops.gradient().get(0).toArray(), n),
                symmetric(byOperator.gradient().get(0).toArray(), n));
    }

    private static void assertCloseTogether(double[] actual, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-12));
        }
    }

    private static double[] positive(int n) {
        double[] factor = new Random(3).doubles(n * n, -1, 1).toArray();
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    matrix[i * n + j] += factor[i * n + k] * factor[j * n + k];
                }
            }
            matrix[i * n + i] += n;
        }
        return matrix;
    }

    private static double[] symmetric(double[] matrix, int n) {
        double[] symmetric = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                symmetric[i * n + j] = (matrix[i * n + j] + matrix[j * n + i]) / 2;
            }
        }
        return symmetric;
    }
}
