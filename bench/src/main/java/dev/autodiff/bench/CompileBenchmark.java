package dev.autodiff.bench;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.Source;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The seed formula from text to a function that can be called, and its stages. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CompileBenchmark {
    private static final String PROGRAM = "z = y*log(x) + sin(y)";

    private int count;

    @Benchmark
    public CompiledFunction textToCallable() {
        return Autodiff.compile(new Source("z.ad", program()), Options.DEFAULT);
    }

    @Benchmark
    public Analysis textToGradientGraph() {
        return Autodiff.analyze(new Source("z.ad", program()), Options.DEFAULT);
    }

    @Benchmark
    public byte[] textToClassFile() {
        return Autodiff.analyze(new Source("z.ad", program()), Options.DEFAULT)
                .classFiles("Z", ClassContents.TENSORS)
                .get(0)
                .bytes();
    }

    /** A new text each time, so that nothing can be remembered. */
    private String program() {
        return PROGRAM + " + " + count++;
    }
}
