package dev.autodiff.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Certified answers of 27 problems, from the far start and from the near one. */
class NistTest {
    /**
     * The certified numbers have 11 digits, of which the last one is rounded: 10 agree at least, and one is allowed for
     * the fit.
     */
    private static final double DIGITS = 9;

    /**
     * Its residuals are roundings of data of 14 digits, some 1e-13, and a model in double precision is off by some
     * 1e-16: they have three digits.
     */
    private static final String OF_ROUNDINGS = "Lanczos1";
    private static final double DIGITS_OF_ROUNDINGS = 2;

    private static final double DIGITS_OF_OPTIMISER = 6;

    /** The same operations in numbers and on tensors, but for their order. */
    private static final double ROUNDINGS = 1e-13;

    static Stream<Arguments> problems() {
        return NistProblem.all().stream()
                .flatMap(problem -> Stream.of(1, 2).map(start -> Arguments.of(problem, start)));
    }

    @ParameterizedTest(name = "{0} from start {1}")
    @MethodSource("problems")
    void areFittedAsCertified(NistProblem problem, int start) {
        FitResult fit = LeastSquaresFit.of(problem.compile(), problem.data()).from(problem.start(start));

        double digits = problem.name().equals(OF_ROUNDINGS) ? DIGITS_OF_ROUNDINGS : DIGITS;
        assertThat(fit.converged()).isTrue();
        assertThat(fit.undetermined()).isEmpty();
        assertThat(fit.degreesOfFreedom()).isEqualTo(problem.degreesOfFreedom());
        assertClose("standard deviation", fit.standardDeviation(), problem.certifiedDeviation(), digits);
        assertClose("sum of squares", fit.sumOfSquares(), problem.certifiedSumOfSquares(), digits);
        for (String parameter : problem.parameters()) {
            assertClose(parameter, fit.value(parameter).item(), problem.certified(parameter), DIGITS);
            assertClose(
                    "error of " + parameter, fit.error(parameter).item(), problem.certifiedError(parameter), digits);
        }
    }

    /** Without what the fit adds: the optimiser stops where sums differ by roundings, which is half of the digits. */
    @ParameterizedTest(name = "{0} from start {1}")
    @MethodSource("problems")
    void areSolvedByTheOptimiserOfHipparchus(NistProblem problem, int start) {
        LeastSquaresOptimizer.Optimum optimum = new LevenbergMarquardtOptimizer()
                .withCostRelativeTolerance(1e-15).withParameterRelativeTolerance(1e-15).withOrthoTolerance(1e-15)
                .optimize(new LeastSquaresBuilder()
                        .model(problem.residuals())
                        .start(problem.start(start).values().stream().mapToDouble(Tensor::item).toArray())
                        .target(new double[problem.data().response().length])
                        .maxEvaluations(1000).maxIterations(1000)
                        .build());

        for (int i = 0; i < problem.parameters().size(); i++) {
            String parameter = problem.parameters().get(i);
            assertClose(parameter, optimum.getPoint().getEntry(i), problem.certified(parameter), DIGITS_OF_OPTIMISER);
        }
    }

    /** One call for all observations, and one gradient for each. */
    @ParameterizedTest
    @MethodSource("problemsAlone")
    void theJacobianOfAllResidualsIsTheGradientOfEach(NistProblem problem) {
        CompiledFunction residuals = problem.compileResiduals();
        CompiledFunction model = problem.compile();
        Map<String, Tensor> values = new HashMap<>(problem.table());
        values.putAll(problem.start(2));
        Tensor[] arguments = residuals.parameters().stream().map(values::get).toArray(Tensor[]::new);

        Map<String, Tensor> blocks = residuals.jacobian(arguments).blocks().get("r");

        for (int row = 0; row < problem.data().response().length; row++) {
            int observation = row;
            double[] gradient = model.gradient(model.parameters().stream()
                    .map(values::get)
                    .mapToDouble(value -> value.at(value.size() == 1 ? 0 : observation))
                    .toArray());
            for (int k = 0; k < gradient.length; k++) {
                assertThat(blocks.get(model.variables().get(k)).at(row))
                        .isCloseTo(gradient[k], within(ROUNDINGS * Math.abs(gradient[k])));
            }
        }
    }

    static Stream<NistProblem> problemsAlone() {
        return NistProblem.all().stream();
    }

    private static void assertClose(String name, double actual, double expected, double digits) {
        assertThat(actual).as(name).isCloseTo(expected, within(Math.abs(expected) * Math.pow(10, -digits)));
    }
}
