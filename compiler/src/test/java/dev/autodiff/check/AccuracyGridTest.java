package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * At the points that the table in {@code docs/accuracy.md} was made at, no error is larger than in the table, and
 * nothing else is missing. The table is that of {@link DerivativeAccuracyTable}; functions are left out of which the
 * answers of the oracle are not on file.
 */
@Tag("oracle")
class AccuracyGridTest {
    private static final Path PAGE = Path.of("..", "docs", "accuracy.md");

    /** Errors are printed with three digits. */
    private static final double ROUNDED = 1.005;

    /** The table is of Java 17; in another one elementary functions round otherwise, and what cancels shows it. */
    private static final double OF_OTHER_JAVA = Runtime.version().feature() == 17 ? 0 : 1;

    private static Map<String, AccuracyGrid.Row> table;
    private static String exceptions;
    private static References references;

    @BeforeAll
    static void readThePage() throws IOException {
        references = References.read();
        String page = Files.readString(PAGE);
        String derivatives = page.substring(page.indexOf("## Derivatives"));
        table = derivatives.lines()
                .map(AccuracyGrid.Row::parse)
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(AccuracyGrid.Row::name, Function.identity()));
        exceptions = derivatives.substring(derivatives.indexOf("### Exceptions"));
    }

    static Stream<Subject> measured() {
        return AccuracyGrid.subjects().filter(subject -> table.containsKey(subject.name()))
                .filter(subject -> AccuracyGrid.FULL.isKnown(subject, references));
    }

    @ParameterizedTest
    @MethodSource("measured")
    void noErrorIsLargerThanInTheTable(Subject subject) {
        AccuracyGrid.Row documented = table.get(subject.name());

        AccuracyGrid.Row actual = AccuracyGrid.FULL.measure(subject, references);

        for (int order = 0; order < actual.worst().size(); order++) {
            assertThat(actual.worst().get(order).error())
                    .as("%s, derivatives of order %d", actual.line(), order)
                    .isLessThanOrEqualTo(
                            (ROUNDED + OF_OTHER_JAVA) * documented.worst().get(order).error() + OF_OTHER_JAVA);
        }
        assertThat(documented.missingOrders()).as(actual.line()).containsAll(actual.missingOrders());
    }

    @Test
    void aLargerErrorThanPromisedHasAReason() {
        table.values().stream()
                .filter(row -> !row.keepsThePromise())
                .forEach(row -> assertThat(exceptions).as(row.line()).contains("`" + row.name() + "`"));
    }
}
