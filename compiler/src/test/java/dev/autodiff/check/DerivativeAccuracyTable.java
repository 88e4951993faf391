package dev.autodiff.check;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Writes the table of value, first and second derivatives in {@code docs/accuracy.md} anew, of all functions that
 * {@link AccuracyGrid} knows or of those whose names match {@code -Daccuracy.only}, and what the oracle was asked for;
 * it takes an hour where that is not known yet, and runs only where it is named.
 */
class DerivativeAccuracyTable {
    /** What takes longest may then be stopped without loss. */
    private static final int SAVED_EVERY = 3;

    @Test
    void writesTheRowsOfTheWholeGrid() throws IOException {
        String only = System.getProperty("accuracy.only", ".*");
        List<Subject> subjects = AccuracyGrid.subjects().toList();
        References references = References.read();
        Map<String, AccuracyGrid.Row> measured = new java.util.concurrent.ConcurrentHashMap<>();
        subjects.parallelStream().filter(subject -> subject.name().matches(only)).forEach(subject -> {
            AccuracyGrid.Row row = AccuracyGrid.FULL.measure(subject, references);
            measured.put(row.name(), row);
            System.out.println(row.line());
            if (measured.size() % SAVED_EVERY == 0) {
                references.write();
            }
        });
        references.write();
    }
}
