package dev.autodiff.bench;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.Source;
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
 * Sums of many terms {@code x*y + c}: how the times to compile and to run grow, across the border of 8000 bytes a
 * method.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SumBenchmark {
    @Param({"100", "200", "400", "800", "1000", "10000", "100000", "1000000"})
    int terms;

    private String text;
    private CompiledFunction function;
    private final double[] point = {1.25, 0.75};
    private final double[] gradient = new double[2];

    @Setup
    public void setUp() {
        text = program(terms);
        function = Autodiff.compile(text);
    }

    static String program(int terms) {
        StringBuilder sum = new StringBuilder("s = 0");
        for (int i = 0; i < terms; i++) {
            sum.append(" + x*").append(i % 4096 + 1).append("*y");
        }
        return sum.toString();
    }

    /** From text to a function that can be called. */
    @Benchmark
    public CompiledFunction compile() {
        return Autodiff.compile(new Source("sum.ad", text), Options.DEFAULT);
    }

    @Benchmark
    public double gradient() {
        return function.valueAndGradient(point, gradient);
    }
}
