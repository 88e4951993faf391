package dev.autodiff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.hipparchus.Minimization;
import dev.autodiff.hipparchus.ParameterVector;
import dev.autodiff.runtime.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    private Path directory;

    private Checkpoint checkpoint() {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("w", Tensor.of(0, 0));
        parameters.put("b", Tensor.scalar(0));
        return Checkpoint.at(
                directory.resolve("run/theta.txt").toString(), ParameterVector.of(parameters), new Configuration());
    }

    private static Minimization.Step step(int number, double... x) {
        return new Minimization.Step(number, x, 0, 0, 0, 0);
    }

    @Test
    void givesTheLastParametersThatWereWritten() throws IOException {
        double[] start = {0, 0, 0};
        assertThat(checkpoint().orElse(start)).isSameAs(start);

        Checkpoint every2 = checkpoint().every(2);
        every2.accept(step(0, 1, 2, 3));
        every2.accept(step(2, 1.0 / 3, -0.0, 1e-300));
        every2.accept(step(3, 7, 7, 7));

        assertThat(checkpoint().orElse(start)).containsExactly(1.0 / 3, -0.0, 1e-300);
        assertThat(Files.readAllLines(directory.resolve("run/theta.txt")))
                .isEqualTo(List.of("w = [0.3333333333333333, -0.0]", "b = 1.0E-300"));
    }
}
