package dev.autodiff.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.util.FastMath;
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

/** {@code z = y*log(x) + sin(y)} with both partials, per point. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Points.COUNT)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SeedBenchmark {
    private static final MethodHandles.Lookup FORMULA = Generated.define("z = y*log(x) + sin(y)");
    private static final MethodHandle VALUE =
            Generated.method(FORMULA, "value", MethodType.methodType(double.class, double.class, double.class));
    private static final MethodHandle GRADIENT = Generated.method(
            FORMULA, "gradient", MethodType.methodType(double.class, double.class, double.class, double[].class));

    private final double[] x = Points.column(1, 0.5, 4);
    private final double[] y = Points.column(2, -3, 3);
    private final double[] gradient = new double[2];

    @Benchmark
    public double value() throws Throwable {
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            sum += (double) VALUE.invokeExact(x[i], y[i]);
        }
        return sum;
    }

    @Benchmark
    public double gradient() throws Throwable {
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            sum += (double) GRADIENT.invokeExact(x[i], y[i], gradient) + gradient[0] + gradient[1];
        }
        return sum;
    }

    @Benchmark
    public double gradientByHand() {
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            sum += byHand(x[i], y[i], gradient) + gradient[0] + gradient[1];
        }
        return sum;
    }

    @Benchmark
    public double gradientByHipparchus() {
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            Gradient a = Gradient.variable(2, 0, x[i]);
            Gradient b = Gradient.variable(2, 1, y[i]);
            Gradient z = b.multiply(FastMath.log(a)).add(FastMath.sin(b));
            sum += z.getValue() + z.getPartialDerivative(0) + z.getPartialDerivative(1);
        }
        return sum;
    }

    private static double byHand(double x, double y, double[] gradient) {
        double logX = Math.log(x);
        gradient[0] = y / x;
        gradient[1] = logX + Math.cos(y);
        return y * logX + Math.sin(y);
    }
}
