package dev.autodiff;

import static dev.autodiff.CoordinatesTest.assertClose;
import static dev.autodiff.CoordinatesTest.elements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.codegen.ClassContents.Form;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.graph.Entry;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half the sum of squares, its gradient Jᵀr and the matrix JᵀJ are what the dense Jacobian J says, in every form. */
class NormalEquationsTest {
    private static final String BLOCKS = "f(cameras: f64[n, 2], points: f64[m, 2], b, const i: int[p], const j: int[p], "
            + "const y: f64[p]) = map((c, q, t) -> [t - c[0]*exp(c[1]*q[0]) - b, q[1]*c[0]], cameras[i], points[j], y)";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(b: f64[3], const x: f64[n], const y: f64[n]) = y - b[0]*exp(b[1]*x) - b[2]",
                "f(x: f64[n], a, b) = a*exp(b*x)",
                "f(v: f64[n], const i: int[m], const j: int[m]) = v[i]*(v[i] - v[j])",
                "f(v: f64[n], w: f64[n], const i: int[m], const j: int[m]) = v[i]*w[j] + w[i]*v[i - 1]",
                "f(x: f64[n, 2], const j: int[m], const k: int[p]) = exp(x[j][k])[:, 0:1], x[:, 1][j]^2",
                "f(x: f64[m], b: f64[2], const j: int[n]) "
                        + "{ r = zeros(2*n); for i in 0:n { r[2*i] = x[j[i]]*b[0]; r[2*i + 1] = i*b[1]^2 }; return r }",
                "f(x: f64[n], y: f64[m], const j: int[m]) = concat([x^2, y*x[j]]), x[0]",
                "f(x: f64[n], const t: f64[n]) = t",
                "f(x: f64[n, 2], b: f64[2]) = sum(x^2, axis=1), b, dot(b, b)",
                "p = x*y; q = x + sin(y); f = 3.0; p, q, f",
                BLOCKS,
            })
    void everyFormSaysWhatTheJacobianSays(String program) {
        Analysis jacobian = CoordinatesTest.analyze(program, DerivativeKind.JACOBIAN);
        Analysis analysis = CoordinatesTest.analyze(program, DerivativeKind.NORMAL);
        List<Tensor> arguments = CoordinatesTest.arguments(analysis.function().signature());
        int columns = CoordinatesTest.size(analysis, arguments);
        List<Tensor> dense =
                List.copyOf(CoordinatesTest.dense(jacobian, DerivativeKind.JACOBIAN, arguments).values());
        int results = analysis.function().formula().results().size();
        List<Tensor> residuals = dense.subList(0, results);
        double[][] slopes = CoordinatesTest.matrix(dense.subList(results, dense.size()), residuals, columns);
        double[] r = residuals.stream().flatMapToDouble(tensor -> Arrays.stream(elements(tensor))).toArray();
        double[][] expected = lower(slopes);

        CompiledFunction sparse = analysis.loadInCoordinates(DerivativeKind.NORMAL);
        List<Tensor> coordinates = CoordinatesTest.values(sparse, arguments);
        int before = 1 + analysis.function().variables().size();
        assertEquations(coordinates.subList(0, before), r, slopes);
        assertClose(
                CoordinatesTest.sum(coordinates.subList(before, coordinates.size()), columns, columns), expected);
        for (CompiledFunction whole : List.of(
                analysis.load(DerivativeKind.NORMAL), analysis.interpreted(DerivativeKind.NORMAL))) {
            List<Tensor> all = CoordinatesTest.values(whole, arguments);
            assertEquations(all.subList(0, before), r, slopes);
        }
        CompiledFunction.Hessian blocks = analysis.load().normalEquations(arguments.toArray(new Tensor[0]));
        List<Tensor> rows = blocks.blocks().values().stream().flatMap(row -> row.values().stream()).toList();
        double[][] matrix = CoordinatesTest.matrix(rows, List.copyOf(blocks.gradient().values()), columns);
        for (int i = 0; i < columns; i++) {
            for (int k = 0; k < i; k++) {
                assertThat(matrix[k][i]).isEqualTo(matrix[i][k]);
                matrix[k][i] = 0;
            }
        }
        assertClose(matrix, expected);
    }

    private static void assertEquations(List<Tensor> costAndGradient, double[] r, double[][] slopes) {
        double cost = 0;
        double[] gradient = new double[slopes.length == 0 ? 0 : slopes[0].length];
        for (int k = 0; k < r.length; k++) {
            cost += r[k] * r[k] / 2;
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += r[k] * slopes[k][i];
            }
        }
        assertClose(new double[][] {elements(costAndGradient.get(0))}, new double[][] {{cost}});
        List<Double> all = new ArrayList<>();
        costAndGradient.subList(1, costAndGradient.size())
                .forEach(tensor -> Arrays.stream(elements(tensor)).forEach(all::add));
        double[] actual = all.stream().mapToDouble(Double::doubleValue).toArray();
        assertClose(new double[][] {actual}, new double[][] {gradient});
    }

    private static double[][] lower(double[][] slopes) {
        int columns = slopes[0].length;
        double[][] product = new double[columns][columns];
        for (double[] row : slopes) {
            for (int i = 0; i < columns; i++) {
                for (int k = 0; k <= i; k++) {
                    product[i][k] += row[i] * row[k];
                }
            }
        }
        return product;
    }

    @Test
    void oneLoopGoesThroughObservationsAndKeepsNothingForEach() {
        String program = "f(b: f64[3], x: f64[n, 2], const j: int[p], const y: f64[p]) "
                + "= y - b[0]*exp(b[1]*x[j][:, 0]) - b[2]*x[j][:, 1]";
        Entry method = CoordinatesTest.analyze(program, DerivativeKind.NORMAL)
                .inCoordinates().apply(DerivativeKind.NORMAL).get(0);
        Plan plan = TensorPlans.ofRows(method);

        assertThat(plan.steps().stream().filter(step -> step instanceof Step.Loop loop
                && loop.space().names().contains("p"))).hasSize(1);
        assertThat(plan.doubles().names()).doesNotContain("p");
        assertThat(method.outputs()).allSatisfy(output -> assertThat(output.node().shape().names())
                .doesNotContain("p"));
    }

    @Test
    void blocksOfOneIndexAreAddedUpAndOthersStandForEachRow() {
        Entry method = CoordinatesTest.analyze(BLOCKS, DerivativeKind.NORMAL)
                .inCoordinates().apply(DerivativeKind.NORMAL).get(0);

        // a camera's 3 by itself, 2 with b; a point's 2, since its numbers are in different residuals, 1 with b; b by
        // itself; and for each row 3 of a camera with a point
        assertThat(method.outputs("normal").get(0).node().shape()).hasToString("[3*p + 5*n + 3*m + 1]");
    }

    @Test
    void classesHaveMethodsForValuesAndForPlaces() {
        String program = "f(b: f64[2], const x: f64[n]) = b[0]*x - b[1]";
        Analysis analysis = CoordinatesTest.analyze(program, DerivativeKind.NORMAL);
        ClassContents contents = new ClassContents(EnumSet.allOf(Form.class), Set.of(), true, false);
        Class<?> bytecode = MemoryClassLoader.loadWithRuntime("F", analysis.classFiles("F", contents).get(0).bytes());
        Class<?> java = MemoryClassLoader.compileWithRuntime(Map.of("F", analysis.javaSource("F", contents))).type("F");
        for (Class<?> type : List.of(bytecode, java)) {
            double[] cost = new double[1];
            double[] gradient = new double[2];
            double[] matrix = new double[3];
            call(type, "normal", 2, new double[] {3, 1}, new double[] {1, 2}, cost, gradient, matrix);
            assertThat(cost).containsExactly(14.5);
            assertThat(gradient).containsExactly(12, -7);
            assertThat(matrix).containsExactly(5, -3, 2);
            double[] rows = new double[3];
            double[] columns = new double[3];
            call(type, "normalStructure", 2, new double[] {3, 1}, new double[] {1, 2}, rows, columns);
            assertThat(rows).containsExactly(0, 1, 1);
            assertThat(columns).containsExactly(0, 0, 1);
        }
    }

    private static void call(Class<?> type, String name, Object... arguments) {
        try {
            Arrays.stream(type.getMethods())
                    .filter(method -> method.getName().equals(name)
                            && method.getParameterCount() == arguments.length)
                    .findFirst().orElseThrow()
                    .invoke(null, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStepOfGaussAndNewtonSolvesALinearProblem() {
        CompiledFunction residuals = Autodiff.compile("f(b: f64[2], const x: f64[n], const y: f64[n]) = b[0]*x + b[1] - y");
        Tensor x = Tensor.of(0, 1, 2);
        CompiledFunction.Sparse sparse = residuals.sparseNormalEquations(Tensor.of(0, 0), x, Tensor.of(1, 3, 5));
        double[] m = sparse.values();
        double[] g = elements(sparse.outputs().get(1));
        double determinant = m[0] * m[2] - m[1] * m[1];
        assertThat((m[1] * g[1] - m[2] * g[0]) / determinant).isEqualTo(2);
        assertThat((m[1] * g[0] - m[0] * g[1]) / determinant).isEqualTo(1);

        CompiledFunction.Sparse again =
                residuals.sparseNormalEquations(sparse, Tensor.of(2, 1), x, Tensor.of(1, 3, 5));
        assertThat(again.rows()).isSameAs(sparse.rows());
        assertThat(elements(again.outputs().get(1))).containsExactly(0, 0);
        assertThat(again.outputs().get(0).item()).isZero();
    }

    @Test
    void truthsAreNoResiduals() {
        assertThatThrownBy(() -> Autodiff.compile("f(x: f64[n]) = x > 0").normalEquations(Tensor.of(1, 2)))
                .hasMessageContaining("of type bool[n]: it has no derivative");
        assertThat(Autodiff.compile("f(x: f64[n], const j: int[m]) = x[j]")
                .sparseNormalEquations(Tensor.of(1, 2), Tensor.of(0, 0, 0).as(DType.INT)).values())
                .containsExactly(3, 0);
    }
}
