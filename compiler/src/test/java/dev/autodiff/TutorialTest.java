package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs of PyTorch's autograd tutorials through the API. */
class TutorialTest {
    /**
     * Both sides round each of a handful of operations, of which the sums of a mean are the longest. PyTorch's slope of
     * c/(c + 2) is the difference of two numbers that are up to 26 times as large, and so is its rounding.
     */
    private static final double ROUNDINGS = (8 + 26) * Math.ulp(1.0);

    static Stream<Tutorial> tutorials() throws IOException, JsonParserException {
        return Tutorial.all();
    }

    @ParameterizedTest
    @MethodSource("tutorials")
    void everyVariableHasItsValue(Tutorial tutorial) {
        tutorial.values().forEach((name, value) -> {
            CompiledFunction function = Autodiff.compile(tutorial.source(), tutorial.options().withResult(name));

            assertSame(name, function.value(tutorial.arguments(function)), value);
        });
    }

    @ParameterizedTest
    @MethodSource("tutorials")
    void parametersAndIntermediateVariablesHaveTheirGradients(Tutorial tutorial) {
        Map<String, Tensor> expected = tutorial.gradients();
        CompiledFunction function =
                Autodiff.compile(tutorial.source(), tutorial.options().withVariables(List.copyOf(expected.keySet())));

        List<Tensor> gradient = tutorial.gradient(function);

        for (int i = 0; i < gradient.size(); i++) {
            String name = function.variables().get(i);
            assertSame(name, gradient.get(i), expected.get(name));
        }
    }

    private static void assertSame(String name, Tensor actual, Tensor expected) {
        assertThat(actual.lengths()).as("shape of " + name).isEqualTo(expected.lengths());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.at(i))
                    .as("%s, element %s", name, i)
                    .isCloseTo(expected.at(i), within(ROUNDINGS * Math.abs(expected.at(i))));
        }
    }

    @Test
    void aLeafMadeOfAComputedTensorHasTheGradientOfALeaf() {
        Source source = new Source("flip.ad", "no_grad { a = x*3/(x - 1) }\nb = sum(a*a)");
        Options options = Options.DEFAULT
                .withArguments(Map.of("x", new Type(DType.F64, Shape.of(2, 2))))
                .withVariables(List.of("a"));
        Random random = new Random(20);
        double[] x = random.doubles(4, -1, 1).toArray();

        Tensor gradient = Autodiff.compile(source, options)
                .valueAndGradient(Tensor.of(new int[] {2, 2}, x))
                .gradient()
                .get(0);

        for (int i = 0; i < x.length; i++) {
            assertThat(gradient.at(i)).isEqualTo(2 * (x[i] * 3 / (x[i] - 1)));
        }
    }

    @Test
    void forwardDifferencesAgreeWithThoseOfTheTutorial() throws IOException, JsonParserException {
        Tutorial tutorial = Tutorial.of("calc-rational-mean");
        CompiledFunction function = Autodiff.compile(tutorial.source(), tutorial.options());
        JsonArray expected = tutorial.json().getArray("finite_differences");
        double[] a = {1, 2, 3};
        double step = 0.001;
        for (int i = 0; i < a.length; i++) {
            double[] moved = a.clone();
            moved[i] += step;
            double slope = (function.value(Tensor.of(moved)).item() - function.value(Tensor.of(a)).item()) / step;

            assertThat(slope).isCloseTo(expected.getDouble(i), within(4 * Math.ulp(1.0) / step));
            assertThat(slope).isCloseTo(tutorial.gradients().get("a").at(i), within(step));
        }
    }

    @Test
    void aResultOfSeveralElementsNeedsACotangent() {
        CompiledFunction function = Autodiff.compile("y(x: f64[3]) = 2*x");
        Tensor x = Tensor.of(1, 2, 3);

        assertThatThrownBy(() -> function.valueAndGradient(x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the result of y has the shape [3]: its derivative needs a cotangent of that shape, by pullback(cotangent, …)");
        assertThat(function.pullback(Tensor.of(0.1, 1, 0.0001), x)
                        .gradient()
                        .get(0)
                        .toArray())
                .containsExactly(0.2, 2, 0.0002);
    }

    @Test
    void whatIsComputedWithoutGradientsHasNone() {
        Source source = new Source("frozen.ad", "no_grad { z1 = y*log(x) + sin(y) }\nz2 = y*log(x) + sin(y)");
        Options options = Options.DEFAULT.withResult("z1");

        assertThat(Autodiff.compile(source, options).value(2, 3)).isEqualTo(2.220561549739703);
        assertThatThrownBy(() -> Autodiff.analyze(source, options).requireDerivative())
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("the result is detached: it has no derivative");
    }

    @Test
    void aFunctionMayBeDifferentiatedAnyNumberOfTimes() {
        CompiledFunction function = Autodiff.compile("z(x: f64[2]) = sum(x^2)");
        Tensor x = Tensor.of(1, 2);

        assertThat(function.valueAndGradient(x)).usingRecursiveComparison().isEqualTo(function.valueAndGradient(x));
    }
}
