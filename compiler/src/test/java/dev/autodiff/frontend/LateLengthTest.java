package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Indices and slices of a tensor whose length is known when the function is called do what they do where it is known at
 * once.
 */
class LateLengthTest {
    private static final int MAX_LENGTH = 5;

    @ParameterizedTest
    @ValueSource(strings = {"7", "-5", "n + 1", "n", "-n - 2", "2*n - 1", "9*n + 2", "1", "-1", "2", "-3", "0"})
    void aRollByAnyAmount(String shift) {
        // a roll by one is two slices, which need an element
        for (int n = shift.matches("-?1|n \\+ 1|2\\*n - 1") ? 1 : 0; n <= MAX_LENGTH; n++) {
            int amount = (int) Autodiff.compile("f(n) = " + shift).value(Tensor.scalar(n)).item();
            double[] expected = new double[n];
            for (int i = 0; i < n; i++) {
                expected[Math.floorMod(i + amount, n)] = i + 1;
            }
            CompiledFunction roll = Autodiff.compile("f(x: f64[n]) = roll(x, " + shift + ")");

            assertThat(roll.value(vector(n)).toArray()).as("%s of %s", shift, n).containsExactly(expected);
            assertThat(roll.pullback(Tensor.of(expected), vector(n))
                            .gradient()
                            .get(0)
                            .toArray())
                    .containsExactly(vector(n).toArray());
        }
    }

    /**
     * The condition is one of the length, or of a value; what is taken is what the same program gives for a length that
     * is known.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x[0]           | 1
            x[3]           | 4
            x[-2]          | 2
            sum(x[1:4])    | 4
            x[-3:-1][0]    | 3
            sum(x[3:1:-1]) | 4
            x[1]*x[2]      | 3
            """)
    void aSliceUnderAConditionThatIsNotTakenDoesNoHarm(String slice, int needed) {
        CompiledFunction byLength = Autodiff.compile(
                "f(x: f64[n], c) { if n >= " + needed + " { y = " + slice + " } else { y = c }; return y }");
        CompiledFunction byValue =
                Autodiff.compile("f(x: f64[n], c) { if c > 0 { y = " + slice + " } else { y = c }; return y }");
        for (int n = 0; n <= MAX_LENGTH; n++) {
            Tensor x = vector(n);
            boolean isTaken = n >= needed;
            Options known = Options.DEFAULT.withArguments(Map.of("x", new Type(x.dtype(), x.shape())));
            double expected = isTaken
                    ? Autodiff.compile(new Source("known", "f(x) = " + slice), known)
                            .value(x)
                            .item()
                    : -1;

            assertThat(byLength.value(x, Tensor.scalar(-1)).item()).as("%s of %s", slice, n).isEqualTo(expected);
            assertThat(byLength.pullback(Tensor.scalar(1), x, Tensor.scalar(-1))
                            .gradient()
                            .get(1)
                            .item())
                    .isEqualTo(isTaken ? 0 : 1);
            if (n > 0) {
                assertThat(byValue.value(x, Tensor.scalar(-1)).item()).as("%s of %s", slice, n).isEqualTo(-1);
            }
            if (isTaken) {
                assertThat(byValue.value(x, Tensor.scalar(1)).item()).as("%s of %s", slice, n).isEqualTo(expected);
            } else {
                assertThatThrownBy(() -> byValue.value(x, Tensor.scalar(1)))
                        .as("%s of %s", slice, n)
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s[3] = c       | 4
            s[-3] = c      | 3
            s[1:4] = c     | 4
            s[-3:-1] = c   | 3
            """)
    void elementsThatDoNotExistAreNotAssigned(String assignment, int needed) {
        CompiledFunction always = Autodiff.compile("f(x: f64[n], c) { s = x; " + assignment + "; return sum(s) }");
        CompiledFunction guarded =
                Autodiff.compile("f(x: f64[n], c) { s = x; if c > 0 { " + assignment + " }; return sum(s) }");
        for (int n = 1; n <= MAX_LENGTH; n++) {
            Tensor x = vector(n);
            if (n >= needed || !assignment.contains(":")) {
                assertThat(guarded.value(x, Tensor.scalar(-1)).item()).isEqualTo(n*(n + 1)/2.0);
            }
            if (n < needed) {
                assertThatThrownBy(() -> always.value(x, Tensor.scalar(1)))
                        .as("%s of %s", assignment, n)
                        .isInstanceOf(IndexOutOfBoundsException.class)
                        .hasMessageContaining("axis 0 of s[");
                assertThatThrownBy(() -> guarded.value(x, Tensor.scalar(1)))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            } else {
                assertThat(always.value(x, Tensor.scalar(1)).item())
                        .isEqualTo(guarded.value(x, Tensor.scalar(1)).item());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum(x[1:4])  | 2 | the slice 1:4 in line 1 does not fit axis 0, whose length is n: it is off by 2
            x[3]         | 2 | the index 3 in line 1 does not fit axis 0, whose length is n: it is off by 2
            x[-3]        | 2 | the index n - 3 in line 1 does not fit axis 0, whose length is n: it is off by 1
            """)
    void aSliceThatDoesNotFitIsNamed(String slice, int n, String message) {
        CompiledFunction function = Autodiff.compile("f(x: f64[n]) = " + slice);

        assertThatThrownBy(() -> function.value(vector(n)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "z = ones(3000000000)*x",
                "z = sum(arange(1e12))*x",
                "input q: f64[70000, 70000]; z = x*sum(q)",
                "z = sum(randn(3e9, seed=1))*x",
                "z = sum(one_hot([0], 4e9))*x",
                "z = sum(concat(zeros(2e9), zeros(2e9)))*x",
                "a = zeros(70000, 70000) + x; z = a @ a",
                "z = sum(cumsum(x*ones(3, 1e9), axis=1))",
                "f(q: f64[n]) = sum(cumsum(zeros(n, 3e9) + q[0], axis=1))",
                "input q: f64[99999999999999999999]; z = q[0]"
            })
    void moreElementsThanAnArrayHasAreRefused(String program) {
        for (boolean isSource : new boolean[] {false, true}) {
            assertThatThrownBy(() -> {
                Analysis analysis = Autodiff.analyze(new Source("f", program), Options.DEFAULT);
                String unused = isSource ? analysis.javaSource("F", ClassContents.TENSORS) : analysis.load().toString();
            }).isInstanceOf(CompileException.class).hasMessageContaining(Integer.toString(Integer.MAX_VALUE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"z = NAME^2", "NAME = 3*x", "NAME(x) = x", "input a: f64[NAME]; z = sum(a)"})
    void aNameBeyondTheLimitOfClassFilesIsRefused(String program) {
        assertThatThrownBy(() -> Autodiff.compile(program.replace("NAME", "ä".repeat(40_000))))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("a name of 40000 characters is too long");
        assertThat(Autodiff.analyze(new Source("f", program.replace("NAME", "ä".repeat(1000))), Options.DEFAULT)
                        .classFiles("F", ClassContents.TENSORS)
                        .get(0)
                        .bytes())
                .isNotEmpty();
    }

    private static Tensor vector(int n) {
        return Tensor.of(IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray());
    }
}
