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
import java.util.Collections;
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

    /** Of orders that are no whole numbers; 1e-13. */
    private static final double BOUND_OF_REAL_ORDERS = 450;

    /** @param arguments the order and the place, or the order of differentiation before them */
    private record Reference(String function, double[] arguments, BigDecimal value) {
        static Reference parse(String line) {
            String[] fields = line.split(",");
            int last = fields.length - 1;
            double[] arguments = Arrays.stream(fields, 1, last).mapToDouble(Double::parseDouble).toArray();
            return new Reference(fields[0], arguments, new BigDecimal(fields[last]));
        }

        double order() {
            return arguments[arguments.length - 2];
        }

        double x() {
            return arguments[arguments.length - 1];
        }

        double bound() {
            double growth = arguments.length == 3 ? 1 + arguments[0] * Math.abs(order()) : 1;
            return order() == Math.rint(order()) && arguments.length == 2
                    ? BOUND + Math.abs(order()) / 2
                    : BOUND_OF_REAL_ORDERS * growth;
        }

        double computed() {
            try {
                Class<?>[] types = Collections.nCopies(arguments.length, double.class).toArray(Class<?>[]::new);
                Method method = Bessel.class.getMethod(function, types);
                return (double) method.invoke(null, Arrays.stream(arguments).boxed().toArray());
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }

        double errorInUlp() {
            boolean oscillates = function.equals("besselJ") || function.equals("besselY");
            double size = Math.abs(value.doubleValue());
            double scale =
                    oscillates && x() > Math.abs(order()) ? Math.max(size, Math.sqrt(2 / Math.PI / x())) : size;
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
                .as("error in ulp of %s%s, which is computed as %s", reference.function(),
                        Arrays.toString(reference.arguments()), reference.computed())
                .isLessThan(reference.bound()));
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
    void realOrdersHaveTheLimitsOfTheirPowers() {
        assertThat(List.of(
                        Bessel.besselJ(0.5, 0), Bessel.besselJ(-0.5, 0), Bessel.besselJ(-1.5, 0),
                        Bessel.besselY(0.5, 0), Bessel.besselY(-0.5, 0), Bessel.besselY(-1.25, 0),
                        Bessel.besselI(0.5, 0), Bessel.besselK(0.5, 0), Bessel.besselJ(2.5, INF),
                        Bessel.besselI(2.5, INF), Bessel.besselK(2.5, INF), Bessel.derivativeOfScaledI(0, 2.5, INF)))
                .containsExactly(0.0, INF, -INF, -INF, 0.0, INF, 0.0, INF, 0.0, INF, 0.0, 0.0);
    }

    @Test
    void whatHasNoValueIsNotANumber() {
        List<DoubleBinaryOperator> functions = List.of(
                Bessel::derivativeOfScaledI0, Bessel::derivativeOfScaledI1,
                Bessel::derivativeOfScaledK0, Bessel::derivativeOfScaledK1);

        assertThat(functions).allSatisfy(function -> {
            assertThat(function.applyAsDouble(0.5, 1)).isNaN();
            assertThat(function.applyAsDouble(1, Double.NaN)).isNaN();
        });
        assertThat(List.of(
                        Bessel.besselJ(1, Double.NaN), Bessel.besselY(1, Double.NaN), Bessel.besselI(1, Double.NaN),
                        Bessel.besselK(1, Double.NaN), Bessel.besselJ(0.5, -1), Bessel.besselY(1, -1),
                        Bessel.besselI(0.5, -1), Bessel.besselK(1, -1), Bessel.derivativeOfScaledI0(1, -1),
                        Bessel.derivativeOfScaledK0(1, -1), Bessel.derivativeOfScaledI(1, 0.5, -1),
                        Bessel.derivativeOfScaledK(0.5, 1, 1)))
                .containsOnly(Double.NaN);
    }

    /** A generated class may hold copies of both. */
    @Test
    void noMethodHasTheNameOfOneOfAnotherLibrary() {
        List<String> names = Stream.of(
                        Bessel.class, BesselOfRealOrder.class, Beta.class, Integrals.class, Gamma.class, Erf.class,
                        Special.class, Support.class, Tapes.class)
                .flatMap(library -> Arrays.stream(library.getDeclaredMethods()).map(Method::getName).distinct())
                .filter(name -> !name.startsWith("lambda$"))
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }
}
