package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.examples.formula.Seed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The applications with their generated classes run beside nothing but the JDK. */
class IndependenceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SeedFormula | z(2.0, 3.0) = 2.220561549739703
            OptionBook  | 100.0000   6.8887   0.5977
            Pendulum    | 2.66632
            ThurberFit  | sum of squares 5642.7082396
            """)
    void runsWithoutCompilerAndRuntime(String application, String printed) throws Exception {
        URL classes = Seed.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Class<?> main = loader.loadClass("dev.autodiff.examples." + application);

            assertThat(outputOf(main)).contains(printed);
        }
    }

    private static String outputOf(Class<?> main) throws ReflectiveOperationException {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream captured = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            main.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
