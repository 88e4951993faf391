package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.graph.Formula;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientCheckTest {
    /** A function of x with a hand-written derivative. */
    private record HandWritten(DoubleUnaryOperator f, DoubleUnaryOperator derivative)
            implements DifferentiableFunction {
        @Override
        public String name() {
            return "f";
        }

        @Override
        public List<String> parameters() {
            return List.of("x");
        }

        @Override
        public List<String> variables() {
            return List.of("x");
        }

        @Override
        public double value(double[] point) {
            return f.applyAsDouble(point[0]);
        }

        @Override
        public double[] gradient(double[] point) {
            return new double[] {derivative.applyAsDouble(point[0])};
        }
    }

    @Test
    void provesOurOwnDerivative() {
        Report report = check("z = y*log(x) + sin(y)", List.of(new double[] {2, 3}, new double[] {0.1, -4}));

        assertThat(report.isFine()).isTrue();
        assertThat(report.rows()).extracting(row -> row.worst().variable()).containsExactly(Finding.VALUE, "x", "y");
        assertThat(report.rows()).allSatisfy(row -> {
            assertThat(row.counts()).isEqualTo(Map.of(Verdict.OK, 2));
            assertThat(row.worst().ulps()).isLessThan(4);
        });
    }

    @Test
    void findsAWrongDerivativeByTheOracle() {
        HandWritten wrong = new HandWritten(x -> x * Math.sin(x), x -> Math.sin(x) - x * Math.cos(x));

        Report report = GradientCheck.of(wrong, written("f = x*sin(x)")).at(List.of(new double[] {2}));

        assertThat(report.isFine()).isFalse();
        assertThat(verdict(report, "x")).isEqualTo(Verdict.WRONG);
        assertThat(verdict(report, Finding.VALUE)).isEqualTo(Verdict.OK);
    }

    @Test
    void findsADerivativeThatIsWrongInTheTwelfthDigit() {
        HandWritten wrong = new HandWritten(Math::exp, x -> Math.exp(x) * (1 + 1e-12));

        Report report = GradientCheck.of(wrong, written("f = exp(x)")).at(List.of(new double[] {0.7}));

        assertThat(verdict(report, "x")).isEqualTo(Verdict.WRONG);
        assertThat(report.rows().get(1).worst().relativeError()).isBetween(0.9e-12, 1.1e-12);
    }

    @Test
    void findsAWrongDerivativeByDifferencesAlone() {
        HandWritten right = new HandWritten(x -> x * Math.sin(x), x -> Math.sin(x) + x * Math.cos(x));
        HandWritten wrong = new HandWritten(x -> x * Math.sin(x), x -> Math.sin(x) + x * Math.cos(x) + 1e-6);
        List<double[]> points = new Box(List.of(new Box.Range(-3, 3))).samples(50, 1);

        assertThat(GradientCheck.of(right).at(points).rows().get(0).counts()).isEqualTo(Map.of(Verdict.OK, 50));
        assertThat(GradientCheck.of(wrong).at(points).rows().get(0).counts()).isEqualTo(Map.of(Verdict.WRONG, 50));
    }

    @Test
    void findsAFunctionThatIsNotTheFormula() {
        HandWritten other = new HandWritten(x -> x * x + 1e-9, x -> 2 * x);

        assertThat(verdict(GradientCheck.of(other, written("f = x^2")).at(List.of(new double[] {1.5})), Finding.VALUE))
                .isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "abs(x); 0", "max(x, 2*x); 0", "min(x, -x); 0", "floor(x); 2", "relu(x); 0", "round(x); 0.5", "frac(x)*x; 3",
        "where(x > 1, x^2, x); 1", "abs(sin(x)); 0", "hypot(x, 0); 0", "where(x == 2, 7, x); 2", "clamp(x, 0, 1); 1",
        "fmod(x, 1e-200); 0.7", "round(x); 1e300",
    })
    void recognisesKinks(String formula, double x) {
        assertThat(verdict(check("f = " + formula, List.of(new double[] {x})), "x")).isEqualTo(Verdict.KINK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "max(x, x); 0.3",
                "x*abs(x); 0",
                "abs(x)^3; 0",
                "where(x > 0, x^2, -x^2); 0",
                "hardtanh(x); 0.5",
                "x^2; 0",
                "cos(x); 0",
                "where(x > 0, sqrt(x), 0); -1",
                "1e60 + x; 1",
                "floor(x); 2.5",
                "sin(x)^2 + cos(x)^2; 1",
                "1e300*x^2; 1e10",
                "x^x; 400",
                "floor(x/3e-20); 1",
                "silu(x); -745",
                "x/(x + 1e305)*1e-10; 1e-10",
                "(x - 1)^2*1e10 + log(x); 1.0000000001",
                "sin(x)*1; 1e15",
            })
    void verifiesWhereBothSidesAgree(String formula, double x) {
        assertThat(verdict(check("f = " + formula, List.of(new double[] {x})), "x"))
                .isIn(Verdict.OK, Verdict.ILL_CONDITIONED);
    }

    @Test
    void roundingOfALinearFunctionIsNoKink() {
        String program = "f = q*(a + b*x*sin(y)/3.1)";
        List<double[]> points = new Box(Collections.nCopies(5, new Box.Range(1, 5))).samples(200, 1);

        assertThat(check(program, points).rows())
                .allSatisfy(row -> assertThat(row.counts()).doesNotContainKey(Verdict.KINK));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"abs(x); 0", "floor(x); 2", "max(x, 2*x); 0", "abs(x - 1) + x^2; 1"})
    void recognisesKinksByDifferencesAlone(String formula, double x) {
        DifferentiableFunction function = DifferentiableFunction.of(Autodiff.compile("f = " + formula));
        HandWritten wrong = new HandWritten(t -> function.value(new double[] {t}), t -> 5);

        assertThat(verdict(GradientCheck.of(function).at(List.of(new double[] {x})), "x")).isEqualTo(Verdict.KINK);
        assertThat(verdict(GradientCheck.of(wrong).at(List.of(new double[] {x})), "x")).isEqualTo(Verdict.WRONG);
    }

    @Test
    void lostDigitsAreWrongWhereTheFunctionIsWellConditioned() {
        HandWritten cancelling =
                new HandWritten(x -> (1 - Math.cos(x)) / x, x -> (x * Math.sin(x) - 1 + Math.cos(x)) / (x * x));

        Report report = GradientCheck.of(cancelling, written("f = (1 - cos(x))/x")).at(List.of(new double[] {1.23e-5}));

        assertThat(verdict(report, "x")).isEqualTo(Verdict.WRONG);
        assertThat(verdict(report, Finding.VALUE)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void lostDigitsAreExcusedWhereArgumentsLoseThem() {
        HandWritten cancelling = new HandWritten(x -> x * x - 2, x -> Math.cos(1e9 * x));

        Report report =
                GradientCheck.of(cancelling, written("f = x^2 - 2")).at(List.of(new double[] {1.4142135623730951}));
        Report wiggling = GradientCheck.of(
                        new HandWritten(x -> Math.sin(1e9 * x) / 1e9, x -> Math.cos(1e9 * x)),
                        written("f = sin(1e9*x)/1e9"))
                .at(List.of(new double[] {1.1}));

        assertThat(verdict(report, Finding.VALUE)).isIn(Verdict.OK, Verdict.ILL_CONDITIONED);
        assertThat(verdict(report, "x")).isEqualTo(Verdict.WRONG);
        assertThat(verdict(wiggling, "x")).isEqualTo(Verdict.ILL_CONDITIONED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sin(x)/x", "(1 - cos(x))/x^2", "(x - sin(x))/x^3", "sin(2*x)/x + 1", "x/(exp(x) - 1)"})
    void judgesByTheLimitWhereTheFormulaHasOne(String formula) {
        Report report = check("f = " + formula, List.of(new double[] {0}));

        assertThat(verdict(report, Finding.VALUE)).isEqualTo(Verdict.OK);
        assertThat(verdict(report, "x")).isEqualTo(Verdict.OK);
    }

    @Test
    void codeThatMissesTheLimitIsWrong() {
        HandWritten jumping = new HandWritten(x -> x == 0 ? 0 : Math.sin(x) / x, x -> 0.5);

        Report report = GradientCheck.of(jumping, written("f = sin(x)/x")).at(List.of(new double[] {0}));

        assertThat(verdict(report, Finding.VALUE)).isEqualTo(Verdict.WRONG);
        assertThat(verdict(report, "x")).isEqualTo(Verdict.WRONG);
    }

    @Test
    void codeMayHaveNoValueWhereTheFormulaHasNone() {
        HandWritten asWritten = new HandWritten(x -> Math.sin(x) / x, x -> Math.cos(x) / x - Math.sin(x) / (x * x));

        Report report = GradientCheck.of(asWritten, written("f = sin(x)/x")).at(List.of(new double[] {0}));

        assertThat(verdict(report, Finding.VALUE)).isEqualTo(Verdict.OUTSIDE_DOMAIN);
        assertThat(verdict(report, "x")).isEqualTo(Verdict.OUTSIDE_DOMAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abs(x)/x", "1/x^2", "x*sin(1/x)", "floor(x)/x"})
    void aFormulaWithoutALimitHasNoValue(String formula) {
        assertThat(verdict(check("f = " + formula, List.of(new double[] {0})), Finding.VALUE))
                .isEqualTo(Verdict.OUTSIDE_DOMAIN);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-60, -1e-100, 1e-200})
    void differencesAreSeenHoweverSmallTheArgument(double x) {
        Report report = check("f = 1 + (1 - cos(x))/x^2", List.of(new double[] {x}));

        assertThat(verdict(report, Finding.VALUE)).isEqualTo(Verdict.OK);
        assertThat(verdict(report, "x")).isEqualTo(Verdict.OK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "log(x); -1",
                "sqrt(x); 0",
                "1/x; 0",
                "asin(x); 1",
                "x^0.5; -2",
                "lgamma(x); -3",
                "cbrt(x); 0",
                "exp(x) - exp(2*x); 800"
            })
    void recognisesPointsOutsideTheDomain(String formula, double x) {
        assertThat(verdict(check("f = " + formula, List.of(new double[] {x})), "x")).isEqualTo(Verdict.OUTSIDE_DOMAIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y = x; for i in 0:3 { y = y^2 + x }; f = y | 0.3", "y = x; while y < 100 { y = 3*y }; f = y*x | 1.25",
                "y = 1; while abs(y*y - x) > 1e-9 { y = (y + x/y)/2 }; f = y | 2",
                        "z = sin(x)^3; h = grad(z, x); f = h*x | 0.7",
                "s = 0; for i in 0:4 { for j in 0:i { s = s + x^j } }; f = s | 1.5",
                        "u = exp(x); z = u^2; f = grad(grad(z, u), x) | 0.25",
            })
    void theOracleFollowsLoopsAndDerivatives(String program, double x) {
        DifferentiableFunction right = DifferentiableFunction.of(Autodiff.compile(program));
        HandWritten wrong = new HandWritten(
                t -> right.value(new double[] {t}), t -> right.gradient(new double[] {t})[0] * (1 + 1e-11));

        assertThat(check(program, List.of(new double[] {x})).rows())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.worst().verdict()).isEqualTo(Verdict.OK));
        assertThat(verdict(GradientCheck.of(wrong, written(program)).at(List.of(new double[] {x})), "x"))
                .isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y = 1; d = 1; while d > 0 { t = (y + x/y)/2; d = abs(t - y); y = t }; f = y | 2",
                "s = 0; for i in 0:300000 { s = s + x/300000 }; f = s | 2",
            })
    void differencesStandInForLoopsThatEndElsewhereOrTakeTooLong(String program, double x) {
        Report report = check(program, List.of(new double[] {x}));

        assertThat(report.rows())
                .hasSize(1)
                .allSatisfy(row -> assertThat(row.worst().verdict()).isIn(Verdict.OK, Verdict.ILL_CONDITIONED));
    }

    @Test
    void takesDetachedValuesForConstants() {
        assertThat(check("f = x*detach(x^2)", List.of(new double[] {3}))
                        .rows()
                        .get(1)
                        .counts())
                .isEqualTo(Map.of(Verdict.OK, 1));
    }

    @Test
    void checksDerivativesByVariablesToo() {
        Options options = Options.DEFAULT.withVariables(List.of("x", "s"));
        Source source = new Source("formula", "s = x + y\nz = s^3*x");
        DifferentiableFunction function = DifferentiableFunction.of(Autodiff.compile(source, options));

        Report report =
                GradientCheck.of(function, Autodiff.written(source, options)).at(List.of(new double[] {1.5, -0.25}));

        assertThat(report.rows()).hasSize(3).allSatisfy(row -> assertThat(row.worst().verdict()).isEqualTo(Verdict.OK));
    }

    @Test
    void rejectsAFormulaOfOtherParameters() {
        HandWritten function = new HandWritten(x -> x, x -> 1);

        assertThatThrownBy(() -> GradientCheck.of(function, written("f = 2*u")))
                .hasMessage("f has no parameter 'u', it has x");
    }

    @Test
    void samplesAreTheSameForTheSameSeed() {
        Box box = new Box(List.of(new Box.Range(0, 1), new Box.Range(-2, 5)));
        List<double[]> again = new ArrayList<>(box.samples(10, 7));

        assertThat(box.samples(10, 7)).usingRecursiveComparison().isEqualTo(again);
        assertThat(box.samples(10, 8).get(0)).isNotEqualTo(again.get(0));
        assertThat(again).allSatisfy(point -> assertThat(point[1]).isBetween(-2.0, 5.0));
    }

    @Test
    void samplesOfWholeNumbersAreAllThoseOfTheRange() {
        Box box = new Box(List.of(new Box.Range(-1.5, 2.5, true), new Box.Range(0.25, 0.75, true)));

        assertThat(box.samples(100, 1)).extracting(point -> point[0]).containsOnly(-1.0, 0.0, 1.0, 2.0);
        assertThat(box.samples(100, 1)).extracting(point -> point[1]).containsOnly(0.0);
    }

    private static Report check(String program, List<double[]> points) {
        return GradientCheck.of(DifferentiableFunction.of(Autodiff.compile(program)), written(program)).at(points);
    }

    private static Formula written(String program) {
        return Autodiff.written(new Source("formula", program), Options.DEFAULT);
    }

    private static Verdict verdict(Report report, String variable) {
        return report.rows().stream()
                .filter(row -> row.worst().variable().equals(variable))
                .findFirst()
                .orElseThrow()
                .worst()
                .verdict();
    }
}
