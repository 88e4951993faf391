package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.runtime.CompiledFunction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PointTableTest {
    @TempDir
    private Path directory;

    private String answer(CompiledFunction function, boolean hasGradient, boolean json, String at, String table)
            throws IOException {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(Flags.command("eval", () -> 0, "")).setOut(new PrintWriter(out));
        Path file = Files.writeString(directory.resolve("points.csv"), table);
        Inquiry inquiry = hasGradient ? Inquiry.gradient(function, Seed.NONE) : Inquiry.values(function);
        Answers answers = new Answers(inquiry, null, json);
        new PointTable(file, Point.parse(List.of(at))).answer(answers, Screen.of(command.getCommandSpec()));
        return out.toString();
    }

    private void assertRejected(boolean hasGradient, String at, String table, String message) {
        assertThatThrownBy(() -> answer(Scaling.SUM, hasGradient, false, at, table)).isInstanceOf(UsageException.class)
                .hasMessage(message.replace("FILE", directory.resolve("points.csv").toString()));
    }

    @Test
    void takesNumbersFromTheTableAndArraysFromThePoint() throws IOException {
        assertThat(answer(Scaling.SUM, false, false, "x=[[1,2]],k=2", "c\n1\n0.5\n")).isEqualTo("f\n6.0\n3.0\n");
        assertThat(answer(Scaling.SUM, false, false, "x=[[1,2]]", "c,k\n1,2\n0.5,4\n")).isEqualTo("f\n6.0\n6.0\n");
    }

    @Test
    void answersWithArraysAsJson() throws IOException {
        assertThat(answer(Scaling.SUM, true, true, "x=[[1,2]],k=2", "c\n1\n0.5\n"))
                .isEqualTo("{\"function\":\"f\",\"value\":6.0,\"gradient\":{\"x\":[[2.0,2.0]]}}\n"
                        + "{\"function\":\"f\",\"value\":3.0,\"gradient\":{\"x\":[[1.0,1.0]]}}\n");
    }

    @Test
    void refusesArraysInATable() {
        assertRejected(
                true, "x=[[1,2]],k=2", "c\n1\n", "'df/dx' is f64[n, 2], which has no place in a table: add --json");
        assertRejected(
                false,
                "k=2",
                "c\n1\n",
                "no value for x, which is f64[n, 2]: a table has numbers only, add --at 'x=[…]'");
        assertRejected(
                false,
                "c=1",
                "x,k\n1,1\n",
                "no value for x, which is f64[n, 2]: a table has numbers only, add --at 'x=[…]'");
    }

    @Test
    void namesTheLineOfANumberThatDoesNotFit() {
        assertRejected(
                false,
                "x=[[1,2]],c=1",
                "k\n1\n1.5\n",
                "FILE:3: column 1 ('k'): the parameter is int, and '1.5' is not a whole number");
    }

    @Test
    void refusesAnArrayForANumber() {
        assertRejected(
                false,
                "x=[[1,2]],c=[1]",
                "k\n1\n",
                "--at c: an array of shape [1] is given, and a single number is needed");
    }
}
