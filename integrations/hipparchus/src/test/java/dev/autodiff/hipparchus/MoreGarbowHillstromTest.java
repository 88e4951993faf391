package dev.autodiff.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The 35 problems, some of them in two sizes, written in the language. */
class MoreGarbowHillstromTest {
    /** Of the largest number: what cancels in the residuals at some starts leaves 13 digits. */
    private static final double ROUNDING = 1e-12;

    /** The published minima have six digits; those that are 0 are reached up to the square of a small gradient. */
    private static final double PUBLISHED = 1e-5;
    private static final double ZERO = 1e-11;

    static List<TestProblem> problems() {
        return TestProblem.all();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void haveTheirValueAndGradientAtTheStart(TestProblem problem) {
        double[] gradient = new double[problem.start().length];
        double value = problem.sumOfSquares().valueAndGradient(problem.start(), gradient);

        assertThat(value).isCloseTo(problem.value(), within(ROUNDING * problem.value()));
        assertClose(gradient, problem.gradient());
    }

    @ParameterizedTest
    @MethodSource("problems")
    void haveTheirJacobianAndHessianAtTheStart(TestProblem problem) {
        assertClose(problem.atStart("jacobian(r, x) @ direction"), problem.jacobianProduct());
        assertClose(problem.atStart("hessian(z, x) @ direction"), problem.hessianProduct());
    }

    private static void assertClose(double[] actual, double[] expected) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertThat(actual).containsExactly(expected, within(ROUNDING * largest));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void areMinimised(TestProblem problem) {
        Minimum minimum = Minimization.of(problem.sumOfSquares()).from(problem.start());

        assertThat(minimum.converged()).as(minimum.toString()).isTrue();
        assertPublished(problem, minimum.value());
    }

    @ParameterizedTest
    @MethodSource("problems")
    void areSolvedByLevenbergAndMarquardt(TestProblem problem) {
        VectorFunction residuals = problem.residuals();
        RealVector start = new ArrayRealVector(problem.start());
        LeastSquaresOptimizer.Optimum optimum = new LevenbergMarquardtOptimizer().optimize(new LeastSquaresBuilder()
                .model(residuals).start(start).target(new double[residuals.value(start).getFirst().getDimension()])
                .maxEvaluations(1000).maxIterations(1000).build());

        assertPublished(problem, optimum.getChiSquare());
    }

    private static void assertPublished(TestProblem problem, double found) {
        double minimum = problem.minimumNear(found);
        assertThat(found).isCloseTo(minimum, within(minimum == 0 ? ZERO : PUBLISHED * minimum));
    }
}
