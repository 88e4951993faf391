package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.runtime.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RandomArgumentsTest {
    private static final Signature SIGNATURE =
            Signature.parse("f(x: f64[n], t: int[n], s: f32[n], steps: int, c: f64) -> f64", "x: f64[n]");

    private static Object argument(int parameter, List<String> at, List<String> ranges) {
        RandomArguments random = new RandomArguments(SIGNATURE, Point.parse(at), Range.parse(ranges));
        return random.argument(SIGNATURE.parameters().get(parameter), Map.of("n", 1000));
    }

    @Test
    void numbersLieInTheUsualRange() {
        assertThat(Arrays.stream((double[]) argument(0, List.of(), List.of())).boxed())
                .hasSize(1000)
                .doesNotHaveDuplicates()
                .allMatch(x -> x >= 0.1 && x <= 1);
    }

    @Test
    void wholeNumbersTakeBothEndsOfTheirRange() {
        assertThat(Arrays.stream((double[]) argument(1, List.of(), List.of("t=3:5")))
                        .distinct()
                        .toArray())
                .containsExactlyInAnyOrder(3, 4, 5);
        assertThat(Arrays.stream((double[]) argument(1, List.of(), List.of()))
                        .distinct()
                        .toArray())
                .containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void singlePrecisionHasItsOwnArrays() {
        assertThat(argument(2, List.of(), List.of())).isInstanceOf(float[].class);
    }

    @Test
    void numbersOfTheUsersAreMetAboutAndWholeOnesExactly() {
        assertThat((double) argument(4, List.of("c=100"), List.of())).isBetween(90.0, 110.0);
        assertThat(argument(3, List.of("steps=100"), List.of())).isEqualTo(100);
    }

    @Test
    void drawsTheSameAtEachCall() {
        assertThat(argument(0, List.of(), List.of())).isEqualTo(argument(0, List.of(), List.of()));
    }
}
