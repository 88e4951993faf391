package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Level;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * At the points that the tables in {@code docs/accuracy.md} were made at, no error is larger than in the table, and
 * nothing else is missing. The tables are those of {@link DerivativeAccuracyTable}; functions are left out of which the
 * answers of the oracle are not on file.
 */
@Tag("oracle")
class AccuracyGridTest {
    /** Errors are printed with three digits. */
    private static final double ROUNDED = 1.005;

    /** The table is of Java 17; in another one elementary functions round otherwise, and what cancels shows it. */
    private static final double OF_OTHER_JAVA = Runtime.version().feature() == 17 ? 0 : 1;

    private static final AccuracyPage PAGE = AccuracyPage.read();
    private static final Map<String, AccuracyGrid.Row> OF_FUNCTIONS = PAGE.rows(AccuracyPage.FUNCTIONS);
    private static final References FUNCTIONS = References.ofFunctions();
    private static final References RULES = References.ofRules();

    static Stream<Measured> functions() {
        return AccuracyGrid.functions().filter(subject -> OF_FUNCTIONS.containsKey(subject.name()))
                .filter(subject -> AccuracyGrid.FULL.isKnown(subject, FUNCTIONS));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void noErrorIsLargerThanInTheTable(Measured subject) {
        assertNotWorse(OF_FUNCTIONS.get(subject.name()), AccuracyGrid.FULL.measure(subject, FUNCTIONS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STABLE", "FAST"})
    void nothingIsWorseThanInTheTableOfRules(Level level) {
        Map<String, AccuracyGrid.Row> table = PAGE.rows(AccuracyPage.heading(level));
        AccuracyGrid.rules(level)
                .forEach(subject -> assertNotWorse(
                        table.get(subject.name()), AccuracyGrid.FULL.measure(subject, RULES)));
    }

    private static void assertNotWorse(AccuracyGrid.Row documented, AccuracyGrid.Row actual) {
        for (int order = 0; order < actual.worst().size(); order++) {
            assertThat(actual.worst().get(order).error())
                    .as("%s, derivatives of order %d", actual.line(), order)
                    .isLessThanOrEqualTo(
                            (ROUNDED + OF_OTHER_JAVA) * documented.worst().get(order).error() + OF_OTHER_JAVA);
        }
        assertThat(documented.missingOrders()).as(actual.line()).containsAll(actual.missingOrders());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aLargerErrorThanPromisedHasAReason(String heading) {
        PAGE.rows(heading).values().stream()
                .filter(row -> !row.keepsThePromise())
                .forEach(row -> assertThat(PAGE.exceptions()).as(row.line()).contains("`" + row.name() + "`"));
    }

    static Stream<String> tables() {
        return Stream.of(
                AccuracyPage.FUNCTIONS, AccuracyPage.heading(Level.STABLE), AccuracyPage.heading(Level.FAST));
    }
}
