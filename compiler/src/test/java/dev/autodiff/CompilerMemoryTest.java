package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Analysis;
import dev.autodiff.graph.Node;
import dev.autodiff.source.Source;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A compilation leaves nothing behind; {@code -Dcompilations=100000 -Dthreads=64} tries so many. */
class CompilerMemoryTest {
    private static final int THREADS = Integer.getInteger("threads", 8);
    private static final int COMPILATIONS = Integer.getInteger("compilations", 200);

    /** One for each way through the compiler, by a constant that makes it another formula. */
    private static final List<String> PROGRAMS = List.of(
            "z = where(x > %d, 1, 0) + (2 if x > 0 else 3)*x",
            "y = x; for i in 0:5 { y = sin(y) + %d }; z = y",
            "z(x: f64[n]) { s = x; if x[0] > %d { s[argmax(x)] = 2 }; return sum(s) }",
            "z(x: f32[n]) { y = x; while norm(y) < 4 { y = 2*y + %d }; return sum(softmax(y)) }");

    @Test
    void noGraphAndNoClassOutlivesItsCompilation() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<WeakReference<?>>>> compiled = IntStream.range(0, COMPILATIONS)
                    .mapToObj(i -> threads.submit(() -> compiled(i)))
                    .toList();
            List<WeakReference<?>> all = new ArrayList<>();
            for (Future<List<WeakReference<?>>> references : compiled) {
                all.addAll(references.get());
            }

            assertThat(all).allSatisfy(CompilerMemoryTest::assertIsCollected);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<WeakReference<?>> compiled(int number) {
        String text = PROGRAMS.get(number % PROGRAMS.size()).formatted(number);
        Analysis analysis = Autodiff.analyze(new Source("z.ad", text), Options.DEFAULT);
        Node result = analysis.function().formula().result();
        assertThat(analysis.javaSource("Z")).contains("class Z");
        assertThat(analysis.classFile("Z")).isNotEmpty();
        return List.of(new WeakReference<>(result), new WeakReference<>(analysis.load()));
    }

    /** The collector may need several rounds, not more: what is held stays. */
    private static void assertIsCollected(WeakReference<?> reference) {
        for (int round = 0; round < 10 && reference.get() != null; round++) {
            System.gc();
        }
        assertThat(reference.get()).isNull();
    }
}
