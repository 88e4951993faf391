package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A slice may begin anywhere, if it is known how long it is: {@code x[k:k + 3]}. */
class MovingSliceTest {
    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(
                        "f(x: f64[6]) { s = 0; for i in 0:3 { s = s + sum(x[2*i:2*i + 2]^2)*(i + 1) }; return s }",
                        "f(x: f64[6]) = sum(x^2*[1, 1, 2, 2, 3, 3])"),
                Arguments.of(
                        "f(x: f64[6]) { s = 0; for i in 0:3 { s = s + sum(x[2*i:2*(i + 1)]^2)*(i + 1) }; return s }",
                        "f(x: f64[6]) = sum(x^2*[1, 1, 2, 2, 3, 3])"),
                Arguments.of(
                        "f(x: f64[6]) { m = reshape(x, 2, 3); s = 0; for i in 0:2 { s = s + sum(m[0:2, i:i + 2]*m[i, 1]) }; return s }",
                        "f(x: f64[6]) { m = reshape(x, 2, 3); return sum(m[:, 0:2])*m[0, 1] + sum(m[:, 1:3])*m[1, 1] }"),
                Arguments.of(
                        "f(x: f64[6]) { m = outer(x, x^2); s = 0; for i in 0:4 { s = s + sum(m[i:i + 2, i + 1:i + 3]*[[1, 2], [3, 4]]) }; return s }",
                        "f(x: f64[6]) { m = outer(x, x^2); s = 0; for i in 0:4 { s = s + m[i, i + 1] + 2*m[i, i + 2] + 3*m[i + 1, i + 1] + 4*m[i + 1, i + 2] }; return s }"),
                Arguments.of(
                        "f(x: f64[6]) { y = zeros(6); for i in 0:3 { y[2*i:2*i + 2] = x[i]*[1, 2] }; return sum(y*x) }",
                        "f(x: f64[6]) = sum(x*stack(x[0], 2*x[0], x[1], 2*x[1], x[2], 2*x[2]))"),
                Arguments.of(
                        "f(x: f64[6]) { y = outer(x, x); for i in 0:2 { y[i:i + 2, 1] = x[i:i + 2]*y[0, i] }; return sum(y*y[:, 1]) }",
                        "f(x: f64[6]) { y = outer(x, x); for i in 0:2 { a = x[i]*y[0, i]; b = x[i + 1]*y[0, i]; y[i, 1] = a; y[i + 1, 1] = b }; return sum(y*y[:, 1]) }"),
                Arguments.of(
                        "f(x: f64[6]) { s = x[0]; for i in 0:6 { if i < 4 { s = s + sum(x[i:i + 3])*x[i] } }; return s }",
                        "f(x: f64[6]) = x[0] + sum((x[0:4] + x[1:5] + x[2:6])*x[0:4])"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void itIsTheSameAsItsElements(String program, String plain) {
        double[] expected = ThreeWays.interpreted(plain, 1, 2, 0.5, -1, 3, 0.25);
        double[] actual = ThreeWays.inMemory(program, 1, 2, 0.5, -1, 3, 0.25);

        assertThat(actual).containsExactly(expected, within(1e-12));
    }

    @Test
    void elementsThatDoNotExistAreErrors() {
        CompiledFunction function = Autodiff.compile("f(x: f64[5], k: int) = x[k:k + 3] @ [1, 2, 3]");

        assertThat(function.value(Tensor.of(1, 2, 3, 4, 5), Tensor.scalar(2).as(DType.INT))
                        .item())
                .isEqualTo(3 + 8 + 15);
        for (int k : new int[] {-1, 3}) {
            assertThatThrownBy(() -> function.value(
                            Tensor.of(1, 2, 3, 4, 5), Tensor.scalar(k).as(DType.INT)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
