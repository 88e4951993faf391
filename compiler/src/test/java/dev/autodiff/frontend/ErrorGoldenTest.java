package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The messages about each program of {@code golden/errors} and {@code golden/warnings} are those in the file beside it.
 * Comments at the top choose options: {@code # wrt: x, y}, {@code # of: z}, {@code # function: f}, {@code # sparse:
 * jacobian}.
 */
class ErrorGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final boolean UPDATES = "update".equals(System.getProperty("golden"));

    @TestFactory
    Stream<DynamicTest> wrongProgramsAreRefusedWithTheseMessages() throws IOException {
        return programs("errors").map(program -> DynamicTest.dynamicTest(name(program), () -> {
            String text = Files.readString(program);
            String messages = errors(new Source(name(program), text), text);
            assertThat(messages).as("the errors of %s", program).isNotEmpty();
            compare(program, messages);
        }));
    }

    @TestFactory
    Stream<DynamicTest> doubtfulProgramsCompileWithTheseWarnings() throws IOException {
        return programs("warnings").map(program -> DynamicTest.dynamicTest(name(program), () -> {
            String text = Files.readString(program);
            compare(program, render(Autodiff.analyze(new Source(name(program), text), options(text)).warnings()));
        }));
    }

    @Test
    void everyFileOfMessagesHasItsProgram() throws IOException {
        for (String folder : List.of("errors", "warnings")) {
            try (Stream<Path> files = Files.list(GOLDEN.resolve(folder))) {
                assertThat(files.filter(file -> !file.toString().endsWith(".ad")))
                        .allSatisfy(file -> assertThat(Path.of(file.toString().replaceAll("\\.txt$", ".ad"))).exists());
            }
        }
    }

    private static Stream<Path> programs(String folder) throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".ad")).sorted().toList().stream();
        }
    }

    private static String name(Path program) {
        return program.getFileName().toString();
    }

    private static String errors(Source source, String text) {
        try {
            DerivativeKind sparse = sparse(text);
            Options options = options(text);
            if (sparse == null) {
                Autodiff.analyze(source, options);
            } else {
                Autodiff.analyze(source, options.withDerivatives(Set.of(sparse))).loadInCoordinates(sparse);
            }
            return "";
        } catch (CompileException e) {
            return render(e.diagnostics());
        }
    }

    private static String render(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(diagnostic -> diagnostic.render() + "\n").collect(Collectors.joining());
    }

    private static void compare(Path program, String messages) throws IOException {
        Path expected = Path.of(program.toString().replaceAll("\\.ad$", ".txt"));
        if (UPDATES) {
            assertThat(System.getenv("CI")).as("golden files are not updated under CI").isNull();
            Files.writeString(expected, messages);
            return;
        }
        assertThat(messages)
                .as(
                        "messages about %s; to accept them: mvn -pl compiler -am test -Dtest=ErrorGoldenTest -Dgolden=update "
                                + "-Dsurefire.failIfNoSpecifiedTests=false",
                        program)
                .isEqualTo(Files.exists(expected) ? Files.readString(expected) : "(no file)");
    }

    private static DerivativeKind sparse(String text) {
        return Arrays.stream(DerivativeKind.values())
                .filter(kind -> text.startsWith("# sparse: " + kind))
                .findFirst()
                .orElse(null);
    }

    private static Options options(String text) {
        Options options = Options.DEFAULT;
        for (String line : text.lines().takeWhile(line -> line.startsWith("# ")).toList()) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (line.startsWith("# wrt:")) {
                options = options.withVariables(Arrays.asList(value.split(", *")));
            } else if (line.startsWith("# of:")) {
                options = options.withResults(Arrays.asList(value.split(", *")));
            } else if (line.startsWith("# function:")) {
                options = options.withFunction(value);
            }
        }
        return options;
    }
}
