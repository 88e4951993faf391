package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.graph.Formula;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a check must find: right derivatives of many formulas, each spoilt in one way after the other, as people do it
 * by hand.
 */
@Tag("oracle")
class WrongDerivativesTest {
    private static final List<String> OUTER = List.of(
            "sin(u)",
            "cos(u)",
            "exp(u)",
            "tanh(u)",
            "atan(u)",
            "sqrt(1 + u^2)",
            "log(2 + u^2)",
            "u^3",
            "u/(1 + u^2)",
            "erf(u)",
            "sigmoid(u)",
            "softplus(u)",
            "u*abs(u)",
            "relu(u + 9)",
            "1/(u + 9)");
    private static final List<String> INNER =
            List.of("x*y", "x + y", "x - 2*y", "x/y", "x^2*y", "x*exp(-y)", "hypot(x, y)", "x*log(y)", "x^y");

    /** Of the inner functions, so many meet each of the outer ones. */
    private static final int PARTNERS = Integer.getInteger("partners", 3);

    /** In these ranges no formula is conditioned worse than some hundreds. */
    private static final Box BOX = new Box(List.of(new Box.Range(0.3, 1.9), new Box.Range(0.4, 1.6)));

    /** Points at which formulas are special and smooth all the same: a variable is 0 or 1, two of them are equal. */
    private static final List<double[]> SPECIAL =
            List.of(new double[] {0, 1.25}, new double[] {1, 1}, new double[] {1e-200, 2}, new double[] {1, 0.5});

    /** A way to be wrong at one point. */
    private enum Mistake {
        A_MILLIONTH(slope -> slope + (slope == 0 ? 1e-9 : 1e-6 * slope)),
        A_BILLIONTH(slope -> slope + (slope == 0 ? 1e-9 : 1e-9 * slope)),
        TOO_LARGE(slope -> slope == 0 ? 1 : 2 * slope),
        SIGN(slope -> slope == 0 ? -1e-3 : -slope),
        MISSING_TERM(slope -> slope == 0 ? 0.5 : 0),
        NOT_A_NUMBER(slope -> Double.NaN),
        INFINITE(slope -> Double.POSITIVE_INFINITY);

        private final DoubleUnaryOperator spoilt;

        Mistake(DoubleUnaryOperator spoilt) {
            this.spoilt = spoilt;
        }
    }

    /** A function whose derivatives are made others, everywhere or at one point only. */
    private record Spoilt(DifferentiableFunction right, DoubleUnaryOperator mistake, double[] onlyAt)
            implements DifferentiableFunction {
        @Override
        public String name() {
            return right.name();
        }

        @Override
        public List<String> parameters() {
            return right.parameters();
        }

        @Override
        public List<String> variables() {
            return right.variables();
        }

        @Override
        public double value(double[] point) {
            return right.value(point);
        }

        @Override
        public double[] gradient(double[] point) {
            double[] gradient = right.gradient(point);
            boolean isSpoilt = onlyAt == null || Arrays.equals(onlyAt, point);
            return isSpoilt ? Arrays.stream(gradient).map(mistake).toArray() : gradient;
        }
    }

    static Stream<String> formulas() {
        return IntStream.range(0, OUTER.size()).boxed().flatMap(i -> IntStream.range(0, PARTNERS)
                .mapToObj(j -> "u = " + INNER.get((2 * i + j) % INNER.size()) + "; z = " + OUTER.get(i)));
    }

    private static List<double[]> points(String formula) {
        List<double[]> points = new ArrayList<>(BOX.samples(1, formula.hashCode()));
        points.add(SPECIAL.get(Math.floorMod(formula.hashCode(), SPECIAL.size())));
        return points;
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void whatIsSpoiltIsWrongAndWhatIsRightIsNot(String program) {
        DifferentiableFunction right = DifferentiableFunction.of(Autodiff.compile(program));
        SplittableRandom random = new SplittableRandom(program.hashCode());
        for (double[] point : points(program)) {
            Mistake mistake = Mistake.values()[random.nextInt(Mistake.values().length)];
            double[] onlyAt = random.nextBoolean() ? point : null;

            assertThat(verdicts(GradientCheck.of(right, written(program)), point))
                    .as("%s at %s", program, Arrays.toString(point))
                    .doesNotContain(Verdict.WRONG, Verdict.OUTSIDE_DOMAIN);
            assertThat(verdicts(GradientCheck.of(new Spoilt(right, mistake.spoilt, onlyAt), written(program)), point))
                    .as("%s at %s, %s", program, Arrays.toString(point), mistake).containsOnly(Verdict.WRONG);
        }
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void differencesAloneFindWhatTheyCanSee(String program) {
        DifferentiableFunction right = DifferentiableFunction.of(Autodiff.compile(program));
        for (double[] point : BOX.samples(2, program.hashCode())) {
            assertThat(verdicts(GradientCheck.of(right), point)).doesNotContain(Verdict.WRONG);
            for (Mistake mistake :
                    List.of(Mistake.TOO_LARGE, Mistake.SIGN, Mistake.MISSING_TERM, Mistake.NOT_A_NUMBER)) {
                assertThat(verdicts(GradientCheck.of(new Spoilt(right, mistake.spoilt, point)), point))
                        .as("%s at %s, %s", program, Arrays.toString(point), mistake).containsOnly(Verdict.WRONG);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x^2; 0; 1",
                "x^3; 0; 1e-9",
                "cos(x); 0; -0.25",
                "x*exp(-x^2); 0; 0.5",
                "exp(x); 0; 1.000000001",
                "exp(x); 1e-7; 1.000000101",
                "exp(x); 1e-20; 1.000000001",
                "log(normcdf(x)); -40; 2",
                "x/(1 + abs(x)); 1e10; 1.0000000827e-20",
                "1e-200*sin(x); 1; 5.40302306e-201",
                "x*abs(x); 0; 0.1",
                "abs(x)^3; 1e-100; 1e-190",
                "relu(x)^2; 0; 0.5",
                "where(x > 0, x^2, -x^2); 0; 1",
                "relu(x) - relu(-x); 0; 0",
                "max(x, 0) + min(x, 0); 0; 0.5",
                "sin(x) + 1e6; 0.5; 0.88",
                "exp(x)/exp(x - 1); 900; 7",
                "sinh(x)*exp(-x); 720; 1",
            })
    void aSmoothPointExcusesNothing(String formula, double x, double slope) {
        assertThat(verdict(formula, x, slope)).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "abs(x); 0; 1.5",
                "relu(x); 0; -0.1",
                "max(x, 2*x); 0; 2.1",
                "floor(x); 2; 1",
                "round(x); 0.5; 1",
                "abs(x - 1) + x^2; 1; 4",
                "clamp(x, 0, 1); 1; 2",
                "where(x > 1, x^2, x); 1; 3",
                "frac(x)*x; 3; 5",
                "abs(x - 1e-30); 1e-30; 7",
            })
    void aKinkExcusesOnlyWhatLiesBetweenItsSlopes(String formula, double x, double slope) {
        assertThat(verdict(formula, x, slope)).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "abs(x); 0; 1",
                "abs(x); 0; NaN",
                "relu(x); 0; 0.5",
                "max(x, 2*x); 0; 2",
                "floor(x); 2; 0",
                "where(x == 2, 7, x); 2; 0",
                "sqrt(abs(x)); 0; NaN",
                "sqrt(abs(x)); 0; 3",
                "abs(x)*exp(x); 0; 0",
            })
    void aKinkIsOneForEveryConvention(String formula, double x, double slope) {
        assertThat(verdict(formula, x, slope)).isEqualTo(Verdict.KINK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "sqrt(x); 0; 5", "asin(x); 1; 7", "cbrt(x); 0; 0", "x^1.5; 0; 1", "sqrt(x); 0; -Infinity", "x^0.5*x; 0; 0.5",
    })
    void anEdgeOfTheDomainExcusesNoOtherSlopeThanThatOfItsSide(String formula, double x, double slope) {
        assertThat(verdict(formula, x, slope)).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sqrt(x); 0; Infinity",
                "sqrt(x); 0; NaN",
                "asin(x); 1; Infinity",
                "cbrt(x); 0; Infinity",
                "x^1.5; 0; 0",
                "x^1.5; 0; NaN",
                "xlogx(x); 0; -Infinity",
            })
    void anEdgeOfTheDomainHasTheSlopeOfItsSide(String formula, double x, double slope) {
        assertThat(verdict(formula, x, slope)).isEqualTo(Verdict.OUTSIDE_DOMAIN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "sin(x); 1e15; 0.2", "sin(x); 1e9; 0.83788717", "abs(x - 1); 1.0000000000000002; 0.5",
        "tan(x); 1.5707963267948966; 2.7e32",
    })
    void lastBitsOfArgumentsExplainWhatTheyDo(String formula, double x, double slope) {
        assertThat(verdict(formula, x, slope)).isIn(Verdict.ILL_CONDITIONED, Verdict.OK);
    }

    /** Of a class whose values are those of the formula. */
    private static Verdict verdict(String formula, double x, double slope) {
        String program = "f = " + formula;
        DifferentiableFunction claimed =
                new Spoilt(DifferentiableFunction.of(Autodiff.compile(program)), right -> slope, null);
        return verdicts(GradientCheck.of(claimed, written(program)), new double[] {x}).get(0);
    }

    private static List<Verdict> verdicts(GradientCheck check, double[] point) {
        return check.at(List.of(point)).rows().stream().filter(row -> !row.worst().variable().equals(Finding.VALUE))
                .map(row -> row.worst().verdict()).toList();
    }

    private static Formula written(String program) {
        return Autodiff.written(new Source("formula", program), Options.DEFAULT);
    }
}
