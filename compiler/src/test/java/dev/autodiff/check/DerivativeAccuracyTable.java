package dev.autodiff.check;

import dev.autodiff.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/**
 * Writes the tables of value, first and second derivatives in {@code docs/accuracy.md} anew, of all that {@link
 * AccuracyGrid} knows or of what has a name that matches {@code -Daccuracy.only}, and into the files of {@link
 * References} what the oracle was asked for. It takes an hour where that is not known yet, may be stopped and started
 * again, and runs only where it is named.
 */
class DerivativeAccuracyTable {
    private static final String ONLY = System.getProperty("accuracy.only", ".*");
    private static final boolean ONLY_KNOWN = Boolean.getBoolean("accuracy.known");

    @Test
    void writesTheRowsOfFunctions() {
        write(AccuracyPage.FUNCTIONS, AccuracyGrid.functions().toList(), References.ofFunctions());
    }

    @Test
    void writesTheRowsOfRules() {
        for (Level level : List.of(Level.STABLE, Level.FAST)) {
            write(AccuracyPage.heading(level), AccuracyGrid.rules(level).toList(), References.ofRules());
        }
    }

    private static void write(String heading, List<Measured> subjects, References references) {
        Map<String, String> rows = new ConcurrentHashMap<>();
        subjects.parallelStream()
                .filter(subject -> subject.name().matches(ONLY))
                .filter(subject -> !ONLY_KNOWN || AccuracyGrid.FULL.isKnown(subject, references))
                .forEach(subject -> {
            rows.put(subject.name(), AccuracyGrid.FULL.measure(subject, references).line());
            if (!ONLY_KNOWN) {
                references.write();
            }
        });
        AccuracyPage.read().write(heading, subjects.stream().map(Measured::name).toList(), rows);
    }
}
