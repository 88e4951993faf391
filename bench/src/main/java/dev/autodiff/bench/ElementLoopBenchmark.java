package dev.autodiff.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
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

/** Loops over the elements of a tensor, per step: a sum of squares, and a recurrence whose elements are assigned. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ElementLoopBenchmark.STEPS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ElementLoopBenchmark {
    static final int STEPS = 100_000;

    private static final MethodHandles.Lookup SQUARES =
            Generated.define("squares(x: f64[n]) { s = 0; for i in 0:n { s = s + x[i]^2 }; return s }");
    private static final MethodHandles.Lookup DECAY =
            Generated.define("decay(x: f64[n]) { s = x; for i in 1:n { s[i] = 0.5*s[i-1] + x[i] }; return s[-1] }");
    private static final MethodType VALUE =
            MethodType.methodType(double.class, int.class, double[].class, double[].class);
    private static final MethodType GRADIENT = VALUE.appendParameterTypes(double[].class);
    private static final MethodHandle SQUARES_VALUE = Generated.method(SQUARES, "value", VALUE);
    private static final MethodHandle SQUARES_GRADIENT = Generated.method(SQUARES, "gradient", GRADIENT);
    private static final MethodHandle DECAY_VALUE = Generated.method(DECAY, "value", VALUE);
    private static final MethodHandle DECAY_GRADIENT = Generated.method(DECAY, "gradient", GRADIENT);

    private final double[] x = new double[STEPS];
    private final double[] dx = new double[STEPS];
    private final double[] s = new double[STEPS];
    private final double[] workspace = new double[4 * STEPS];

    public ElementLoopBenchmark() {
        for (int i = 0; i < STEPS; i++) {
            x[i] = Math.sin(i);
        }
    }

    @Benchmark
    public double squares() throws Throwable {
        return (double) SQUARES_VALUE.invokeExact(STEPS, x, workspace);
    }

    @Benchmark
    public double squaresByHand() {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * x[i];
        }
        return sum;
    }

    @Benchmark
    public double squaresGradient() throws Throwable {
        return (double) SQUARES_GRADIENT.invokeExact(STEPS, x, dx, workspace);
    }

    @Benchmark
    public double squaresGradientByHand() {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * x[i];
        }
        for (int i = x.length - 1; i >= 0; i--) {
            dx[i] = 2 * x[i];
        }
        return sum;
    }

    @Benchmark
    public double decay() throws Throwable {
        return (double) DECAY_VALUE.invokeExact(STEPS, x, workspace);
    }

    @Benchmark
    public double decayByHand() {
        System.arraycopy(x, 0, s, 0, x.length);
        for (int i = 1; i < s.length; i++) {
            s[i] = 0.5 * s[i - 1] + x[i];
        }
        return s[s.length - 1];
    }

    @Benchmark
    public double decayGradient() throws Throwable {
        return (double) DECAY_GRADIENT.invokeExact(STEPS, x, dx, workspace);
    }

    @Benchmark
    public double decayGradientByHand() {
        double value = decayByHand();
        Arrays.fill(s, 0);
        s[s.length - 1] = 1;
        for (int i = s.length - 1; i >= 1; i--) {
            dx[i] = s[i];
            s[i - 1] += 0.5 * s[i];
        }
        dx[0] = s[0];
        return value;
    }
}
