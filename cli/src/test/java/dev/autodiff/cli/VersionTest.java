package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The version is that of the parent's {@code pom.xml}; {@code -Dversion=update} writes it wherever else it stands. */
class VersionTest {
    private static final Path TOP = Path.of("..");
    private static final Pattern OF_PARENT = Pattern.compile("<parent>(?s:.*?)<version>([^<]+)</version>");
    private static final boolean UPDATES = "update".equals(System.getProperty("version"));

    private static String version() throws IOException {
        Matcher version =
                Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(TOP.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    static Stream<Path> modules() throws IOException {
        return Files.find(TOP, 3, (path, attributes) -> path.endsWith("pom.xml"))
                .filter(path -> !path.equals(TOP.resolve("pom.xml")) && !path.equals(TOP.resolve("bom/pom.xml")))
                .filter(path -> !path.toString().contains("target"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void modulesHaveTheVersionOfTheirParent(Path file) throws IOException {
        assertVersion(file, OF_PARENT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            autodiff                                                          | autodiff-cli-(\\S+)\\.jar
            runtime/src/main/java/dev/autodiff/runtime/CompiledFunction.java  | VERSION = "autodiff ([^"]+)"
            integrations/maven-plugin/samples/options/pom.xml                 | <autodiff.version>([^<]+)<
            integrations/processor/samples/waves/pom.xml                      | <autodiff.version>([^<]+)<
            bom/pom.xml                                                       | <version>([0-9][^<]*)<
            docs/install.md                                                   | <version>([^<]+)</version>
            docs/install.md                                                   | autodiff-cli-([^:"]+)\\.jar
            docs/spark.md                                                     | autodiff-[a-z]+-([0-9][^,\\s]*)\\.jar
            CHANGELOG.md                                                      | \\A(?s:.*?)\\n## ([^,\\s]+)
            """)
    void whatNamesAVersionNamesThisOne(String file, Pattern pattern) throws IOException {
        assertVersion(TOP.resolve(file), pattern);
    }

    private static void assertVersion(Path file, Pattern pattern) throws IOException {
        String text = Files.readString(file);
        Matcher found = pattern.matcher(text);
        StringBuilder expected = new StringBuilder();
        int from = 0;
        while (found.find()) {
            expected.append(text, from, found.start(1)).append(version());
            from = found.end(1);
        }
        assertThat(from).as("%s names a version", file).isPositive();
        expected.append(text.substring(from));
        if (UPDATES) {
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file)).as("%s; to write it: -Dversion=update", file).isEqualTo(expected.toString());
    }
}
