package dev.autodiff.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Writes the table of value, first and second derivatives in {@code docs/accuracy.md} anew, of all functions that
 * {@link AccuracyGrid} knows or of those whose names match {@code -Daccuracy.only}, and into the file of {@link
 * References} what the oracle was asked for. It takes an hour where that is not known yet, may be stopped and started
 * again, and runs only where it is named.
 */
class DerivativeAccuracyTable {
    static final Path PAGE = Path.of("..", "docs", "accuracy.md");
    static final String HEAD = "| function | value | first derivatives | second derivatives | no number |";

    @Test
    void writesTheRowsOfTheWholeGrid() throws IOException {
        String only = System.getProperty("accuracy.only", ".*");
        List<Subject> subjects = AccuracyGrid.subjects().toList();
        References references = References.read();
        Map<String, String> measured = new ConcurrentHashMap<>();
        boolean onlyKnown = Boolean.getBoolean("accuracy.known");
        subjects.parallelStream()
                .filter(subject -> subject.name().matches(only))
                .filter(subject -> !onlyKnown || AccuracyGrid.FULL.isKnown(subject, references))
                .forEach(subject -> {
            measured.put(subject.name(), AccuracyGrid.FULL.measure(subject, references).line());
            if (!onlyKnown) {
                references.write();
            }
        });
        write(subjects.stream().map(Subject::name).toList(), measured);
    }

    /** The rows that were measured, and the others as they were, in the order of the functions. */
    private static void write(List<String> order, Map<String, String> measured) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(HEAD);
        int end = page.indexOf("\n\n", start);
        Map<String, String> known = page.substring(start, end).lines()
                .flatMap(line -> AccuracyGrid.Row.parse(line).map(row -> Map.entry(row.name(), line)).stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        known.putAll(measured);
        String rows = order.stream()
                .flatMap(name -> Optional.ofNullable(known.get(name)).stream())
                .collect(Collectors.joining("\n"));
        String table = HEAD + "\n|---|---|---|---|---|\n" + rows;
        Files.writeString(PAGE, page.substring(0, start) + table + page.substring(end));
    }
}
