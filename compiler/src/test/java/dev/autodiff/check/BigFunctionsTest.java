package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle against answers of 60 digits by mpmath, and its refusals. */
@Timeout(60)
@Tag("oracle")
class BigFunctionsTest {
    private static final Map<String, Unary> UNARY = new LinkedHashMap<>();
    private static final Map<String, Binary> BINARY = new LinkedHashMap<>();

    static {
        UNARY.put("exp", BigFunctions::exp);
        UNARY.put("expm1", BigFunctions::expm1);
        UNARY.put("exp2", BigFunctions::exp2);
        UNARY.put("log", BigFunctions::log);
        UNARY.put("log1p", BigFunctions::log1p);
        UNARY.put("log2", BigFunctions::log2);
        UNARY.put("log10", BigFunctions::log10);
        UNARY.put("sqrt", BigFunctions::sqrt);
        UNARY.put("cbrt", BigFunctions::cbrt);
        UNARY.put("sinh", BigFunctions::sinh);
        UNARY.put("cosh", BigFunctions::cosh);
        UNARY.put("tanh", BigFunctions::tanh);
        UNARY.put("asinh", BigFunctions::asinh);
        UNARY.put("acosh", BigFunctions::acosh);
        UNARY.put("atanh", BigFunctions::atanh);
        UNARY.put("sigmoid", BigFunctions::sigmoid);
        UNARY.put("softplus", BigFunctions::softplus);
        UNARY.put("xlogx", BigFunctions::xlogx);
        UNARY.put("floor", BigFunctions::floor);
        UNARY.put("ceil", BigFunctions::ceil);
        UNARY.put("round", BigFunctions::round);
        UNARY.put("trunc", BigFunctions::trunc);
        UNARY.put("sin", BigTrigonometry::sin);
        UNARY.put("cos", BigTrigonometry::cos);
        UNARY.put("tan", BigTrigonometry::tan);
        UNARY.put("asin", BigTrigonometry::asin);
        UNARY.put("acos", BigTrigonometry::acos);
        UNARY.put("atan", BigTrigonometry::atan);
        UNARY.put("erf", BigErrorFunctions::erf);
        UNARY.put("erfc", BigErrorFunctions::erfc);
        UNARY.put("normcdf", BigErrorFunctions::normcdf);
        UNARY.put("erfinv", BigErrorFunctions::erfinv);
        UNARY.put("lgamma", BigGammaFunctions::lgamma);
        UNARY.put("digamma", BigGammaFunctions::digamma);
        UNARY.put("trigamma", BigGammaFunctions::trigamma);
        BINARY.put("pow", BigFunctions::pow);
        BINARY.put("hypot", BigFunctions::hypot);
        BINARY.put("fmod", BigFunctions::fmod);
        BINARY.put("logaddexp", BigFunctions::logaddexp);
        BINARY.put("xlogy", BigFunctions::xlogy);
        BINARY.put("atan2", BigTrigonometry::atan2);
        BINARY.put("polygamma", (n, x, mc) -> BigGammaFunctions.polygamma(n.intValueExact(), x, mc));
    }

    @FunctionalInterface
    private interface Unary {
        BigDecimal apply(BigDecimal x, MathContext mc);
    }

    @FunctionalInterface
    private interface Binary {
        BigDecimal apply(BigDecimal a, BigDecimal b, MathContext mc);
    }

    @ParameterizedTest(name = "{0}({1}, {2})")
    @CsvFileSource(resources = "/check/big-functions.csv", numLinesToSkip = 5)
    void agreesWithMpmathToAllDigits(String function, String x, String y, BigDecimal expected) {
        SoftAssertions.assertSoftly(softly -> {
            for (int digits : new int[] {16, 60}) {
                BigDecimal actual = call(function, x, y, new MathContext(digits, RoundingMode.HALF_EVEN));
                BigDecimal error = actual.subtract(expected).abs();
                // The table itself is rounded to 60 digits: half a unit of its last digit, and another half of ours.
                BigDecimal tolerance = expected.abs().movePointLeft(digits - 1);
                softly.assertThat(error).as("%s to %d digits; is %s", function, digits, actual)
                        .isLessThanOrEqualTo(tolerance);
            }
        });
    }

    @ParameterizedTest(name = "{0}({1}, {2})")
    @CsvSource({
        "log, 0,", "log, -1,", "log1p, -1,", "log1p, -1.5,", "log2, 0,", "log10, -2,", "sqrt, -1e-10,",
        "asin, 1.0000000001,", "asin, -2,", "acos, 1.5,", "acos, -1.0000000001,", "acosh, 0.9999999999,",
        "atanh, 1,", "atanh, -1,", "atanh, 1.5,", "erfinv, 1,", "erfinv, -1,", "erfinv, 2,",
        "lgamma, 0,", "lgamma, -1,", "lgamma, -1e20,", "digamma, 0,", "digamma, -3,", "trigamma, -2.0,",
        "polygamma, 2, -1", "polygamma, -1, 0.5", "pow, 0, -1", "pow, -2, 0.5", "fmod, 1, 0", "atan2, 0, 0",
        "xlogy, 1, 0", "xlogy, 1, -1", "xlogx, -1,", "logaddexp, 0, -1e9",
    })
    void refusesWhatHasNoValue(String function, String x, String y) {
        assertThatThrownBy(() -> call(function, x, y, MathContext.DECIMAL128)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest(name = "{0}({1}, {2})")
    @CsvSource({
        "exp, 1e9,", "exp, -1e9,", "exp, 1e1000000000,", "exp2, 1e9,", "expm1, 1e9,", "sinh, 1e9,", "cosh, -1e9,",
        "pow, 10, 1e9", "pow, 1e300, 999", "pow, 1.5, 1e1000000000", "sin, 1e100000,", "erfc, 1e9,", "normcdf, -1e9,",
        "sigmoid, -1e9,", "softplus, -1e9,", "floor, 1e-1000000000,", "fmod, 1e1000000000, 3", "lgamma, 1e1000000000,",
        "erf, 1e1000000000,", "digamma, -1e1000000000,", "atan, 1e-2000000000,", "hypot, 1e1000000000, 1",
        "asinh, 1e1000000000,", "erfinv, 1e-1000000000,",
    })
    void neitherHangsNorOverflowsOnHugeExponents(String function, String x, String y) {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            try {
                BigDecimal value = call(function, x, y, MathContext.DECIMAL128);
                assertThat(value.signum()).isNotZero();
            } catch (ArithmeticException expected) {
                assertThat(expected).hasMessageNotContaining("Overflow");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {34, 60, 120})
    void sineAndCosineLieOnTheCircle(int digits) {
        MathContext mc = new MathContext(digits);
        BigDecimal x = new BigDecimal("12345.678");
        BigDecimal sine = BigTrigonometry.sin(x, mc);
        BigDecimal cosine = BigTrigonometry.cos(x, mc);
        assertThat(sine.multiply(sine).add(cosine.multiply(cosine)).subtract(BigDecimal.ONE).abs())
                .isLessThan(BigDecimal.ONE.movePointLeft(digits - 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-300", "0.3", "1.4616321449683623", "-7.3"})
    void polygammaIsTheDerivativeOfTheOneBefore(String point) {
        MathContext mc = new MathContext(100);
        BigDecimal x = new BigDecimal(point);
        BigDecimal h = x.abs().movePointLeft(30);
        for (int n = 0; n < 6; n++) {
            BigDecimal rise = BigGammaFunctions.polygamma(n, x.add(h), mc)
                    .subtract(BigGammaFunctions.polygamma(n, x.subtract(h), mc));
            BigDecimal slope = rise.divide(h.multiply(BigDecimal.valueOf(2)), mc);
            BigDecimal derivative = BigGammaFunctions.polygamma(n + 1, x, mc);
            assertThat(slope.subtract(derivative).abs()).as("order %d", n + 1)
                    .isLessThan(derivative.abs().movePointLeft(50));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "10", "7", "1e-30"})
    void logarithmsDoNotDependOnThePrecisionOfEarlierCalls(String x) {
        BigDecimal exact = BigFunctions.log(new BigDecimal(x), new MathContext(450));
        for (int digits = 10; digits <= 400; digits += 30) {
            BigDecimal actual = BigFunctions.log(new BigDecimal(x), new MathContext(digits));
            assertThat(actual.subtract(exact).abs()).isLessThan(exact.abs().movePointLeft(digits - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 60})
    void lgammaKeepsItsDigitsAsCloseToOneAsADoubleComesToZero(int digits) {
        MathContext mc = new MathContext(digits);
        BigDecimal distance = new BigDecimal("1e-300");
        BigDecimal slope = BigGammaFunctions.digamma(BigDecimal.ONE, mc);
        assertThat(BigGammaFunctions.lgamma(BigDecimal.ONE.add(distance), mc)
                        .divide(distance, mc)
                        .subtract(slope)
                        .abs())
                .isLessThan(BigDecimal.ONE.movePointLeft(digits - 1));
    }

    @Test
    void piHasTheDigitsAskedFor() {
        assertThat(BigFunctions.pi(new MathContext(50)))
                .isEqualTo(new BigDecimal("3.1415926535897932384626433832795028841971693993751"));
    }

    private static BigDecimal call(String function, String x, String y, MathContext mc) {
        if (y == null) {
            return UNARY.get(function).apply(new BigDecimal(x), mc);
        }
        return BINARY.get(function).apply(new BigDecimal(x), new BigDecimal(y), mc);
    }
}
