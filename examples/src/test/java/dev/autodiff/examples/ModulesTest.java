package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that is a module, and has ours and their libraries on its module path. */
class ModulesTest {
    private static final String DECLARATION = "module app { requires dev.autodiff.compiler; }";

    /** What tests need beside. */
    private static final String OF_TESTS = "junit|assertj|opentest4j|apiguardian|byte-buddy|surefire|jqwik";

    private static final List<Path> JARS = Arrays.stream(classPath().split(File.pathSeparator))
            .map(Path::of)
            .filter(path -> path.toString().endsWith(".jar"))
            .filter(path -> Arrays.stream(OF_TESTS.split("\\|")).noneMatch(path.getFileName().toString()::contains))
            .toList();

    @TempDir
    private Path directory;

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String modulePath() {
        return JARS.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Tests that run before jars are made find classes without the declarations of modules. */
    @BeforeEach
    void requireJars() {
        assumeThat(ModuleFinder.of(JARS.toArray(new Path[0])).findAll())
                .anyMatch(module -> module.descriptor().name().equals("dev.autodiff.compiler"));
    }

    /** What javac says; nothing if it has compiled the application. */
    private String compile(String code) throws IOException {
        Path app = Files.createDirectories(directory.resolve("app"));
        Path module = Files.writeString(directory.resolve("module-info.java"), DECLARATION);
        Path main = Files.writeString(app.resolve("App.java"), "package app;\n" + code);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var files = javac.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(module, main);
            javac.getTask(messages, files, null, List.of("-d", directory.toString(), "-p", modulePath(), "-proc:none"),
                    null, sources).call();
        }
        return messages.toString();
    }

    @Test
    void whatIsPublishedCompilesAndRuns() throws Exception {
        assertThat(compile("""
                import dev.autodiff.*;
                import dev.autodiff.runtime.*;
                import dev.autodiff.source.*;

                public class App {
                    public static void main(String[] arguments) {
                        Options options = Options.DEFAULT.withLevel(Level.EXACT).withLimits(Limits.UNTRUSTED);
                        CompiledFunction z = Autodiff.compile(new Source("z.ad", "z = y*log(x) + sin(y)"), options);
                        System.out.println(z.gradient(2, 3)[0]);
                        System.out.println(Autodiff.compile("y(x: f64[n, n]) = trace(inv(x) @ x)")
                                .value(Tensor.of(new int[] {2, 2}, 2, 0, 0, 4)));
                        Analysis analysis = Autodiff.analyze(new Source("z.ad", "z = erfc(x)"), Options.DEFAULT);
                        System.out.println(analysis.javaSource("Z").contains("erfc") && analysis.warnings().isEmpty());
                    }
                }
                """)).isEmpty();

        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-p",
                        modulePath() + File.pathSeparator + directory,
                        "-m",
                        "app/app.App")
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output.lines()).containsExactly("1.5", "f64 2.0", "true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "codegen",
                "derivatives",
                "emit",
                "frontend",
                "graph",
                "kernel",
                "lowering",
                "simd",
                "simplify",
                "grammar"
            })
    void whatIsInternalIsNotVisible(String name) throws IOException {
        assertThat(compile("import dev.autodiff." + name + ".*;\npublic class App {}"))
                .contains("package dev.autodiff." + name + " is not visible");
    }

    @Test
    void eachJarOfOursSaysWhichModuleItIs() {
        List<Path> ours = JARS.stream().filter(jar -> jar.getFileName().toString().startsWith("autodiff-")).toList();

        assertThat(ours).hasSizeGreaterThanOrEqualTo(5);
        assertThat(ModuleFinder.of(ours.toArray(new Path[0])).findAll()).hasSameSizeAs(ours).noneMatch(
                module -> module.descriptor().isAutomatic());
    }
}
