package dev.autodiff.check;

import dev.autodiff.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code docs/accuracy.md}: tables of errors, made by {@link DerivativeAccuracyTable}, and the reasons of large ones.
 * Those of rewrite rules begin with the formulas that people have put there, by which the rules are judged.
 */
public final class AccuracyPage {
    static final String FUNCTIONS = "## Derivatives";
    private static final Map<Level, String> RULES =
            Map.of(Level.STABLE, "### Rewrite rules", Level.FAST, "### Rewrite rules on request");

    private static final Path FILE = Path.of("..", "docs", "accuracy.md");
    private static final String RULE = "\n|---|---|---|---|---|\n";
    private static final Pattern FORMULA = Pattern.compile("\\| `([^`]+)` \\|.*");

    private final String text;

    private AccuracyPage(String text) {
        this.text = text;
    }

    static AccuracyPage read() {
        try {
            return new AccuracyPage(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The heading above the table of the rules that apply at a level, and at no lower one. */
    static String heading(Level level) {
        return RULES.get(level);
    }

    /** The formulas of a table of rules. */
    public static List<String> formulas(Level level) {
        return read().table(heading(level)).lines()
                .map(FORMULA::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    private int start(String heading) {
        return text.indexOf(RULE, text.indexOf(heading + "\n")) + RULE.length();
    }

    private String table(String heading) {
        int start = start(heading);
        return text.substring(start, text.indexOf("\n\n", start));
    }

    /** The rows of a table by their names. */
    Map<String, AccuracyGrid.Row> rows(String heading) {
        return table(heading).lines()
                .map(AccuracyGrid.Row::parse)
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(AccuracyGrid.Row::name, Function.identity()));
    }

    String exceptions() {
        return text.substring(text.indexOf("### Exceptions"));
    }

    /**
     * Writes a table anew: the rows that were measured, and the others as they were.
     *
     * @param order of all rows
     */
    void write(String heading, List<String> order, Map<String, String> measured) {
        Map<String, String> rows = table(heading).lines()
                .map(FORMULA::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(matcher -> matcher.group(1), Matcher::group));
        rows.putAll(measured);
        String table = order.stream()
                .flatMap(name -> Optional.ofNullable(rows.get(name)).stream())
                .collect(Collectors.joining("\n"));
        int start = start(heading);
        try {
            Files.writeString(FILE, text.substring(0, start) + table + text.substring(text.indexOf("\n\n", start)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
