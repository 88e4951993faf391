package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Analysis;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Source;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Derivatives as expressions: what they are of, which shapes they have, and that they agree with each other in programs
 * of loops.
 */
class TransformsTest {
    private static final int EXAMPLES = Integer.getInteger("transforms", 40);
    private static final int CLASSES = EXAMPLES / 5;
    private static final int LENGTH = 3;

    /** The roundings of some ten thousand operations, relative to the largest of the numbers. */
    private static final double ROUNDING = 1e-10;

    /** All derivatives of first and second order, of z and of a number e that depends on it, by a tensor. */
    private static final String BY_TENSOR = """
            e_ = sum(sin(z))
            d_ = cos(arange(n) + 1)
            g_ = grad(e_, x)
            h_ = hessian(e_, x)
            hd_ = hvp(e_, x, d_)
            gg_ = jacobian(g_, x)
            y_ = stack(sin(p*z)*x, x*z)
            j_ = jacobian(y_, x)
            jd_ = jvp(y_, x, d_)
            c_ = cos(y_)
            cj_ = vjp(y_, x, c_)
            h1_ = hessian(e_, x[1])
            hd1_ = hvp(e_, x[1], 1)
            j1_ = jacobian(y_, x[1])
            j12_ = jacobian(y_, x[1:])
            """;

    /** The same by a number. */
    private static final String BY_NUMBER = """
            e_ = sum(sin(z))
            g_ = grad(e_, p)
            h_ = hessian(e_, p)
            hd_ = hvp(e_, p, 0.5)
            gg_ = grad(g_, p)
            pq_ = jacobian(grad(e_, p), q)
            qp_ = grad(jacobian(e_, q), p)
            jd_ = jvp(e_, p, 0.5)
            """;

    static LongStream seeds() {
        return LongStream.range(0, EXAMPLES);
    }

    private static double[] value(String program, double... x) {
        return Evaluation.simplified(program).with("x", x).value();
    }

    @Test
    void theJacobianHasTheShapesOfValueAndVariable() {
        String program = "input x: f64[2, 3]; y = sum(x, axis=0); z = jacobian(y, x)";

        assertThat(Evaluation.simplified(program).type().shape()).hasToString("[3, 2, 3]");
        assertThat(value("input x: f64[2]; y = [x[0]*x[1], x[0]^2]; z = jacobian(y, x)", 2, 3))
                .containsExactly(3, 2, 4, 0);
        assertThat(value("z = jacobian(x^2, x)", 3)).containsExactly(6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "jacobian(y, x[0]);       3, 4",
        "jacobian(y, x[1:]);      2, 0",
        "jvp(y, x, [1, 10]);      23, 4",
        "jvp(y, x[1], 10);        20, 0",
        "vjp(y, x, [1, 10]);      43, 2",
        "vjp(y, x[0], [1, 10]);   43",
        "hessian(s, x);           18, 12, 12, 0",
        "hessian(s, x[0]);        18",
        "hessian(s, x[0:1]);      18",
        "hvp(s, x, [1, 10]);      138, 12",
        "hvp(s, x[0], 10);        180",
        "jacobian(grad(s, x), x); 18, 12, 12, 0",
        "hessian(jvp(s, x, [1, 0]), x);         0, 6, 6, 0",
        "jacobian(hessian(s, x), x[0]);         0, 6, 6, 0",
        "grad(sum(hvp(s, x, [0, 1])), x);       6, 0",
        "jvp(hvp(s, x, [1, 1]), x, [1, 0]);     6, 6",
        "jacobian(jacobian(jacobian(s, x), x), x)[0, 0, 1]; 6",
    })
    void derivativesBelongToElementsAndNest(String derivative, String expected) {
        String program = "input x: f64[2]; y = [x[0]*x[1], x[0]^2]; s = 3*x[0]^2*x[1]; z = " + derivative;
        double[] numbers = Arrays.stream(expected.split(",")).mapToDouble(Double::parseDouble).toArray();

        assertThat(value(program, 2, 3)).containsExactly(numbers, within(1e-12));
    }

    @Test
    void aDirectionIsNoVariable() {
        assertThat(value("y = x^2; z = jvp(y, x, x)", 3)).containsExactly(18);
        assertThat(value("y = x^2; z = grad(jvp(y, x, x), x)", 3)).containsExactly(12);
    }

    /** One loop over observations, and no matrix of all of them. */
    @Test
    void normalEquationsNeedTheMemoryOfOneObservation() {
        String program = """
                normal(b: f64[3], const x: f64[n], const y: f64[n]) {
                  A = zeros(3, 3); g = zeros(3)
                  for i in 0:n {
                    r = y[i] - b[0]*exp(b[1]*x[i]) - b[2]
                    d = grad(r, b)
                    A = A + outer(d, d)
                    g = g + d*r
                  }
                  return %s
                }
                atOnce(b: f64[3], const x: f64[n], const y: f64[n]) {
                  r = y - b[0]*exp(b[1]*x) - b[2]
                  J = jacobian(r, b)
                  return concat([reshape(transpose(J) @ J, 9), r @ J])
                }
                """.formatted("concat([reshape(A, 9), g])");
        Tensor[] arguments = {Tensor.of(1, 2, 3), Tensor.of(0.5, 1, 1.5, 2), Tensor.of(1, 2, 0, 1)};
        Source source = new Source("normal.ad", program);
        Analysis analysis = Autodiff.analyze(source, Options.DEFAULT.withFunction("normal").withVariables(List.of()));
        Tensor expected = Autodiff.compile(source, Options.DEFAULT).value(arguments);

        assertThat(analysis.loops().get("value")).anyMatch(line -> line.matches("workspace: \\d+ numbers"));
        assertThat(analysis.load().value(arguments).toArray())
                .containsExactly(expected.toArray(), within(ROUNDING * expected.at(0)));
    }

    @Test
    void whatALoopCarriesIsDifferentiatedInEachStep() {
        String newton = "y = x\nfor k in 0:6 { f = y^3 - 2; y = y - f/jacobian(f, y) }\nz = y";

        assertThat(value(newton, 1)[0]).isCloseTo(Math.cbrt(2), within(1e-12));
        assertThat(Evaluation.of(newton).with("x", 1.5).gradient("x")[0]).isCloseTo(0, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "5", "40"})
    void lengthsAreKnownLate(int n) {
        double[] x = IntStream.range(0, n).mapToDouble(i -> 1 + i).toArray();
        double[] diagonal = new double[n * n];
        double[] lower = new double[n * n];
        for (int i = 0; i < n; i++) {
            diagonal[i * n + i] = 6 * x[i];
            Arrays.fill(lower, i * n, i * n + i + 1, 1);
        }

        assertThat(late("hessian(sum(x^3), x)", n, x)).containsExactly(diagonal);
        assertThat(late("jacobian(cumsum(x), x)", n, x)).containsExactly(lower);
        assertThat(late("jvp(cumsum(x), x, ones(n))", n, x)).containsExactly(x);
    }

    private static double[] late(String derivative, int n, double[] x) {
        String program = "f(x: f64[n]) = " + derivative;
        Evaluation known = Evaluation.ofTypes(program, Map.of("x", new Type(DType.F64, Shape.of(n))));
        double[] late = Evaluation.of(program, Map.of("n", n)).with("x", x).value();

        assertThat(known.with("x", x).value()).containsExactly(late);
        return late;
    }

    @Test
    void singlePrecisionStaysSingle() {
        String program = "input x: f32[2]; z = jacobian(x^2, x) + hessian(sum(x^3), x)";

        assertThat(Evaluation.simplified(program).type()).hasToString("f32[2, 2]");
        assertThat(value(program, 1, 2)).containsExactly(8, 0, 0, 16);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void derivativesOfLoopsAgreeWithEachOther(long seed) {
        String program = RandomLoopPrograms.of(seed);
        try {
            Map<String, double[]> values = values(program, seed, program.contains("input x") ? BY_TENSOR : BY_NUMBER);
            if (program.contains("input x")) {
                assertTensors(values);
            } else {
                assertNumbers(values);
            }
        } catch (Exception | AssertionError | LinkageError e) {
            throw new AssertionError(e.getMessage() + "\n" + program, e);
        }
    }

    /** Some programs as classes, which take their time to be written, and all others by the reference semantics. */
    private static Map<String, double[]> values(String program, long seed, String derivatives) {
        List<String> names = derivatives.lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
        Analysis analysis = Autodiff.analyze(
                new Source("program.ad", program + derivatives),
                Options.DEFAULT.withVariables(List.of()).withResults(names));
        Random random = new Random(seed);
        Map<Node, double[]> arguments = new LinkedHashMap<>();
        analysis.function()
                .formula()
                .parameters()
                .forEach(parameter -> arguments.put(
                        parameter.node(),
                        random.doubles(parameter.node().type().isScalar() ? 1 : LENGTH, -1, 1)
                                .toArray()));
        List<double[]> results = seed < CLASSES
                ? called(analysis, arguments)
                : Interpreter.evaluate(
                        List.copyOf(analysis.function().formula().results().values()), arguments, Map.of("n", LENGTH));
        Map<String, double[]> values = new HashMap<>();
        IntStream.range(0, names.size()).forEach(i -> values.put(names.get(i), results.get(i)));
        return values;
    }

    private static List<double[]> called(Analysis analysis, Map<Node, double[]> arguments) {
        Tensor[] tensors = arguments.entrySet().stream()
                .map(argument -> argument.getKey().type().isScalar()
                        ? Tensor.scalar(argument.getValue()[0])
                        : Tensor.of(argument.getValue()))
                .toArray(Tensor[]::new);
        return analysis.load().values(tensors).stream().map(Tensor::toArray).toList();
    }

    private static void assertNumbers(Map<String, double[]> values) {
        double curvature = values.get("h_")[0];
        double tolerance = ROUNDING * (1 + Math.abs(curvature) + Math.abs(values.get("pq_")[0]));
        assertThat(values.get("gg_")[0]).as("the derivative of the derivative").isCloseTo(curvature, within(tolerance));
        assertThat(values.get("hd_")[0]).as("H·d").isCloseTo(0.5 * curvature, within(tolerance));
        assertThat(values.get("jd_")[0])
                .as("J·d")
                .isCloseTo(0.5 * values.get("g_")[0], within(ROUNDING * (1 + Math.abs(values.get("g_")[0]))));
        assertThat(values.get("pq_")[0]).as("mixed").isCloseTo(values.get("qp_")[0], within(tolerance));
    }

    private static void assertTensors(Map<String, double[]> values) {
        double[] h = values.get("h_");
        double[] j = values.get("j_");
        double[] d = values.get("d_");
        double ofHessian = ROUNDING * (1 + Arrays.stream(h).map(Math::abs).max().orElseThrow());
        double ofJacobian = ROUNDING * (1 + Arrays.stream(j).map(Math::abs).max().orElseThrow());
        assertThat(h)
                .as("symmetry")
                .containsExactly(IntStream.range(0, h.length)
                        .mapToDouble(i -> h[i % LENGTH * LENGTH + i / LENGTH])
                        .toArray());
        assertThat(values.get("gg_")).as("the Jacobian of the gradient").containsExactly(h, within(ofHessian));
        assertThat(values.get("hd_")).as("H·d").containsExactly(times(h, d), within(10 * ofHessian));
        assertThat(values.get("jd_")).as("J·d").containsExactly(times(j, d), within(10 * ofJacobian));
        assertThat(values.get("cj_"))
                .as("c·J")
                .containsExactly(times(values.get("c_"), j, LENGTH), within(10 * ofJacobian));
        assertThat(values.get("h1_"))
                .as("one second derivative")
                .containsExactly(new double[] {h[LENGTH + 1]}, within(ofHessian));
        assertThat(values.get("hd1_"))
                .as("its product")
                .containsExactly(new double[] {h[LENGTH + 1]}, within(ofHessian));
        assertThat(values.get("j1_")).as("one column").containsExactly(columns(j, 1, 2), within(ofJacobian));
        assertThat(values.get("j12_")).as("two columns").containsExactly(columns(j, 1, 3), within(ofJacobian));
    }

    private static double[] columns(double[] matrix, int from, int to) {
        return IntStream.range(0, matrix.length)
                .filter(i -> i % LENGTH >= from && i % LENGTH < to)
                .mapToDouble(i -> matrix[i])
                .toArray();
    }

    private static double[] times(double[] matrix, double[] v) {
        return IntStream.range(0, matrix.length / v.length)
                .mapToDouble(i -> IntStream.range(0, v.length)
                        .mapToDouble(k -> matrix[i * v.length + k] * v[k])
                        .sum())
                .toArray();
    }

    private static double[] times(double[] w, double[] matrix, int columns) {
        return IntStream.range(0, columns)
                .mapToDouble(k -> IntStream.range(0, w.length)
                        .mapToDouble(i -> w[i] * matrix[i * columns + k])
                        .sum())
                .toArray();
    }
}
