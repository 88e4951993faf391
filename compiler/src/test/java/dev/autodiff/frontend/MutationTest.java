package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.autodiff.Compiler;
import dev.autodiff.Options;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, the answer is a program or a message with a place in the text; more with {@code -Dmutations=1000000}. */
class MutationTest {
    private static final int COUNT = Integer.getInteger("mutations", 20_000);
    private static final long SEED = Long.getLong("seed", 1);
    private static final long TIMEOUT_MILLIS = 10_000;
    private static final int LOADED = 50;

    private volatile String current;
    private volatile long started;
    private volatile Throwable failure;

    @ParameterizedTest
    @ValueSource(strings = {"valid", "tensors"})
    void everyMutationOfAValidProgramCompilesOrIsRefusedWithMessages(String folder) throws InterruptedException {
        Thread worker = new Thread(() -> run(folder), "mutations");
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
        assertThat(programs("valid")).allSatisfy(text -> Compiler.analyze(new Source("valid", text), Options.DEFAULT).load());
        assertThat(programs("tensors")).allSatisfy(text -> Compiler.analyze(new Source("valid", text), Options.DEFAULT));
    }

    private void run(String folder) {
        try {
            Mutations mutations = new Mutations(programs(folder), SEED);
            for (int i = 0; i < COUNT; i++) {
                current = mutations.next();
                started = System.currentTimeMillis();
                check(current, i % LOADED == 0 && !current.contains("["));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Throwable e) {
            failure = e;
        }
    }

    private static void check(String text, boolean loads) {
        try {
            Compiler.Analysis analysis = Compiler.analyze(new Source("mutation", text), Options.DEFAULT);
            analysis.warnings().forEach(warning -> check(text, warning));
            if (loads) {
                analysis.load();
            }
        } catch (CompileException e) {
            assertThat(e.diagnostics()).isNotEmpty();
            e.diagnostics().forEach(diagnostic -> check(text, diagnostic));
        }
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
