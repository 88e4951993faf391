package dev.autodiff.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.Limits;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that fill rows are loops over all rows, with the bits of the steps one by one. */
class RowLoopsTest {
    /** Sums and products, of vectors and of matrices; extremes and choices of NaN; and indices. */
    private static final List<String> SIDE_BY_SIDE = List.of(
            "y(x: f64[n, 3]) = map(v -> sqrt(dot(v, v)), x)",
            "y(x: f64[n, 3]) = map(v -> sum(v)*[prod(v), max(v), min(v)], x)",
            "y(x: f64[n, 2, 3]) = map(a -> a @ transpose(a), x)",
            "y(x: f64[n, 3], t: f64[2]) = map(v -> v*t[1] if v[0] > 0 else v^2 - t[0], x)",
            "y(x: f64[m, 3], t: f64[n], const i: int[n]) = map((v, s) -> s*v[1] - v[0]/v[2], x[i], t)",
            "y(x: f64[m, 3], t: f64[n], const i: int[n]) = t*sum(map((v, s) -> s*v, map(exp, x)[i], t), axis=1)",
            "y(x: f64[n, 3]) { r = zeros(n); q = ones(2*n); "
                    + "for i in 0:n { r[i] = x[i, 0]*x[i, 1]; q[2*i + 1] = i; q[2*i] = x[i, 1]/x[i, 2] }; "
                    + "return concat(r, q, axis=0) }",
            "g(v: f64[3]) = v[0]*sin(v[1])*v[2]\ny(x: f64[n, 3]) = map(v -> grad(g(v), v), x)",
            "y(x: f32[n, 3]) = map(v -> v[0]/v[1] + sum(v*v), x)",
            "y(x: f64[n, 3], const i: int[n]) = map((v, k) -> k*v[0] if k > 2 and v[1] < 1 else k - 1, x, i)");

    /** Of a step that knows another one, of what the library computes, of large rows, and of few. */
    private static final List<String> STEP_BY_STEP = List.of(
            "y(x: f64[n, 6]) = map(v -> outer(v, v) @ v, x)",
            "y(x: f64[n, 3]) { y = zeros(n); for i in 0:n { y[i] = (y[i - 1] if i > 0 else 0) + x[i, 1] }; return y }",
            "y(x: f64[n, 3]) { y = zeros(n); s = 1; for i in 0:n { s = s*x[i, 0]; y[i] = s }; return y }",
            "y(x: f64[n, 3], w: f64[n]) = map(v -> v*sum(w), x)[:, 0]*map(v -> sum(v[0]*w), x)",
            "y(x: f64[n, 65]) = map(v -> v*sum(v), x)",
            "y(x: f64[9, 3]) = map(v -> v*sum(v), x)");

    static List<String> all() {
        return Stream.concat(SIDE_BY_SIDE.stream(), STEP_BY_STEP.stream()).toList();
    }

    static List<String> sideBySide() {
        return SIDE_BY_SIDE;
    }

    static List<String> stepByStep() {
        return STEP_BY_STEP;
    }

    private static Analysis analyze(String program) {
        return Autodiff.analyze(new Source("y.ad", program), Options.DEFAULT);
    }

    private static String value(Analysis analysis) {
        return String.join("\n", analysis.loops().get("value"));
    }

    @ParameterizedTest
    @MethodSource("sideBySide")
    void stepsThatKnowNothingOfEachOtherAreALoopOverNumbers(String program) {
        assertThat(value(analyze(program))).doesNotContain("step");
    }

    @ParameterizedTest
    @MethodSource("stepByStep")
    void otherLoopsStayAsTheyAre(String program) {
        assertThat(value(analyze(program))).contains("step");
    }

    @ParameterizedTest
    @MethodSource("all")
    void theBitsAreThoseOfTheInterpreter(String program) {
        Analysis analysis = analyze(program);
        for (int rows : new int[] {0, 1, 2, 17, 100}) {
            Tensor[] arguments = arguments(analysis.signature(), rows);
            double[] actual = analysis.load().values(arguments).get(0).toArray();
            double[] expected = analysis.interpreted().values(arguments).get(0).toArray();
            assertThat(actual).as("%d rows of %s", rows, program).containsExactly(expected);
        }
    }

    /** Of n rows, and 7 that are looked up: numbers among which are ±0, ±∞ and NaN. */
    private static Tensor[] arguments(Signature signature, int rows) {
        Map<String, Integer> sizes = new TreeMap<>(Map.of("n", rows, "m", 7));
        double[] special = {0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
        Random random = new Random(rows);
        return signature.parameters().stream()
                .map(parameter -> {
                    int[] lengths = parameter.type().shape().lengths(sizes);
                    boolean isIndex = parameter.type().dtype() == DType.INT;
                    double[] numbers = random.doubles(Tensor.size(lengths), -2, 2)
                            .map(x -> isIndex ? random.nextInt(7)
                                    : random.nextInt(8) == 0 ? special[random.nextInt(special.length)] : x)
                            .toArray();
                    return Tensor.of(lengths, numbers).as(parameter.type().dtype());
                })
                .toArray(Tensor[]::new);
    }

    @Test
    void aSumOfNegativeZerosIsThatOfALoop() {
        CompiledFunction y = Autodiff.compile("y(x: f64[n, 3]) = map(v -> 1/sum(v), x)");

        assertThat(y.value(Tensor.of(new int[] {1, 3}, -0.0, -0.0, -0.0)).toArray())
                .containsExactly(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, 7})
    void aRowThatDoesNotExistIsAnError(int index) {
        CompiledFunction y = Autodiff.compile(
                "y(x: f64[m, 3], const i: int[n]) = map(k -> x[k, 0]*x[k, 1], i)");

        assertThatThrownBy(() -> y.value(
                        Tensor.of(new int[] {7, 3}, new double[21]), Tensor.of(new int[] {1}, index)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining(Integer.toString(index));
    }

    @Test
    void aLoopThatADerivativeReadsBackwardsRunsOnce() {
        Analysis analysis = analyze("z(x: f64[n, 3]) = sum(map(v -> sin(dot(v, v)), x))");

        assertThat(value(analysis)).doesNotContain("step");
        assertThat(String.join("\n", analysis.loops().get("vjp"))).containsOnlyOnce("sin(");
    }

    /** Whoever counts the steps of a call counts all. */
    @Test
    void aWatchedLoopStaysAsItIs() {
        Options options = Options.DEFAULT.withLimits(Limits.UNTRUSTED);
        Analysis analysis =
                Autodiff.analyze(new Source("y.ad", "y(x: f64[n, 3]) = map(v -> dot(v, v), x)"), options);

        assertThat(value(analysis)).contains("step");
    }
}
