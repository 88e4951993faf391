package dev.autodiff.bench;

import dev.autodiff.Options;
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
 * Loops over tensors in vector registers and in numbers, of doubles and of floats, on one thread and on two:
 * microseconds for all elements. Bodies of many operations run in stages.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class VectorBenchmark {
    @Param({"x*y + x", "y*log(x) + sin(y)", "exp(x)*tanh(y)", "100", "400", "800"})
    String body;

    @Param({"f64", "f32"})
    String type;

    @Param({"1000", "100000", "1000000"})
    int n;

    @Param({"true", "false"})
    boolean vectors;

    @Param({"1", "2"})
    int threads;

    private Runnable work;

    @Setup
    public void setUp() {
        System.setProperty("autodiff.vectors", String.valueOf(vectors));
        System.setProperty("autodiff.threads", String.valueOf(threads));
        boolean isFloat = type.equals("f32");
        String text = Character.isDigit(body.charAt(0)) ? operations(Integer.parseInt(body)) : "return " + body;
        PeerClass formula =
                PeerClass.of("z(x: " + type + "[n], y: " + type + "[n]) {\n" + text + "\n}", Options.DEFAULT);
        Object x = numbers(isFloat, 1);
        Object y = numbers(isFloat, 2);
        work = formula.batch("value", n, x, y, isFloat ? new float[n] : new double[n]);
    }

    /** A chain of multiplications and additions of this length. */
    private static String operations(int count) {
        StringBuilder text = new StringBuilder("t0 = x*y\n");
        for (int i = 1; i < count / 2; i++) {
            text.append("t")
                    .append(i)
                    .append(" = t")
                    .append(i - 1)
                    .append("*")
                    .append(1 + 1.0 / (i + 1))
                    .append(" + ")
                    .append(i % 2 == 0 ? "x" : "y")
                    .append('\n');
        }
        return text.append("return t").append(count / 2 - 1).toString();
    }

    private Object numbers(boolean isFloat, int seed) {
        double[] doubles = new Random(seed).doubles(n, 0.1, 2).toArray();
        float[] floats = new float[n];
        for (int i = 0; i < n; i++) {
            floats[i] = (float) doubles[i];
        }
        return isFloat ? floats : doubles;
    }

    @Benchmark
    public void value() {
        work.run();
    }
}
