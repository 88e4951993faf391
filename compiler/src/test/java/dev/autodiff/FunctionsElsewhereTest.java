package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.autodiff.source.CompileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions that other ecosystems have by these names, as formulas of the language: value and gradient are those of
 * PyTorch.
 */
class FunctionsElsewhereTest {
    /** Both sides make some ulp of error in each of a few dozen steps, whose intermediate values are below 100. */
    private static final double TOLERANCE = 1e-13;

    static Stream<String> cases() throws IOException {
        try (InputStream in = FunctionsElsewhereTest.class.getResourceAsStream("/functions-elsewhere.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsPyTorchDoes(String line) {
        String[] cells = line.split(" \\| ");
        double[] expected = ThreeWays.numbers(cells[2]);

        double[] actual = ThreeWays.at(cells[0], ThreeWays.numbers(cells[1]));

        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            if (Double.isFinite(expected[i])) {
                assertThat(actual[i])
                        .as("number %s", i)
                        .isCloseTo(expected[i], offset(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
            } else {
                assertThat(actual[i]).as("number %s", i).isEqualTo(Double.valueOf(expected[i]));
            }
        }
    }

    @Test
    void anIntegralNeedsAPlaceForEachValue() {
        assertThatThrownBy(() -> Autodiff.compile("f(y: f64[3], x: f64[2]) = trapezoid(y, x)"))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("'trapezoid'");
    }
}
