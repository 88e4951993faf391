package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4180, and what spreadsheets and people make of it. */
class CsvRowsTest {
    private static List<CsvRow> rows(String text, char separator) {
        List<CsvRow> rows = new ArrayList<>();
        new CsvRows(Path.of("FILE"), new StringReader(text), separator).forEachRemaining(rows::add);
        return rows;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            1,2                      | 1[1 2]
            1,2\\n3\\n               | 1[1 2] 2[3]
            1\\r\\n2\\r3\\n\\r4      | 1[1] 2[2] 3[3] 5[4]
            \\n\\n1\\r\\n\\r\\n2     | 3[1] 5[2]
            1,,\\n,                  | 1[1 _ _] 2[_ _]
            ` 1\\t, 2 3 \\n  `       | 1[1 2 3] 2[_]
            ` "a,b" ,"c" `           | 1[a,b c]
            "a""b",a"b,""            | 1[a"b a"b _]
            "a\\r\\nb",2\\n3,4       | 1[a\\r\\nb 2] 3[3 4]
            "\\n\\r"\\n1             | 1[_] 4[1]
            """)
    void aRowHasCellsAndTheLineInWhichItBegins(String text, String expected) {
        assertThat(rows(text.translateEscapes(), ','))
                .extracting(row -> row.line() + row.cells().stream()
                        .map(cell -> cell.isEmpty() ? "_" : cell)
                        .collect(Collectors.joining(" ", "[", "]")))
                .containsExactly(expected.translateEscapes().split(" (?=\\d\\[)"));
    }

    @Test
    void nothingHasNoRows() {
        assertThat(rows("", ',')).isEmpty();
        assertThat(rows("\n\r\n", ',')).isEmpty();
    }

    @Test
    void aTabSeparatesAndIsNoSpace() {
        assertThat(rows("1\t\t 2 ", '\t')).containsExactly(new CsvRow(1, List.of("1", "", "2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\n\"2", "1\n2,\"", "1\n\"2\"3", "1\n\"2\" x\n", "1\n\"2\n3\n4", "1\n\"\"\"\n"})
    void aQuotationMarkIsClosedAndNothingFollows(String text) {
        assertThatThrownBy(() -> rows(text, ','))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("FILE:2: a cell's quotation mark is not closed");
    }

    /** More than a buffer, with everything that needs quotation marks. */
    @Test
    void whatIsWrittenInQuotationMarksComesBack() {
        Random random = new Random(1);
        List<List<String>> table = IntStream.range(0, 20_000)
                .mapToObj(row -> IntStream.range(0, 1 + random.nextInt(4))
                        .mapToObj(column -> "x" + letters(random, random.nextInt(6)) + "x")
                        .toList())
                .toList();
        String text = table.stream()
                .map(row -> row.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(";")))
                .collect(Collectors.joining("\r\n"));

        assertThat(rows(text, ';')).extracting(CsvRow::cells).isEqualTo(table);
    }

    private static String letters(Random random, int count) {
        return random.ints(count, 0, 8)
                .mapToObj(i -> "a\"\r\n; ,\t".substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
