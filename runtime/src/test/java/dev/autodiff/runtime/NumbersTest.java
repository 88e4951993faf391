package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    private static final int FRACTION_BITS = 52;

    /** A million of them agreed when this was written; that takes seconds. */
    private static final int SAMPLES = Integer.getInteger("numbers.samples", 20_000);

    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "-0.0, -0.0",
        "0.001, 0.001",
        "9.99e-4, 9.99E-4",
        "9999999, 9999999.0",
        "1e7, 1.0E7",
        "-123456.5, -123456.5",
        "120, 120.0",
        "1.782404921010505E17, 1.782404921010505E17",
        "2e23, 2.0E23",
        "1e23, 1.0E23",
        "9.5367431640625E-7, 9.5367431640625E-7",
        "5e-324, 5.0E-324",
        "1.7976931348623157e308, 1.7976931348623157E308",
        "2.2250738585072014e-308, 2.2250738585072014E-308",
        "2.2250738585072e-308, 2.2250738585072E-308",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void writesTheNotationOfJava(double value, String text) {
        assertThat(Numbers.print(value)).isEqualTo(text);
    }

    @Test
    void isTheShortestDecimalOfRandomBits() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < SAMPLES; i++) {
            assertShortest(Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE));
        }
    }

    @Test
    void isTheShortestDecimalOfNumbersNearOne() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < SAMPLES; i++) {
            assertShortest(random.nextDouble() * 1000);
            assertShortest(random.nextInt(1_000_000) / 1000.0);
        }
    }

    @Test
    void isTheShortestDecimalOfPowersOfTwoAndTheirNeighbours() {
        for (int exponent = Double.MIN_EXPONENT - FRACTION_BITS; exponent <= Double.MAX_EXPONENT; exponent++) {
            double power = Math.scalb(1.0, exponent);
            assertShortest(Math.nextDown(power));
            assertShortest(power);
            assertShortest(Math.nextUp(power));
        }
    }

    /** By decimal arithmetic, from the 15 digits on that no two doubles share. */
    private static void assertShortest(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            return;
        }
        BigDecimal exact = new BigDecimal(value);
        Optional<BigDecimal> shortest = Optional.empty();
        for (int digits = value < Double.MIN_NORMAL ? 1 : 15; shortest.isEmpty(); digits++) {
            shortest = closest(exact, value, digits);
        }
        assertThat(new BigDecimal(Numbers.print(value))).isEqualByComparingTo(shortest.get());
    }

    /** Beside a power of two the closest decimal may be another double, and the one on the other side not. */
    private static Optional<BigDecimal> closest(BigDecimal exact, double value, int digits) {
        return Stream.of(RoundingMode.HALF_EVEN, RoundingMode.FLOOR, RoundingMode.CEILING)
                .map(rounding -> exact.round(new MathContext(digits, rounding)))
                .filter(decimal -> decimal.doubleValue() == value)
                .findFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "1e10, 1.0E10",
        "16777216, 1.6777216E7",
        "1.4e-45, 1.0E-45",
        "3.4028235e38, 3.4028235E38",
        "2e-3, 0.002",
        "-Infinity, -Infinity"
    })
    void writesFloatsInTheSameNotation(float value, String text) {
        assertThat(Numbers.print(value)).isEqualTo(text);
    }

    @Test
    void isTheShortestDecimalOfRandomFloats() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < SAMPLES; i++) {
            assertShortest(Float.intBitsToFloat(random.nextInt() & Integer.MAX_VALUE));
        }
        for (int exponent = Float.MIN_EXPONENT; exponent <= Float.MAX_EXPONENT; exponent++) {
            assertShortest(Math.scalb(1f, exponent));
        }
    }

    private static void assertShortest(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value) || value == 0) {
            return;
        }
        BigDecimal exact = new BigDecimal(value);
        int digits = 1;
        while (exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).floatValue() != value) {
            digits++;
        }
        BigDecimal shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        assertThat(new BigDecimal(Numbers.print(value))).isEqualByComparingTo(shortest);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "-.5, -0.5", "+5.e3, 5000", "inf, Infinity", "-Infinity, -Infinity", "nan, NaN"})
    void readsNumbers(String text, Double value) {
        assertThat(Numbers.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1f", "0x1p3", " 1", "1e", "--1", "1,5", "INF"})
    void readsNothingElse(String text) {
        assertThat(Numbers.parse(text)).isNull();
    }
}
