package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code autodiff fit --engine spark} answers as {@code autodiff fit} does, from folders. */
class FitOnSparkTest {
    private static final int ROWS = 300;

    /** For one machine. */
    private static final String TABLE = "table.csv";
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");

    /** Both end where steps are as short as roundings; errors of their Jacobians are those of some hundred products. */
    private static final double SAME = 1e-9;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void writeTables() throws IOException {
        List<String> rows = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < ROWS; i++) {
            double x = random.nextDouble(4);
            double u = random.nextDouble(-1, 1);
            double noise = random.nextDouble(-0.2, 0.2) + (i % 40 == 0 ? 5 : 0);
            rows.add(x + "," + (5*Math.exp(-0.7*x) + 0.5*u + noise) + "," + (i % 7 == 0 ? 0 : 1 + i % 3) + "," + u);
        }
        write(TABLE, rows);
        write("one/part.csv", rows);
        for (int part = 0; part < 3; part++) {
            write("three/part-" + part + ".csv", rows.subList(part * ROWS / 3, (part + 1) * ROWS / 3));
        }
        LocalSpark.session().read().option("header", true).option("inferSchema", true)
                .csv(directory.resolve("three").toString()).write().parquet(directory.resolve("columns").toString());
    }

    private static void write(String file, List<String> rows) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "x,y,n,v[0]\n" + String.join("\n", rows) + "\n");
    }

    private static CommandRun fit(String... options) {
        List<String> all = new ArrayList<>(List.of("fit"));
        for (String option : options) {
            all.add(option.replace("DIR", directory.toString()));
        }
        return CommandRun.of(all);
    }

    private static CommandRun fit(String data, String program, String options) {
        List<String> all = new ArrayList<>(List.of("-e", program, "--data", "DIR/" + data));
        if (!data.equals(TABLE)) {
            all.addAll(List.of("--engine", "spark"));
        }
        all.addAll(List.of(options.split(" ")));
        return fit(all.toArray(String[]::new));
    }

    /** Everything but what steps there were, by which the two differ where roundings decide when to end. */
    private static String withoutNumbers(String text) {
        return NUMBER.matcher(text.replaceFirst("\nsteps.*", "")).replaceAll("#").replaceAll(" +", " ");
    }

    private static double[] numbers(String text) {
        return NUMBER.matcher(text.replaceFirst("\nsteps.*", "")).results()
                .mapToDouble(each -> Double.parseDouble(each.group())).toArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "three   | y = a*exp(-b*x) + c | --start a=4,b=0.5 --at c=0.1 --json --confidence 0.9",
                "columns | y = a*exp(-b*x) + c | --start a=4,b=0.5,c=0.5 --bounds c=0.4: --weights n",
                "columns | y = a*exp(-b*x)     | --start a=4,b=0.5 --loss cauchy --loss-scale 0.3 --json",
                "three   | y(x, v: f64[1], w: f64[3]) = w[0]*exp(-w[1]*x) + w[2]*v[0] | --start w=[4,0.5,0] --json",
                "columns | y = a*b*exp(-x)     | --start a=2,b=2 --json",
            })
    void answersAsOneMachineDoes(String data, String program, String options) {
        CommandRun expected = fit(TABLE, program, options);
        CommandRun actual = fit(data, program, options);

        assertThat(actual.code()).as(actual.err()).isEqualTo(expected.code());
        assertThat(actual.err().replaceAll("warning: .*\n", ""))
                .isEqualTo(expected.err().replaceAll("warning: .*\n", ""));
        assertThat(withoutNumbers(actual.out())).isEqualTo(withoutNumbers(expected.out()));
        double[] numbers = numbers(expected.out());
        for (int i = 0; i < numbers.length; i++) {
            // where the data do not determine the parameters, these depend on the way
            double tolerance = expected.code() == 0 ? SAME : 1;
            assertThat(numbers(actual.out())[i]).isCloseTo(numbers[i], within(tolerance * Math.abs(numbers[i])));
        }
    }

    @Test
    void filesAndTheirFormatMakeNoDifference() {
        String options = "--start a=4,b=0.5 --weights n --json";
        String one = fit("one", "y = a*exp(-b*x)", options).out();

        assertThat(one).contains("\"standard_deviation\":");
        assertThat(fit("columns", "y = a*exp(-b*x)", options).out()).isEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,y;1,2;oops,3   | y = a*x          | row 1 of partition 0 (DIR/bad.csv): 'x' is 'oops', which is no number",
                "x,y;1,2;,3       | y = a*x          | row 1 of partition 0 (DIR/bad.csv): 'x' is null",
                "x,y;1,2;nan,3    | y = a*x          | 'x' is NaN",
                "x,y;1,2;3,4,5    | y = a*x          | Malformed CSV record: 3,4,5",
                "x,y;1,2;1,inf    | y = a*x          | the response is Infinity: leave the row out (x = 1.0, y = Infinity)",
                "x,y;1,2;-1,3     | y = a*sqrt(x)    | 'y' has no finite value here at the start: choose another start, or leave the row out (x = -1.0, y = 3.0)",
                "x,y;1,2;1.5,3    | y(x: int, a) = a*x | the column 'x' is for whole numbers, and has 1.5",
                "z,y;1,2          | y = a*x          | there is no column 'x': the columns are z, y; or add --start x=… to fit it",
                "x,y              | y = a*x          | there are no rows to sum over",
                "x,y;1,2          | y = a*x + b + c  | 1 row cannot determine 3 parameters",
            })
    void badDataAreNamed(String table, String program, String message) throws IOException {
        Files.writeString(directory.resolve("bad.csv"), table.replace(';', '\n') + "\n");
        CommandRun answer = fit("bad.csv", program, program.contains("b + c") ? "--start a=1,b=1,c=1" : "--start a=1");

        assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(2);
        assertThat(answer.err().replace(directory.toString(), "DIR").replaceAll("file:/*DIR", "DIR"))
                .startsWith("error: ").contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spark | DIR/nowhere | error: there is no file or folder 'DIR/nowhere'",
                "spark | DIR         | error: 'DIR' has files of both kinds: give a folder of files .parquet, or of files .csv",
                "flink | DIR/three    | error: --engine: there is no 'flink': there is spark",
            })
    void tablesAndEnginesThatAreNotThereAreNamed(String engine, String data, String message) {
        CommandRun answer = fit("-e", "y = a*x", "--start", "a=1", "--engine", engine, "--data", data);

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).isEqualTo(message.replace("DIR", directory.toString()) + "\n");
    }

    @Test
    void picturesOfAllRowsAreRefused() {
        CommandRun answer = fit("-e", "y = a*x", "--start", "a=1", "--engine", "spark", "--data", "DIR/three", "--plot", "f.svg");

        assertThat(answer.err()).isEqualTo("error: --plot draws all rows, and is for fits without --engine\n");
    }
}
