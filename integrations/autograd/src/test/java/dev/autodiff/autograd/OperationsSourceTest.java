package dev.autodiff.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The methods are those of the language's tables: a function that is new there has methods here, or this fails. */
class OperationsSourceTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "autodiff", "autograd");

    static Iterable<Map.Entry<String, String>> sources() {
        return OperationsSource.all().entrySet();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void methodsAreThoseOfTheTables(Map.Entry<String, String> source) throws IOException {
        Path file = SOURCES.resolve(source.getKey() + ".java");
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(file, source.getValue());
        }

        assertThat(source.getValue()).isEqualTo(Files.readString(file));
    }
}
