package dev.autodiff.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.util.Pair;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorFunctionTest {
    private static final CompiledFunction DECAY = Autodiff.compile(
            "f(x: f64[n], w: f64[2], c: f64) = w[0]*exp(-w[1]*x) + c*x");

    /** Fewer rows than parameters, and so many that a pass for each row would take hours. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 200_000})
    void theJacobianHasARowForEachElement(int rows) {
        double[] x = new double[rows];
        Arrays.setAll(x, i -> 3.0*i/rows);
        Map<String, Tensor> start = new LinkedHashMap<>();
        start.put("c", Tensor.scalar(0));
        start.put("w", Tensor.of(0, 0));
        VectorFunction function = VectorFunction.of(DECAY, ParameterVector.of(start), Map.of("x", Tensor.of(x)));

        Pair<RealVector, RealMatrix> answer = function.value(new ArrayRealVector(new double[] {0.25, 2, 0.5}));

        assertThat(answer.getFirst().getDimension()).isEqualTo(rows);
        for (int i : List.of(0, 1, 2, rows/2, rows - 1)) {
            if (i < rows) {
                double decay = Math.exp(-0.5*x[i]);
                assertThat(answer.getFirst().getEntry(i)).isCloseTo(2*decay + 0.25*x[i], within(1e-15));
                assertThat(answer.getSecond().getRow(i))
                        .containsExactly(new double[] {x[i], decay, -2*x[i]*decay}, within(1e-15));
            }
        }
    }
}
