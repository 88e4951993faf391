package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the tables in {@code docs/edge-cases.md} is what the compiler answers. */
class EdgeCasesTest {
    /** What a row says is rounded to 16 digits. */
    private static final double ROUNDING = 4e-16;

    record Row(String expression, String at, double value, double[] derivatives, Double second) {
        @Override
        public String toString() {
            return expression + " at " + at;
        }

        double[] point() {
            return Arrays.stream(at.split(",")).mapToDouble(entry -> number(entry.split("=")[1])).toArray();
        }
    }

    /** Tensors stand in brackets; results of several elements as well. */
    record TensorRow(String expression, String at, double[] value, double[] derivative) {
        double[] argument() {
            return numbers(at.substring(at.indexOf('=') + 1));
        }

        String program() {
            return "input x: f64[" + argument().length + "]; f = " + expression;
        }

        @Override
        public String toString() {
            return expression + " at " + at;
        }
    }

    private static Stream<String[]> cells() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "edge-cases.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1));
    }

    static Stream<TensorRow> tensorRows() throws IOException {
        return cells().filter(cells -> cells[2].contains("["))
                .map(cells -> new TensorRow(
                        cells[1].strip().replace("`", ""), cells[2].strip(), numbers(cells[3]), numbers(cells[4])));
    }

    @ParameterizedTest
    @MethodSource("tensorRows")
    void holdsForTensorsAsTheyAreWrittenAndSimplified(TensorRow row) {
        Evaluation written = Evaluation.of(row.program()).with("x", row.argument());
        Evaluation simplified = Evaluation.simplified(row.program()).with("x", row.argument());

        assertAllClose(boxed(written.value()), boxed(row.value()));
        assertAllClose(boxed(written.gradient("x")), boxed(row.derivative()));
        assertAllClose(boxed(simplified.value()), boxed(row.value()));
        assertAllClose(boxed(simplified.simplifiedGradient("x")), boxed(row.derivative()));
    }

    private static List<Double> boxed(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private static double[] numbers(String text) {
        String plain = text.replaceAll("[\\[\\] ]", "");
        return plain.isEmpty()
                ? new double[0]
                : Arrays.stream(plain.split(","))
                        .mapToDouble(EdgeCasesTest::number)
                        .toArray();
    }

    static Stream<Row> rows() throws IOException {
        return cells().filter(cells -> !cells[2].contains("["))
                .map(cells -> new Row(cells[1].strip().replace("`", ""), cells[2].strip(), number(cells[3]),
                        Arrays.stream(cells[4].split(",")).mapToDouble(EdgeCasesTest::number).toArray(),
                        cells[5].isBlank() ? null : number(cells[5])));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void holdsInTheInterpreterAndInTheBytecode(Row row) {
        List<Double> expected = Stream.concat(
                        Stream.of(row.value()), Arrays.stream(row.derivatives()).boxed())
                .toList();

        assertAllClose(results("f = " + row.expression(), row), expected);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void holdsForTheSecondDerivative(Row row) {
        if (row.second() == null) {
            return;
        }
        String variable = row.at().substring(0, row.at().indexOf('='));
        String program = "f = %s; g = grad(grad(f, %s), %s)".formatted(row.expression(), variable, variable);

        assertAllClose(results(program, row).subList(0, 1), List.of(row.second()));
    }

    /** The value and the derivatives, which interpreter and bytecode agree on bit for bit. */
    private static List<Double> results(String program, Row row) {
        Analysis analysis = Autodiff.analyze(new Source("edge", declarations(row) + program), Options.DEFAULT);
        double[] point = row.point();
        double[] gradient = new double[point.length];
        double value = analysis.load().valueAndGradient(point, gradient);
        List<Double> fromBytecode = Stream.concat(Stream.of(value), Arrays.stream(gradient).boxed()).toList();
        assertThat(interpreted(analysis, point)).as("interpreter").isEqualTo(fromBytecode);
        return fromBytecode;
    }

    private static String declarations(Row row) {
        return Arrays.stream(row.at().split(","))
                        .map(entry -> "input " + entry.split("=")[0].strip())
                        .collect(Collectors.joining("; "))
                + "; ";
    }

    /** The value once, where the evaluator has it from both entries. */
    private static List<Double> interpreted(Analysis analysis, double[] point) {
        return Arrays.stream(Evaluator.interpreter(analysis).at(point)).skip(1).boxed().toList();
    }

    private static void assertAllClose(List<Double> actual, List<Double> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            double a = actual.get(i);
            double e = expected.get(i);
            boolean close = Double.compare(a + 0.0, e + 0.0) == 0 || Math.abs(a - e) <= ROUNDING * Math.abs(e);
            assertThat(close).as("result %d: %s, expected %s", i, actual, expected).isTrue();
        }
    }

    private static double number(String text) {
        return switch (text.strip()) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(text.strip());
        };
    }
}
