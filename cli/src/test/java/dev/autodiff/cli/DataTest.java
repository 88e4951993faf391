package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataTest {
    @TempDir
    private Path directory;

    private Path table(String text) throws IOException {
        return Files.writeString(directory.resolve("points.csv"), text);
    }

    private static Run grad(Path table, String... options) {
        String[] args = new String[options.length + 5];
        System.arraycopy(new String[] {"grad", "-e", "z = x*y", "--data", table.toString()}, 0, args, 0, 5);
        System.arraycopy(options, 0, args, 5, options.length);
        return Run.of(args);
    }

    @Test
    void answersEachRow() throws IOException {
        assertThat(grad(table("y,x\n2,3\n4,5\n")).out()).isEqualTo("z,dz/dx,dz/dy\n6.0,2.0,3.0\n20.0,4.0,5.0\n");
    }

    @Test
    void answersOnAsManyThreadsAsItMay() throws IOException {
        Path table = table("x,y\n2,3\n");

        assertThat(grad(table, "--threads", "1").out()).isEqualTo(grad(table).out());
        assertThat(grad(table, "--threads", "0").err()).isEqualTo("error: --threads: 0 is not between 1 and 1024\n");
    }

    private static String rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + ",2\n").collect(Collectors.joining("", "x,y\n", ""));
    }

    private static String answers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> 2.0 * i + ",2.0," + i + ".0\n")
                .collect(Collectors.joining("", "z,dz/dx,dz/dy\n", ""));
    }

    @Test
    void answersManyRowsInTheirOrder() throws IOException {
        assertThat(grad(table(rows(20_000)), "--threads", "4").out()).isEqualTo(answers(20_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 7000})
    void answersTheRowsBeforeTheFirstWrongOne(int right) throws IOException {
        Run run = grad(table(rows(right) + "two,2\n" + "3,4\n".repeat(1000) + "5\n"), "--threads", "4");

        assertThat(run.out()).isEqualTo(answers(right));
        assertThat(run.err()).endsWith(":" + (right + 2) + ": column 1 ('x'): 'two' is not a number\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void answersTheRowsBeforeWhatCannotBeRead() throws IOException {
        Run run = grad(table(rows(1000) + "\"1,2\n"));

        assertThat(run.out()).isEqualTo(answers(1000));
        assertThat(run.err()).contains("quotation mark is not closed");
    }

    @Test
    void answersEachRowWithAnObject() throws IOException {
        assertThat(grad(table("x,y\n2,3\n"), "--json").out())
                .isEqualTo("{\"function\":\"z\",\"value\":6.0,\"gradient\":{\"x\":3.0,\"y\":2.0}}\n");
    }

    @Test
    void evaluatesEachRow() throws IOException {
        assertThat(Run.of("eval", "-e", "z = x^2", "--data", table("x\n2\n3\n").toString())
                        .out())
                .isEqualTo("z\n4.0\n9.0\n");
    }

    @Test
    void readsWhatSpreadsheetsWrite() throws IOException {
        assertThat(grad(table("\uFEFF\"x\", y\r\n \"2\" , inf\r\n\r\n1e-3,-.5\r\n")).out())
                .isEqualTo("z,dz/dx,dz/dy\nInfinity,Infinity,2.0\n-5.0E-4,-0.5,0.001\n");
    }

    @Test
    void takesOtherParametersFromThePoint() throws IOException {
        assertThat(grad(table("x\n2\n"), "--at", "y=3").out()).endsWith("6.0,3.0,2.0\n");
    }

    @Test
    void warnsOfAColumnThatIsNotUsed() throws IOException {
        Run run = grad(table("x,id,y\n2,a,3\n"));

        assertThat(run.err())
                .isEqualTo("warning: " + directory.resolve("points.csv")
                        + ":1: column 'id' is not used: 'z' has no such parameter\n");
        assertThat(run.code()).isZero();
    }

    private void assertRejected(String table, String message, String... options) throws IOException {
        Run run = grad(table(table), options);

        assertThat(run.err())
                .endsWith("error: "
                        + message.replace(
                                "FILE", directory.resolve("points.csv").toString()) + "\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void namesTheLineAndColumnOfABadCell() throws IOException {
        assertRejected("x,y\n1,2\n1,two\n", "FILE:3: column 2 ('y'): 'two' is not a number");
    }

    @Test
    void namesAnEmptyCell() throws IOException {
        assertRejected("x,y\n1,\n", "FILE:2: column 2 ('y'): the cell is empty");
    }

    @ParameterizedTest
    @CsvSource({"2.5, int, not a whole number", "nan, int, not a whole number", "1e300, int, not a whole number",
        "2, bool, 'neither true nor false, nor 1 or 0'"})
    void namesACellThatIsNotOfTheParametersType(String cell, String type, String reason) throws IOException {
        for (String program : List.of("z = where(k != 0, x, 2*x)", "z = sum(where(k != 0, x, 2*x)*ones(2))")) {
            Path file = table("x,k\n1,1\n1," + cell + "\n");
            Run run = Run.of(
                    "grad",
                    "-e",
                    "input k: " + type + "; " + program.replace("k != 0", type.equals("bool") ? "k" : "k != 0"),
                    "--data",
                    file.toString());

            assertThat(run.err())
                    .endsWith("error: " + file + ":3: column 2 ('k'): the parameter is " + type + ", and '" + cell
                            + "' is " + reason + "\n");
            assertThat(run.code()).isEqualTo(2);
        }
    }

    @Test
    void namesAFixedValueThatIsNotOfTheParametersType() throws IOException {
        Run run = Run.of("grad", "-e", "input k: int; z = x*k", "--data", table("x\n1\n").toString(), "--at", "k=2.5");

        assertThat(run.err()).isEqualTo("error: 'k' is int, and the value is 2.5: not a whole number\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void rejectsARowOfAnotherLength() throws IOException {
        assertRejected("x,y\n1,2,3\n", "FILE:2: the row has 3 cells, and the header has 2");
    }

    @Test
    void rejectsATableWithoutAParameter() throws IOException {
        assertRejected("x,yy\n1,2\n", "FILE:1: there is no column 'y': the columns are x, yy; or add --at y=…");
    }

    @Test
    void rejectsAQuotationMarkThatIsNotClosed() throws IOException {
        assertRejected(
                "x,y\n\"1,2\n",
                "FILE:2: a cell's quotation mark is not closed, or more follows after it: write one inside of a cell as \"\"");
    }

    @Test
    void rejectsTwoColumnsOfOneName() throws IOException {
        assertRejected("x,x,y\n1,2,3\n", "FILE:1: there are two columns 'x'");
    }

    @Test
    void rejectsAValueThatIsAColumn() throws IOException {
        assertRejected("x,y\n1,2\n", "--at: 'x' is a column of FILE already", "--at", "x=1");
    }

    @Test
    void rejectsAnEmptyFile() throws IOException {
        assertRejected("", "FILE: the file is empty: its first line names the parameters");
    }

    @Test
    void rejectsAFileThatDoesNotExist() {
        Path file = directory.resolve("none.csv");

        assertThat(grad(file).err()).isEqualTo("error: there is no file '" + file + "'\n");
    }

    @Test
    void rejectsAFileThatIsNotText() throws IOException {
        Path file = Files.write(
                directory.resolve("points.csv"), new byte[] {'x', ',', 'y', '\n', (byte) 0xff, ',', '1', '\n'});

        assertThat(grad(file).err()).endsWith("error: '" + file + "' is not text in UTF-8\n");
    }
}
