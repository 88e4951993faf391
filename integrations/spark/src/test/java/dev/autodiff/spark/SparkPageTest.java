package dev.autodiff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.cli.CommandRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The blocks {@code java} of {@code docs/spark.md} print what their comments say, and commands what is below them, in
 * the session of these tests.
 */
class SparkPageTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path PAGE = ROOT.resolve("docs").resolve("spark.md");
    private static final Pattern COMMAND =
            Pattern.compile("```console\n\\$ spark-submit .*?\\.jar (fit .*?)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String PRINT = "System.out.println(";

    @TempDir
    private static Path classes;

    @TestFactory
    Stream<DynamicTest> blocksPrintWhatTheySay() throws IOException {
        LocalSpark.session();
        List<String> blocks = BLOCK.matcher(Files.readString(PAGE)).results().map(block -> block.group(1)).toList();
        return Stream.iterate(0, i -> i < blocks.size(), i -> i + 1)
                .map(i -> DynamicTest.dynamicTest("block " + i, () -> assertPrints("Block" + i, blocks.get(i))));
    }

    @TestFactory
    Stream<DynamicTest> commandsPrintWhatIsBelowThem() throws IOException {
        LocalSpark.session();
        return COMMAND.matcher(Files.readString(PAGE)).results()
                .map(block -> DynamicTest.dynamicTest(block.group(1), () -> {
                    List<String> arguments = ARGUMENT.matcher(block.group(1)).results()
                            .map(argument -> argument.group(1) == null ? argument.group(2) : argument.group(1))
                            .map(argument -> argument.startsWith("examples/") ? ROOT.resolve(argument) + "" : argument)
                            .toList();

                    assertThat(CommandRun.of(arguments).out()).isEqualTo(block.group(2));
                }));
    }

    private static void assertPrints(String name, String text) throws Exception {
        String expected = text.lines()
                .filter(line -> line.contains(PRINT))
                .map(line -> line.substring(line.indexOf("// ") + 3) + "\n")
                .collect(Collectors.joining());

        assertThat(run(name, text)).isEqualTo(expected);
    }

    private static String run(String name, String text) throws Exception {
        compile(name, text);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream console = System.out;
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            loader.loadClass(name).getMethod("run").invoke(null);
        } finally {
            System.setOut(console);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void compile(String name, String text) throws IOException {
        String imports = text.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String statements = text.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        Path file = Files.writeString(
                classes.resolve(name + ".java"),
                imports + "\npublic class " + name + " {\n    public static void run() throws Exception {\n"
                        + statements + "\n    }\n}\n");
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, messages, messages, "-proc:none", "-nowarn", "--release", "17",
                        "-cp", System.getProperty("java.class.path"), "-d", classes.toString(), file.toString());

        assertThat(code).as(messages + text).isZero();
    }
}
