package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What README.md and the pages of docs that it tests show is what happens: blocks of {@code console} are run and their
 * output compared exactly, blocks of {@code java} compiled and run, in the order of the document. The current directory
 * is the top of the repository.
 */
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("```(console|java)\n(.*?)```", Pattern.DOTALL);
    /** Where the commands of the documents write their classes. */
    private static final Path CLASSES = Path.of("target", "classes");

    private static final List<Path> DOCUMENTS = List.of(
            Path.of("README.md"),
            Path.of("docs", "tutorial.md"),
            Path.of("docs", "audit.md"),
            Path.of("docs", "embedding.md"),
            Path.of("docs", "install.md"),
            Path.of("docs", "autograd.md"),
            Path.of("docs", "fitting.md"),
            Path.of("docs", "transforms.md"));

    @TestFactory
    Stream<DynamicTest> examplesAreTrue() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : DOCUMENTS) {
            BLOCK.matcher(Files.readString(document)).results().forEach(block -> tests.add(test(document, block)));
        }
        return tests.stream();
    }

    private static DynamicTest test(Path document, MatchResult block) {
        String text = block.group(2);
        String name = document + ": " + text.lines().findFirst().orElseThrow();
        return block.group(1).equals("console") ? DynamicTest.dynamicTest(name, () -> assertConsole(text))
                : DynamicTest.dynamicTest(name, () -> assertJava(new JavaSnippet(text)));
    }

    private static void assertConsole(String text) {
        StringBuilder actual = new StringBuilder();
        text.lines().filter(line -> line.startsWith("$ ")).forEach(line -> {
            assertThat(line).startsWith(Console.PROMPT);
            actual.append(line).append('\n').append(Console.run(line.substring(Console.PROMPT.length())).printed());
        });

        assertThat(actual).hasToString(text);
    }

    private static void assertJava(JavaSnippet snippet) throws Exception {
        Files.createDirectories(CLASSES);

        assertThat(snippet.run(CLASSES)).isEqualTo(snippet.expected());
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(DOCUMENTS.get(0))).hasSizeLessThanOrEqualTo(120);
    }
}
