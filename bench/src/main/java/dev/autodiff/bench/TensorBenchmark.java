package dev.autodiff.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Value and gradient of functions of tensors, generated and as a loop written by hand; run with {@code -prof gc} for
 * allocation.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx6g")
public class TensorBenchmark {
    private static final Class<?> ARRAY = double[].class;
    private static final int FEATURES = 5;
    private static final int CLASSES = 3;

    private static final MethodHandle MEAN = Generated.method(
            Generated.define("f(x: f64[n]) = mean((x + 2)^2*3)"),
            "gradient",
            MethodType.methodType(double.class, int.class, ARRAY, ARRAY, ARRAY));
    private static final MethodHandle LAYER = Generated.method(
            Generated.define(
                    "loss(const x: f64[n, 5], w: f64[5, 3], b: f64[3], const t: f64[n, 3]) = mean(bce_with_logits(x @ w + b, t))"),
            "gradient",
            MethodType.methodType(double.class, int.class, ARRAY, ARRAY, ARRAY, ARRAY, ARRAY, ARRAY, ARRAY));

    @Param({"1000", "10000", "100000", "1000000", "10000000"})
    int n;

    private double[] x;
    private double[] gradient;
    private double[] rows;
    private double[] targets;
    private double[] workspace;
    private final double[] weights = new Random(2).doubles(FEATURES * CLASSES, -1, 1).toArray();
    private final double[] bias = {0.1, -0.2, 0.3};
    private final double[] dw = new double[FEATURES * CLASSES];
    private final double[] db = new double[CLASSES];

    @Setup
    public void setUp() {
        x = new Random(1).doubles(n, -1, 1).toArray();
        gradient = new double[n];
        rows = new Random(3).doubles((long) FEATURES * n, -1, 1).toArray();
        targets = new Random(4).ints((long) CLASSES * n, 0, 2).asDoubleStream().toArray();
        workspace = new double[8 * n + 64];
    }

    @Benchmark
    public double mean() throws Throwable {
        return (double) MEAN.invokeExact(n, x, gradient, workspace);
    }

    @Benchmark
    public double meanByHand() {
        double sum = 0;
        double factor = 3.0 / n;
        for (int i = 0; i < n; i++) {
            double y = x[i] + 2;
            sum += 3 * (y * y);
            gradient[i] = factor * (2 * y);
        }
        return sum / n;
    }

    @Benchmark
    public double layer() throws Throwable {
        return (double) LAYER.invokeExact(n, rows, weights, bias, targets, dw, db, workspace);
    }

    @Benchmark
    public double layerByHand() {
        Arrays.fill(dw, 0);
        Arrays.fill(db, 0);
        double sum = 0;
        double share = 1.0 / (CLASSES * (double) n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < CLASSES; j++) {
                double z = bias[j];
                for (int k = 0; k < FEATURES; k++) {
                    z += rows[FEATURES * i + k] * weights[CLASSES * k + j];
                }
                double e = Math.exp(-Math.abs(z));
                double t = targets[CLASSES * i + j];
                sum += Math.max(z, 0) + Math.log1p(e) - t * z;
                double g = ((z >= 0 ? 1 : e) / (1 + e) - t) * share;
                db[j] += g;
                for (int k = 0; k < FEATURES; k++) {
                    dw[CLASSES * k + j] += rows[FEATURES * i + k] * g;
                }
            }
        }
        return sum * share;
    }
}
