package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
    @Test
    void measuresValueGradientAndMemory() {
        Run run = Run.of("bench", "-e", "z = x*y", "--n", "100", "--at", "x=2", "--range", "y=1:2", "--json");

        assertThat(run.out()).startsWith("{\"function\":\"z\",\"n\":100,\"value\":{\"nsPerCall\":")
                .contains("\"ratio\":", "\"arraycopy\":{\"nsPerElement\":");
        assertThat(run.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --n     | 0        | error: --n: 0 is not between 1 and 100000000
            --n     | 1e9      | error: --n: 1000000000 is not between 1 and 100000000
            --range | x=1      | error: --range x: expected low:high, and got '1'
            --range | x=2:1    | error: --range x: '2:1' is not a range of finite numbers, the lower one first
            --range | x=0:inf  | error: --range x: '0:inf' is not a range of finite numbers, the lower one first
            --range | xx=1:2   | error: --range: 'z' has no parameter 'xx': did you mean 'x'?
            --at    | w=1      | error: --at: 'z' has no parameter 'w': it has x
            """)
    void rejectsABoxThatDoesNotFit(String option, String value, String message) {
        Run run = Run.of("bench", "-e", "z = x", option, value);

        assertThat(run.err()).isEqualTo(message + "\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void rejectsAFraction() {
        assertThat(Run.of("bench", "-e", "z = x", "--n", "1.5").err()).startsWith("error: invalid value for option '--n': '1.5' is not a whole number\n");
    }

    @Test
    void rejectsAConstant() {
        assertThat(Run.of("bench", "-e", "z = 1").err()).startsWith("error: 'z' has 0 parameters");
    }
}
