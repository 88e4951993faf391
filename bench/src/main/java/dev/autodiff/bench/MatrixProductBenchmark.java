package dev.autodiff.bench;

import dev.autodiff.runtime.MatrixProducts;
import dev.autodiff.runtime.Parallel;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * Products of matrices, squares and those of a network with two layers, in vector registers and in numbers; {@code
 * gigaflops} is the speed. Large ones go to the machine's BLAS if it has one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class MatrixProductBenchmark {
    /** Rows of c, products in a sum, columns of c; T behind those of a stored factor that is transposed. */
    @Param({
        "3x3x3",
        "4x4x4",
        "8x8x8",
        "16x16x16",
        "32x32x32",
        "4x128x128",
        "64x64x64",
        "128x128x128",
        "256x256x256",
        "512x512x512",
        "1024x1024x1024",
        "128x784x128",
        "784Tx128x128",
        "128x128x784T",
        "128x128x10",
        "128Tx128x10",
        "128x10x128T",
        "784x784x1",
        "784Tx784x1"
    })
    String shape;

    @Param({"1", "2"})
    int threads;

    @Param({"true", "false"})
    boolean vectors;

    private int m;
    private int n;
    private int k;
    private double[] a;
    private double[] b;
    private double[] c;

    /** Operations for each call. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Speed {
        /** Additions and multiplications, which are counted for each nanosecond. */
        public double gigaflops;
    }

    @Setup
    public void setUp() {
        System.setProperty("autodiff.vectors", String.valueOf(vectors));
        String[] lengths = shape.replace("T", "").split("x");
        m = Integer.parseInt(lengths[0]);
        k = Integer.parseInt(lengths[1]);
        n = Integer.parseInt(lengths[2]);
        a = new Random(1).doubles((long) m * k).toArray();
        b = new Random(2).doubles((long) k * n).toArray();
        c = new double[m * n];
    }

    @Benchmark
    public double[] multiply(Speed speed) {
        speed.gigaflops += 2.0 * m * n * k;
        return Parallel.with(threads, this::product);
    }

    private double[] product() {
        if (shape.endsWith("T")) {
            MatrixProducts.multiplyByTransposed(a, 0, b, 0, c, 0, 1, m, n, k);
        } else if (shape.contains("T")) {
            MatrixProducts.multiplyTransposed(a, 0, b, 0, c, 0, 1, m, n, k);
        } else {
            MatrixProducts.multiply(a, 0, b, 0, c, 0, 1, m, n, k);
        }
        return c;
    }
}
