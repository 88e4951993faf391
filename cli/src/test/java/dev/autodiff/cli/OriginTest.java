package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A NaN or an infinity in an answer says where it came from, on standard error. */
class OriginTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            z = log(x - 1) + y                    | x=1,y=2   | formula:1: log(x - 1) is -Infinity where x - 1 = 0.0
            z = sqrt(x)*y                         | x=0,y=2   | formula:1: y/(2*sqrt(x)) is Infinity where y = 2.0, 2*sqrt(x) = 0.0
            s = x^2 - 4; t = sqrt(s); z = t + 1   | x=1       | formula:1: sqrt(s) is NaN where s = -3.0
            z = sum(log(x))                       | x=[1,0,2] | formula:1: log(x) is -Infinity in element 1 where x = 0.0
            z = where(x > 0, 1/x, log(-x))        | x=0       | formula:1: log(-x) is -Infinity where -x = -0.0
            z = exp(x) - exp(x + 1)               | x=1000    | formula:1: exp(x) is Infinity where x = 1000.0
            s = x; for i in 0:5 { s = s/(3 - i) } | x=2       | formula:1: s/f64(3 - step) is Infinity where s = 0.3333333333333333, f64(3 - step) = 0.0
            """)
    void namesTheFirstValueThatIsNotFinite(String program, String point, String origin) {
        Run run = Run.of("grad", "-e", program, "--at", point, "--json");

        assertThat(run.err()).isEqualTo("note: " + origin + "\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void saysNothingOfFiniteAnswers() {
        assertThat(Run.of("grad", "-e", "z = where(x > 0, log(x), 0)", "--at", "x=-1").err()).isEmpty();
    }

    @Test
    void explainsValuesToo() {
        assertThat(Run.of("eval", "-e", "z = 1/x", "--at", "x=0").err())
                .isEqualTo("note: formula:1: 1/x is Infinity where x = 0.0\n");
    }
}
