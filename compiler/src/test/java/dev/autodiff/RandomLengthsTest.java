package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction;
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
    private static final int PROGRAMS = Integer.getInteger("lengths", 300);
    private static final int FIRST = Integer.getInteger("lengths.first", 0);
    private static final double TOLERANCE = 1e-11;

    @Test
    void derivativesAtTheOriginAreThoseOfTheQuadraticApproximation() {
        int verified = 0;
        int wrong = 0;
        for (int seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
            LengthPrograms.Program program = new LengthPrograms(new Random(seed)).next();
            if (!program.expected().isSmooth()) {
                continue;
            }
            verified++;
            try {
                verify(program);
            } catch (AssertionError | RuntimeException e) {
                wrong++;
                System.out.println("seed " + seed + "\n" + program.text() + "\nat " + java.util.Arrays.toString(program.point()) + "\n"
                        + String.valueOf(e.getMessage()).lines().filter(l -> l.startsWith("  [")).limit(2).reduce(e instanceof AssertionError ? "" : e.toString(), (a, b) -> a + b + "\n"));
            }
        }
        System.out.println(verified + " verified, " + wrong + " wrong");
        assertThat(verified).isGreaterThan(PROGRAMS / 3);
        assertThat(wrong).isZero();
    }

    private static void verify(LengthPrograms.Program program) {
        Quadratic expected = program.expected();
        double[] at = program.point();
        CompiledFunction function = Autodiff.compile(program.text());

        double size = expected.size();
        assertThat(function.value(at)).as(program.text()).isCloseTo(expected.value(), within(TOLERANCE * size));
        assertThat(function.gradient(at)).as(program.text()).containsExactly(expected.slopes(), within(TOLERANCE * size));
        double[][] hessian = function.hessian(at);
        for (int i = 0; i < at.length; i++) {
            assertThat(hessian[i]).as("row %d of the Hessian %s\n%s", i, List.of(hessian), program.text())
                    .containsExactly(expected.curvatures()[i], within(TOLERANCE * size));
        }
    }
}
