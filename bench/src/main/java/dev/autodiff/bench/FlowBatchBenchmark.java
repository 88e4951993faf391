package dev.autodiff.bench;

import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Flows and their partials for many branches in one call, in vector registers and on one thread, beside a loop by hand:
 * nanoseconds for a branch.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(FlowBatchBenchmark.BRANCHES)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Dautodiff.threads=1"})
public class FlowBatchBenchmark {
    static final int BRANCHES = 10_000;

    private static final int OUTPUTS = 28;

    private final double[][] inputs = RealWorld.columns(
            BRANCHES, 0.9, 1.1, 0.9, 1.1, -0.3, 0.3, -0.3, 0.3, -0.1, 0.1, 0.95, 1.05, 5, 20, -0.2, 0.2, 0, 0.1, 0, 0.1,
            0, 0.1, 0, 0.1);
    private final double[][] outputs = new double[OUTPUTS][BRANCHES];
    private final double[] flows = new double[4];
    private final double[] partials = new double[24];
    private final Runnable generated = generated();

    private Runnable generated() {
        Options options = Options.DEFAULT.withFunction("flow").withDerivatives(Set.of(DerivativeKind.JACOBIAN));
        List<Object> arrays = new ArrayList<>(Arrays.asList(inputs));
        arrays.addAll(Arrays.asList(outputs));
        return PeerClass.of(Generated.program("powerflow.ad"), options).batch("jacobian", arrays.toArray());
    }

    @Benchmark
    public void flow() {
        generated.run();
    }

    @Benchmark
    public void flowByHand() {
        double[][] p = inputs;
        for (int i = 0; i < BRANCHES; i++) {
            HandFormulas.flow(
                    p[0][i], p[1][i], p[2][i], p[3][i], p[4][i], p[5][i], p[6][i], p[7][i], p[8][i], p[9][i], p[10][i],
                    p[11][i], flows, partials);
            for (int k = 0; k < 4; k++) {
                outputs[k][i] = flows[k];
            }
            for (int k = 0; k < partials.length; k++) {
                outputs[4 + k][i] = partials[k];
            }
        }
    }
}
