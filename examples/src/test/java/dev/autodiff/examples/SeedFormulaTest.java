package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.examples.formula.Seed;
import org.junit.jupiter.api.Test;

class SeedFormulaTest {
    @Test
    void givesValueAndPartialDerivatives() {
        assertThat(SeedFormula.atOnePoint(2, 3))
                .startsWith("z(2.0, 3.0) = 2.220561549739703, dz/dx = 1.5, dz/dy = -0.29684531604050013");
    }

    /** Math.log and Math.sin are good to one unit in the last place. */
    @Test
    void agreesWithTheFormulaByHand() {
        double[] gradient = new double[2];
        for (double x = 0.25; x < 4; x += 0.25) {
            for (double y = -3; y <= 3; y += 0.5) {
                assertThat(Seed.gradient(x, y, gradient)).isCloseTo(y * Math.log(x) + Math.sin(y), within(1e-15));
                assertThat(gradient).containsExactly(new double[] {y / x, Math.log(x) + Math.cos(y)}, within(1e-15));
            }
        }
    }

    @Test
    void givesTheSameForManyPointsAsForOne() {
        double[] xs = {1, 2, 4};
        double[] ys = {3, 3, 3};
        double[] z = new double[3];
        double[] dx = new double[3];
        double[] dy = new double[3];
        Seed.gradient(xs, ys, z, dx, dy);

        double[] gradient = new double[2];
        for (int i = 0; i < xs.length; i++) {
            assertThat(z[i]).isEqualTo(Seed.gradient(xs[i], ys[i], gradient)).isEqualTo(Seed.value(xs[i], ys[i]));
            assertThat(new double[] {dx[i], dy[i]}).containsExactly(gradient);
        }
    }

    @Test
    void printsATable() {
        assertThat(SeedFormula.alongX(3, 1, 2).lines().toList()).hasSize(2);
    }
}
