package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.examples.formula.Evidence;
import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.Tensor;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Against scikit-learn's Gaussian process regression of the same data. */
class MobilityCurveTest {
    private static final double BEST_EVIDENCE = 55.40126932631772;
    private static final double MEAN = 783.2101081081081;
    private static final double DEVIATION = 556.6701663213671;

    @Test
    void hasTheEvidenceAndItsGradient() throws IOException {
        Table table = Table.read("thurber.csv");
        Tensor theta = Tensor.of(Math.log(0.7), Math.log(2), Math.log(0.1));

        Pullback answer = Evidence.gradient(theta, Tensor.of(table.column(0)), Tensor.of(table.standardised(1)));

        assertThat(answer.value().item()).isCloseTo(18.416437236958913, within(1e-10));
        assertThat(answer.gradient().get(0).toArray())
                .containsExactly(
                        new double[] {20.655691280608863, -10.001304347928397, -24.46960028271351}, within(1e-9));
    }

    @Test
    void findsTheLargestEvidenceAndPredictsFromIt() throws IOException {
        MobilityCurve curve = new MobilityCurve();

        assertThat(curve.fit(1000)).isCloseTo(BEST_EVIDENCE, within(1e-6));
        assertThat(curve.at(0, -2).value().toArray())
                .containsExactly(
                        new double[] {(1286.27919686 - MEAN) / DEVIATION, (129.30291571 - MEAN) / DEVIATION},
                        within(1e-4));
    }

    @Test
    void hasTheSlopeOfTheCurve() throws IOException {
        MobilityCurve curve = new MobilityCurve();
        double step = 1e-5;
        double[] moved = curve.at(1 - step, 1 + step).value().toArray();

        assertThat(curve.at(1, 1.5).gradient().get(0).at(0))
                .isCloseTo((moved[1] - moved[0]) / (2 * step), within(1e-8));
    }
}
