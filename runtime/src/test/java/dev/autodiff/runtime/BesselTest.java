package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The functions of {@link Bessel} against bessel.csv, and at the edges. */
class BesselTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    /** Units in the last place that the Javadoc allows; more, by half the order, for products of quotients. */
    private static final double BOUND = 5;

    private record Reference(String function, double order, double x, BigDecimal value) {
        static Reference parse(String line) {
            String[] fields = line.split(",");
            return new Reference(
                    fields[0], Double.parseDouble(fields[1]), Double.parseDouble(fields[2]), new BigDecimal(fields[3]));
        }

        double computed() {
            try {
                Method method = Bessel.class.getMethod(function, double.class, double.class);
                return (double) method.invoke(null, order, x);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }

        double errorInUlp() {
            boolean oscillates = function.equals("besselJ") || function.equals("besselY");
            double size = Math.abs(value.doubleValue());
            double scale = oscillates && x > Math.abs(order) ? Math.max(size, Math.sqrt(2 / Math.PI / x)) : size;
            BigDecimal error = new BigDecimal(computed()).subtract(value).abs();
            return error.divide(new BigDecimal(Math.ulp(scale)), MathContext.DECIMAL64).doubleValue();
        }
    }

    private static List<Reference> references() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                BesselTest.class.getResourceAsStream("/bessel.csv"), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).map(Reference::parse).toList();
        }
    }

    @Test
    void errorsAreThosePromised() throws IOException {
        assertThat(references()).hasSizeGreaterThan(200).allSatisfy(reference -> assertThat(reference.errorInUlp())
                .as("error in ulp of %s, which is computed as %s", reference, reference.computed())
                .isLessThan(BOUND + Math.abs(reference.order()) / 2));
    }

    @Test
    void everyPublicFunctionIsInTheTable() throws IOException {
        Set<String> functions = Arrays.stream(Bessel.class.getMethods())
                .filter(method -> method.getDeclaringClass() == Bessel.class)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(references().stream().map(Reference::function)).containsAll(functions);
    }

    @Test
    void limitsAreReached() {
        assertThat(List.of(Bessel.besselJ(0, 0), Bessel.besselJ(3, 0), Bessel.besselJ(0, INF), Bessel.besselJ(1, -INF)))
                .containsExactly(1.0, 0.0, 0.0, -0.0);
        assertThat(List.of(Bessel.besselY(0, 0), Bessel.besselY(2, 0), Bessel.besselY(2, INF)))
                .containsExactly(-INF, -INF, 0.0);
        assertThat(List.of(
                        Bessel.besselI(0, 0), Bessel.besselI(1, 0), Bessel.besselI(0, -INF), Bessel.besselI(1, -INF)))
                .containsExactly(1.0, 0.0, INF, -INF);
        assertThat(List.of(Bessel.besselI(0, 720), Bessel.besselK(1, 0), Bessel.besselK(1, INF)))
                .containsExactly(INF, INF, 0.0);
        assertThat(Bessel.derivativeOfScaledI1(0, 0)).isZero();
        assertThat(Bessel.derivativeOfScaledI1(1, 0)).isEqualTo(0.5, within(1e-15));
        assertThat(Bessel.derivativeOfScaledK0(1, 0)).isEqualTo(-INF);
        assertThat(Bessel.derivativeOfScaledK1(0, INF)).isZero();
    }

    @Test
    void negativeOrdersAndArgumentsAreReflected() {
        assertThat(Bessel.besselJ(-3, 2.5)).isEqualTo(-Bessel.besselJ(3, 2.5));
        assertThat(Bessel.besselJ(3, -2.5)).isEqualTo(-Bessel.besselJ(3, 2.5));
        assertThat(Bessel.besselJ(-3, -2.5)).isEqualTo(Bessel.besselJ(3, 2.5));
        assertThat(Bessel.besselY(-3, 2.5)).isEqualTo(-Bessel.besselY(3, 2.5));
        assertThat(Bessel.besselI(3, -2.5)).isEqualTo(-Bessel.besselI(3, 2.5));
        assertThat(Bessel.besselI(-3, 2.5)).isEqualTo(Bessel.besselI(3, 2.5));
        assertThat(Bessel.besselK(-3, 2.5)).isEqualTo(Bessel.besselK(3, 2.5));
    }

    @Test
    void whatHasNoValueIsNotANumber() {
        List<DoubleBinaryOperator> functions = List.of(
                Bessel::besselJ, Bessel::besselY, Bessel::besselI, Bessel::besselK,
                Bessel::derivativeOfScaledI0, Bessel::derivativeOfScaledI1,
                Bessel::derivativeOfScaledK0, Bessel::derivativeOfScaledK1);

        assertThat(functions).allSatisfy(function -> {
            assertThat(function.applyAsDouble(0.5, 1)).isNaN();
            assertThat(function.applyAsDouble(1, Double.NaN)).isNaN();
        });
        assertThat(Stream.of(functions.get(1), functions.get(3), functions.get(4), functions.get(6)))
                .allSatisfy(function -> assertThat(function.applyAsDouble(1, -1)).isNaN());
    }

    /** A generated class may hold copies of both. */
    @Test
    void noMethodHasTheNameOfOneOfAnotherLibrary() {
        List<String> names = Stream.of(Bessel.class, Special.class, Support.class, Tapes.class)
                .flatMap(library -> Arrays.stream(library.getDeclaredMethods()).map(Method::getName).distinct())
                .filter(name -> !name.startsWith("lambda$"))
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }
}
