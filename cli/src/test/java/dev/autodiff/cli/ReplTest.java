package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.grack.nanojson.JsonWriter;
import dev.autodiff.Autodiff;
import dev.autodiff.grammar.FormulaParser;
import dev.autodiff.hipparchus.FlatFunction;
import dev.autodiff.runtime.CompiledFunction;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CharStreams;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.util.Textifier;
import picocli.CommandLine;

class ReplTest {
    @TempDir
    private Path directory;

    private static String talk(String... lines) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        try {
            Run run = Run.of("repl");
            assertThat(run.code()).isZero();
            return run.out();
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void theTutorialAnswersAsTheCommandLineDoes() {
        String asked = Run.of("grad", "-e", "z = y*log(x) + sin(y)", "--at", "x=2,y=3").out();

        assertThat(talk("z = y*log(x) + sin(y)", "x = 2; y = 3", "grad z")).endsWith("\n" + asked);
    }

    @Test
    void assignmentsStayAndExpressionsDoNot() {
        assertThat(talk("s = 3*x", "x = 2", "s + 1", "s")).isEqualTo("""
                a function of x: for its value, give x = …
                result = 7.0
                s = 6.0
                """);
    }

    @Test
    void aDerivativeIsByWhatTheExpressionDependsOn() {
        assertThat(talk("p = x*y", "x = 2; y = 3", "w = [1, 2]", "grad sum(w^2)")).endsWith("""
                result     = 5.0
                dresult/dw = [2.0, 4.0]
                """);
    }

    @Test
    void aValueThatIsAssignedAnewBecomesAFormula() {
        assertThat(talk("x = 2", "x = x + 1", "x")).isEqualTo("x = 3.0\nx = 3.0\n");
    }

    @Test
    void anInputGoesOnUntilItsBracketsAreClosed() {
        assertThat(talk("f(a) {", "  b = a^2", "  return b", "}", "f(3) +", "1")).isEqualTo("result = 10.0\n");
    }

    @Test
    void errorsStandInPlaceAndLeaveNothingBehind() {
        assertThat(talk("y = lgo(2)", "y = 4", "y")).isEqualTo("""
                error: repl:1:5: unknown function 'lgo'
                  y = lgo(2)
                      ^^^ did you mean 'log'?
                result = 4.0
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hessian x^3 by x | d2result/dxdx = 12.0
            show x^2 by x    | dresult/dx = 2*x
            ops ln           | 'ln' is log here
            1/(x - 2)        | note: repl:1: 1/(x - 2) is Infinity where x - 2 = 0.0
            :help            | grad z by x, y
            :nothing         | error: unknown command ':nothing': :help lists them
            :list            | x = 2
            """)
    void answersQuestions(String question, String part) {
        assertThat(talk("x = 2", question)).contains(part);
    }

    @Test
    void programsAreSavedAndLoaded() throws IOException {
        Path file = directory.resolve("z.ad");

        talk("f(x) = x^2", "z = f(y) + 1", ":save " + file);

        assertThat(Files.readString(file)).isEqualTo("f(x) = x^2\nz = f(y) + 1\n");
        assertThat(talk(":quit", "1 + 1")).isEmpty();
    }

    @Test
    void aPlotIsTextOrAPicture() throws IOException {
        Path file = directory.resolve("z.svg");
        String asked = Run.of("plot", "-e", "z = a*x^2", "--over", "x=-1:1", "--at", "a=3").out();

        String plot = "plot z over x=-1:1";
        String answer = talk("z = a*x^2", plot, "a = 3", plot, plot + " to " + file);

        assertThat(answer).startsWith("a function of a, x: for its value, give a = …; x = …\na function of a: ")
                .endsWith("\n" + asked + "wrote " + file + "\n");
        assertThat(Files.readString(file)).contains(">z</text>", ">dz/dx</text>");
    }

    @Test
    void aPictureReplacesNobodysWork() throws IOException {
        Path file = Files.writeString(directory.resolve("z.svg"), "<svg/>");

        assertThat(talk("plot x^2 over x=0:1 to " + file)).isEqualTo(
                "error: '" + file + "' exists and was not written by autodiff: choose another name\n");
        assertThat(Files.readString(file)).isEqualTo("<svg/>");
    }

    /** Where the classes of the command are, whoever runs the tests. */
    static String classPath() {
        return Stream.of(
                        Main.class,
                        Autodiff.class,
                        CompiledFunction.class,
                        FormulaParser.class,
                        FlatFunction.class,
                        CommandLine.class,
                        LineReader.class,
                        Terminal.class,
                        JsonWriter.class,
                        CharStreams.class,
                        Opcodes.class,
                        ClassNode.class,
                        CodeSizeEvaluator.class,
                        Textifier.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** At a pseudo-terminal, with a key that completes a name. */
    @Test
    void answersAtATerminal() throws IOException, InterruptedException {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/script"))).isTrue();
        String java = String.join(
                " ",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + directory,
                "-Dautodiff.interactive=true -XX:TieredStopAtLevel=1 -cp",
                "'" + classPath() + "' dev.autodiff.cli.Main repl");
        Process process = new ProcessBuilder("/usr/bin/script", "-qec", java, "/dev/null")
                .redirectErrorStream(true).start();
        try (OutputStream keys = process.getOutputStream()) {
            keys.write("x = 3\rz = logsumex\t([x, x])\rgrad z by x\r:quit\r".getBytes(StandardCharsets.UTF_8));
            keys.flush();
            boolean ends = process.waitFor(60, TimeUnit.SECONDS);
            assertThat(ends).as("it ends").isTrue();
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("dz/dx = 1.0");
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(directory.resolve(".autodiff_history"))).contains("grad z by x");
    }

    @Test
    void completesFunctionsAndAssignedNames() {
        Session session = new Session();
        session.answer("speed = 3*x");

        assertThat(session.words()).contains("speed", "logsumexp", ":help");
    }
}
