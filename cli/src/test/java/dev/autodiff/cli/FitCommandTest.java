package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FitCommandTest {
    /** The problems of NIST, in the resources of the tests of the module that does the work. */
    private static final Path PROBLEMS = Path.of(
            "..",
            "integrations",
            "hipparchus",
            "src",
            "test",
            "resources",
            "dev",
            "autodiff",
            "hipparchus",
            "nist.json");

    private static final String LINE = "x,y\n0,1\n1,3.1\n2,4.9\n3,7.2\n";

    @TempDir
    private Path directory;

    private Run fit(String program, String table, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("points.csv"), table);
        List<String> args = new ArrayList<>(List.of("fit", "-e", program, "--data", file.toString()));
        args.addAll(List.of(options));
        return Run.of(args.toArray(String[]::new));
    }

    static Stream<JsonObject> problems() throws IOException, JsonParserException {
        try (InputStream file = Files.newInputStream(PROBLEMS)) {
            return JsonParser.object().from(file).getArray("cases").stream().map(JsonObject.class::cast);
        }
    }

    private static String table(JsonObject problem) {
        String header =
                problem.getArray("data_columns").stream().map(Object::toString).collect(Collectors.joining(","));
        boolean isLog = problem.getString("response").equals("log(y)");
        return header
                + problem.getArray("data").stream()
                        .map(JsonArray.class::cast)
                        .map(row -> {
                            double y = row.getDouble(0);
                            return "\n" + (isLog ? Math.log(y) : y)
                                    + row.subList(1, row.size()).stream()
                                            .map(cell -> "," + cell)
                                            .collect(Collectors.joining());
                        })
                        .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("problems")
    void fitsTheProblemsOfNistAsCertified(JsonObject problem) throws IOException, JsonParserException {
        String start = problem.getObject("start2").entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
        Run run = fit("y = " + problem.getString("model"), table(problem), "--start", start, "--json");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        JsonObject answer = JsonParser.object().from(run.out());
        assertThat(answer.keySet()).containsExactly("model", "parameters", "residual");
        assertThat(answer.getObject("residual").keySet())
                .containsExactly("sum_of_squares", "standard_deviation", "degrees_of_freedom");
        assertThat(answer.getObject("residual").getInt("degrees_of_freedom")).isEqualTo(problem.getInt("dof"));
        // residuals of 1e-13 of a model of size 1 have three digits
        double digits = problem.getString("id").equals("Lanczos1") ? 1e-2 : 1e-8;
        assertClose(
                answer.getObject("residual").getDouble("standard_deviation"),
                problem.getString("certified_residual_sd"),
                digits);
        problem.getObject("certified").forEach((name, value) -> {
            assertClose(answer.getObject("parameters").getObject(name).getDouble("value"), value.toString(), 1e-8);
            assertClose(
                    answer.getObject("parameters").getObject(name).getDouble("error"),
                    problem.getObject("certified_sd").getString(name),
                    digits);
        });
    }

    private static void assertClose(double actual, String expected, double relative) {
        double number = Double.parseDouble(expected);
        assertThat(actual).isCloseTo(number, within(Math.abs(number) * relative));
    }

    @Test
    void answersAReader() throws IOException {
        // by hand: slope 2.04, intercept 0.99, residuals 0.01, 0.07, -0.17, 0.09, and Student's t is 4.30265
        assertThat(fit("y = a + b*x", LINE, "--start", "a=0,b=1").out().lines().limit(3))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("parameter  value               standard error  95 % confidence interval"),
                        line -> assertThat(line).matches("a +0\\.9[89]\\d+ +0\\.1212436 +0\\.4683311 to 1\\.511669"),
                        line -> assertThat(line).matches("b +2\\.0[34]\\d+ +0\\.06480741 +1\\.761156 to 2\\.318844"));
    }

    @Test
    void addsTheIntervalsThatAreAskedFor() throws IOException {
        assertThat(fit("y = w[0] + w[1]*x", LINE, "--start", "w=[0,1]", "--json", "--confidence", "0.9")
                        .out())
                .contains("\"interval\":[[")
                .contains("\"error\":[0.12");
    }

    @Test
    void aBoundHoldsAParameterWithoutError() throws IOException {
        assertThat(fit("y = a + b*x", LINE, "--start", "a=0,b=1", "--bounds", "b=:1.5", "--json")
                        .out())
                .contains("\"b\":{\"value\":1.5,\"error\":\"NaN\"}");
    }

    @Test
    void weightsComeFromAColumn() throws IOException {
        Run weighted = fit("y = a", "y,n\n1,3\n5,1\n", "--start", "a=0", "--weights", "n", "--json");

        assertThat(weighted.out()).startsWith("{\"model\":\"y\",\"parameters\":{\"a\":{\"value\":2.0,");
        assertThat(weighted.err()).isEmpty();
    }

    @Test
    void anOutlierIsForgivenByARobustLoss() throws IOException {
        String cluster = "y\n-1\n0\n1\n1e9\n";

        // the outlier pulls by 2/r only
        assertThat(fit("y = a", cluster, "--start", "a=0.1", "--loss", "cauchy", "--json")
                        .out())
                .containsPattern("\"value\":[0-9.]+E-(9|10),");
        assertThat(fit("y = a", cluster, "--start", "a=0.1", "--json").out()).contains("\"value\":2.5E8,");
    }

    @Test
    void drawsDataModelAndResiduals() throws IOException {
        Path picture = directory.resolve("fit.svg");
        Run run = fit("y = a + b*x", LINE, "--start", "a=0,b=1", "--plot", picture.toString());

        assertThat(run.code()).isZero();
        String svg = Files.readString(picture);
        assertThat(svg.split("<circle", -1)).as("each row in both panels").hasSize(1 + 2 * 4);
        assertThat(svg.split("class=\"line\"", -1)).as("the model, and no residual").hasSize(1 + 2);
        assertThat(svg)
                .contains("<title id=\"title\">y fitted to 4 rows: a = 0.9")
                .contains(">residual</text>")
                .endsWith("</svg>\n");
        assertThat(fit("y = a + b*x", LINE, "--start", "a=0,b=1", "--plot", picture.toString())
                        .code())
                .as("its own picture")
                .isZero();
    }

    @Test
    void leavesPicturesOfOthersAlone() throws IOException {
        Path picture = Files.writeString(directory.resolve("fit.svg"), "<svg/>");
        Run run = fit("y = a + b*x", LINE, "--start", "a=0,b=1", "--plot", picture.toString());

        assertThat(run.err())
                .isEqualTo("error: '" + picture
                        + "' exists and was not written by autodiff: to overwrite it, add --force\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y = a*b*x          | a=1,b=2     | the data do not determine a, b: the model stays the same here where they change together: fix one with --at, begin elsewhere, or give other data",
                "y = a*x + 0*b      | a=1,b=2     | the data do not determine b: the model does not depend on it here: fix one with --at, begin elsewhere, or give other data",
                "y = a*x + max(b, 0)| a=1,b=-2    | the data do not determine b: the model does not depend on it here: fix one with --at, begin elsewhere, or give other data",
            })
    void saysNoWhereTheDataDoNotTell(String program, String start, String message) throws IOException {
        Run run = fit(program, LINE, "--start", start);

        assertThat(run.err().lines().filter(line -> !line.startsWith("warning:"))).containsExactly(message);
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void saysThatTheEvaluationsAreUsedUp() throws IOException {
        Run run = fit("y = a*exp(b*x)", LINE, "--start", "a=1,b=1", "--max-evaluations", "3");

        assertThat(run.err())
                .isEqualTo("the fit does not converge: begin nearer by --start, or allow more by --max-evaluations\n");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void residualsMayAllBeZero() throws IOException {
        Run run = fit("y = a + b*x", "x,y\n0,1\n1,3\n2,5\n", "--start", "a=0,b=1", "--json");

        assertThat(run.out())
                .isEqualTo(
                        "{\"model\":\"y\",\"parameters\":{\"a\":{\"value\":1.0,\"error\":0.0},\"b\":{\"value\":2.0,\"error\":0.0}},"
                                + "\"residual\":{\"sum_of_squares\":0.0,\"standard_deviation\":0.0,\"degrees_of_freedom\":1}}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y = a + b*q     | a=0,b=1   |                | {}:1: there is no column 'q': the columns are x, y; or add --start q=… to fit it, or --at q=…",
                "z = a + b*x     | a=0,b=1   |                | {}:1: there is no column 'z' for the model to meet: the columns are x, y; name the result, or choose it with --of, like a column",
                "y = a + b*x     | a=0,b=1   | --weights w    | {}:1: there is no column 'w' of weights: the columns are x, y; give one of them to --weights",
                "y = a + b*x     | a=0,x=1   | --at b=1       | {}:1: 'x' is a column, and has a value by --start or --at as well",
                "y = a*log(x)    | a=1       |                | {}:2: 'y' has no finite value here at the start: choose another start, or leave the row out",
                "y = a*log(b - x)| a=1,b=2   |                | {}:4: 'y' has no finite value here at the start: choose another start, or leave the row out",
                "y = a + b*x + c*x^2 + d*x^3 + e*x^4 | a=1,b=1,c=1,d=1,e=1 | | 4 rows cannot determine 5 parameters: give as many rows at least, or fix some parameters",
                "y = a + b*x     | a=0,b=1   | --weights y --bounds a=1: | the start of 'a' is 0.0, outside of its bounds 1.0 and Infinity: choose a start between them",
                "y = a + b*x     | a=0,b=1   | --loss tukey   | --loss: 'tukey' is none of linear, huber, soft_l1, cauchy",
                "y = a + b*x     | a=0,b=1   | --confidence 95| --confidence: 95.0 is no probability between 0 and 1",
                "y = a + b*x     | a=0,b=1   | --loss-scale 0 | --loss-scale: 0.0 is not a number above 0",
                "f(a, x) = a*x, x | a=1      |                | 'f' has several results: choose one with --of",
                "y(w: f64[2], a, x) = a*x + w[0] | a=1 |      | {}:1: there is no column 'w[0]': the columns are x, y; or add --start 'w=[…]' to fit it, or --at 'w=[…]'",
                "y(w: f64[n], a, x) = a*x + w[0] | a=1 |      | no value for w, which is f64[n]: a table has numbers, and tensors of known lengths: declare these, or add --start or --at 'w=[…]'",
                "y = a*x         | a=[0,1]   |                | 'y' is f64[2], and one number is needed: choose another variable with --of",
            })
    void refusesWhatCannotBeFitted(String program, String start, String options, String message) throws IOException {
        List<String> args = new ArrayList<>(List.of("--start", start));
        args.addAll(options == null ? List.of() : List.of(options.split(" ")));
        Run run = fit(program, LINE, args.toArray(String[]::new));

        assertThat(run.err().lines().findFirst())
                .hasValue("error: "
                        + message.replace("{}", directory.resolve("points.csv").toString()));
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void elementsOfATensorAreColumnsOfTheirOwn() throws IOException {
        Run run = fit("y(x: f64[2], w: f64[2]) = x @ w", "x[0],x[1],y\n1,1,3\n2,-1,0\n3,2,7\n",
                "--start", "w=[0,0]", "--plot", directory.resolve("plane.svg").toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("(?m)^w\\[0\\] +(1\\.0|0\\.99999)")
                .containsPattern("(?m)^w\\[1\\] +(2\\.0|1\\.99999)");
        assertThat(directory.resolve("plane.svg")).content().contains("y by the model");
    }

    @Test
    void asksForRows() throws IOException {
        assertThat(fit("y = a + b*x", "x,y\n", "--start", "a=0,b=1").err())
                .isEqualTo("error: " + directory.resolve("points.csv")
                        + ": there are no rows below the names of the columns: add what was measured\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x,y;1,2;2,;3,4     | 3: column 2 ('y'): the cell is empty",
        "x,y;1,2;2,nan;3,4  | 3: the response is NaN: leave the row out",
        "x,y;1,2;2,a;3,4    | 3: column 2 ('y'): 'a' is not a number",
        "x,y;1,2;2;3,4      | 3: the row has 1 cells, and the header has 2",
        "x,y,y;1,2,3        | 1: there are two columns 'y'",
    })
    void namesTheLineThatIsWrong(String table, String message) throws IOException {
        Run run = fit("y = a + b*x", table.replace(';', '\n'), "--start", "a=0,b=1");

        assertThat(run.err()).isEqualTo("error: " + directory.resolve("points.csv") + ":" + message + "\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void negativeWeightsAreNamed() throws IOException {
        assertThat(fit("y = a", "y,w\n1,1\n2,-1\n3,1\n", "--start", "a=0", "--weights", "w")
                        .err())
                .isEqualTo("error: " + directory.resolve("points.csv")
                        + ":3: the weight is -1.0: weights are finite, and 0 or more\n");
    }

    @Test
    void anEmptyFileAndAMissingOneAreNamed() throws IOException {
        assertThat(fit("y = a", "", "--start", "a=0").err())
                .isEqualTo("error: " + directory.resolve("points.csv")
                        + ": the file is empty: its first line names the columns\n");
        assertThat(Run.of("fit", "-e", "y = a", "--start", "a=0", "--data", "none.csv")
                        .err())
                .isEqualTo("error: there is no file 'none.csv'\n");
        assertThat(Run.of("fit", "-e", "y = a", "--start", "a=0").err())
                .isEqualTo("error: there is nothing to fit to: add --data FILE.csv\n");
    }

    @Test
    void anEngineThatIsNotHereIsNamedWithWhatToRun() throws IOException {
        assertThat(fit("y = a*x", LINE, "--start", "a=0", "--engine", "spark").err())
                .isEqualTo("error: --engine: Spark is not here: run this command by spark-submit --class"
                        + " dev.autodiff.cli.Main --driver-class-path 'driver/*' --jars autodiff-runtime.jar"
                        + " autodiff-spark.jar fit …, see docs/spark.md\n");
        assertThat(fit("y = a*x", LINE, "--start", "a=0", "--engine", "flink").err())
                .isEqualTo("error: --engine: there is no 'flink': leave it out, or give spark\n");
    }
}
