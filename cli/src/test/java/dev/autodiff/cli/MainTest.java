package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.runtime.CompiledFunction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compile",
                "eval",
                "grad",
                "jacobian",
                "hessian",
                "fit",
                "minimize",
                "check",
                "show",
                "bench",
                "ops"
            })
    void everyCommandExplainsItselfWithExamples(String command) {
        Run run = Run.of(command, "--help");

        assertThat(run.out())
                .startsWith("Usage: autodiff " + command + " ")
                .contains("Examples:\n  autodiff " + command);
        assertThat(run.code()).isZero();
    }

    @Test
    void helpListsTheCommands() {
        assertThat(Run.of("--help").out())
                .contains(
                        "compile",
                        "eval",
                        "grad",
                        "jacobian",
                        "hessian",
                        "fit",
                        "minimize",
                        "check",
                        "show",
                        "bench",
                        "ops");
    }

    @Test
    void helpExplainsACommand() {
        assertThat(Run.of("help", "grad").out()).isEqualTo(Run.of("grad", "--help").out());
    }

    @Test
    void printsItsVersion() {
        assertThat(Run.of("--version").out()).isEqualTo(CompiledFunction.VERSION + "\n");
    }

    @Test
    void asksForACommand() {
        Run run = Run.of();

        assertThat(run.err())
                .startsWith("Usage: autodiff ")
                .endsWith("error: no command: one of compile, eval, grad, jacobian, hessian, jvp, vjp, hvp, "
                        + "fit, minimize, check, show, plot, bench, ops, repl, play, completion, man\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void suggestsACommand() {
        Run run = Run.of("grda");

        assertThat(run.err()).isEqualTo("error: unknown command 'grda': did you mean 'grad'?\nsee 'autodiff --help'\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void suggestsAnOption() {
        Run run = Run.of("grad", "-e", "z = x", "--jsno");

        assertThat(run.err())
                .isEqualTo("error: unknown option '--jsno': did you mean '--json'?\nsee 'autodiff grad --help'\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void rejectsASecondArgument() {
        assertThat(Run.of("eval", "z", "=").err())
                .startsWith("error: unexpected argument '=': quote values that contain spaces\n");
    }

    @Test
    void rejectsAnOptionGivenTwice() {
        assertThat(Run.of("grad", "-e", "z = x", "--seed", "1", "--seed", "2").err())
                .startsWith("error: option '--seed' (VALUE) should be specified only once\n");
    }

    @Test
    void readsAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("z.ad"), "\uFEFFz = 2*x");

        assertThat(Run.of("eval", file.toString(), "--at", "x=2").out()).isEqualTo("z = 4.0\n");
    }

    @Test
    void readsStandardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("z = lgo(x)".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(Run.of("eval", "-").err()).isEqualTo("""
                    error: stdin:1:5: unknown function 'lgo'
                      z = lgo(x)
                          ^^^ did you mean 'log'?
                    """);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void namesTheFileOfAnError() throws IOException {
        Path file = Files.writeString(directory.resolve("z.ad"), "z = 2*lgo(x)");
        Run run = Run.of("eval", file.toString());

        assertThat(run.err()).startsWith("error: " + file + ":1:7: unknown function 'lgo'\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void rejectsAFileThatDoesNotExist() {
        assertThat(Run.of("eval", "nowhere.ad").err()).isEqualTo("error: there is no file 'nowhere.ad'\n");
    }

    @Test
    void tellsHowToGiveTheProgramItself() {
        assertThat(Run.of("eval", "z=x*y").err())
                .isEqualTo("error: there is no file 'z=x*y': to give the program itself, write -e 'z=x*y'\n");
    }

    @Test
    void rejectsADirectory() {
        assertThat(Run.of("eval", directory.toString()).err()).startsWith("error: cannot read '" + directory + "'");
    }

    @Test
    void rejectsAFileThatIsNotText() throws IOException {
        Path file = Files.write(directory.resolve("z.ad"), new byte[] {(byte) 0xff, 0, 1});

        assertThat(Run.of("eval", file.toString()).err()).isEqualTo("error: '" + file + "' is not text in UTF-8\n");
    }

    @Test
    void asksForAProgram() {
        Run run = Run.of("eval");

        assertThat(run.err()).isEqualTo("error: no program: give a file, '-' for standard input, or -e 'z = x*y'\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void rejectsTwoPrograms() {
        assertThat(Run.of("eval", "z.ad", "-e", "z = x").err())
                .isEqualTo("error: two programs: give either a file or -e, not both\n");
    }

    @Test
    void rejectsContradictoryLevels() {
        assertThat(Run.of("eval", "-e", "z = x", "--no-stable", "--fast-math").err())
                .isEqualTo("error: --no-stable and --fast-math exclude each other\n");
    }

    @Test
    void ourOwnFaultsHaveACodeOfTheirOwnAndNoStackTrace() {
        StringWriter err = new StringWriter();
        int code = new Failures(new String[0]).internalError(new AssertionError("broken"), new PrintWriter(err));

        assertThat(err.toString())
                .isEqualTo("internal error: java.lang.AssertionError: broken\nrun with --debug for details\n");
        assertThat(code).isEqualTo(70);
    }

    @Test
    void debugShowsTheStackTrace() {
        StringWriter err = new StringWriter();
        new Failures(new String[] {"--debug"}).internalError(new AssertionError("broken"), new PrintWriter(err));

        assertThat(err.toString()).contains("\tat dev.autodiff.cli.MainTest");
    }

    @Test
    void anEndlessLoopIsAnErrorWithARemedy() {
        Run run = Run.of("eval", "-e", "y = x; while y > 0 { y = y + 1 }", "--at", "x=1", "--max-steps", "1e3");

        assertThat(run.err())
                .isEqualTo(
                        "error: the loop in line 1 does not end within 1000 steps: if that is meant, raise --max-steps\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void limitsOfLoopsAreAboveZero() {
        assertThat(Run.of("eval", "-e", "z = x", "--at", "x=1", "--max-tape", "0")
                        .err())
                .isEqualTo("error: --max-tape: 0 is not above 0\n");
    }
}
