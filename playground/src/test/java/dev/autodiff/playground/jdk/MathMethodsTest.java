package dev.autodiff.playground.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser computes in the place of {@code java.lang.Math}, compared with it. */
class MathMethodsTest {
    private static final int POINTS = 20_000;
    private static final double[] SPECIAL = {
        0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 1.5, 2.5, -2.5, 3, Double.NaN, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -Double.MIN_NORMAL, 1e-320, Double.MAX_VALUE, 709.78, -708.3, -746, 1e16
    };

    /** The functions that are rounded once. */
    enum Function {
        EXP(StrictMath::exp, MathMethods::exp),
        LOG(StrictMath::log, MathMethods::log),
        LOG10(StrictMath::log10, MathMethods::log10),
        SIN(StrictMath::sin, MathMethods::sin),
        COS(StrictMath::cos, MathMethods::cos),
        TAN(StrictMath::tan, MathMethods::tan),
        POW(x -> StrictMath.pow(Math.abs(x), 1.7), x -> MathMethods.pow(Math.abs(x), 1.7)),
        CUBE(x -> StrictMath.pow(x, 3), x -> MathMethods.pow(x, 3));

        private final DoubleUnaryOperator expected;
        private final DoubleUnaryOperator actual;

        Function(DoubleUnaryOperator expected, DoubleUnaryOperator actual) {
            this.expected = expected;
            this.actual = actual;
        }
    }

    private static double anyDouble(Random random) {
        return Double.longBitsToDouble(random.nextLong());
    }

    /** Theirs are within a unit in the last place of the truth, that of log10 within two, and ours within a half. */
    private static boolean isNear(double actual, double expected) {
        return Double.compare(actual, expected) == 0 || Math.abs(actual - expected) <= 2 * Math.ulp(expected);
    }

    @ParameterizedTest
    @EnumSource
    void elementaryFunctionsAreNearThoseOfStrictMath(Function function) {
        Random random = new Random(1);
        for (int i = 0; i < POINTS; i++) {
            double x = random.nextGaussian() * (i % 2 == 0 ? 3 : 200);
            assertNear(function, x);
        }
        for (double x : SPECIAL) {
            assertNear(function, x);
        }
    }

    private static void assertNear(Function function, double x) {
        double expected = function.expected.applyAsDouble(x);
        double actual = function.actual.applyAsDouble(x);
        assertThat(isNear(actual, expected)).as("%s(%s) = %s, not %s", function, x, actual, expected).isTrue();
    }

    @Test
    void powersOfSpecialNumbersAreThoseOfJava() {
        for (double x : SPECIAL) {
            for (double y : SPECIAL) {
                assertThat(isNear(MathMethods.pow(x, y), Math.pow(x, y))).as("pow(%s, %s)", x, y).isTrue();
            }
        }
    }

    private static void assertSame(String name, DoubleBinaryOperator expected, DoubleBinaryOperator actual) {
        Random random = new Random(2);
        for (int i = 0; i < POINTS; i++) {
            double x = i % 2 == 0 ? random.nextGaussian() * Math.scalb(1, random.nextInt(80) - 40) : anyDouble(random);
            double y = i % 3 == 0 ? anyDouble(random) : x * random.nextGaussian();
            assertThat(actual.applyAsDouble(x, y)).as("%s(%s, %s)", name, x, y).isEqualTo(Double.valueOf(expected.applyAsDouble(x, y)));
        }
        for (double x : SPECIAL) {
            for (double y : SPECIAL) {
                assertThat(actual.applyAsDouble(x, y)).as("%s(%s, %s)", name, x, y)
                        .isEqualTo(Double.valueOf(expected.applyAsDouble(x, y)));
            }
        }
    }

    @Test
    void theOthersHaveTheSameBits() {
        assertSame("hypot", StrictMath::hypot, MathMethods::hypot);
        assertSame("cbrt", (x, y) -> StrictMath.cbrt(x), (x, y) -> MathMethods.cbrt(x));
        assertSame("rint", (x, y) -> Math.rint(x), (x, y) -> MathMethods.rint(x));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, 500, 1000})
    void productsAndSumsAreRoundedOnce(int exponents) {
        Random random = new Random(3);
        for (int i = 0; i < POINTS; i++) {
            double a = random.nextGaussian() * Math.scalb(1, random.nextInt(exponents + 1) - exponents / 2);
            double b = random.nextGaussian() * Math.scalb(1, random.nextInt(exponents + 1) - exponents / 2);
            double c = i % 2 == 0
                    ? -a * b * (1 + random.nextInt(3) * 0x1p-52)
                    : random.nextGaussian() * Math.scalb(1, random.nextInt(exponents + 1) - exponents / 2);
            assertThat(MathMethods.fma(a, b, c)).as("fma(%s, %s, %s)", a, b, c).isEqualTo(Double.valueOf(Math.fma(a, b, c)));
        }
    }

    @Test
    void theUpperHalfOfAProduct() {
        Random random = new Random(4);
        for (int i = 0; i < POINTS; i++) {
            long x = random.nextLong();
            long y = random.nextLong() >> random.nextInt(64);
            assertThat(MathMethods.multiplyHigh(x, y)).isEqualTo(Math.multiplyHigh(x, y));
        }
    }
}
