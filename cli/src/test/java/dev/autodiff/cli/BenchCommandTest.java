package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {
    @Test
    void measuresValueGradientAndMemory() {
        Run run = Run.of(
                "bench", "-e", "z = x*y", "--n", "100", "--at", "x=2", "--range", "y=1:2", "--threads", "1", "--json");

        assertThat(run.out())
                .startsWith("{\"function\":\"z\",\"n\":100,\"value\":{\"nsPerElement\":")
                .contains(
                        "\"ratio\":",
                        "\"runs\":[{\"code\":\"scalar\",\"threads\":1,\"value\":",
                        "\"onePoint\":{",
                        "\"arraycopy\":{\"nsPerElement\":");
        assertThat(run.code()).isZero();
    }

    @Test
    void measuresFunctionsOfTensorsOnOneThreadAndOnAll() {
        Run run = Run.of(
                "bench",
                "-e",
                "f(x: f32[n, k], t: int[n], s: f64) = mean(x[arange(0, n), t])*s",
                "--n",
                "10",
                "--size",
                "k=2",
                "--threads",
                "2",
                "--wrt",
                "x");

        assertThat(run.out())
                .matches("(?s)f with \\{k=2, n=10}: 31 elements of arguments; large products of matrices by "
                        + "(the machine's BLAS|our own code)\nns per element.*")
                .contains("scalar, 1 thread ", "scalar, 2 threads ");
        assertThat(run.code()).isZero();
    }

    @Test
    void tellsHowToMeasureVectorRegisters() {
        Run run = Run.of("bench", "-e", "y(x: f64[n]) = 2*x", "--n", "1e3", "--threads", "1");

        assertThat(run.err())
                .isEqualTo(
                        "note: to measure code for vector registers too, start Java with --add-modules jdk.incubator.vector\n");
        assertThat(run.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --n       | 0        | error: --n: 0 is not between 1 and 100000000
            --n       | 1e9      | error: --n: 1000000000 is not between 1 and 100000000
            --range   | x=1      | error: --range x: expected low:high, and got '1'
            --range   | x=2:1    | error: --range x: '2:1' is not a range of finite numbers, the lower one first
            --range   | x=0:inf  | error: --range x: '0:inf' is not a range of finite numbers, the lower one first
            --range   | xx=1:2   | error: --range: 'z' has no parameter 'xx': did you mean 'x'?
            --at      | w=1      | error: --at: 'z' has no parameter 'w': it has x
            --size    | n=10     | error: --size: 'z' works on numbers, and has no dimensions: --n says how many points
            --threads | 0        | error: --threads: 0 is not between 1 and 1024
            """)
    void rejectsABoxThatDoesNotFit(String option, String value, String message) {
        Run run = Run.of("bench", "-e", "z = x", option, value);

        assertThat(run.err()).isEqualTo(message + "\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --size | m=3       | error: --size: 'f' has no dimension 'm': it has n
            --size | n=0       | error: --size n: '0' is not a whole number between 1 and 100000000
            --size | n=1.5     | error: --size n: '1.5' is not a whole number between 1 and 100000000
            --n    | 1e5       | error: 'x' is f64[n, n], and would have more than 100000000 elements with {n=100000}: give other lengths, for instance --size n=100
            """)
    void rejectsSizesThatDoNotFit(String option, String value, String message) {
        Run run = Run.of("bench", "-e", "f(x: f64[n, n]) = sum(x)", option, value);

        assertThat(run.err()).isEqualTo(message + "\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void anArrayHasItsOwnSize() {
        assertThat(Run.of("bench", "-e", "f(x: f64[n]) = sum(x)", "--at", "x=[1, 2]", "--size", "n=3").err())
                .isEqualTo("error: --size: 'f' has no dimension 'n': it has none\n");
    }

    @Test
    void rejectsAFraction() {
        assertThat(Run.of("bench", "-e", "z = x", "--n", "1.5").err())
                .startsWith("error: invalid value for option '--n': '1.5' is not a whole number\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"z = 1", "z = [1, 2]"})
    void rejectsAConstant(String program) {
        Run run = Run.of("bench", "-e", program);

        assertThat(run.err()).isEqualTo("error: 'z' has no parameters, and nothing to compute when it is called: "
                + "read a name that is not assigned, such as x in z = 2*x\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void measuresWhatHasNothingToDifferentiateBy() {
        assertThat(Run.of("bench", "-e", "f(const x) = x^2", "--n", "100", "--threads", "1")
                        .out())
                .startsWith("f: 100 points, 0 partial derivatives\n");
    }
}
