package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forward mode in the body of a loop is what reverse mode is there. */
class LoopTangentTest {
    private static final String SUM_OF_STEPS = "s = 0; t = a\nfor i in 0:3 { t = t*b; u = sin(t)*t + i; %s }";
    private static final String NESTED =
            "s = 0; t = a\nfor i in 0:2 { t = t*b; v = t; for j in 0:2 { v = v*t }; u = v^2; %s }";
    private static final String OF_TENSORS =
            "f(a, b) { s = 0; t = [a, b]; for i in 0:3 { t = t*[b, 0.5]; u = sum(sin(t)*t); %s }; return s }";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "s = s + jvp(u, t, 1)*t         | s = s + grad(u, t)*t",
        "p = jvp(u, t, 2); s = s + jvp(p, t, i + 1) | p = 2*grad(u, t); s = s + grad(p, t)*(i + 1)"
    })
    void tangentsOfNumbers(String forward, String reverse) {
        for (String loop : new String[] {SUM_OF_STEPS, NESTED}) {
            assertThat(ThreeWays.inMemory(String.format(loop, forward), 0.7, 1.2))
                    .containsExactly(ThreeWays.inMemory(String.format(loop, reverse), 0.7, 1.2), within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "s = s + jvp(u, t, [1, 2])      | s = s + grad(u, t) @ [1, 2]",
        "s = s + sum(hvp(u, t, [1, 2])) | g = grad(u, t) @ [1, 2]; s = s + sum(grad(g, t))"
    })
    void tangentsOfTensors(String forward, String reverse) {
        assertThat(ThreeWays.inMemory(String.format(OF_TENSORS, forward), 0.7, 1.2))
                .containsExactly(ThreeWays.inMemory(String.format(OF_TENSORS, reverse), 0.7, 1.2), within(1e-12));
    }
}
