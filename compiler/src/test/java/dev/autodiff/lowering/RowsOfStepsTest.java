package dev.autodiff.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Autodiff;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import org.junit.jupiter.api.Test;

/** Rows whose numbers a loop of the program computes, and which are the same in all steps of a loop over arrays. */
class RowsOfStepsTest {
    private static final Tensor MATRIX = Tensor.of(new int[] {3, 2}, 1, 2, 3, 4, 5, 6);

    @Test
    void aRowIsReadAndWrittenInTheSamePlace() {
        CompiledFunction y = Autodiff.compile("""
                y(x: f64[n, m], const k: int) {
                  y = x
                  for i in 0:n - k { y[i + k] = y[i + k]*10 + y[i] }
                  return y
                }""");

        assertThat(y.value(MATRIX, Tensor.scalar(1)).toArray()).containsExactly(1, 2, 31, 42, 81, 102);
        assertThat(y.value(MATRIX, Tensor.scalar(2)).toArray()).containsExactly(1, 2, 3, 4, 51, 62);
    }

    @Test
    void aRowIsCountedFromTheEnd() {
        CompiledFunction y = Autodiff.compile("y(x: f64[n, m]) { s = 0*x[0]; for i in 0:n { s = 2*s + x[-1 - i] }; return s }");

        assertThat(y.value(MATRIX).toArray()).containsExactly(5 * 4 + 3 * 2 + 1, 6 * 4 + 4 * 2 + 2);
    }

    @Test
    void aRowByTwoNumbersIsOne() {
        CompiledFunction y = Autodiff.compile(
                "y(x: f64[n, n, 2]) { s = [0, 0]; for i in 0:n { for j in 0:i { s = 2*s + x[i, j] } }; return s }");

        assertThat(y.value(Tensor.of(new int[] {2, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8)).toArray()).containsExactly(5, 6);
    }

    @Test
    void aRowThatDoesNotExistIsAnError() {
        CompiledFunction y = Autodiff.compile(
                "y(x: f64[n, m], const k: int) { s = x[0]; for i in 0:n { s = exp(s)*x[i + k] }; return s }");

        assertThatThrownBy(() -> y.value(MATRIX, Tensor.scalar(1)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("3");
    }

    @Test
    void theDerivativeBySomeRowsIsThatOfWhatTheyAre() {
        CompiledFunction y = Autodiff.compile(
                "y(x: f64[n, m]) { s = x[0]; for i in 1:n { s = s*x[i]*x[i - 1] }; return sum(s) }");

        // x₀²·x₁²·x₂, column by column
        assertThat(y.valueAndGradient(MATRIX).gradient().get(0).toArray())
                .containsExactly(
                        2 * 1 * 9 * 5, 2 * 2 * 16 * 6, 2 * 3 * 1 * 5, 2 * 4 * 4 * 6, 1 * 9, 4 * 16);
    }
}
