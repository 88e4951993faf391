package dev.autodiff.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import dev.autodiff.codegen.ClassContents;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is generated for formulas of open-source projects is what an expert writes by hand. */
class RealWorldTest {
    /**
     * Of the largest number of an array: the rounding of some hundred operations, and of the differences that an
     * expert's forms take.
     */
    private static final double TOLERANCE = 1e-11;

    /** Something that fills arrays for a point, and may return a number. */
    private interface Formula {
        double at(double[] point, double[] first, double[] second) throws Throwable;
    }

    private static void assertSame(double[][] columns, Formula generated, Formula byHand) throws Throwable {
        for (int i = 0; i < Points.COUNT; i++) {
            int index = i;
            double[] point = Arrays.stream(columns).mapToDouble(column -> column[index]).toArray();
            double[][] actual = {new double[25], new double[25], new double[1]};
            double[][] expected = {new double[25], new double[25], new double[1]};
            actual[2][0] = generated.at(point, actual[0], actual[1]);
            expected[2][0] = byHand.at(point, expected[0], expected[1]);
            for (int k = 0; k < actual.length; k++) {
                double size = Arrays.stream(expected[k]).map(Math::abs).max().orElseThrow();
                assertThat(actual[k])
                        .as("at %s", Arrays.toString(point))
                        .containsExactly(expected[k], within(TOLERANCE * size));
            }
        }
    }

    private static double call(MethodHandle method, double[] point, double[]... arrays) throws Throwable {
        List<Object> arguments = new ArrayList<>();
        Arrays.stream(point).forEach(arguments::add);
        arguments.addAll(Arrays.asList(arrays));
        Object answer = method.invokeWithArguments(arguments);
        return answer == null ? 0 : (double) answer;
    }

    @Test
    void flowsOfABranch() throws Throwable {
        assertSame(RealWorld.FLOW_POINTS, (point, f, j) -> call(RealWorld.FLOW, point, f, j), (p, f, j) -> {
            HandFormulas.flow(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10], p[11], f, j);
            return 0;
        });
    }

    @Test
    void impliedVolatility() throws Throwable {
        assertSame(RealWorld.SABR_POINTS, (point, f, j) -> call(RealWorld.SABR, point, f),
                (p, f, j) -> HandFormulas.sabr(p[0], p[1], p[2], p[3], p[4], p[5], p[6], f));
    }

    @Test
    void dynamicsOfARobot() throws Throwable {
        Formula generated = (p, f, j) -> {
            RealWorld.ROBOT.invoke(
                    Arrays.copyOf(p, 5), Arrays.copyOfRange(p, 5, 7), p[7], p[8], p[9], p[10], p[11], f, j);
            return 0;
        };
        assertSame(RealWorld.ROBOT_POINTS, generated, (p, f, j) -> {
            HandFormulas.robot(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10], p[11], f, j);
            return 0;
        });
    }

    @Test
    void temperatureFunctions() throws Throwable {
        assertSame(
                RealWorld.TWU_POINTS,
                (point, f, j) -> call(RealWorld.TWU, point, f, j),
                (p, f, j) -> HandFormulas.twu(p[0], p[1], p[2], f, j));
    }

    @Test
    void helmholtzEnergy() throws Throwable {
        assertSame(RealWorld.HELMHOLTZ_POINTS, (point, f, j) -> call(RealWorld.HELMHOLTZ, point, f, j),
                (p, f, j) -> HandFormulas.helmholtz(p[0], p[1], p[2], p[3], p[4], p[5], p[6], f, j));
    }

    @ParameterizedTest
    @CsvSource({
        "powerflow.ad, flow, JACOBIAN, 6", "ekf.ad, dynamics, JACOBIAN, 10", "sabr.ad, sabr, GRADIENT, 10",
        "sabr.ad, sabr_second, , 30", "helmholtz.ad, helmholtz, HESSIAN, 11"
    })
    void classesForOnePointAreSmall(String file, String function, DerivativeKind kind, int kilobytes) {
        ClassContents contents = new ClassContents(EnumSet.of(ClassContents.Form.POINT), Set.of(), false, false);
        Options options = Options.DEFAULT
                .withFunction(function)
                .withDerivatives(kind == null ? Set.of() : Set.of(kind));

        byte[] bytes = Generated.classFile("Small", Generated.program(file), options, contents);

        assertThat(bytes).hasSizeLessThanOrEqualTo(kilobytes * 1000);
    }
}
