package dev.autodiff.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import org.hipparchus.analysis.differentiation.DSFactory;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.hipparchus.analysis.solvers.NewtonRaphsonSolver;
import org.junit.jupiter.api.Test;

class UnivariateDerivativesTest {
    @Test
    void newtonsMethodFindsARoot() {
        UnivariateDerivatives kepler = UnivariateDerivatives.of(Autodiff.compile("m = x - 0.5*sin(x) - 1"));

        double root = new NewtonRaphsonSolver(1e-14).solve(100, kepler, 0, 3);

        assertThat(root - 0.5 * Math.sin(root)).isCloseTo(1, within(1e-14));
    }

    @Test
    void derivativesGoThroughOtherFunctions() {
        UnivariateDerivatives cube =
                UnivariateDerivatives.of(Autodiff.compile("z = x^3"), Autodiff.compile("z = x^3; d = grad(z, x)"));
        DerivativeStructure x = new DSFactory(1, 2).variable(0, 0.7);

        // sin(x)^3: 3 sin² cos and 6 sin cos² - 3 sin³
        DerivativeStructure z = cube.value(x.sin());

        double s = Math.sin(0.7);
        double c = Math.cos(0.7);
        assertThat(z.getAllDerivatives())
                .containsExactly(new double[] {s * s * s, 3 * s * s * c, 6 * s * c * c - 3 * s * s * s}, within(1e-15));
    }

    @Test
    void aHigherOrderThanKnownIsRefused() {
        UnivariateDerivatives square = UnivariateDerivatives.of(Autodiff.compile("z = x^2"));

        assertThatThrownBy(() -> square.value(new DSFactory(1, 2).variable(0, 1.0)))
                .hasMessage(
                        "derivatives of z(x) are known up to order 1, and 2 is asked for: give the functions of the derivatives below it as well");
    }

    @Test
    void aFunctionOfTwoNumbersIsRefused() {
        assertThatThrownBy(() -> UnivariateDerivatives.of(Autodiff.compile("z = x*y")))
                .hasMessage("a function of one number with its derivative is needed, and got z(x: f64, y: f64) -> f64");
    }
}
