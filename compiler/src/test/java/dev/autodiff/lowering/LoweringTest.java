package dev.autodiff.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.HiddenClasses;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.TensorKernel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loops in bytecode give the bits of the reference interpreter, after all exact rewrites. */
class LoweringTest {
    private static final int GRAPHS = Integer.getInteger("graphs", 400);

    @Test
    void randomGraphsGiveTheBitsOfTheInterpreter() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            RandomTensors program = new RandomTensors(seed, false);
            check("seed " + seed, program, program.results());
        }
    }

    @Test
    void theirGradientsDoAsWell() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            RandomTensors program = new RandomTensors(seed, false);
            check("seed " + seed, program, program.gradient());
        }
    }

    @Test
    void graphsWithLoopsDoAsWell() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            RandomTensors program = RandomTensors.withLoops(seed);
            check("seed " + seed, program, program.results());
        }
    }

    private static void check(String what, RandomTensors program, List<Node> results) {
        PlannedTensors planned = new PlannedTensors(program, results);
        TensorKernel kernel =
                HiddenClasses.define(planned.plans(), planned.signature(), new ClassSpec("F", "f.ad", "", null, ""))
                        .kernel();
        List<double[]> actual = planned.run(kernel);
        for (int i = 0; i < results.size(); i++) {
            assertThat(actual.get(i)).as(what + ", result " + i).containsExactly(planned.expected().get(i));
        }
    }
}
