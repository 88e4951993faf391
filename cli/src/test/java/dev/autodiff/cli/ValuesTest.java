package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.runtime.NpyFile;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.TensorText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    @TempDir
    private Path directory;

    private static String read(String text) {
        return TensorText.print(Values.parse("--at x", text));
    }

    private static void assertRejected(String text, String message) {
        assertThatThrownBy(() -> Values.parse("--at x", text))
                .isInstanceOf(UsageException.class)
                .hasMessage("--at x: " + message);
    }

    private String file(String name, String text) throws IOException {
        return "@" + Files.writeString(directory.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2                 | 2.0
            -inf              | -Infinity
            pi/2              | 1.5707963267948966
            [[1, 2], [3, 4]]  | [[1.0, 2.0], [3.0, 4.0]]
            [pi/2, 1/3]       | [1.5707963267948966, 0.3333333333333333]
            [max(1, 2), -1]   | [2.0, -1.0]
            [true, false]     | [true, false]
            []                | []
            """)
    void readsNumbersConstantsAndArrays(String text, String printed) {
        assertThat(read(text)).isEqualTo(printed);
    }

    @Test
    void saysWhatIsWrongWithAnArray() {
        assertRejected(
                "[[1, 2], [3]]", "the array [1] has 1 element, and those before it have 2: all need the same length");
        assertRejected("[1, pi/q]", "element [1]: 'pi/q' is not a number");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1,2\\n3,4\\n              | [[1.0, 2.0], [3.0, 4.0]]
            a,b\\n1,2\\n3,4\\n        | [[1.0, 2.0], [3.0, 4.0]]
            ,0,1\\n0,5,6\\n1,7,8      | [[0.0, 5.0, 6.0], [1.0, 7.0, 8.0]]
            BOM"1", inf\\r\\n\\r\\nnan,-1e3\\r\\n | [[1.0, Infinity], [NaN, -1000.0]]
            1\\n2\\n3\\n              | [1.0, 2.0, 3.0]
            1,2,3\\n                  | [1.0, 2.0, 3.0]
            x\\n5\\n                  | 5.0
            """)
    void readsTables(String text, String printed) throws IOException {
        assertThat(read(file("x.csv", text.translateEscapes().replace("BOM", "\uFEFF")))).isEqualTo(printed);
    }

    @Test
    void readsMoreRowsThanItsFirstArrayHolds() throws IOException {
        assertThat(Values.parse("--at x", file("x.csv", "1,2,3\n".repeat(1000))).lengths()).containsExactly(1000, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            1,2\\n3\\n     | FILE:2: the row has 1 cell, and the first one has 2
            1,2\\n3,two\\n | FILE:2: column 2: 'two' is not a number
            a,b\\n1,\\n    | FILE:2: column 2: the cell is empty
            a,b\\n         | FILE: there are no numbers in the file
            "1             | FILE:1: a cell's quotation mark is not closed, or more follows after it: write one inside of a cell as ""
            """)
    void saysWhatIsWrongWithATable(String text, String message) throws IOException {
        String file = file("x.csv", text.translateEscapes());

        assertRejected(file, message.replace("FILE", file.substring(1)));
    }

    @Test
    void readsFilesOfNumPy() throws IOException {
        Path file = directory.resolve("x.npy");
        NpyFile.write(Tensor.of(new int[] {2, 1}, 1, 2), file);

        assertThat(read("@" + file)).isEqualTo("[[1.0], [2.0]]");
    }

    @Test
    void readsNestedArraysFromFiles() throws IOException {
        assertThat(read(file("x.json", "[[1, \"NaN\"],\n [2, 3]]\n"))).isEqualTo("[[1.0, NaN], [2.0, 3.0]]");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        String damaged = file("x.npy", "PK");
        String ragged = file("x.json", "[[1], 2]");

        assertRejected(damaged, damaged.substring(1) + ": the .npy file ends too early: is it damaged?");
        assertRejected(ragged, ragged.substring(1) + ": element [1] is not an array, and those before it are");
        assertRejected("@none.csv", "there is no file 'none.csv'");
        assertRejected("@none.npy", "there is no file 'none.npy'");
        assertRejected("@x.mat", "'x.mat' is of no known format: give a .npy, .csv or .json file");
        assertRejected("@", "'' is of no known format: give a .npy, .csv or .json file");
    }

    @Test
    void wantsASingleNumberForARange() {
        assertThatThrownBy(() -> Values.number("--range x", "[1, 2]")).isInstanceOf(UsageException.class)
                .hasMessage("--range x: an array of shape [2] is given, and a single number is needed");
    }
}
