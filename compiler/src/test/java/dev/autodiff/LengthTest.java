package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Analysis;
import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lengths are formulas of names, and whole numbers that are parameters are lengths: known when the function is called.
 */
class LengthTest {
    private static Tensor whole(int value) {
        return Tensor.scalar(value).as(DType.INT);
    }

    private static Tensor ones(int... lengths) {
        return Tensor.of(lengths, IntStream.range(0, Tensor.size(lengths)).mapToDouble(i -> 1).toArray());
    }

    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of(
                        "f(x: f64[2*n], y: f64[n]) = sum(x[0:n]*y) + 3*sum(x[n:2*n]*y)",
                        List.of(ones(4), ones(2)),
                        8.0),
                Arguments.of("f(x: f64[2*n + 1]) = sum(x)*n", List.of(ones(7)), 21.0),
                Arguments.of(
                        "f(x: f64[n*m], y: f64[n - 1], z: f64[m]) = sum(x)*sum(y)*sum(z)",
                        List.of(ones(6), ones(2), ones(2)),
                        24.0),
                Arguments.of(
                        "f(L: f64[k, d*(d + 1)/2], m: f64[d]) = sum(L)*sum(m)*k", List.of(ones(2, 6), ones(3)), 72.0),
                Arguments.of(
                        "f(x: f64[3*(n - 1)], y: f64[2*m + n]) = sum(x)*n*m*y[0]", List.of(ones(6), ones(7)), 36.0),
                Arguments.of(
                        "f(x: f64, const n: int) = sum(x*ones(n + 1))*n", List.of(Tensor.scalar(2), whole(3)), 24.0),
                Arguments.of("f(x: f64, const n: int) = sum(x*arange(n))", List.of(Tensor.scalar(2), whole(4)), 12.0),
                Arguments.of("f(x: f64, const n: int) = x*arange(n)[n - 1]", List.of(Tensor.scalar(2), whole(4)), 6.0),
                Arguments.of(
                        "f(x: f64, const n: int) = x*reshape(arange(2*n), n, 2)[1:, 1][n - 2]",
                        List.of(Tensor.scalar(2), whole(4)),
                        14.0),
                Arguments.of("f(L: f64[d*(d + 1)/2], const d: int) = sum(L)*d", List.of(ones(3), whole(2)), 6.0),
                Arguments.of(
                        "f(const d: int, x: f64[2*d, d]) = sum(x @ eye(d)) + sum(reshape(x, d, 2*d))",
                        List.of(whole(2), ones(4, 2)),
                        16.0),
                Arguments.of(
                        "f(x, const n: int) { s = zeros(n + 1); s[0] = x; for i in 0:n { s[i + 1] = s[i]*x }; return sum(s) }",
                        List.of(Tensor.scalar(2), whole(3)),
                        30.0),
                Arguments.of(
                        "g(x: f64[2*k], n: int) = sum(x)*sum(ones(n, k))\nf(x: f64[m], const n: int) = g(concat(x, x), n + 1)",
                        List.of(ones(3), whole(1)),
                        36.0));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theyAreKnownInACall(String program, List<Tensor> arguments, double expected)
            throws ReflectiveOperationException {
        Analysis analysis = Autodiff.analyze(new Source("f.ad", program), Options.DEFAULT);
        CompiledFunction hidden = analysis.load();
        Map<String, String> source = Map.of("Program", analysis.javaSource("Program"));
        CompiledFunction printed = (CompiledFunction) MemoryClassLoader.compileWithRuntime(source)
                .type("Program")
                .getMethod("function")
                .invoke(null);
        Tensor[] point = arguments.toArray(new Tensor[0]);

        Pullback pullback = hidden.valueAndGradient(point);
        assertThat(pullback.value().item()).isEqualTo(expected);
        assertThat(printed.valueAndGradient(point).value().item()).isEqualTo(expected);
        assertThat(printed.valueAndGradient(point).gradient()).hasToString(pullback.gradient().toString());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void signaturesReadWhatTheyPrint(String program, List<Tensor> arguments, double expected) {
        Signature signature = Autodiff.analyze(new Source("f.ad", program), Options.DEFAULT).function().signature();

        assertThat(Signature.parse(signature.toString(), signature.variablesText())).isEqualTo(signature);
        assertThat(expected).isPositive();
    }

    @Test
    void argumentsThatDoNotFitAreRefused() {
        CompiledFunction even = Autodiff.compile("f(x: f64[2*n]) = sum(x)");
        assertThatThrownBy(() -> even.value(ones(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "f: 'x' is f64[2*n], and got the shape [3]: axis 0 has 3, and no whole numbers make 2*n that");
        CompiledFunction triangle = Autodiff.compile("f(x: f64[d*(d + 1)/2], const d: int) = sum(x)");
        assertThatThrownBy(() -> triangle.value(ones(3), whole(3))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("axis 0 has 3, and ceil((d*d + d)/2) is 6");
        CompiledFunction length = Autodiff.compile("f(x: f64[n], const n: int) = sum(x)*n");
        assertThatThrownBy(() -> length.value(ones(3), whole(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'n' is 2, and the length of an argument says 3");
        CompiledFunction zeros = Autodiff.compile("f(x, const n: int) = sum(x*ones(n + 2))");
        assertThatThrownBy(() -> zeros.value(Tensor.scalar(1), whole(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("f: 'n' is a length, and got -1.0");
    }

    @Test
    void classesCheckThatALengthIsTheNumber() throws ReflectiveOperationException {
        Analysis analysis =
                Autodiff.analyze(new Source("f.ad", "f(x, const n: int) = sum(x*ones(n + 1))*n"), Options.DEFAULT);
        Class<?> type = MemoryClassLoader.loadWithRuntime("Program", analysis.classFile("Program"));
        Method value = type.getMethod("value", int.class, double.class, int.class);

        assertThat(value.invoke(null, 3, 2.0, 3)).isEqualTo(24.0);
        assertThatThrownBy(() -> value.invoke(null, 3, 2.0, 4)).hasRootCauseInstanceOf(IllegalArgumentException.class);
    }
}
