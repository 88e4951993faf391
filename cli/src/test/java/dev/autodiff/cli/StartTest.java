package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.hipparchus.Minimization;
import dev.autodiff.runtime.CompiledFunction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What a start costs, and what the artifact holds. */
class StartTest {
    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** Loads the command line anew, and notes what is asked for and not there. */
    private static final class Watch extends URLClassLoader {
        private final Set<String> missing = new HashSet<>();

        Watch() {
            super(
                    Stream.of(Main.class, CommandLine.class, Autodiff.class, Minimization.class, CompiledFunction.class)
                            .map(StartTest::place).toArray(URL[]::new),
                    ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                return super.findClass(name);
            } catch (ClassNotFoundException e) {
                missing.add(name);
                throw e;
            }
        }
    }

    /** To find that a class is nowhere means to open each jar of the class path. */
    @Test
    void aCommandLooksForNothingThatIsNotThere() throws Exception {
        try (Watch watch = new Watch()) {
            Method run = watch.loadClass("dev.autodiff.cli.Main")
                    .getDeclaredMethod("run", PrintWriter.class, PrintWriter.class, String[].class);
            run.setAccessible(true);
            StringWriter out = new StringWriter();
            run.invoke(null, new PrintWriter(out), new PrintWriter(out), new String[] {"grad", "--help"});

            assertThat(out.toString()).startsWith("Usage: autodiff grad");
            assertThat(watch.missing).isEmpty();
        }
    }

    @Test
    void theArtifactHoldsNobodyElsesPackages() throws Exception {
        Path classes = Path.of(place(Main.class).toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            assertThat(files.filter(file -> file.toString().endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(file -> classes.relativize(file).startsWith(Path.of("dev", "autodiff", "cli"))
                            || file.endsWith("module-info.class"));
        }
    }
}
