package dev.autodiff.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.MemoryClassLoader;
import dev.autodiff.Options;
import dev.autodiff.source.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A parameter of type {@code int} is a double in a class, and every method refuses one that is no whole number. */
class WholeParametersTest {
    private static final String LONG_SUM =
            IntStream.range(0, 3000).mapToObj(i -> "sin(x + " + i + ")").collect(Collectors.joining(" + "));

    @ParameterizedTest
    @ValueSource(doubles = {2.5, -0.1, Double.NaN, Double.POSITIVE_INFINITY, 0x1p54})
    void aNumberThatIsNotWholeIsRefused(double wrong) throws ReflectiveOperationException {
        for (String formula : List.of("x*k^2", LONG_SUM + " + k")) {
            Analysis analysis = Autodiff.analyze(new Source("f", "f(x, k: int) = " + formula), Options.DEFAULT);
            for (Class<?> type : List.of(
                    MemoryClassLoader.load("F", analysis.classFile("F")),
                    MemoryClassLoader.compile(Map.of("F", analysis.javaSource("F")))
                            .type("F"))) {
                double[] one = {1, 2};
                double[] right = {3, -4};
                double[] bad = {3, wrong};

                assertThat(type.getMethod("value", double.class, double.class).invoke(null, 1, 3)).isNotNull();
                type.getMethod("value", double[].class, double[].class, double[].class)
                        .invoke(null, one, right, new double[2]);
                assertRefused(wrong, () -> type.getMethod("value", double.class, double.class).invoke(null, 1, wrong));
                assertRefused(wrong, () -> type.getMethod("gradient", double.class, double.class, double[].class)
                        .invoke(null, 1, wrong, new double[2]));
                assertRefused(wrong, () -> type.getMethod("value", double[].class, double[].class, double[].class)
                        .invoke(null, one, bad, new double[2]));
                assertRefused(wrong, () -> type.getMethod(
                                "gradient", double[].class, double[].class, double[].class, double[].class)
                        .invoke(null, one, bad, new double[2], new double[2]));
            }
        }
    }

    private static void assertRefused(double wrong, ThrowingCallable call) {
        assertThatThrownBy(call)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'k' is int, and " + wrong + " is not a whole number");
    }
}
