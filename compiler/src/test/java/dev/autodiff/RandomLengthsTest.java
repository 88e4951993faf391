package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random programs of lengths that are smooth where the lengths are 0: value, gradient and Hessian there are those of
 * their quadratic approximations, by {@link LengthPrograms}. {@code -Dlengths=5000} tries so many programs.
 */
@Tag("oracle")
class RandomLengthsTest {
    private static final int PROGRAMS = Integer.getInteger("lengths", 10);
    private static final int FIRST = Integer.getInteger("lengths.first", 0);

    /** Programs have some hundred operations, and few cancel. */
    private static final double TOLERANCE = 1e-11;

    @Test
    void derivativesAtTheOriginAreThoseOfTheQuadraticApproximation() {
        List<String> failures = new ArrayList<>();
        int verified = 0;
        for (int seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
            LengthPrograms.Program program = new LengthPrograms(new Random(seed)).next();
            if (program.expected().isSmooth()) {
                verified++;
                try {
                    verify(program);
                } catch (AssertionError | RuntimeException e) {
                    failures.add("seed %d at %s: %s%n%s%n"
                            .formatted(seed, Arrays.toString(program.point()), program.text(), e));
                }
            }
        }
        assertThat(failures).isEmpty();
        assertThat(verified).isGreaterThan(PROGRAMS / 3);
    }

    private static void verify(LengthPrograms.Program program) {
        Quadratic expected = program.expected();
        double[] at = program.point();
        CompiledFunction function = Autodiff.compile(program.text());

        var tolerance = within(TOLERANCE * expected.size());
        assertThat(function.value(at)).as("value").isCloseTo(expected.value(), tolerance);
        assertThat(function.gradient(at)).as("gradient").containsExactly(expected.slopes(), tolerance);
        double[][] hessian = function.hessian(at);
        for (int i = 0; i < at.length; i++) {
            assertThat(hessian[i]).as("row %d of the Hessian", i)
                    .containsExactly(expected.curvatures()[i], tolerance);
        }
        int last = at.length - 1;
        Source source = new Source("nested", program.nested());
        double nested = Autodiff.compile(source, Options.DEFAULT.withVariables(List.of())).value(at);
        assertThat(nested).as("nested derivative").isCloseTo(expected.curvatures()[last - 1][last], tolerance);
    }
}
