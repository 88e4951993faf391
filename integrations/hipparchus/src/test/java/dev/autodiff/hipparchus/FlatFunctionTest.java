package dev.autodiff.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.junit.jupiter.api.Test;

class FlatFunctionTest {
    private static final CompiledFunction LAYER =
            Autodiff.compile("z(const x: f64[3], w: f64[2, 3], b: f64[2], s) = s*sum((w @ x + b)^2)");

    private static Map<String, Tensor> parameters() {
        Map<String, Tensor> values = new LinkedHashMap<>();
        values.put("b", Tensor.of(1, -1));
        values.put("w", Tensor.of(new int[] {2, 3}, 1, 2, 3, 4, 5, 6));
        return values;
    }

    private static final Map<String, Tensor> FIXED = Map.of("x", Tensor.of(1, 0, 2), "s", Tensor.scalar(0.5));

    @Test
    void tensorsStandOneBehindTheOtherInTheOrderGiven() {
        ParameterVector vector = ParameterVector.of(parameters());

        assertThat(vector.flatten(parameters())).containsExactly(1, -1, 1, 2, 3, 4, 5, 6);
        assertThat(vector.tensors(new double[] {8, 7, 6, 5, 4, 3, 2, 1}).get("w").get(1, 0)).isEqualTo(3);
        assertThat(List.of(vector.element(1), vector.element(6))).containsExactly("b[1]", "w[1, 1]");
    }

    @Test
    void theGradientStandsWhereItsVariablesStand() {
        FlatFunction function = FlatFunction.of(LAYER, ParameterVector.of(parameters()), FIXED);
        double[] gradient = new double[8];

        // w x + b = (8, 15), and the gradient is its product with (1, x)
        assertThat(function.valueAndGradient(new double[] {1, -1, 1, 2, 3, 4, 5, 6}, gradient))
                .isEqualTo(0.5 * (64 + 225));
        assertThat(gradient).containsExactly(8, 15, 8, 0, 16, 15, 0, 30);
        assertThat(function.gradient().value(new double[] {1, -1, 1, 2, 3, 4, 5, 6})).containsExactly(gradient);
    }

    @Test
    void numbersMayVaryInAnyOrder() {
        FlatFunction function = FlatFunction.of(
                Autodiff.compile("z = a - 2*b + 3*c"),
                ParameterVector.of(List.of("c", "a")),
                Map.of("b", Tensor.scalar(5)));
        double[] gradient = new double[2];

        assertThat(function.valueAndGradient(new double[] {1, 2}, gradient)).isEqualTo(2 - 10 + 3);
        assertThat(gradient).containsExactly(3, 1);
    }

    @Test
    void hipparchusMinimisesIt() {
        FlatFunction function = FlatFunction.of(Autodiff.compile("z = (1 - x)^2 + 100*(y - x^2)^2"));

        PointValuePair minimum = new NonLinearConjugateGradientOptimizer(
                        NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE, new SimpleValueChecker(1e-14, 1e-14))
                .optimize(
                        new ObjectiveFunction(function),
                        new ObjectiveFunctionGradient(function.gradient()),
                        GoalType.MINIMIZE,
                        new InitialGuess(new double[] {-1.2, 1}),
                        new MaxEval(10_000));

        assertThat(minimum.getPoint()).containsExactly(new double[] {1, 1}, within(1e-5));
    }

    @Test
    void aParameterWithoutValueIsNamed() {
        assertThatThrownBy(
                        () -> FlatFunction.of(LAYER, ParameterVector.of(parameters()), Map.of("x", Tensor.of(1, 0, 2))))
                .hasMessage("no value for s of z");
    }

    @Test
    void aParameterThatTheFunctionLacksIsNamed() {
        assertThatThrownBy(() -> FlatFunction.of(LAYER, ParameterVector.of(List.of("q")), FIXED))
                .hasMessage("z has no parameter 'q': it has x, w, b, s");
    }

    @Test
    void aDerivativeThatTheFunctionLacksIsNamed() {
        CompiledFunction partial =
                Autodiff.compile(new Source("z", "z = x*y"), Options.DEFAULT.withVariables(List.of("x")));

        assertThatThrownBy(() -> FlatFunction.of(partial))
                .hasMessage("z was compiled without its derivative by 'y': it has those by x");
    }
}
