package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutodiffTest {
    private static final CompiledFunction NUMBERS = Autodiff.compile("z = x^2*y");
    private static final CompiledFunction RESULTS = Autodiff.compile("flow(x, y) = x*y, x + y");
    private static final CompiledFunction TENSORS = Autodiff.compile("f(x: f64[2], y: f64) = sum(x^3)*y");

    @Test
    void oneNumberHasEveryDerivative() {
        assertThat(NUMBERS.value(2, 3)).isEqualTo(12);
        assertThat(NUMBERS.gradient(2, 3)).containsExactly(12, 4);
        assertThat(NUMBERS.jacobian(2, 3)).isDeepEqualTo(new double[][] {{12, 4}});
        assertThat(NUMBERS.hessian(2, 3)).isDeepEqualTo(new double[][] {{6, 4}, {4, 0}});
        assertThat(NUMBERS.jvp(new double[] {2, 3}, new double[] {1, 10})).containsExactly(52);
        assertThat(NUMBERS.hvp(new double[] {2, 3}, new double[] {1, 10})).containsExactly(46, 4);
    }

    @Test
    void severalResultsHaveAJacobian() {
        assertThat(RESULTS.results()).containsExactly("result0", "result1");
        assertThat(RESULTS.jacobian(2, 3)).isDeepEqualTo(new double[][] {{3, 2}, {1, 1}});
        assertThat(RESULTS.jvp(new double[] {2, 3}, new double[] {1, 10})).containsExactly(23, 11);
        assertThatThrownBy(() -> RESULTS.hessian(2, 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("several results");
    }

    @Test
    void blocksHaveTheShapesOfBothSides() {
        Tensor x = Tensor.of(1, 2);
        Tensor y = Tensor.scalar(3);

        assertThat(TENSORS.jacobian(x, y).blocks().get("f")).hasToString("{x=f64[2] [9.0, 36.0], y=f64 9.0}");
        CompiledFunction.Hessian hessian = TENSORS.hessian(x, y);
        assertThat(hessian.value().item()).isEqualTo(27);
        assertThat(hessian.gradient()).hasToString("{x=f64[2] [9.0, 36.0], y=f64 9.0}");
        assertThat(hessian.blocks().get("x").get("x"))
                .satisfies(block -> assertThat(block.toArray()).containsExactly(18, 0, 0, 36));
        assertThat(hessian.blocks().get("y")).hasToString("{x=f64[2] [3.0, 12.0], y=f64 0.0}");
        assertThat(TENSORS.jvp(List.of(Tensor.of(1, 0), Tensor.scalar(1)), x, y)).hasToString("[f64 18.0]");
        assertThat(TENSORS.hvp(List.of(Tensor.of(1, 0), Tensor.scalar(1)), x, y))
                .hasToString("[f64[2] [21.0, 12.0], f64 3.0]");
    }

    @Test
    void pointsHaveNames() {
        assertThat(NUMBERS.value(NUMBERS.point(Map.of("y", 3.0, "x", 2.0)))).isEqualTo(12);
        assertThatThrownBy(() -> NUMBERS.point(Map.of("x", 2.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("z takes values of x, y, and got x");
    }

    @Test
    void answersMayHaveNamesToo() {
        assertThat(NUMBERS.value(Map.of("y", 3.0, "x", 2.0))).isEqualTo(12);
        assertThat(NUMBERS.gradient(Map.of("y", 3.0, "x", 2.0)))
                .containsExactly(Map.entry("x", 12.0), Map.entry("y", 4.0));
    }

    @Test
    void manyPointsAreColumns() {
        assertThat(NUMBERS.valuesAt(new double[] {2, 3}, new double[] {3, 1})).containsExactly(12, 9);
        assertThat(NUMBERS.gradientsAt(new double[] {2, 3}, new double[] {3, 1}))
                .isDeepEqualTo(new double[][] {{12, 6}, {4, 9}});
        assertThatThrownBy(() -> NUMBERS.valuesAt(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("z: columns of different lengths: 'x' has 2, 'y' has 3");
    }

    @Test
    void cotangentsArePulledBack() {
        assertThat(NUMBERS.vjp(new double[] {2, 3}, 2)).containsExactly(24, 8);
        assertThat(RESULTS.vjp(new double[] {2, 3}, 1, 10)).containsExactly(13, 12);
    }

    @Test
    void derivativesPrintThemselves() {
        assertThat(NUMBERS.derivative()).isEqualTo("t1 = x^2\nz = t1*y\ndz/dx = y*(2*x)\ndz/dy = t1");
        assertThat(RESULTS.derivative()).contains("dresult0/dx = y", "dresult1/dy = 1");
    }

    @Test
    void functionsOfTensorsTakeNoNumbers() {
        assertThatThrownBy(() -> TENSORS.hessian(1.0, 2.0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("give it tensors");
    }

    @Test
    void wrongProgramsAreRefusedWithPlaceAndRemedy() {
        assertThatThrownBy(() -> Autodiff.compile("z = lgo(x)"))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("did you mean 'log'?");
    }

    @Test
    void programsMayBeFiles(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("z.ad"), "z = 2*x");

        assertThat(Autodiff.compile(file).gradient(1)).containsExactly(2);
    }

    @Test
    void optionsChooseResultsAndVariables() {
        CompiledFunction function = Autodiff.compile(
                new Source("f", "p = x*y; q = x + y"),
                Options.DEFAULT.withResults(List.of("p", "q")).withVariables(List.of("y")));

        assertThat(function.jacobian(2, 3)).isDeepEqualTo(new double[][] {{2}, {1}});
    }

    /** Whatever stood there before: sums, and elements that nothing is added to, begin anew. */
    @ParameterizedTest
    @ValueSource(strings = {
        "z = vjp(x[[0, 2, 2]], x, [1, 2, 3])", "z = cumsum(x); y = sum(x)", "z = pad(x, 1, 1)",
        "z = where(x > 1, x, 0)", "z = outer(x, x) @ x", "z = zeros(3); for i in 0:2 { z[i] = x[i]^2 }",
        "z = vjp(x[1:2], x, [5])",
        "z = grad(x[0]*x[1], x)", "z = vjp(x[::2], x, [1, 2])", "z = x; y = x[0] > 1",
        "input x: f32[3]\nz = sort(x)", "z = zeros(2, 2)*sum(x)"
    })
    void tensorsOfTheCallersAreFilled(String text) {
        CompiledFunction function = Autodiff.compile(text.startsWith("input") ? text : "input x: f64[3]\n" + text);
        Tensor x = Tensor.of(3, 1, 2);
        List<Tensor> expected = function.values(x);
        Tensor[] filled = expected.stream().map(AutodiffTest::unlike).toArray(Tensor[]::new);
        function.fill(filled, x);

        assertThat(filled).containsExactlyElementsOf(expected);
    }

    private static Tensor unlike(Tensor tensor) {
        double[] elements = new double[tensor.size()];
        Arrays.fill(elements, 7.5);
        return Tensor.wrap(DType.F64, tensor.lengths(), elements).as(tensor.dtype());
    }

    @Test
    void numbersOfTheCallersAreFilledAndOtherTypesRefused() {
        Tensor value = Tensor.scalar(7);
        NUMBERS.fill(new Tensor[] {value}, Tensor.scalar(2), Tensor.scalar(3));

        assertThat(value.item()).isEqualTo(NUMBERS.value(2, 3));
        assertThatThrownBy(() -> NUMBERS.fill(new Tensor[] {}, Tensor.scalar(2), Tensor.scalar(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fills a tensor for each result");
        assertThatThrownBy(() -> TENSORS.fill(new Tensor[] {Tensor.of(1)}, Tensor.of(1, 2), Tensor.scalar(3)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
