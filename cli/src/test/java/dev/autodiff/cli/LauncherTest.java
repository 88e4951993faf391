package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.runtime.CompiledFunction;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a checkout of its own whose Maven and Java only write down that they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String BUILT = "cli/target/" + CompiledFunction.VERSION.replace("autodiff ", "autodiff-cli-") + ".jar";

    /** Longer than any of these calls takes: who waits for a lock that nobody gives up is stopped. */
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path directory;
    private Path checkout;
    private Path log;

    private record Answer(int code, String text) {}

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(directory.resolve("checkout"));
        log = directory.resolve("log");
        Files.copy(Path.of("..", "autodiff"), checkout.resolve("autodiff"));
        for (String module : List.of("grammar", "runtime", "compiler", "integrations/hipparchus", "cli")) {
            Files.createDirectories(checkout.resolve(module).resolve("src/main"));
            Files.createFile(checkout.resolve(module).resolve("pom.xml"));
        }
        Files.createDirectories(checkout.resolve("cli/target"));
        Files.createFile(checkout.resolve("pom.xml"));
        script("jdk/bin/java", "echo java in $LC_ALL: $*");
        script(
                "bin/mvn",
                "mkdir busy || echo two at once >>'" + log + "'",
                "echo build >>'" + log + "'",
                "sleep 0.05",
                "rmdir busy",
                ": >" + BUILT);
    }

    private void script(String name, String... lines) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\ncd '" + checkout + "'\n" + String.join("\n", lines) + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Process start(Path from, Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("LC_ALL", "LC_CTYPE", "LANG", "AUTODIFF_JAVA_OPTS"));
        builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
        builder.environment().merge("PATH", directory.resolve("bin") + ":", (path, first) -> first + path);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Answer await(Process process) throws IOException, InterruptedException {
        boolean ends = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ends) {
            process.destroyForcibly();
        }
        assertThat(ends).as("it ends").isTrue();
        return new Answer(
                process.exitValue(), new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private Answer run(Map<String, String> environment) throws IOException, InterruptedException {
        return await(start(directory, environment, "checkout/autodiff", "ops"));
    }

    private List<String> log() throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    /** The number of a process that is dead. */
    private static long deadProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private String owner(long process, Instant since) throws IOException, InterruptedException {
        String host = new String(
                        new ProcessBuilder("uname", "-n")
                                .start()
                                .getInputStream()
                                .readAllBytes(),
                        StandardCharsets.UTF_8)
                .strip();
        return host + ":" + process + ":" + since.getEpochSecond();
    }

    private void lock(String owner) throws IOException {
        Files.createSymbolicLink(checkout.resolve("cli/target/autodiff.owner"), Path.of(owner));
    }

    private List<String> leftLocks() throws IOException {
        try (Stream<Path> files = Files.list(checkout.resolve("cli/target"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("autodiff.owner"))
                    .toList();
        }
    }

    @Test
    void theFirstCallBuildsAndTheSecondDoesNot() throws IOException, InterruptedException {
        run(Map.of());
        Answer second = run(Map.of());

        assertThat(second.text()).startsWith("java in C.UTF-8: ").endsWith(" ops\n");
        assertThat(log()).containsExactly("build");
        assertThat(leftLocks()).isEmpty();
    }

    @Test
    void cdpathLeadsNowhereElse() throws IOException, InterruptedException {
        Files.createDirectories(directory.resolve("elsewhere/checkout"));

        Answer answer = run(Map.of("CDPATH", directory.resolve("elsewhere").toString()));

        assertThat(answer.text()).contains(" -jar " + checkout.toRealPath().resolve(BUILT) + " ops");
    }

    @Test
    void aLocaleThatNamesAnEncodingStays() throws IOException, InterruptedException {
        assertThat(run(Map.of("LC_ALL", "de_DE.ISO-8859-1")).text()).contains("java in de_DE.ISO-8859-1: ");
        assertThat(run(Map.of("LC_ALL", "C")).text()).startsWith("java in C.UTF-8: ");
    }

    @Test
    void aDeadOwnersLockIsInherited() throws IOException, InterruptedException {
        lock(owner(deadProcess(), Instant.now()));

        assertThat(run(Map.of()).code()).isZero();
        assertThat(log()).containsExactly("build");
        assertThat(leftLocks()).isEmpty();
    }

    @Test
    void soIsThatOfADeadHeir() throws IOException, InterruptedException {
        String first = owner(deadProcess(), Instant.now());
        lock(first);
        Files.createSymbolicLink(
                checkout.resolve("cli/target/autodiff.owner.after." + first),
                Path.of(owner(deadProcess(), Instant.now())));

        assertThat(run(Map.of()).code()).isZero();
        assertThat(log()).containsExactly("build");
        assertThat(leftLocks()).isEmpty();
    }

    /** Process 1 is another user's, unless the test runs as root: then it is one like any other. */
    @Test
    void aLivingOwnerIsWaitedForWhoeverItIs() throws IOException, InterruptedException {
        lock(owner(1, Instant.now()));

        Process waiting = start(directory, Map.of(), "checkout/autodiff", "ops");

        assertThat(waiting.waitFor(1, TimeUnit.SECONDS)).isFalse();
        assertThat(log()).isEmpty();
        Files.delete(checkout.resolve("cli/target/autodiff.owner"));
        assertThat(await(waiting).code()).isZero();
        assertThat(log()).containsExactly("build");
    }

    @Test
    void nobodyBuildsForAnHour() throws IOException, InterruptedException {
        lock(owner(1, Instant.now().minusSeconds(3700)));

        assertThat(run(Map.of()).code()).isZero();
        assertThat(log()).containsExactly("build");
    }

    @Test
    void ofManyCallersOneAtATimeInheritsAndBuilds() throws IOException, InterruptedException {
        lock(owner(deadProcess(), Instant.now()));
        // newer than every build: each caller builds again, so that each must have held the lock
        Files.setLastModifiedTime(checkout.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(3600)));
        List<Process> callers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            callers.add(start(directory, Map.of(), "checkout/autodiff", "ops"));
        }
        for (Process caller : callers) {
            assertThat(await(caller).code()).isZero();
        }

        assertThat(log()).hasSize(16).containsOnly("build");
        assertThat(leftLocks()).isEmpty();
    }

    @Test
    void aBuildThatFailsGivesTheLockBack() throws IOException, InterruptedException {
        script("bin/mvn", "echo no compiler", "exit 1");

        Answer answer = run(Map.of());

        assertThat(answer.text()).endsWith("no compiler\nerror: the build failed, see above\n");
        assertThat(answer.code()).isEqualTo(70);
        assertThat(leftLocks()).isEmpty();
    }

    /** With the Java of this test and its classes, in the place of a build. */
    private Path makeBuilt() throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        manifest.getMainAttributes().put(
                Attributes.Name.CLASS_PATH,
                Stream.of(ReplTest.classPath().split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(checkout.resolve(BUILT)), manifest).close();
        String version = Files.readAllLines(home.resolve("release")).stream()
                .filter(line -> line.startsWith("JAVA_VERSION="))
                .map(line -> line.replaceAll(".*=|\"", ""))
                .findFirst().orElseThrow();
        // no class data, as if this Java could make none
        Files.createFile(checkout.resolve("cli/target/autodiff-" + home.getFileName() + "-" + version + ".jsa"));
        Files.createFile(checkout.resolve("cli/target/autodiff.stamp"));
        return home;
    }

    @Test
    void playServesThePageUntilItIsStopped() throws IOException, InterruptedException {
        Path home = makeBuilt();
        Path page = Files.createDirectories(checkout.resolve("playground/target/page"));
        Files.writeString(page.resolve("index.html"), "<p>\u2202</p>");

        Process process =
                start(directory, Map.of("JAVA_HOME", home.toString()), "checkout/autodiff", "play", "--port", "0");
        try {
            String said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            assertThat(said).matches("the playground is at http://127\\.0\\.0\\.1:\\d+/ until Ctrl-C");
            String address = said.split(" ")[4];
            assertThat(PlayTest.get(address).body()).isEqualTo("<p>\u2202</p>");

            process.destroy();

            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThatThrownBy(() -> PlayTest.get(address)).isInstanceOf(ConnectException.class);
            assertThat(log()).as("builds").isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }
}
