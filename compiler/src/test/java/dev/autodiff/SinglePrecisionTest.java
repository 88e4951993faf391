package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of the program adapt to the f32 that they meet. */
class SinglePrecisionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: f32[3]) = var(x)",
                "f(x: f32[3]) = std(x)",
                "f(x: f32[n]) = mean(x)",
                "f(x: f32) = normpdf(x)",
                "f(x: f32) = gelu_tanh(x)",
                "f(x: f32) = huber(x, 0.3)",
                "f(x: f32[3]) = cross_entropy(outer(x, x), [0, 1, 0])",
                "f(x: f32[3]) = sum(x*sqrt(2)/pi)",
            })
    void staysSingle(String program) {
        CompiledFunction function = Autodiff.compile(program);
        assertThat(function.signature().result().dtype()).isEqualTo(DType.F32);
        assertThat(function.signature().variables()).allMatch(variable -> variable.type().dtype() == DType.F32);
    }

    @Test
    void everyOperationIsRounded() {
        CompiledFunction function = Autodiff.compile("f(x: f32[2]) = x/3*3.1 + 0.1");
        float[] x = {1, 7};
        Tensor value = function.value(Tensor.wrap(new int[] {2}, x));
        assertThat(value.toArray()).containsExactly(x[0] / 3 * 3.1f + 0.1f, x[1] / 3 * 3.1f + 0.1f);
    }

    @Test
    void meetsDoublesAsADouble() {
        CompiledFunction function = Autodiff.compile("f(x: f32[2], y: f64[2]) = x*y");
        assertThat(function.signature().result().dtype()).isEqualTo(DType.F64);
    }
}
