package dev.autodiff.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.Map;
import org.hipparchus.ode.ExpandableODE;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.VariationalEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.junit.jupiter.api.Test;

class DifferentialEquationTest {
    private static final CompiledFunction VAN_DER_POL =
            Autodiff.compile("f(y: f64[2], mu) = [y[1], mu*(1 - y[0]^2)*y[1] - y[0]]");

    /** What the integrator is asked for, times what errors grow by over the interval. */
    private static final double PRECISION = 1e-8;

    @Test
    void variationalEquationsTellHowTheStateDependsOnParameterAndStart() {
        DifferentialEquation equation = DifferentialEquation.of(VAN_DER_POL, "y", 2, Map.of("mu", Tensor.scalar(1)));
        ExpandableODE expandable = new ExpandableODE(equation);
        VariationalEquation variational = new VariationalEquation(expandable, equation);
        ODEState start = variational.setUpInitialState(new ODEState(0, new double[] {2, 0}));
        ODEStateAndDerivative end =
                new DormandPrince853Integrator(1e-9, 1, 1e-12, 1e-12).integrate(expandable, start, 5);

        assertThat(end.getPrimaryState()).containsExactly(new double[] {-0.83707745, 1.30708894}, within(PRECISION));
        assertThat(variational.extractParameterJacobian(end, "mu"))
                .containsExactly(new double[] {-1.31404089, -1.56900633}, within(PRECISION));
        // Liouville: the determinant is the exponential of the integral of the trace, mu (1 - y²), by Simpson's rule
        // over the same solution
        double[][] byStart = variational.extractMainSetJacobian(end);
        assertThat(byStart[0][0] * byStart[1][1] - byStart[0][1] * byStart[1][0])
                .isCloseTo(Math.exp(integralOfTrace()), within(1e-7));
    }

    private static double integralOfTrace() {
        int intervals = 2000;
        double h = 5.0 / intervals;
        double sum = 0;
        ODEState state = new ODEState(0, new double[] {2, 0});
        ExpandableODE equation =
                new ExpandableODE(DifferentialEquation.of(VAN_DER_POL, "y", 2, Map.of("mu", Tensor.scalar(1))));
        for (int i = 0; i <= intervals; i++) {
            double y = state.getPrimaryState()[0];
            sum += (i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2) * (1 - y * y);
            state = i == intervals
                    ? state
                    : new DormandPrince853Integrator(1e-9, 1, 1e-12, 1e-12).integrate(equation, state, (i + 1) * h);
        }
        return sum * h / 3;
    }

    @Test
    void whatIsLeftOpenIsTheTime() {
        CompiledFunction forced = Autodiff.compile("f(y: f64[1], t, k) = k*[sin(t)] - y");
        DifferentialEquation equation = DifferentialEquation.of(forced, "y", 1, Map.of("k", Tensor.scalar(3)));

        assertThat(equation.computeDerivatives(0.5, new double[] {2})).containsExactly(3 * Math.sin(0.5) - 2);
        assertThat(equation.computeMainStateJacobian(0.5, new double[] {2}, new double[1]))
                .isEqualTo(new double[][] {{-1}});
        assertThat(equation.computeParameterJacobian(0.5, new double[] {2}, new double[1], "k"))
                .containsExactly(Math.sin(0.5));
        assertThat(equation.getParametersNames()).containsExactly("k");
    }

    @Test
    void moreThanTheTimeIsNotLeftOpen() {
        assertThatThrownBy(
                        () -> DifferentialEquation.of(Autodiff.compile("f(y: f64[1], t, k) = k*t*y"), "y", 1, Map.of()))
                .hasMessage("no value for t, k of f: only the time may be open");
    }

    @Test
    void aStateOfAnotherLengthIsRefused() {
        DifferentialEquation equation = DifferentialEquation.of(VAN_DER_POL, "y", 2, Map.of("mu", Tensor.scalar(1)));

        assertThatThrownBy(() -> equation.computeDerivatives(0, new double[3]))
                .hasMessage("the state has 2 elements, and got 3");
    }
}
