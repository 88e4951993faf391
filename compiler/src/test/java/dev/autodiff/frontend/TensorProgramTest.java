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
        Evaluation program = Evaluation.of("input x: f64[2, 2]; y = x + 2; z = y*y*3; out = mean(z)")
                .with("x", 1, 1, 1, 1);

        assertThat(program.value()).containsExactly(27);
        assertThat(program.gradient("x")).containsExactly(4.5, 4.5, 4.5, 4.5);
    }

    @Test
    void logisticRegressionOfAnyNumberOfRows() {
        Evaluation program = Evaluation.of(
                "loss(x: f64[n, 2], w: f64[2, 3], b: f64[3], const t: f64[n, 3]) = mean(bce_with_logits(x @ w + b, t))",
                Map.of("n", 2));
        program.with("x", 1, 2, 3, 4).with("w", 0, 0, 0, 0, 0, 0).with("b", 0, 0, 0).with("t", 1, 0, 1, 0, 1, 1);

        assertThat(program.value()[0]).isEqualTo(Math.log(2));
        assertThat(program.gradient("b")).containsExactly(0, 0, -1.0 / 6);
    }

    @Test
    void undeclaredParametersTakeTheTypesOfTheirArguments() {
        Evaluation program =
                Evaluation.ofTypes("z = sum(x*y)", Map.of("x", new Type(DType.F64, Shape.of(3)), "y", Type.NUMBER));

        assertThat(program.with("x", 1, 2, 3).with("y", 2).value()).containsExactly(12);
        assertThat(program.gradient("y")).containsExactly(6);
    }

    @Test
    void namesOfDimensionsGetTheValuesOfArguments() {
        Evaluation program = Evaluation.ofTypes(
                "f(x: f64[n, m], y: f64[m]) = reshape(x*y, m, n)*n",
                Map.of("y", new Type(DType.F64, Shape.of(3)), "x", new Type(DType.F64, Shape.of(2, 3))));

        assertThat(program.type()).isEqualTo(new Type(DType.F64, Shape.of(3, 2)));
        assertThat(program.with("x", SIX).with("y", 1, 1, 1).value()).containsExactly(2, 4, 6, 8, 10, 12);
    }

    @Test
    void dimensionsAreNumbersInTheBody() {
        assertThat(Evaluation.of("f(x: f64[n]) = sum(x)/n + x[n - 1]", Map.of("n", 3))
                        .with("x", 1, 2, 3)
                        .value())
                .containsExactly(5);
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
        Evaluation program = Evaluation.of("f(x: f64[n], k: int, i: int[m]) = x[k] + x[i]", Map.of("n", 3, "m", 2))
                .with("x", 1, 2, 3)
                .with("k", -1)
                .with("i", 0, 0);

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
        assertThat(Evaluation.of("f(x: f64[2, 3]) = einsum(\"ij,ij->i\", x, x)")
                        .with("x", SIX)
                        .value())
                .containsExactly(14, 77);
        assertThat(Evaluation.of("f(x: f64[2, 2]) = einsum(\"ii\", x)")
                        .with("x", 1, 2, 3, 4)
                        .value())
                .containsExactly(5);
        assertThat(Evaluation.of("f(x: f64[n, n]) = einsum(\"ii->i\", x)", Map.of("n", 2))
                        .with("x", 1, 2, 3, 4)
                        .value())
                .containsExactly(1, 4);
        assertThat(Evaluation.of("f(x: f64[2, 3]) = einsum(\"ij->ji\", x)")
                        .with("x", SIX)
                        .value())
                .containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(Evaluation.of("f(x: f64[2]) = einsum(\"i,j,k->\", x, x, x)")
                        .with("x", 1, 2)
                        .value())
                .containsExactly(27);
    }

    @Test
    void reductionsKeepAxesIfAsked() {
        Evaluation program = Evaluation.of("f(x: f64[2, 3]) = x/sum(x, axis=1, keepdims=true)").with("x", SIX);

        assertThat(program.value()).containsExactly(1 / 6.0, 2 / 6.0, 3 / 6.0, 4 / 15.0, 5 / 15.0, 6 / 15.0);
        assertThat(Evaluation.of("f(x: f64[2, 3]) = max(x, axis=-2)").with("x", SIX).value()).containsExactly(4, 5, 6);
        assertThat(Evaluation.of("f(x: f64[2, 3]) = max(x, 3.5)").with("x", SIX).value())
                .containsExactly(3.5, 3.5, 3.5, 4, 5, 6);
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

    @Test
    void numbersAdaptToTheTensorsThatTheyMeet() {
        assertThat(Evaluation.of("f(x: f32[3]) = gelu(x)*0.1 + [1, 2, 3]").type()).hasToString("f32[3]");
        assertThat(Evaluation.of("f(x: f32[3]) = [1, 1, 1]/x + [0.1, 0.2, 0.3]").type()).hasToString("f32[3]");
        assertThat(Evaluation.of("f(i: int[3]) = 2*i + 1").type()).hasToString("int[3]");
        assertThat(Evaluation.of("f(i: int[3]) = mean(i)").type()).hasToString("f64");
        assertThat(Evaluation.of("f(x: f32[2], y: f64[2]) = x + y").type()).hasToString("f64[2]");
        assertThat(Evaluation.of("f(x: f32[2]) = concat(x, [1])").type()).hasToString("f32[3]");
    }

    @Test
    void conversionsToWholeNumbersGoTowardsZero() {
        assertThat(Evaluation.of("z = int([2.7, -2.7])").value()).containsExactly(2, -2);
        assertThat(Evaluation.of("z = int(-2.7) + x").with("x", 0).value()).containsExactly(-2);
        assertThat(Evaluation.of("f(x: f64[2]) = int(x)").with("x", -1.5, 1.5).value()).containsExactly(-1, 1);
    }

    @Test
    void indicesAreComputed() {
        Evaluation program = Evaluation.of(
                "f(x: f64[n], k: int) = x[n - 1 - k] + 10*x[2*k - 1]*x[arange(n)][int(0.5 + k)]", Map.of("n", 4));

        assertThat(program.with("x", 1, 2, 3, 4).with("k", 1).value()).containsExactly(3 + 10 * 2 * 2);
    }

    @Test
    void aVariableHidesTheNameOfADimension() {
        assertThat(Evaluation.of("f(x: f64[n]) {\n  n = 10\n  return sum(x)*n\n}", Map.of("n", 2))
                        .with("x", 1, 2)
                        .value())
                .containsExactly(30);
        assertThat(Evaluation.of("input n: int; input x: f64[n]; z = sum(x)*n", Map.of("n", 2))
                        .with("x", 1, 2)
                        .with("n", 7)
                        .value())
                .containsExactly(21);
    }

    @Test
    void truthsAreTensorsToo() {
        assertThat(Evaluation.of("f(x: f64[3]) = where([true, false, true], x, -x)")
                        .with("x", 1, 2, 3)
                        .value())
                .containsExactly(1, -2, 3);
        assertThat(Evaluation.of("f(x: f64[3]) = sum(x > 1)*all(x > 0)*any(x == 2)")
                        .with("x", 1, 2, 3)
                        .value())
                .containsExactly(2);
        assertThat(Evaluation.of("f(c: bool, x) = x if c else -x")
                        .with("x", 2)
                        .with("c", 0)
                        .value())
                .containsExactly(-2);
        assertThat(Evaluation.of("f(x: f64[2]) = 1 if not all(x > 0) else x")
                        .with("x", -1, 2)
                        .value())
                .containsExactly(1, 1);
    }

    @Test
    void derivativesInsideOfProgramsHaveTheShapeOfTheirVariable() {
        Evaluation program = Evaluation.of("f(x: f64[3]) { g = grad(sum(x^3), x)\nreturn dot(g, g) }")
                .with("x", 1, 0, 2);

        assertThat(program.value()).containsExactly(9 + 144);
        assertThat(program.gradient("x")).containsExactly(36, 0, 288);
    }

    @Test
    void optionalArgumentsPassThroughFunctionsOfTheUser() {
        assertThat(Evaluation.of(
                                "spread(v, axis = none) = max(v, axis=axis) - min(v, axis=axis)\nf(x: f64[2, 3]) = spread(x) + spread(x, axis=1)[1]")
                        .with("x", SIX)
                        .value())
                .containsExactly(7);
    }

    @Test
    void whatIsDetachedHasNoDerivative() {
        assertThat(Evaluation.of("f(x: f64[2]) = sum(x*detach(x))")
                        .with("x", 3, 4)
                        .gradient("x"))
                .containsExactly(3, 4);
        assertThat(Evaluation.of("input x: f64[2]; no_grad { w = x/norm(x) }; z = dot(w, x)")
                        .with("x", 3, 4)
                        .gradient("x"))
                .containsExactly(0.6, 0.8);
    }

    @Test
    void randomNumbersDependOnTheSeedOnly() {
        double[] numbers = Evaluation.of("z = randn(2, 3, seed=7)").value();

        assertThat(Evaluation.of("z = randn([2, 3], seed=7)").value()).containsExactly(numbers);
        assertThat(Evaluation.of("z = randn(2, 3, seed=8)").value()).isNotEqualTo(numbers);
        assertThat(Evaluation.of("f(x: f64[100]) = dropout(x, training=false)")
                        .formula()
                        .result()
                        .op()
                        .symbol())
                .isEqualTo("where");
    }

    @Test
    void madeTensorsAreThoseOfNumPy() {
        assertThat(Evaluation.of("z = arange(2, 9, 3)").value()).containsExactly(2, 5, 8);
        assertThat(Evaluation.of("z = arange(5, 0, -2)").value()).containsExactly(5, 3, 1);
        assertThat(Evaluation.of("z = arange(0, 1, 0.25)").value()).containsExactly(0, 0.25, 0.5, 0.75);
        assertThat(Evaluation.of("z = linspace(0, 1, 4)").value()).containsExactly(0, 1 / 3.0, 2 / 3.0, 1);
        assertThat(Evaluation.of("z = eye(2, 3)").value()).containsExactly(1, 0, 0, 0, 1, 0);
        assertThat(Evaluation.of("z = full([2, 2], x)").with("x", 3).value()).containsExactly(3, 3, 3, 3);
        assertThat(Evaluation.of("f(x: f64[n]) = zeros(n + 1) + ones(n*2 - n + 1)", Map.of("n", 1))
                        .value())
                .containsExactly(1, 1);
        assertThat(Evaluation.of("f(i: int[2]) = one_hot(i, 3)").with("i", 2, 0).value())
                .containsExactly(0, 0, 1, 1, 0, 0);
    }

    @Test
    void shapesAreArguments() {
        assertThat(Evaluation.of("f(x: f64[n, 3]) = reshape(x, size(x, 1), -1)").type()).hasToString("f64[3, n]");
        assertThat(Evaluation.of("f(x: f64[n, 3], y: f64[k]) = broadcast_to(0, shape(x)) + zeros(shape(x))")
                        .type())
                .hasToString("f64[n, 3]");
        assertThat(Evaluation.of("f(x: f64[n, 3]) = reshape(x, [3*n])").type()).hasToString("f64[3*n]");
        assertThat(Evaluation.of("f(x: f64[n]) = concat(x[1:], x)[::2]").type()).hasToString("f64[ceil((2*n - 1)/2)]");
        assertThat(Evaluation.of("f(x: f64[n, m]) = tile(permute(unsqueeze(x, -1), 2, 0, 1), 2, 1, 3)")
                        .type())
                .hasToString("f64[2, n, 3*m]");
    }
}
