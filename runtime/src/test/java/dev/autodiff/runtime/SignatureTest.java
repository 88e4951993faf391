package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.runtime.Signature.Argument;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final Dimension N = Dimension.named("n");
    private static final Argument X =
            new Argument("x", new Type(DType.F64, new Shape(List.of(N, Dimension.literal(5)))));
    private static final Argument W = new Argument("w", new Type(DType.F32, new Shape(List.of(N))));

    @Test
    void readsWhatItWrites() {
        Dimension odd = N.times(N).times(2).minus(N).plus(-1).ceilingOver(3).times(N).plus(4);
        Signature signature = new Signature("loss", List.of(X, W, new Argument("k", Type.WHOLE)),
                List.of(new Argument("t", new Type(DType.F64, new Shape(List.of(odd, odd.modulo(N)))))), Type.NUMBER);
        assertThat(Signature.parse(signature.toString(), signature.variablesText())).isEqualTo(signature);
    }

    @Test
    void aRemainderIsNeverNegativeAndByNothingZero() {
        Dimension remainder = Dimension.literal(-5).modulo(N);
        assertThat(remainder.evaluate(Map.of("n", 3))).isEqualTo(1);
        assertThat(remainder.evaluate(Map.of("n", 0))).isZero();
        assertThat(N.plus(7).modulo(Dimension.literal(4)).evaluate(Map.of("n", 2))).isEqualTo(1);
        assertThat(Dimension.literal(-5).modulo(Dimension.literal(3))).isEqualTo(Dimension.ONE);
        assertThat(remainder.isNeverNegative()).isTrue();
    }

    @Test
    void namedDimensionsComeFromTheArguments() {
        Signature signature = new Signature("loss", List.of(X, W), List.of(), Type.NUMBER);
        assertThat(signature.bind(List.of(Tensor.of(new int[] {2, 5}, new double[10]), Tensor.of(1, 2))))
                .isEqualTo(Map.of("n", 2));
    }

    @Test
    void refusesADimensionWithTwoLengths() {
        Signature signature = new Signature("loss", List.of(X, W), List.of(), Type.NUMBER);
        assertThatThrownBy(
                        () -> signature.bind(List.of(Tensor.of(new int[] {2, 5}, new double[10]), Tensor.of(1, 2, 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'w' is f32[n], and got the shape [3]: axis 0 has 3, and n is 2");
    }
}
