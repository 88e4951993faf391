package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages of functions and those for people who come from elsewhere are what the command line answers; {@code
 * -Ddocs=update} writes them anew.
 */
class ReferencePagesTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final boolean UPDATES = "update".equals(System.getProperty("docs"));
    private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");
    private static final Pattern PICTURE =
            Pattern.compile("(?m)^\\./autodiff (.*) (?:>|-o) docs/(.*\\.svg)$");
    private static final String COMMAND = "./autodiff ";

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(DOCS)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".md")).sorted().toList();
        }
    }

    static List<Path> comingFrom() throws IOException {
        return pages().stream().filter(file -> file.getFileName().toString().startsWith("from-")).toList();
    }

    private static void assertPage(Path page, String expected) throws IOException {
        if (UPDATES) {
            Files.writeString(page, expected);
        }
        assertThat(Files.readString(page)).as("%s; to write it anew: -Ddocs=update", page).isEqualTo(expected);
    }

    @Test
    void theFunctionsAreThoseOfTheCommand() throws IOException {
        assertPage(DOCS.resolve("functions.md"), Run.of("ops", "--markdown").out());
    }

    @ParameterizedTest
    @MethodSource("comingFrom")
    void eachRowAnswersAsItSays(Path page) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(page)) {
            String[] cells = CELL.split(line, -1);
            boolean isRow = cells.length > 4 && cells[2].contains("`");
            lines.add(isRow ? withAnswer(cells) : line);
        }

        assertPage(page, String.join("\n", lines) + "\n");
    }

    private static String withAnswer(String[] cells) {
        String ours = code(cells[2]);
        List<String> arguments = new ArrayList<>(List.of("eval", "-e", ours));
        if (ours.startsWith(COMMAND)) {
            arguments = WORD.matcher(ours.substring(COMMAND.length())).results()
                    .map(word -> word.group().replaceAll("['\"]", ""))
                    .collect(Collectors.toList());
        } else if (!code(cells[3]).isEmpty()) {
            arguments.addAll(List.of("--at", code(cells[3])));
        }
        Run run = Run.of(arguments.toArray(new String[0]));
        assertThat(run.err()).as(String.join(" ", arguments)).isEmpty();
        String answer = run.out()
                .strip()
                .replaceFirst("^\\w+ = ", "")
                .replaceAll("\\s*\n\\s*", " ")
                .replace("|", "\\|");
        return String.join("|", Arrays.copyOf(cells, 4)) + "| `" + answer + "` |";
    }

    private static String code(String cell) {
        return cell.strip().replaceAll("^`|`$", "").replace("\\|", "|");
    }

    /** The file that a command of the page of pictures writes, as it stands there. */
    static Stream<Arguments> pictures() throws IOException {
        return PICTURE.matcher(Files.readString(DOCS.resolve("pictures.md"))).results()
                .map(each -> Arguments.of(each.group(2), each.group(1)));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void picturesAreThoseOfTheirCommands(String name, String command, @TempDir Path directory) throws IOException {
        List<String> words = WORD.matcher(command.replace("examples/", "../examples/")).results()
                .map(word -> word.group().replace("'", "")).collect(Collectors.toList());
        boolean isPlot = words.get(0).equals("plot");
        Path file = directory.resolve(name);
        words.addAll(isPlot ? List.of("-o", file.toString()) : List.of());
        Run run = Run.of(words.toArray(String[]::new));

        assertThat(run.err()).isEmpty();
        String written = isPlot ? Files.readString(file) : run.out();
        assertPage(DOCS.resolve(name), written);
        assertThat(Files.readString(DOCS.resolve("pictures.md"))).contains("](" + name + ")");
    }

    @Test
    void allPagesAndExamplesAreListed() throws IOException {
        String site = Files.readString(DOCS.resolve("../mkdocs.yml"));
        String index = Files.readString(DOCS.resolve("index.md"));
        for (Path page : pages()) {
            String name = page.getFileName().toString();
            assertThat(site).contains(name);
            assertThat(name.equals("index.md") || index.contains("](" + name + ")")).as(name).isTrue();
        }
        String examples = Files.readString(DOCS.resolve("examples.md"));
        try (Stream<Path> programs = Files.list(DOCS.resolve("../examples/src/main/autodiff"))) {
            assertThat(programs.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".ad")))
                    .allSatisfy(name -> assertThat(examples).contains("/" + name + ")"));
        }
    }
}
