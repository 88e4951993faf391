package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Evaluation;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Programs of tensors compute what the language says. */
class TensorProgramTest {
    private static final double[] SIX = {1, 2, 3, 4, 5, 6};

    @Test
    void theMeanOfASquareHasItsGradient() {
        Evaluation program = Evaluation.of("input x: f64[2, 2]; y = x + 2; z = y*y*3; out = mean(z)").with("x", 1, 1, 1, 1);

        assertThat(program.value()).containsExactly(27);
        assertThat(program.gradient("x")).containsExactly(4.5, 4.5, 4.5, 4.5);
    }

    @Test
    void logisticRegressionOfAnyNumberOfRows() {
        Evaluation program = Evaluation.of(
                "loss(x: f64[n, 2], w: f64[2, 3], b: f64[3], const t: f64[n, 3]) = mean(bce_with_logits(x @ w + b, t))", Map.of("n", 2));
        program.with("x", 1, 2, 3, 4).with("w", 0, 0, 0, 0, 0, 0).with("b", 0, 0, 0).with("t", 1, 0, 1, 0, 1, 1);

        assertThat(program.value()[0]).isEqualTo(Math.log(2));
        assertThat(program.gradient("b")).containsExactly(0, 0, -1.0 / 6);
    }

    @Test
    void undeclaredParametersTakeTheTypesOfTheirArguments() {
        Evaluation program = Evaluation.ofTypes("z = sum(x*y)", Map.of("x", new Type(DType.F64, Shape.of(3)), "y", Type.NUMBER));

        assertThat(program.with("x", 1, 2, 3).with("y", 2).value()).containsExactly(12);
        assertThat(program.gradient("y")).containsExactly(6);
    }

    @Test
    void namesOfDimensionsGetTheValuesOfArguments() {
        Evaluation program = Evaluation.ofTypes("f(x: f64[n, m], y: f64[m]) = reshape(x*y, m, n)*n", Map.of("y", new Type(DType.F64, Shape.of(3)),
                "x", new Type(DType.F64, Shape.of(2, 3))));

        assertThat(program.type()).isEqualTo(new Type(DType.F64, Shape.of(3, 2)));
        assertThat(program.with("x", SIX).with("y", 1, 1, 1).value()).containsExactly(2, 4, 6, 8, 10, 12);
    }

    @Test
    void dimensionsAreNumbersInTheBody() {
        assertThat(Evaluation.of("f(x: f64[n]) = sum(x)/n + x[n - 1]", Map.of("n", 3)).with("x", 1, 2, 3).value()).containsExactly(5);
    }

    @Test
    void functionsCheckAndBindTheirDimensions() {
        Evaluation program = Evaluation.of("first(v: f64[n]) = v[0]*n\nf(x: f64[2, 3]) = first(x[0]) + first(x[:, 1])");

        assertThat(program.with("x", SIX).value()).containsExactly(1 * 3 + 2 * 2);
    }

    @Test
    void listsAreTensors() {
        assertThat(Evaluation.of("z = [1, 2, 3]*x").with("x", 2).value()).containsExactly(2, 4, 6);
        assertThat(Evaluation.of("z = [[x, 2], [3, x^2]]").with("x", 5).value()).containsExactly(5, 2, 3, 25);
        assertThat(Evaluation.of("z = sum([x, x^2, x^3])").with("x", 2).gradient("x")).containsExactly(17);
    }

    @Test
    void indicesFollowNumPy() {
        assertThat(indexed("x[1, 2]")).containsExactly(6);
        assertThat(indexed("x[-1]")).containsExactly(4, 5, 6);
        assertThat(indexed("x[:, 0]")).containsExactly(1, 4);
        assertThat(indexed("x[0, ::-1]")).containsExactly(3, 2, 1);
        assertThat(indexed("x[:, 1:99]")).containsExactly(2, 3, 5, 6);
        assertThat(indexed("x[:, ::2]")).containsExactly(1, 3, 4, 6);
        assertThat(indexed("x[0:0]")).isEmpty();
        assertThat(indexed("x[:, [2, 0, 2]]")).containsExactly(3, 1, 3, 6, 4, 6);
        assertThat(indexed("x[[0, 1], [2, -1]]")).containsExactly(3, 6);
        assertThat(indexed("x[argmax(x[:, 0])]")).containsExactly(4, 5, 6);
        assertThat(indexed("x[0][1]")).containsExactly(2);
    }

    private static double[] indexed(String expression) {
        return Evaluation.of("input x: f64[2, 3]; z = " + expression).with("x", SIX).value();
    }

    @Test
    void indicesCanBeParameters() {
        Evaluation program = Evaluation.of("f(x: f64[n], k: int, i: int[m]) = x[k] + x[i]", Map.of("n", 3, "m", 2)).with("x", 1, 2, 3).with("k", -1).with("i", 0, 0);

        assertThat(program.value()).containsExactly(4, 4);
        assertThat(program.gradient("x")).containsExactly(2, 0, 2);
    }

    @Test
    void matricesMultiplyInStacks() {
        Evaluation program = Evaluation.of("f(a: f64[2, 1, 2, 3], b: f64[2, 3, 1]) = a @ b");

        assertThat(program.type().shape()).isEqualTo(Shape.of(2, 2, 2, 1));
    }

    @Test
    void vectorsMultiplyMatricesFromBothSides() {
        assertThat(Evaluation.of("f(x: f64[2, 3]) = [1, 2] @ x").with("x", SIX).value()).containsExactly(9, 12, 15);
        assertThat(Evaluation.of("f(x: f64[2, 3]) = x @ [1, 0, 1]").with("x", SIX).value()).containsExactly(4, 10);
        assertThat(Evaluation.of("f(x: f64[3]) = x @ x").with("x", 1, 2, 3).value()).containsExactly(14);
    }

    @Test
    void sumsOfProductsByLetters() {
        assertThat(Evaluation.of("f(x: f64[2, 3]) = einsum(\"ij,ij->i\", x, x)").with("x", SIX).value()).containsExactly(14, 77);
        assertThat(Evaluation.of("f(x: f64[2, 2]) = einsum(\"ii\", x)").with("x", 1, 2, 3, 4).value()).containsExactly(5);
        assertThat(Evaluation.of("f(x: f64[n, n]) = einsum(\"ii->i\", x)", Map.of("n", 2)).with("x", 1, 2, 3, 4).value()).containsExactly(1, 4);
        assertThat(Evaluation.of("f(x: f64[2, 3]) = einsum(\"ij->ji\", x)").with("x", SIX).value()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(Evaluation.of("f(x: f64[2]) = einsum(\"i,j,k->\", x, x, x)").with("x", 1, 2).value()).containsExactly(27);
    }

    @Test
    void reductionsKeepAxesIfAsked() {
        Evaluation program = Evaluation.of("f(x: f64[2, 3]) = x/sum(x, axis=1, keepdims=true)").with("x", SIX);

        assertThat(program.value()).containsExactly(1 / 6.0, 2 / 6.0, 3 / 6.0, 4 / 15.0, 5 / 15.0, 6 / 15.0);
        assertThat(Evaluation.of("f(x: f64[2, 3]) = max(x, axis=-2)").with("x", SIX).value()).containsExactly(4, 5, 6);
        assertThat(Evaluation.of("f(x: f64[2, 3]) = max(x, 3.5)").with("x", SIX).value()).containsExactly(3.5, 3.5, 3.5, 4, 5, 6);
        assertThat(Evaluation.of("f(x: f64[2, 3]) = sum(x, [0, 1])").with("x", SIX).value()).containsExactly(21);
    }

    @Test
    void softmaxOfLargeNumbersDoesNotOverflow() {
        Evaluation program = Evaluation.of("f(x: f64[2]) = log_softmax(x)").with("x", 1000, -1000);

        assertThat(program.value()).containsExactly(0, -2000);
        assertThat(Evaluation.of("f(x: f64[2]) = softmax(x)").with("x", 1000, 1000).value()).containsExactly(0.5, 0.5);
    }

    @Test
    void theDeviationOfEqualNumbersHasTheDerivativeZero() {
        Evaluation program = Evaluation.of("f(x: f64[3]) = std(x)").with("x", 2, 2, 2);

        assertThat(program.value()).containsExactly(0);
        assertThat(program.gradient("x")).containsExactly(0, 0, 0);
    }
}
