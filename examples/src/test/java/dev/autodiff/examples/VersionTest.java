package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The version is that of the uppermost pom, wherever else it stands. The current directory is that of the pom. */
class VersionTest {
    private static final Pattern OURS = Pattern.compile(
            "<groupId>dev.autodiff</groupId>\\s*<artifactId>autodiff(?:-integrations|-bom)?</artifactId>\\s*<version>(.*?)</version>");
    private static final String VERSION = versions(Path.of("pom.xml")).get(0);

    private static List<String> versions(Path file) {
        try {
            return OURS.matcher(Files.readString(file)).results().map(match -> match.group(1)).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eachPomHasTheVersion() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""), 3)) {
            List<Path> poms = files.filter(file -> file.endsWith("pom.xml"))
                    .filter(file -> !file.toString().contains("target") && !file.toString().contains("sample"))
                    .toList();

            assertThat(poms).hasSizeGreaterThan(8).allSatisfy(
                    pom -> assertThat(versions(pom)).as(pom.toString()).isNotEmpty().containsOnly(VERSION));
        }
    }

    @Test
    void theCompilerHasTheVersion() {
        assertThat(Autodiff.VERSION).isEqualTo("autodiff " + VERSION);
    }

    @Test
    void theLauncherAndThePagesHaveTheVersion() throws IOException {
        assertThat(Files.readString(Path.of("autodiff"))).contains("/autodiff-cli-" + VERSION + ".jar");
        Matcher page = Pattern.compile("<version>([0-9.]+)</version>")
                .matcher(Files.readString(Path.of("docs", "install.md")));
        assertThat(page.results().map(match -> match.group(1))).isNotEmpty().containsOnly(VERSION);
    }
}
