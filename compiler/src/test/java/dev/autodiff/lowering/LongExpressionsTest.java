package dev.autodiff.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expressions that would be too long for one loop if nothing in them were shared. */
class LongExpressionsTest {
    /** Each value is computed from two earlier ones: written out, the last of 50 has thousands of operations. */
    private static String shared(int steps) {
        StringBuilder program = new StringBuilder("z(x: f64[n]) {\n t0 = x/2\n t1 = x/3\n");
        for (int i = 2; i < steps; i++) {
            program.append(" t")
                    .append(i)
                    .append(" = sin(t")
                    .append(i - 1)
                    .append(") + t")
                    .append(i - 2)
                    .append("/3\n");
        }
        return program.append(" return t").append(steps - 1).append("\n}\n").toString();
    }

    private static List<String> value(int steps) {
        return Autodiff.analyze(new Source("f.ad", shared(steps)), Options.DEFAULT).loops().get("value");
    }

    @Test
    void whatOneLoopComputesIsNotStored() {
        assertThat(value(50))
                .anyMatch(line -> line.contains("workspace: 0 numbers"))
                .filteredOn(line -> line.startsWith("for "))
                .hasSize(1);
    }

    @Test
    void whatAnotherLoopReadsIs() {
        assertThat(value(200))
                .noneMatch(line -> line.contains("workspace: 0 numbers"))
                .filteredOn(line -> line.startsWith("for "))
                .hasSizeGreaterThan(1);
    }

    @Test
    void bothAreRight() {
        for (int steps : new int[] {50, 200}) {
            CompiledFunction function = Autodiff.compile(shared(steps));
            double[] t = new double[steps];
            t[0] = 0.7 / 2;
            t[1] = 0.7 / 3;
            for (int i = 2; i < steps; i++) {
                t[i] = Math.sin(t[i - 1]) + t[i - 2] / 3;
            }
            assertThat(function.value(Tensor.of(0.7)).toArray()).containsExactly(t[steps - 1]);
        }
    }
}
