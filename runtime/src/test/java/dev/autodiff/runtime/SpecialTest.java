package dev.autodiff.runtime;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialTest {
    private static final List<Class<?>> LIBRARIES =
            List.of(Special.class, Erf.class, Gamma.class, Beta.class, Integrals.class);

    /** No function of mathematics, but the check that there is a solution. */
    private static final String CHECK = "solved";

    private static final double INF = Double.POSITIVE_INFINITY;

    private static final Map<String, DoubleUnaryOperator> UNARY = Map.ofEntries(
            entry("erf", Erf::erf),
            entry("erfc", Erf::erfc),
            entry("normcdf", Erf::normcdf),
            entry("erfinv", Erf::erfinv),
            entry("lgamma", Gamma::lgamma),
            entry("tgamma", Gamma::tgamma),
            entry("log1mexp", Special::log1mexp),
            entry("sinBesideCos", Special::sinBesideCos),
            entry("cosBesideSin", Special::cosBesideSin),
            entry("digamma", Gamma::digamma),
            entry("trigamma", Gamma::trigamma),
            entry("sigmoid", Special::sigmoid),
            entry("softplus", Special::softplus),
            entry("xlogx", Special::xlogx),
            entry("exp2", Special::exp2),
            entry("log2", Special::log2),
            entry("asinh", Special::asinh),
            entry("acosh", Special::acosh),
            entry("atanh", Special::atanh),
            entry("cosh", Special::cosh),
            entry("sinh", Special::sinh),
            entry("trunc", Special::trunc),
            entry("sech", Special::sech),
            entry("sqrt1pm1", Special::sqrt1pm1),
            entry("softsign", Special::softsign),
            entry("norminv", Erf::norminv),
            entry("erfcx", Erf::erfcx),
            entry("derivativeOfLogErfcx", Erf::derivativeOfLogErfcx),
            entry("logErfc", Erf::logErfc),
            entry("logNdtr", Erf::logNdtr),
            entry("sinOverX", Special::sinOverX),
            entry("sinhOverX", Special::sinhOverX),
            entry("expm1OverX", Special::expm1OverX),
            entry("log1pOverX", Special::log1pOverX),
            entry("asinOverX", Special::asinOverX),
            entry("atanOverX", Special::atanOverX),
            entry("asinhOverX", Special::asinhOverX),
            entry("atanhOverX", Special::atanhOverX),
            entry("tanhOverX", Special::tanhOverX),
            entry("erfOverX", Erf::erfOverX),
            entry("xOverTanh", Special::xOverTanh),
            entry("xOverExpm1", Special::xOverExpm1),
            entry("xOverLog1p", Special::xOverLog1p),
            entry("xMinusSin", Special::xMinusSin),
            entry("sinhMinusX", Special::sinhMinusX),
            entry("tanMinusX", Special::tanMinusX),
            entry("tanhshrink", Special::tanhshrink),
            entry("expm1MinusX", Special::expm1MinusX),
            entry("log1pMinusX", Special::log1pMinusX),
            entry("xMinusSinOverX3", Special::xMinusSinOverX3),
            entry("sinhMinusXOverX3", Special::sinhMinusXOverX3),
            entry("tanMinusXOverX3", Special::tanMinusXOverX3),
            entry("xMinusTanhOverX3", Special::xMinusTanhOverX3),
            entry("expm1MinusXOverX2", Special::expm1MinusXOverX2),
            entry("log1pMinusXOverX2", Special::log1pMinusXOverX2),
            entry("langevin", Special::langevin),
            entry("lambertw", Special::lambertw),
            entry("expi", Integrals::expi),
            entry("dilog", Integrals::dilog),
            entry("spence", Integrals::spence),
            entry("ellipk", Integrals::ellipk),
            entry("ellipe", Integrals::ellipe));

    private static final Map<String, DoubleBinaryOperator> BINARY = Map.ofEntries(
            entry("polygamma", Gamma::polygamma),
            entry("lbeta", Gamma::lbeta),
            entry("gammap", Gamma::gammap),
            entry("gammaq", Gamma::gammaq),
            entry("gammaDensity", Gamma::gammaDensity),
            entry("eulerBeta", Gamma::eulerBeta),
            entry("logaddexp", Special::logaddexp),
            entry("logaddexp2", Special::logaddexp2),
            entry("xlogy", Special::xlogy),
            entry("xlog1py", Special::xlog1py),
            entry("derivativeOfSinOverX", Special::derivativeOfSinOverX),
            entry("derivativeOfSinhOverX", Special::derivativeOfSinhOverX),
            entry("derivativeOfExpm1OverX", Special::derivativeOfExpm1OverX),
            entry("derivativeOfLog1pOverX", Special::derivativeOfLog1pOverX),
            entry("derivativeOfAsinOverX", Special::derivativeOfAsinOverX),
            entry("derivativeOfAtanOverX", Special::derivativeOfAtanOverX),
            entry("derivativeOfAsinhOverX", Special::derivativeOfAsinhOverX),
            entry("derivativeOfAtanhOverX", Special::derivativeOfAtanhOverX),
            entry("derivativeOfErfOverX", Erf::derivativeOfErfOverX),
            entry("derivativeOfErfcx", Erf::derivativeOfErfcx),
            entry("expm1Over", Special::expm1Over),
            entry("powm1", Special::powm1),
            entry("powBesidePow", Special::powBesidePow),
            entry("powm1BesidePow", Special::powm1BesidePow),
            entry("boxcox", Special::boxcox),
            entry("poch", Gamma::poch),
            entry("gammapinv", Gamma::gammapinv),
            entry("gammaqinv", Gamma::gammaqinv),
            entry("tpdf", Beta::tpdf),
            entry("tcdf", Beta::tcdf),
            entry("tcdfByDf", Beta::tcdfByDf),
            entry("expn", Integrals::expn),
            entry("derivativeOfEllipk", Integrals::derivativeOfEllipk),
            entry("derivativeOfEllipe", Integrals::derivativeOfEllipe));

    private interface TernaryOperator {
        double apply(double a, double b, double c);
    }

    private static final Map<String, TernaryOperator> TERNARY = Map.ofEntries(
            entry("derivativeOfGammaDensity", Gamma::derivativeOfGammaDensity),
            entry("derivativeOfGammap", Gamma::derivativeOfGammap),
            entry("polygammaDifference", Gamma::polygammaDifference),
            entry("derivativeOfZeta", Gamma::derivativeOfZeta),
            entry("betainc", Beta::betainc),
            entry("betaincc", Beta::betaincc),
            entry("betaincinv", Beta::betaincinv),
            entry("betaDensity", Beta::betaDensity),
            entry("betaincByA", Beta::betaincByA),
            entry("betaincByB", Beta::betaincByB),
            entry("betaincByAa", Beta::betaincByAa),
            entry("betaincByAb", Beta::betaincByAb),
            entry("betaincByBb", Beta::betaincByBb));

    /**
     * The promised errors in ulp; 45 ulp are below a relative error of 1e-14, 450 below 1e-13, 2250 below 5e-13, 4500
     * below 1e-12.
     */
    private static final Map<String, Integer> BOUNDS = Map.ofEntries(
            entry("erf", 2),
            entry("erfc", 3),
            entry("normcdf", 3),
            entry("erfinv", 2),
            entry("cosh", 2),
            entry("sinh", 2),
            entry("lgamma", 5),
            entry("lgamma.negative", 450),
            entry("tgamma", 12),
            entry("tgamma.negative", 45),
            entry("log1mexp", 3),
            entry("sinBesideCos", 1),
            entry("cosBesideSin", 1),
            entry("lbeta", 45),
            entry("gammap", 2250),
            entry("gammaq", 2250),
            entry("gammaDensity", 2250),
            entry("derivativeOfGammaDensity", 4500),
            entry("derivativeOfGammap", 4500),
            entry("polygammaDifference", 45),
            entry("eulerBeta", 450),
            entry("digamma", 5),
            entry("digamma.negative", 45),
            entry("trigamma", 8),
            entry("trigamma.negative", 8),
            entry("polygamma", 45),
            entry("polygamma.negative", 45),
            entry("sigmoid", 3),
            entry("softplus", 2),
            entry("logaddexp", 3),
            entry("logaddexp2", 3),
            entry("xlogy", 2),
            entry("xlog1py", 2),
            entry("xlogx", 2),
            entry("exp2", 2),
            entry("log2", 2),
            entry("asinh", 2),
            entry("acosh", 3),
            entry("atanh", 2),
            entry("sech", 2),
            entry("sqrt1pm1", 3),
            entry("softsign", 2),
            entry("norminv", 4),
            entry("erfcx", 4),
            entry("derivativeOfErfcx", 45),
            entry("derivativeOfLogErfcx", 5),
            entry("logErfc", 4),
            entry("logNdtr", 4),
            entry("sinOverX", 3),
            entry("sinhOverX", 3),
            entry("expm1OverX", 3),
            entry("log1pOverX", 3),
            entry("asinOverX", 3),
            entry("atanOverX", 3),
            entry("asinhOverX", 3),
            entry("atanhOverX", 3),
            entry("tanhOverX", 3),
            entry("erfOverX", 3),
            entry("xOverTanh", 3),
            entry("xOverExpm1", 2),
            entry("xOverLog1p", 2),
            entry("xMinusSin", 3),
            entry("sinhMinusX", 4),
            entry("tanMinusX", 4),
            entry("tanhshrink", 4),
            entry("expm1MinusX", 4),
            entry("log1pMinusX", 4),
            entry("xMinusSinOverX3", 5),
            entry("sinhMinusXOverX3", 5),
            entry("tanMinusXOverX3", 5),
            entry("xMinusTanhOverX3", 5),
            entry("expm1MinusXOverX2", 5),
            entry("log1pMinusXOverX2", 5),
            entry("langevin", 5),
            entry("derivativeOfSinOverX", 5),
            entry("derivativeOfSinhOverX", 5),
            entry("derivativeOfExpm1OverX", 5),
            entry("derivativeOfLog1pOverX", 45),
            entry("derivativeOfAsinOverX", 45),
            entry("derivativeOfAtanOverX", 45),
            entry("derivativeOfAsinhOverX", 45),
            entry("derivativeOfAtanhOverX", 45),
            entry("derivativeOfErfOverX", 45),
            entry("expm1Over", 4),
            entry("powm1", 4),
            entry("powBesidePow", 2),
            entry("powm1BesidePow", 2),
            entry("boxcox", 5),
            entry("poch", 450),
            entry("lambertw", 4),
            entry("expn", 6),
            entry("expi", 6),
            entry("dilog", 4),
            entry("spence", 4),
            entry("ellipk", 4),
            entry("ellipe", 4),
            entry("derivativeOfEllipk", 45),
            entry("derivativeOfEllipe", 45),
            entry("derivativeOfZeta", 45),
            entry("gammapinv", 45),
            entry("gammaqinv", 45),
            entry("tpdf", 450),
            entry("tcdf", 450),
            entry("tcdfByDf", 45_000),
            entry("betainc", 450),
            entry("betaincc", 450),
            entry("betaincinv", 450),
            entry("betaDensity", 450),
            entry("betaincByA", 45_000),
            entry("betaincByB", 45_000),
            entry("betaincByAa", 45_000),
            entry("betaincByAb", 45_000),
            entry("betaincByBb", 45_000));

    /** A line of special.csv. */
    private record Reference(String key, double[] arguments, BigDecimal value) {
        static Reference parse(String line) {
            String[] fields = line.split(",");
            int last = fields.length - 1;
            double[] arguments = Arrays.stream(fields, 1, last).mapToDouble(Double::parseDouble).toArray();
            return new Reference(fields[0], arguments, new BigDecimal(fields[last]));
        }

        double computed() {
            String function = key.replace(".negative", "");
            return switch (arguments.length) {
                case 1 -> UNARY.get(function).applyAsDouble(arguments[0]);
                case 2 -> BINARY.get(function).applyAsDouble(arguments[0], arguments[1]);
                default -> TERNARY.get(function).apply(arguments[0], arguments[1], arguments[2]);
            };
        }

        double errorInUlp() {
            double scale = value.doubleValue();
            if (key.equals("lbeta")) {
                // Its zeros are on a curve between arguments of 1, where B is near 1.
                scale = Math.max(Math.abs(scale), 1);
            }
            if (key.startsWith("logaddexp")) {
                // Where the result vanishes, the error is promised relative to the larger argument.
                scale = Math.max(Math.abs(scale), Math.abs(Math.max(arguments[0], arguments[1])));
            }
            BigDecimal error = new BigDecimal(computed()).subtract(value).abs();
            return error.divide(new BigDecimal(Math.ulp(scale)), MathContext.DECIMAL64).doubleValue();
        }
    }

    /** By what is computed anyway; two arguments and that. */
    private static final Set<String> SHORTER_WAYS = Set.of("lowerPower", "lowerPowerByPowm1", "byReciprocal");

    private static final double[] SPECIAL_CASES = {
        0, -0.0, 1, -1, 2, -2, -3, 0.5, INF, -INF, Double.NaN, Double.MIN_VALUE, -1e-310, Double.MIN_NORMAL, 0x1p1000,
        -0x1p1023, 0x1p-600
    };

    static Stream<String> keys() {
        return BOUNDS.keySet().stream().sorted();
    }

    static Stream<String> unaryNames() {
        return UNARY.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void keepsItsErrorBound(String key) throws IOException {
        List<Reference> references = references(key);
        assertThat(references).hasSizeGreaterThan(50);
        for (Reference reference : references) {
            assertThat(reference.errorInUlp())
                    .as("error in ulp of %s%s = %s, not %s", key, Arrays.toString(reference.arguments()),
                            reference.computed(), reference.value())
                    .isLessThanOrEqualTo(BOUNDS.get(key));
        }
    }

    private static List<Reference> references(String key) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                SpecialTest.class.getResourceAsStream("/special.csv"), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> line.startsWith(key + ",")).map(Reference::parse).toList();
        }
    }

    /** But for {@code solved}, which is no function: it passes or throws. */
    @Test
    void aSolutionThatWasNotFoundIsAnError() {
        assertThat(Special.solved(1, 0.5, 3)).isEqualTo(1);
        assertThatThrownBy(() -> Special.solved(0, 0.5, 3)).isInstanceOf(IllegalStateException.class)
                .hasMessage("no solution was found in line 3: the last residual is 0.5");
    }

    @Test
    void everyPublicFunctionIsInTheTables() {
        assertThat(LIBRARIES.stream()
                        .flatMap(library -> Arrays.stream(library.getDeclaredMethods()))
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(method -> method.getName())
                        .filter(name -> !name.equals(CHECK)))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(UNARY.keySet(), BINARY.keySet(), TERNARY.keySet(), SHORTER_WAYS)
                                .flatMap(Set::stream)
                                .toList());
    }

    @Test
    void theSineOfAZeroHasItsSign() {
        assertThat(Special.sinBesideCos(-0.0)).isEqualTo((Double) (-0.0));
        assertThat(Special.sinBesideCos(0.0)).isEqualTo((Double) 0.0);
    }

    @Test
    void shorterWaysKeepSpecialCases() {
        for (double a : SPECIAL_CASES) {
            for (double b : SPECIAL_CASES) {
                assertThat(Special.byReciprocal(a, b, 1 / b)).as("%s / %s", a, b).isEqualTo((Double) (a / b));
                // the exponents differ by 1, and by nothing that rounding adds
                if (b + 1 - 1 == b && b + 1 - b == 1) {
                    double power = Math.pow(a, b + 1);
                    assertThat(Special.lowerPower(a, b, power)).as("%s ^ %s", a, b).isEqualTo((Double) Math.pow(a, b));
                    assertThat(Special.lowerPowerByPowm1(a, b, power - 1))
                            .as("%s ^ %s", a, b)
                            .isEqualTo((Double) Math.pow(a, b));
                }
            }
        }
    }

    @Test
    void powersBesideOthersKeepSpecialCases() {
        for (double a : SPECIAL_CASES) {
            for (double b : SPECIAL_CASES) {
                double power = Math.pow(a, b);
                if (Double.isNaN(power) || power == 0 || a == 1 || b == 0 || Double.isInfinite(power)) {
                    assertThat(Special.powBesidePow(a, b)).as("%s ^ %s", a, b).isEqualTo((Double) power);
                    assertThat(Special.powm1BesidePow(a, b) + 0.0).as("%s ^ %s", a, b).isEqualTo((Double) (power - 1));
                }
            }
        }
    }

    @Test
    void shorterWaysKeepTheirErrorBounds() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            double x = Math.exp(random.nextDouble(-150, 150));
            double a = Math.exp(random.nextDouble(-150, 150));
            double e = Math.rint(random.nextDouble(-4, 4) * 0x1p40) * 0x1p-40;
            double power = Math.pow(x, e);
            // and the errors of the functions that they are compared with: ½ ulp, and 1 ulp each
            assertThat(Special.byReciprocal(a, x, 1 / x)).isCloseTo(a / x, within(2 * Math.ulp(a / x)));
            assertThat(Special.lowerPower(x, e, Math.pow(x, e + 1))).isCloseTo(power, within(3 * Math.ulp(power)));
            double near = Math.exp(random.nextDouble(-0.1, 0.1));
            power = Math.pow(near, e);
            assertThat(Special.lowerPowerByPowm1(near, e, Special.powm1(near, e + 1)))
                    .isCloseTo(power, within(5 * Math.ulp(power)));
        }
    }

    @Test
    void whatIsNotSolvedIsRefusedWithItsLineAndResidual() {
        assertThat(Special.solved(1, 0.25, 7)).isEqualTo(1);
        assertThatThrownBy(() -> Special.solved(0, 0.25, 7)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line 7").hasMessageContaining("0.25");
    }

    @Test
    void truncDropsTheFractionAndKeepsTheSign() {
        assertThat(Special.trunc(2.7)).isEqualTo(2);
        assertThat(Special.trunc(-2.7)).isEqualTo(-2);
        assertThat(Double.doubleToRawLongBits(Special.trunc(-0.3))).isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(Special.trunc(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Special.trunc(Double.NaN)).isNaN();
    }

    @Test
    void methodsCanBeCopiedBecauseTheClassHasNoFields() {
        assertThat(LIBRARIES).allSatisfy(
                library -> assertThat(library.getDeclaredFields()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("unaryNames")
    void nanGivesNan(String function) {
        assertThat(UNARY.get(function).applyAsDouble(Double.NaN)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "polygamma",
                "gammap",
                "gammaq",
                "gammaDensity",
                "lbeta",
                "eulerBeta",
                "logaddexp",
                "logaddexp2",
                "xlogy",
                "xlog1py",
                "derivativeOfSinOverX",
                "derivativeOfExpm1OverX",
                "derivativeOfLog1pOverX",
                "derivativeOfAtanOverX",
                "derivativeOfErfOverX",
                "expm1Over",
                "boxcox"
            })
    void nanInEitherArgumentGivesNan(String function) {
        for (double other : new double[] {0, 2, INF, -INF}) {
            assertThat(BINARY.get(function).applyAsDouble(Double.NaN, other)).isNaN();
            assertThat(BINARY.get(function).applyAsDouble(other, Double.NaN)).isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"erf", "erfinv", "asinh", "atanh", "trunc"})
    void oddFunctionsKeepTheSignToTheBit(String function) {
        DoubleUnaryOperator odd = UNARY.get(function);
        for (double x : new double[] {0, Double.MIN_VALUE, 1e-310, 1e-9, 0.3, 0.5, 0.76, 0.999, 1}) {
            assertThat(odd.applyAsDouble(-x)).isEqualTo(-odd.applyAsDouble(x));
        }
        assertThat(Double.doubleToRawLongBits(odd.applyAsDouble(-0.0))).isEqualTo(Double.doubleToRawLongBits(-0.0));
    }

    @ParameterizedTest
    @CsvSource({
        "erf, Infinity, 1",
        "erf, -Infinity, -1",
        "erf, 7, 1",
        "erfc, 0, 1",
        "erfc, -0.0, 1",
        "erfc, Infinity, 0",
        "erfc, -Infinity, 2",
        "erfc, 28, 0",
        "erfc, -7, 2",
        "normcdf, 0, 0.5",
        "normcdf, Infinity, 1",
        "normcdf, -Infinity, 0",
        "normcdf, -39, 0",
        "normcdf, 9, 1",
        "erfinv, 1, Infinity",
        "erfinv, -1, -Infinity",
        "erfinv, 1.0000000000000002, NaN",
        "erfinv, -2, NaN",
        "erfinv, Infinity, NaN",
        "lgamma, 1, 0",
        "lgamma, 2, 0",
        "lgamma, 0, Infinity",
        "lgamma, -0.0, Infinity",
        "lgamma, -1, Infinity",
        "lgamma, -1e300, Infinity",
        "lgamma, Infinity, Infinity",
        "lgamma, -Infinity, Infinity",
        "lgamma, 1e308, Infinity",
        "tgamma, 1, 1",
        "tgamma, 5, 24",
        "tgamma, 0.0, Infinity",
        "tgamma, -0.0, -Infinity",
        "tgamma, -2, NaN",
        "tgamma, Infinity, Infinity",
        "tgamma, -Infinity, NaN",
        "tgamma, 172, Infinity",
        "tgamma, -1e300, NaN",
        "tgamma, -250.5, 0",
        "sinBesideCos, -Infinity, NaN",
        "sinBesideCos, NaN, NaN",
        "sinBesideCos, 4.9e-324, 4.9e-324",
        "cosBesideSin, -0.0, 1",
        "cosBesideSin, Infinity, NaN",
        "cosBesideSin, NaN, NaN",
        "log1mexp, 0, -Infinity",
        "log1mexp, 1, NaN",
        "log1mexp, -Infinity, 0",
        "log1mexp, -800, 0",
        "digamma, 0.0, -Infinity",
        "digamma, -0.0, Infinity",
        "digamma, -1, NaN",
        "digamma, -1e300, NaN",
        "digamma, Infinity, Infinity",
        "digamma, -Infinity, NaN",
        "trigamma, 0.0, Infinity",
        "trigamma, -0.0, Infinity",
        "trigamma, -3, Infinity",
        "trigamma, Infinity, 0",
        "trigamma, -Infinity, NaN",
        "trigamma, 1e-160, Infinity",
        "sigmoid, 0, 0.5",
        "sigmoid, Infinity, 1",
        "sigmoid, -Infinity, 0",
        "sigmoid, 800, 1",
        "sigmoid, -800, 0",
        "softplus, Infinity, Infinity",
        "softplus, -Infinity, 0",
        "softplus, 1e308, 1e308",
        "softplus, -800, 0",
        "xlogx, 0, 0",
        "xlogx, -0.0, 0",
        "xlogx, 1, 0",
        "xlogx, -1, NaN",
        "xlogx, Infinity, Infinity",
        "exp2, 0, 1",
        "exp2, -0.0, 1",
        "exp2, 1024, Infinity",
        "exp2, Infinity, Infinity",
        "exp2, -Infinity, 0",
        "exp2, -1075, 0",
        "exp2, -1e300, 0",
        "log2, 0, -Infinity",
        "log2, -0.0, -Infinity",
        "log2, -1, NaN",
        "log2, Infinity, Infinity",
        "log2, -Infinity, NaN",
        "asinh, Infinity, Infinity",
        "asinh, -Infinity, -Infinity",
        "acosh, 1, 0",
        "acosh, 0.9999999999999999, NaN",
        "acosh, -2, NaN",
        "acosh, Infinity, Infinity",
        "acosh, -Infinity, NaN",
        "atanh, 1, Infinity",
        "atanh, -1, -Infinity",
        "atanh, 1.0000000000000002, NaN",
        "atanh, -Infinity, NaN",
        "sinOverX, 0, 1",
        "sinhOverX, 0, 1",
        "sinhOverX, -Infinity, Infinity",
        "expm1OverX, -0.0, 1",
        "expm1OverX, Infinity, Infinity",
        "expm1OverX, -Infinity, 0",
        "log1pOverX, 0, 1",
        "log1pOverX, -1, Infinity",
        "log1pOverX, -2, NaN",
        "log1pOverX, Infinity, 0",
        "asinOverX, 0, 1",
        "asinOverX, 2, NaN",
        "atanOverX, 0, 1",
        "atanOverX, -Infinity, 0",
        "asinhOverX, 0, 1",
        "asinhOverX, Infinity, 0",
        "atanhOverX, 0, 1",
        "atanhOverX, 1, Infinity",
        "tanhOverX, 0, 1",
        "tanhOverX, Infinity, 0",
        "erfOverX, -Infinity, 0",
        "xOverTanh, 0, 1",
        "xOverTanh, -Infinity, Infinity",
        "xOverExpm1, 0, 1",
        "xOverExpm1, 800, 0",
        "xOverExpm1, Infinity, 0",
        "xOverExpm1, -Infinity, Infinity",
        "xOverLog1p, 0, 1",
        "xOverLog1p, -1, 0",
        "xOverLog1p, Infinity, Infinity",
        "xMinusSin, 0, 0",
        "tanMinusX, 0, 0",
        "tanhshrink, -Infinity, -Infinity",
        "sinhMinusX, Infinity, Infinity",
        "expm1MinusX, Infinity, Infinity",
        "expm1MinusX, -Infinity, Infinity",
        "log1pMinusX, -1, -Infinity",
        "log1pMinusX, Infinity, -Infinity",
        "expm1MinusXOverX2, 0, 0.5",
        "log1pMinusXOverX2, 0, -0.5",
        "log1pMinusXOverX2, Infinity, 0",
        "xMinusTanhOverX3, Infinity, 0",
        "langevin, 0, 0",
        "langevin, Infinity, 1",
        "langevin, -Infinity, -1",
        "langevin, 1e-300, 3.3333333333333334e-301",
        "sech, 0, 1",
        "sech, -Infinity, 0",
        "sech, 800, 0",
        "sqrt1pm1, -1, -1",
        "sqrt1pm1, -2, NaN",
        "sqrt1pm1, Infinity, Infinity",
        "norminv, 0, -Infinity",
        "norminv, 1, Infinity",
        "norminv, 0.5, 0",
        "norminv, -0.1, NaN",
        "norminv, 1.1, NaN",
        "softsign, 0, 0",
        "softsign, 1e300, 1",
        "erfcx, 0, 1",
        "erfcx, Infinity, 0",
        "erfcx, -Infinity, Infinity",
        "erfcx, -26.7, Infinity",
        "erfcx, 1.7e308, 3.31876225616327E-309",
        "derivativeOfLogErfcx, Infinity, 0",
        "derivativeOfLogErfcx, -Infinity, -Infinity",
        "derivativeOfLogErfcx, -1e5, -2e5",
        "logErfc, 0, 0",
        "logErfc, Infinity, -Infinity",
        "logErfc, -Infinity, 0.6931471805599453",
        "logErfc, 1e200, -Infinity",
        "logNdtr, Infinity, 0",
        "logNdtr, -Infinity, -Infinity",
        "logNdtr, 40, 0",
        "logNdtr, -1e200, -Infinity",
        "trunc, 2.75, 2",
        "trunc, -2.75, -2",
        "trunc, 0.9999999999999999, 0",
        "trunc, 1e300, 1e300",
        "trunc, -Infinity, -Infinity",
    })
    void hasTheExactSpecialValue(String function, double x, Double expected) {
        // Adding 0 turns -0.0 into 0.0.
        assertThat(UNARY.get(function).applyAsDouble(x) + 0.0).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "logaddexp, Infinity, Infinity, Infinity",
        "logaddexp, Infinity, -Infinity, Infinity",
        "logaddexp, 3, Infinity, Infinity",
        "logaddexp, -Infinity, -Infinity, -Infinity",
        "logaddexp, -Infinity, 3, 3",
        "logaddexp, -5, -Infinity, -5",
        "logaddexp, 1.5e308, -1.5e308, 1.5e308",
        "gammap, 2, 0, 0",
        "gammap, 2, Infinity, 1",
        "gammap, -1, 2, NaN",
        "gammap, 2, -1, NaN",
        "gammaq, 2, 0, 1",
        "gammaq, 2, Infinity, 0",
        "gammaq, 0, 1, NaN",
        "gammaDensity, 1, 0, 1",
        "gammaDensity, 2, 0, 0",
        "gammaDensity, 0.5, 0, Infinity",
        "gammaDensity, 2, Infinity, 0",
        "lbeta, 1, 1, 0",
        "lbeta, 0, 2, Infinity",
        "lbeta, -1, 2, NaN",
        "lbeta, 2, Infinity, -Infinity",
        "eulerBeta, 1, 2, 0.5",
        "eulerBeta, 3, 0, Infinity",
        "eulerBeta, -1, 2, NaN",
        "eulerBeta, 2, Infinity, 0",
        "xlogy, 0, 0, 0",
        "xlogy, 0, -1, 0",
        "xlogy, 0, Infinity, 0",
        "xlogy, -0.0, 0, 0",
        "xlogy, 2, 0, -Infinity",
        "xlogy, -2, 0, Infinity",
        "xlogy, 2, -1, NaN",
        "xlogy, 2, 1, 0",
        "xlogy, Infinity, 2, Infinity",
        "derivativeOfSinOverX, 2, 0, -0.3333333333333333",
        "derivativeOfSinhOverX, 1, 800, Infinity",
        "derivativeOfSinhOverX, 1, -800, -Infinity",
        "derivativeOfExpm1OverX, 1, 0, 0.5",
        "derivativeOfExpm1OverX, 1, -Infinity, 0",
        "derivativeOfExpm1OverX, 2, Infinity, Infinity",
        "derivativeOfLog1pOverX, 1, -1, -Infinity",
        "derivativeOfLog1pOverX, 1, Infinity, 0",
        "derivativeOfLog1pOverX, 1, 0, -0.5",
        "derivativeOfAtanOverX, 1, Infinity, 0",
        "derivativeOfAsinhOverX, 2, -Infinity, 0",
        "derivativeOfErfOverX, 1, Infinity, 0",
        "derivativeOfAsinOverX, 1, 2, NaN",
        "derivativeOfAtanOverX, 0.5, 1, NaN",
        "derivativeOfSinOverX, -1, 1, NaN",
        "derivativeOfErfcx, 1, Infinity, 0",
        "derivativeOfErfcx, 3, 1e200, 0",
        "derivativeOfErfcx, 2, -30, Infinity",
        "derivativeOfErfcx, 3, -30, -Infinity",
        "derivativeOfErfcx, 2, 0, 2",
        "derivativeOfErfcx, 0.5, 1, NaN",
        "expm1Over, 0, 3, 3",
        "expm1Over, 1e-200, 1e-200, 1e-200",
        "expm1Over, -Infinity, 2, 0",
        "expm1Over, -2, Infinity, 0.5",
        "powm1, 2, 0, 0",
        "powm1, -2, 3, -9",
        "powm1, 0, 2, -1",
        "boxcox, 1, 0, 0",
        "boxcox, 0, 2, -0.5",
        "boxcox, 3, 1, 2",
        "polygamma, -1, 2, NaN",
        "polygamma, 1.5, 2, NaN",
        "polygamma, Infinity, 2, NaN",
        "polygamma, 3e9, 2, NaN",
        "polygamma, 2, 0.0, -Infinity",
        "polygamma, 2, -0.0, Infinity",
        "polygamma, 3, 0.0, Infinity",
        "polygamma, 3, -0.0, Infinity",
        "polygamma, 2, -1, NaN",
        "polygamma, 3, -1, Infinity",
        "polygamma, 2, Infinity, 0",
        "polygamma, 3, Infinity, 0",
        "polygamma, 2, -Infinity, NaN",
        "polygamma, 3, -Infinity, NaN",
        "polygamma, 2147483647, 1, Infinity",
        "polygamma, 2147483647, 1e300, 0",
    })
    void hasTheExactSpecialValueOfTwoArguments(String function, double a, double b, Double expected) {
        assertThat(BINARY.get(function).applyAsDouble(a, b) + 0.0).isEqualTo(expected);
    }

    @Test
    void powersOfTwoAreExact() {
        for (int n = -1074; n < 1024; n++) {
            assertThat(Special.exp2(n)).isEqualTo(Math.scalb(1.0, n));
            assertThat(Special.log2(Math.scalb(1.0, n))).isEqualTo(n);
        }
    }

    @Test
    void logaddexpIsSymmetric() {
        for (double a = -3; a < 3; a += 0.37) {
            for (double b = -3; b < 3; b += 0.41) {
                assertThat(Special.logaddexp(a, b)).isEqualTo(Special.logaddexp(b, a));
            }
        }
    }

    @Test
    void polygammaOfTheFirstOrdersIsDigammaAndTrigamma() {
        for (double x = -4.3; x < 15; x += 0.7) {
            assertThat(Gamma.polygamma(0, x)).isEqualTo(Gamma.digamma(x));
            assertThat(Gamma.polygamma(1, x)).isEqualTo(Gamma.trigamma(x));
        }
    }
}
