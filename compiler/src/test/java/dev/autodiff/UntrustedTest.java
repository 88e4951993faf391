package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that compiles what strangers send; {@code -Dthreads=64 -Dcompilations=50000} sends that much. All tests have
 * far more time than the limits leave, and end: that is what they are about.
 */
@Timeout(60)
class UntrustedTest {
    /** Time is short on a busy machine, so that other limits must be enough. */
    private static final Limits LIMITS = Limits.UNTRUSTED
            .withCompilation(Limits.UNTRUSTED.operations(), Limits.UNTRUSTED.order(), Duration.ofSeconds(30))
            .withCalls(Limits.UNTRUSTED.callSteps(), Duration.ofSeconds(30));

    private static final Options OPTIONS = Options.DEFAULT.withLimits(LIMITS);
    private static final int THREADS = Integer.getInteger("threads", 8);
    private static final int COMPILATIONS = Integer.getInteger("compilations", 300);

    private static CompiledFunction compile(String text) {
        return Autodiff.compile(new Source("formula", text), OPTIONS);
    }

    private static String nested(int depth) {
        return "z = " + "grad(".repeat(depth) + "exp(sin(cos(x)*x))/x" + ", x)".repeat(depth);
    }

    /** Programs of some hundred characters that would take minutes, or more memory than there is. */
    static List<String> bombs() {
        StringBuilder calls = new StringBuilder("f0(x) = sin(x)*x\n");
        StringBuilder squares = new StringBuilder("y0 = x*sin(x)\n");
        for (int i = 1; i <= 40; i++) {
            calls.append("f%d(x) = f%d(x + 1)*f%d(2*x)\n".formatted(i, i - 1, i - 1));
            squares.append("y%d = grad(y%d*y%d, x)\n".formatted(i, i - 1, i - 1));
        }
        return List.of(
                nested(16),
                nested(5),
                calls + "z = f40(x)",
                squares + "z = y40",
                "z = hessian(grad(grad(grad(grad(x^7, x), x), x), x), x)",
                "z = sum(sin(arange(2000000000)*x))",
                "y = arange(2000000)*x; z = sum(cumsum(y)*y[::-1])",
                "y = arange(1500)*x; z = sum(sin(outer(y, y)))",
                "z = " + "sin(x + ".repeat(25_000) + "x" + ")".repeat(25_000));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void aCompileBombEndsInAMessage(String program) {
        Options options = Options.DEFAULT.withLimits(Limits.UNTRUSTED);

        assertThatThrownBy(() -> Autodiff.compile(new Source("formula", program), options))
                .isInstanceOf(CompileException.class);
    }

    @Test
    void theMessageSaysWhichLimit() {
        assertThatThrownBy(() -> compile(nested(5)))
                .hasMessage(
                        "error: formula: derivatives are taken of derivatives more than 4 times: nest them less deeply");
        assertThatThrownBy(() -> Autodiff.compile(
                        new Source("formula", "z = sin(x)*cos(x)"),
                        OPTIONS.withLimits(LIMITS.withCompilation(3, 4, null))))
                .hasMessageStartingWith("error: formula: the program grows beyond 3 operations");
        assertThatThrownBy(() -> Autodiff.compile(
                        new Source("formula", bombs().get(2)),
                        OPTIONS.withLimits(Limits.DEFAULT.withCompilation(Integer.MAX_VALUE, 4, Duration.ofMillis(1)))))
                .hasMessageStartingWith("error: formula: the compilation takes longer than 1 ms");
    }

    @Test
    void fourDerivativesAreAllowed() {
        assertThat(compile("z = " + "grad(".repeat(4) + "x^5" + ", x)".repeat(4)).value(2)).isEqualTo(240);
    }

    @Test
    void aCompilationEndsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> compile(bombs().get(2)))
                    .hasMessage("error: formula: the compilation was interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "y = x; for i in 0:1e6 { for j in 0:1e6 { for k in 0:1e6 { y = y + sin(y) } } }; z = y",
        "y = x; while y > 0 { y = y + 1 }; z = y",
        "y = x; while y > 0 { u = y; while u > 0 { u = u/2 }; y = y + u + 1 }; z = y",
        "z(x: f64[n]) { y = x; for i in 0:1e6 { for j in 0:1e6 { y = y + 1e-6*sin(y) } }; return sum(y) }",
        "z = root(y -> y*y + 1 + x*0, x)",
    })
    void aCallEndsInItsSteps(String program) {
        CompiledFunction z = compile(program);

        for (Runnable call : List.<Runnable>of(() -> z.valueAndGradient(one(z)), () -> z.value(one(z)))) {
            assertThat(catchThrowable(call::run)).isInstanceOf(IllegalStateException.class);
        }
    }

    private static Tensor one(CompiledFunction function) {
        return function.signature().parameters().get(0).type().shape().rank() == 0 ? Tensor.scalar(1) : Tensor.of(1);
    }

    @Test
    void stepsOfAllLoopsCountTogether() {
        Options options = OPTIONS.withLimits(Limits.DEFAULT.withCalls(100, null));
        String text = "y = x; for i in 0:9 { for j in 0:n { y = y + 1 } }; z = y";
        CompiledFunction z = Autodiff.compile(new Source("formula", "z(x, const n: int) { " + text + "; return z }"),
                options);

        assertThat(z.value(1, 10)).isEqualTo(91);
        assertThat(z.value(1, 10)).isEqualTo(91);
        assertThatThrownBy(() -> z.value(1, 11)).hasMessage("the call does not end within 100 steps of its loops");
    }

    @Test
    void aCallEndsInItsTime() {
        Options options = OPTIONS.withLimits(Limits.DEFAULT.withCalls(0, Duration.ofMillis(20)));
        CompiledFunction z = Autodiff.compile(
                new Source("formula", "y = x; while y > 0 { y = y + 1 }; z = y"), options);

        assertThatThrownBy(() -> z.value(1)).hasMessage("the call does not end within 20 ms");
    }

    @Test
    void aCallEndsWhenItsThreadIsInterrupted() {
        CompiledFunction z = compile("y = x; while y > 0 { y = y + 1 }; z = y");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> z.value(1)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void limitsChangeNoBit() {
        String text = "y = x; for i in 0:20 { y = y + sin(y)/(1 + i) }; while y > 1 { y = y/3 }; z = y*exp(x)";
        CompiledFunction limited = compile(text);
        CompiledFunction free = Autodiff.compile(text);

        for (double x = 0.5; x < 5; x += 0.5) {
            assertThat(limited.value(x)).isEqualTo(free.value(x));
            assertThat(limited.gradient(x)).isEqualTo(free.gradient(x));
        }
    }

    @Test
    @Timeout(3600)
    void aServerCompilesForEver() throws Exception {
        List<String> programs = new ArrayList<>(List.of(
                "z = y*log(x) + sin(y) + %d", "y = x; for i in 0:9 { y = sin(y) + %d }; z = y", "z = lgo(x) + %d"));
        Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
        List<Thread> own = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            own.add(new Thread(task, "server"));
            return own.get(own.size() - 1);
        });
        CompiledFunction shared = compile("z = y*log(x) + sin(y)");
        try {
            run(threads, programs, shared, COMPILATIONS);
            long before = metaspace();
            List<Boolean> equal = run(threads, programs, shared, COMPILATIONS);
            assertThat(equal).doesNotContain(false);
            // what each compilation left behind would be thousands of bytes
            assertThat(metaspace() - before).isLessThan(500L * COMPILATIONS + 1_000_000);
        } finally {
            threads.shutdownNow();
        }
        for (Thread thread : own) {
            thread.join(10_000);
        }
        assertThat(threadsBefore).containsAll(Thread.getAllStackTraces().keySet());
    }

    private static List<Boolean> run(
            ExecutorService threads, List<String> programs, CompiledFunction shared, int count) throws Exception {
        double[] expected = shared.gradient(2, 3);
        List<Future<Boolean>> tasks = IntStream.range(0, count)
                .mapToObj(i -> threads.submit(() -> isEqual(programs.get(i % programs.size()).formatted(i))
                        && Arrays.equals(shared.gradient(2, 3), expected)))
                .toList();
        List<Boolean> answers = new ArrayList<>();
        for (Future<Boolean> task : tasks) {
            answers.add(task.get());
        }
        return answers;
    }

    /** Whether the program has the same bits when it is compiled again. */
    private static boolean isEqual(String program) {
        try {
            CompiledFunction first = compile(program);
            CompiledFunction second = compile(program);
            double[] point = first.parameters().size() == 1 ? new double[] {2} : new double[] {2, 3};
            return first.value(point) == second.value(point)
                    && Arrays.equals(first.gradient(point), second.gradient(point));
        } catch (CompileException e) {
            return program.contains("lgo");
        }
    }

    private static long metaspace() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
