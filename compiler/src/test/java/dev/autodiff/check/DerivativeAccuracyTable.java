package dev.autodiff.check;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Prints the table of value, first and second derivatives in {@code docs/accuracy.md}, of all functions that {@link
 * AccuracyGrid} knows; it takes minutes and runs only where it is named.
 */
class DerivativeAccuracyTable {
    @Test
    void printsTheRowsOfTheWholeGrid() {
        String only = System.getProperty("accuracy.only", ".*");
        List<AccuracyGrid.Row> rows = AccuracyGrid.subjects()
                .filter(subject -> subject.name().matches(only))
                .toList()
                .parallelStream()
                .map(AccuracyGrid.FULL::measure)
                .toList();
        System.out.println("| function | value | first derivatives | second derivatives | no number |");
        System.out.println("|---|---|---|---|---|");
        rows.forEach(row -> System.out.println(row.line()));
    }
}
