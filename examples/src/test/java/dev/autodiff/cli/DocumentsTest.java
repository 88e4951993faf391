package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link between documents leads somewhere. The current directory is the top of the repository. */
class DocumentsTest {
    private static final Path DOCS = Path.of("docs");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\n]*`", Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^#+ +(.+)$", Pattern.MULTILINE);

    static Stream<Path> documents() throws IOException {
        Stream<Path> top = Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"));
        return Stream.of(top, pages(DOCS), pages(DOCS.resolve("adr"))).flatMap(paths -> paths);
    }

    private static Stream<Path> pages(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) throws IOException {
        List<String> broken = LINK.matcher(CODE.matcher(Files.readString(document)).replaceAll("")).results()
                .filter(link -> !link.group(1).contains(":") && !leadsSomewhere(document, link.group(1), link.group(2)))
                .map(link -> link.group())
                .toList();

        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path document, String target, String heading) {
        Path file = target.isEmpty() ? document : document.resolveSibling(target).normalize();
        return Files.exists(file) && (heading == null || anchors(file).contains(heading));
    }

    /** As renderers of Markdown name headings: lower case, hyphens for spaces, no punctuation. */
    private static Set<String> anchors(Path file) {
        try {
            return HEADING.matcher(Files.readString(file)).results()
                    .map(heading -> heading.group(1).toLowerCase().replaceAll("[^\\w\\s-]", "").strip())
                    .map(heading -> heading.replace(' ', '-'))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
