package dev.autodiff.bench;

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
 * {@link RealWorld Formulas of open-source projects} with their derivatives beside the same written by hand:
 * nanoseconds for a point.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Points.COUNT)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RealWorldBenchmark {
    private final double[] few = new double[6];
    private final double[] many = new double[25];
    private final double[] state = new double[5];
    private final double[] input = new double[2];

    @Benchmark
    public double flow() throws Throwable {
        double[][] p = RealWorld.FLOW_POINTS;
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            RealWorld.FLOW.invokeExact(p[0][i], p[1][i], p[2][i], p[3][i], p[4][i], p[5][i], p[6][i], p[7][i], p[8][i],
                    p[9][i], p[10][i], p[11][i], few, many);
            sum += few[0] + many[23];
        }
        return sum;
    }

    @Benchmark
    public double flowByHand() {
        double[][] p = RealWorld.FLOW_POINTS;
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            HandFormulas.flow(p[0][i], p[1][i], p[2][i], p[3][i], p[4][i], p[5][i], p[6][i], p[7][i], p[8][i], p[9][i],
                    p[10][i], p[11][i], few, many);
            sum += few[0] + many[23];
        }
        return sum;
    }

    @Benchmark
    public double sabr() throws Throwable {
        double[][] p = RealWorld.SABR_POINTS;
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            sum += (double) RealWorld.SABR.invokeExact(p[0][i], p[1][i], p[2][i], p[3][i], p[4][i], p[5][i], p[6][i],
                    few) + few[5];
        }
        return sum;
    }

    @Benchmark
    public double sabrByHand() {
        double[][] p = RealWorld.SABR_POINTS;
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            sum += HandFormulas.sabr(p[0][i], p[1][i], p[2][i], p[3][i], p[4][i], p[5][i], p[6][i], few) + few[5];
        }
        return sum;
    }

    @Benchmark
    public double robot() throws Throwable {
        double[][] p = RealWorld.ROBOT_POINTS;
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            takeState(p, i);
            RealWorld.ROBOT.invokeExact(state, input, p[7][i], p[8][i], p[9][i], p[10][i], p[11][i], few, many);
            sum += few[0] + many[24];
        }
        return sum;
    }

    /** As the filter has it: in arrays. */
    private void takeState(double[][] p, int i) {
        for (int k = 0; k < 5; k++) {
            state[k] = p[k][i];
        }
        input[0] = p[5][i];
        input[1] = p[6][i];
    }

    @Benchmark
    public double robotByHand() {
        double[][] p = RealWorld.ROBOT_POINTS;
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            takeState(p, i);
            HandFormulas.robot(
                    state[0], state[1], state[2], state[3], state[4], input[0], input[1], p[7][i], p[8][i], p[9][i],
                    p[10][i], p[11][i], few, many);
            sum += few[0] + many[24];
        }
        return sum;
    }

    @Benchmark
    public double twu() throws Throwable {
        double[][] p = RealWorld.TWU_POINTS;
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            sum += (double) RealWorld.TWU.invokeExact(p[0][i], p[1][i], p[2][i], few, many) + few[0] + many[0];
        }
        return sum;
    }

    @Benchmark
    public double twuByHand() {
        double[][] p = RealWorld.TWU_POINTS;
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            sum += HandFormulas.twu(p[0][i], p[1][i], p[2][i], few, many) + few[0] + many[0];
        }
        return sum;
    }

    @Benchmark
    public double helmholtz() throws Throwable {
        double[][] p = RealWorld.HELMHOLTZ_POINTS;
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            sum += (double) RealWorld.HELMHOLTZ.invokeExact(p[0][i], p[1][i], p[2][i], p[3][i], p[4][i], p[5][i],
                    p[6][i], few, many) + few[4] + many[23];
        }
        return sum;
    }

    @Benchmark
    public double helmholtzByHand() {
        double[][] p = RealWorld.HELMHOLTZ_POINTS;
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            sum += HandFormulas.helmholtz(p[0][i], p[1][i], p[2][i], p[3][i], p[4][i], p[5][i], p[6][i], few, many) +
                    few[4] + many[23];
        }
        return sum;
    }
}
