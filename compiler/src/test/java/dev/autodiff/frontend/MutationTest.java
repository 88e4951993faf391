package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.Limits;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever the text, the answer is a program or a message with a place in the text; more with {@code
 * -Dmutations=1000000}.
 */
class MutationTest {
    private static final int COUNT = Integer.getInteger("mutations", 4_000);
    private static final long SEED = Long.getLong("seed", 1);
    private static final long TIMEOUT_MILLIS = 10_000;
    private static final int LOADED = 50;
    private static final int LENGTH = 3;
    private static final int EVALUATED = Integer.getInteger("evaluated", 20);
    private static final Options OPTIONS = Options.DEFAULT.withLimits(Limits.DEFAULT.withLoops(100, 10_000));

    private volatile String current;
    private volatile long started;
    private volatile Throwable failure;

    @ParameterizedTest
    @CsvSource({"valid, 1", "tensors, 1", "loops, 4"})
    void everyMutationOfAValidProgramCompilesOrIsRefusedWithMessages(String folder, int share)
            throws InterruptedException {
        Thread worker = new Thread(() -> run(folder, COUNT / share), "mutations");
        worker.setDaemon(true);
        started = System.currentTimeMillis();
        worker.start();
        while (worker.isAlive()) {
            worker.join(500);
            if (worker.isAlive() && System.currentTimeMillis() - started > TIMEOUT_MILLIS) {
                fail("no answer within %d ms to:%n%s%nat %s", TIMEOUT_MILLIS, current, List.of(worker.getStackTrace()));
            }
        }
        assertThat(failure).as("the answer to:%n%s", current).isNull();
    }

    @Test
    void validProgramsCompile() throws IOException {
        assertThat(programs("valid")).allSatisfy(text -> Autodiff.analyze(new Source("valid", text), Options.DEFAULT)
                .load());
        assertThat(programs("tensors"))
                .allSatisfy(text -> Autodiff.analyze(new Source("valid", text), Options.DEFAULT));
        assertThat(programs("loops"))
                .allSatisfy(text -> evaluate(
                        Autodiff.analyze(new Source("valid", text), OPTIONS).load()));
    }

    private void run(String folder, int count) {
        try {
            Mutations mutations = new Mutations(programs(folder), SEED);
            for (int i = 0; i < count; i++) {
                current = mutations.next();
                started = System.currentTimeMillis();
                check(current, folder.equals("loops") ? i % EVALUATED == 0 : i % LOADED == 0 && !current.contains("["));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Throwable e) {
            failure = e;
        }
    }

    private static void check(String text, boolean loads) {
        try {
            Analysis analysis = Autodiff.analyze(new Source("mutation", text), OPTIONS);
            analysis.warnings().forEach(warning -> check(text, warning));
            if (loads) {
                evaluate(analysis.load());
            }
        } catch (CompileException e) {
            assertThat(e.diagnostics()).isNotEmpty();
            e.diagnostics().forEach(diagnostic -> check(text, diagnostic));
        }
    }

    /**
     * Any answer is right, and so are the errors of an index that does not exist and of a loop that goes beyond its
     * limits.
     */
    private static void evaluate(CompiledFunction function) {
        Map<String, Integer> sizes = new HashMap<>();
        function.signature().dimensions().forEach(name -> sizes.put(name, LENGTH));
        try {
            Tensor[] arguments = function.signature().parameters().stream()
                    .map(parameter -> argument(parameter.type(), sizes))
                    .toArray(Tensor[]::new);
            Tensor value = function.value(arguments);
            function.pullback(value, arguments);
        } catch (IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static Tensor argument(Type type, Map<String, Integer> sizes) {
        int[] lengths = type.shape().lengths(sizes);
        double[] elements = new Random(Tensor.size(lengths))
                .doubles(Tensor.size(lengths), -1, 3)
                .map(x -> type.dtype().isReal() ? x : Math.rint(x))
                .toArray();
        return Tensor.wrap(type.dtype(), lengths, elements);
    }

    private static void check(String text, Diagnostic diagnostic) {
        assertThat(diagnostic.render()).startsWith(diagnostic.isError() ? "error: mutation:" : "warning: mutation:");
        assertThat(diagnostic.message()).isNotBlank().doesNotEndWith(".");
        if (diagnostic.span() != null) {
            assertThat(diagnostic.span().offset()).isBetween(0, text.length());
            assertThat(diagnostic.span().length()).isPositive();
            assertThat(diagnostic.span().offset() + diagnostic.span().length()).isLessThanOrEqualTo(text.length() + 1);
        }
    }

    private static List<String> programs(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden", folder))) {
            return files.sorted().map(MutationTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
