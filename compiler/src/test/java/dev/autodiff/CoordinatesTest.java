package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.graph.Entry;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jacobians and Hessians in coordinates say what the dense ones say, and are found wherever rows are on their own. */
class CoordinatesTest {
    /** Relative to the largest element: sums of some ten products, in another order. */
    private static final double ROUNDINGS = 1e-13;

    private static final Map<String, Integer> LENGTHS = Map.of("n", 5, "m", 7, "p", 4);

    /** Each row depends on one of x and on one of q, which data tell. */
    private static final String LOOKED_UP = "f(x: f64[n, 3], q: f64[m, 2], const j: int[p, 2]) "
            + "{ u = x[j[:, 0]]; v = q[j[:, 1]]; return stack([u[:, 0]*v[:, 1], sin(u[:, 1])*v[:, 0]], axis=1) }";

    private static final int SEED = 7;

    /** Each dimension has a length of its own, but indices stay below every one of them. */
    private static final int SMALLEST = 4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: f64[n], a, b) = a*exp(b*x)",
                "f(b: f64[3], const x: f64[n], const y: f64[n]) = y - b[0]*exp(b[1]*x) - b[2]",
                "f(v: f64[n], a: f64[n], const i: int[m], const j: int[m]) = v[i]*v[j]*sin(a[i] - a[j])",
                "f(x: f64[n, 3], w: f64[3, 2]) = sin(x @ w)",
                "f(x: f64[n, 3]) = softmax(x, axis=1)",
                "f(x: f64[n, 3]) = logsumexp(x, axis=1) + norm(x, axis=1)",
                "f(x: f64[n]) = x[1:]^2 - 2*x[:-1]",
                "f(x: f64[3, n], b: f64[3]) = sum(x^2*reshape(b, 3, 1), axis=0)",
                "f(x: f64[n], const c: bool[n]) = where(c, sqrt(x), x*detach(x))",
                "f(x: f64[n], const t: f64[n]) = x*mean(t) + sum(t^2)",
                "f(x: f64[n], y: f64[m], const j: int[n]) = map((u, v) -> u*v[0] + v[1], x, stack([y[j], y[j]^2], axis=1))",
                "f(x: f64[n, 3], q: f64[m, 2], const j: int[n]) = map((u, v) -> [u[0]*v[1], sin(u[1]), v[0]], x, q[j])",
                "f(x: f64[n, 3], b) = map(u -> dot(u, u)*b, map(u -> [u[1]*u[2], u[0]], x))",
                "f(x: f64[m], const j: int[n], const t: f64[n]) { r = zeros(n); for i in 0:n { r[i] = x[j[i]]*t[i] + x[j[i] + 1]*i }; return r }",
                "f(x: f64[n], b: f64[2]) = x^2, [b[0]*b[1], 2*b[0]]",
                "f(x: f64[n, 2], b) = concat([x*b, x[:, 0:1]], axis=1), sum([b, b^2])",
                "f(x: f64[m], const j: int[n]) { r = zeros(2*n); for i in 0:n { r[2*i] = x[j[i]]^2; r[2*i + 1] = i*x[j[i] + 1] }; return r }",
                "f(x: f64[n], w: f64[3*n]) { r = ones(3*n); for i in 0:n { k = 3*i; r[k + 2] = x[i]*w[k]; r[k] = w[k + 1]; r[k + 1] = sin(x[i]) }; return w*r/2 }",
                "f(x: f64[n]) { r = zeros(2*n, 2); for i in 0:n { r[1 + 2*i] = [x[i], 2]; r[2*i] = x[i]^[2, 3] }; return r }",
                "f(x: f64[n]) { r = zeros(n, 2, 2); for i in 0:n { r[i, 1] = x[i]*[1, 2]; r[i, 0] = sin(x[i])*[3, 4] }; return r }",
                "f(x: f64[m], const j: int[n]) { r = zeros(2*n); for i in 0:n { r[2*i:2*i + 2] = [x[j[i]]^2, i*x[j[i] + 1]] }; return r }",
                "f(x: f64[n]) { r = zeros(4*n); for i in 0:n { r[4*i + 3] = x[i]; r[4*i + 1:4*i + 3] = [x[i]^2, 7]; r[4*i] = 1/x[i] }; return r }",
                "f(x: f64[n], w: f64[n]) { r = zeros(2*n, 3); for i in 0:n { r[2*i:2*i + 2, 1:3] = [[x[i], 2], [w[i], x[i]*w[i]]]; r[2*i:2*i + 2, 0] = sin(x[i]) }; return r }",
                "f(x: f64[n, 4]) { r = zeros(2*n, 2); for i in 0:n { r[2*i:2*i + 2] = reshape(x[i]^2, 2, 2) }; return r }",
                "f(x: f64[n]) { r = zeros(n, 3); for i in 0:n { r[i, 1:] = [x[i], x[i]^2]; r[i, :1] = [x[i]^3] }; return r }",
                "f(x: f64[n], y: f64[m]) = concat([x^2, 3*sin(y), x[1:]*x[:-1]])",
                "f(x: f64[n], y: f64[n]) = stack([x^2, x*y])",
                "f(x: f64[n], y: f64[m, 2]) = concat([x^2, reshape(y*[[1, 2]], 2*m)])",
                "f(x: f64[3]) = x/sum(x), concat([x[1:]^2, [prod(x)]])",
                "f(x: f64[n, 2, 2]) = x[:, 0] @ diag([2.0, 3.0]) + x[:, 1]",
                "f(a, b: f64[2]) = a*b, dot(b, b)",
                "f(x: f64[n, 2], const j: int[m]) = x[j - 1]*x[-1 - j]",
                "f(x: f64[n, 2, 2], const j: int[m]) = x[j][:, 1, ::-1]*x[j][:, 0]",
                "f(x: f64[n], const j: int[m, 2]) = sum(x[j]^3, axis=1)",
                "f(x: f64[n, 2], const j: int[m], const k: int[p]) = exp(x[j][k])[:, 0:1], x[:, 1][j]^2",
                "f(x: f64[3, n], const j: int[m]) = transpose(x[1:])[j]^2 - transpose(x)[j][:, 0:1]",
                LOOKED_UP,
            })
    void aJacobianInCoordinatesIsTheDenseOne(String program) {
        Analysis analysis = analyze(program, DerivativeKind.JACOBIAN);
        List<Tensor> arguments = arguments(analysis.function().signature());
        List<Tensor> dense = List.copyOf(dense(analysis, DerivativeKind.JACOBIAN, arguments).values());
        List<Tensor> sparse = values(analysis.loadInCoordinates(DerivativeKind.JACOBIAN), arguments);

        int results = analysis.function().formula().results().size();
        int columns = size(analysis, arguments);
        double[][] expected = matrix(dense.subList(results, dense.size()), dense.subList(0, results), columns);
        assertThat(sum(sparse.subList(results, sparse.size()), expected.length, columns))
                .satisfies(actual -> assertClose(actual, expected));
        for (int k = 0; k < results; k++) {
            assertClose(new double[][] {elements(sparse.get(k))}, new double[][] {elements(dense.get(k))});
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: f64[n], a, b) = sum(a*exp(b*x))",
                "f(b: f64[3], const x: f64[n], const y: f64[n]) = mean((y - b[0]*exp(b[1]*x) - b[2])^2) + 0.5*dot(b, b)",
                "f(v: f64[n], a: f64[n], const i: int[m], const j: int[m]) = sum(v[i]*v[j]*sin(a[i] - a[j]))",
                "f(x: f64[n, 3], w: f64[3]) = sum(sin(x @ w)) - 2*sum(x^3)",
                "f(x: f64[n, 3], q: f64[m, 2], const j: int[n]) = sum(map((u, v) -> u[0]*v[1]*sin(u[1]) + v[0]^2, x, q[j]))",
                "f(x: f64[n], const w: f64[n]) = dot(w, x^3) + 1",
                "f(x: f64[n]) = dot(x, sin(x))",
                "f(x: f64[n]) = sum((x[1:] - x[:-1]^2)^2)",
                "f(x: f64[n], const w: f64[m]) = mean(w)*sum(exp(x))/norm(w)",
                "f(x: f64[n]) = sum(logsumexp(stack([x, x^2]), axis=0))",
                "f(x: f64[3]) = sum((x - mean(x))^4)",
                "f(x: f64[n]) { r = zeros(2*n); for i in 0:n { r[2*i] = x[i]^2; r[2*i + 1] = sin(x[i]) }; return sum(r^2) }",
                "f(x: f64[n]) { s = 0; for i in 0:n { s = s + sin(x[i])^2 }; return s }",
                "f(x: f64[m], b: f64[2], const j: int[n], const t: f64[n]) { s = dot(b, b); "
                        + "for i in 0:n { r = x[j[i]]*t[i] - b[0]*exp(b[1]); s = r^2 + s - b[0]*x[j[i]]^3 }; return s/2 }",
            })
    void aHessianInCoordinatesIsTheLowerTriangle(String program) {
        Analysis analysis = analyze(program, DerivativeKind.HESSIAN);
        List<Tensor> arguments = arguments(analysis.function().signature());
        List<Tensor> sparse = values(analysis.loadInCoordinates(DerivativeKind.HESSIAN), arguments);

        int before = 1 + analysis.function().variables().size();
        int columns = size(analysis, arguments);
        List<Tensor> blocks = hessian(analysis, arguments);
        double[][] lower = matrix(blocks, sparse.subList(1, before), columns);
        for (int i = 0; i < columns; i++) {
            for (int j = i + 1; j < columns; j++) {
                lower[i][j] = 0;
            }
        }
        assertClose(sum(sparse.subList(before, sparse.size()), columns, columns), lower);
    }

    @Test
    void rowsThatAreLookedUpAreReadWhereTheyLieByOneLoop() {
        Analysis analysis = analyze(LOOKED_UP, DerivativeKind.JACOBIAN);
        for (Entry method : analysis.inCoordinates().apply(DerivativeKind.JACOBIAN)) {
            Plan plan = TensorPlans.ofRows(method);
            assertThat(plan.steps().stream().filter(CoordinatesTest::goesThroughRows)).hasSize(1);
            assertThat(plan.doubles().names()).doesNotContain("p");
        }
    }

    private static boolean goesThroughRows(Step step) {
        return step instanceof Step.Loop loop && loop.space().names().contains("p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "y", "x,y"})
    void whatIsNoVariableIsDataOfTheRows(String variables) {
        List<String> names = List.of(variables.split(","));
        String program = "f(x: f64[n, 2], y: f64[m], const j: int[p], const k: int[p]) "
                + "= map((u, v) -> [u[0]*v, sin(u[1])*v], x[j], y[k])";
        CompiledFunction all = Autodiff.compile(program);
        Tensor[] arguments = arguments(all.signature()).toArray(new Tensor[0]);
        double[][] expected = matrix(
                names.stream().map(name -> all.jacobian(arguments).blocks().get("f").get(name)).toList(),
                all.values(arguments),
                names.stream().mapToInt(name -> name.equals("x") ? 10 : 7).sum());

        CompiledFunction.Sparse sparse = Autodiff.compile(
                        new Source("f.ad", program), Options.DEFAULT.withVariables(names))
                .sparseJacobian(arguments);

        assertClose(sum(sparse, expected.length, expected[0].length), expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y = x + 0", "y = reshape(x*2, n, 1)", "y = concat([x, x^2])", "y = x"})
    void aResultMayBeTheVariable(String assignment) {
        CompiledFunction function = Autodiff.compile(
                new Source("f.ad", "f(x: f64[n]) { " + assignment + "; return y }"),
                Options.DEFAULT.withVariables(List.of("y")));
        Tensor x = Tensor.of(1, 2, 3);
        CompiledFunction.Sparse jacobian = function.sparseJacobian(x);

        int size = function.values(x).get(0).size();
        assertThat(jacobian.values()).hasSize(size).containsOnly(1);
        assertThat(jacobian.rows()).isEqualTo(jacobian.columns());
    }

    @Test
    void aPatternIsTakenForOtherValuesOfTheSameIndices() {
        CompiledFunction function = Autodiff.compile("f(x: f64[n], const j: int[m]) = x[j]^2");
        Tensor j = Tensor.of(2, 0).as(DType.INT);
        CompiledFunction.Sparse first = function.sparseJacobian(Tensor.of(1, 2, 3), j);

        CompiledFunction.Sparse second = function.sparseJacobian(first, Tensor.of(10, 20, 30), j);
        assertThat(second.values()).containsExactly(60, 20);
        assertThat(second.rows()).isSameAs(first.rows());
        assertThat(second.columns()).isSameAs(first.columns()).containsExactly(2, 0);
        assertThat(elements(second.outputs().get(0))).containsExactly(900, 100);

        CompiledFunction sum = Autodiff.compile("f(x: f64[n], const j: int[m]) = sum(x[j]^3)");
        CompiledFunction.Sparse hessian = sum.sparseHessian(Tensor.of(1, 2, 3), j);
        assertThat(sum.sparseHessian(hessian, Tensor.of(10, 20, 30), j).values()).containsExactly(180, 60);

        assertThatThrownBy(() -> function.sparseJacobian(first, Tensor.of(1, 2), Tensor.of(0).as(DType.INT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the pattern has 2 places, and there are 1 values: it is that of other lengths");
    }

    @Test
    void rowsAreInOrderAndWhatIsZeroByStructureIsNotThere() {
        CompiledFunction function = Autodiff.compile("f(x: f64[n, 2]) = [[1.0, 2.0]]*x");
        CompiledFunction.Sparse jacobian = function.sparseJacobian(Tensor.of(new int[] {2, 2}, 1, 2, 3, 4));

        assertThat(elements(jacobian.outputs().get(0))).containsExactly(1, 4, 3, 8);
        assertThat(jacobian.values()).containsExactly(1, 2, 1, 2);
        assertThat(jacobian.rows()).containsExactly(0, 1, 2, 3);
        assertThat(jacobian.columns()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void coordinatesNeedNoWholeMatrix() {
        Analysis analysis = analyze("f(x: f64[100000]) = x^2", DerivativeKind.JACOBIAN);

        assertThat(analysis.loadInCoordinates(DerivativeKind.JACOBIAN).signature().results())
                .allSatisfy(result -> assertThat(result.type().shape().size().is(100_000)).isTrue());
        assertThatThrownBy(() -> analysis.load(DerivativeKind.JACOBIAN))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("the Jacobian of 'f' is too large: a tensor of the shape [100000, 100000]")
                .hasMessageContaining("ask for its coordinates with --sparse");
    }

    @Test
    void rowsMayBeOfSinglePrecision() {
        CompiledFunction function = Autodiff.compile("f(x: f32[n], w: f32[2]) = w[0]*x^2");
        CompiledFunction.Sparse jacobian =
                function.sparseJacobian(Tensor.of(0.1, 3).as(DType.F32), Tensor.of(0.3, 1).as(DType.F32));

        float x = 0.1f;
        float w = 0.3f;
        assertThat(jacobian.outputs().get(0).dtype()).isEqualTo(DType.F32);
        assertThat(elements(jacobian.outputs().get(0))).containsExactly(w * (x * x), w * 9);
        assertThat(jacobian.values()).containsExactly(2 * (w * x), x * x, 2 * (w * 3), 9);
        assertThat(jacobian.columns()).containsExactly(0, 2, 1, 2);
    }

    @Test
    void numbersHaveCoordinatesToo() {
        CompiledFunction.Sparse hessian = Autodiff.compile("z = x^2*y + exp(w)")
                .sparseHessian(Tensor.scalar(0), Tensor.scalar(3), Tensor.scalar(5));

        assertThat(hessian.rows()).containsExactly(0, 1, 2);
        assertThat(hessian.columns()).containsExactly(0, 1, 1);
        assertThat(hessian.values()).containsExactly(1, 10, 6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: f64[n]) = cumsum(x)",
                "f(x: f64[n]) = x - mean(x)",
                "f(x: f64[n]) = flip(sort(x))",
                "f(x: f64[n], const w: f64[n, n]) = w @ x",
                "f(x: f64[n, 100]) = x^2 @ ones(100)",
                "f(x: f64[n], const j: int[n]) = exp(x)[j]",
                "f(x: f64[n]) { r = zeros(n); for i in 1:n { r[i] = r[i - 1] + x[i] }; return r }",
                "f(x: f64[n]) { r = zeros(2*n); for i in 0:n { r[2*i] = x[i]; r[2*i] = x[i]^2 }; return r }",
                "f(x: f64[n]) { r = zeros(2*n); for i in 0:n { r[2*i] = x[i]; r[2*i + 1] = r[2*i]*x[0] }; return r }",
                "f(x: f64[n]) { r = zeros(2*n); for i in 0:n { r[i] = x[i]; r[i + n] = x[i]^2 }; return r }",
                "f(x: f64[n]) { r = zeros(3*n); for i in 0:n { r[3*i:3*i + 2] = [x[i], x[i]^2] }; return r }",
                "f(x: f64[n]) { r = zeros(2*n); for i in 0:n { r[2*i:2*i + 2] = [x[i], x[i]^2]; r[2*i] = x[i]^3 }; return r }",
                "f(x: f64[n]) { r = zeros(2*n); for i in 0:n { r[2*i - 2:2*i] = [x[i], x[i]^2] }; return r }",
                "f(x: f64[n]) { r = zeros(3*n); for i in 0:n { r[3*i] = x[i]; r[3*i + 1] = x[i]^2 }; return r }",
            })
    void aJacobianWithoutStructureByRowsIsRefused(String program) {
        Analysis analysis = analyze(program, DerivativeKind.JACOBIAN);
        assertThatThrownBy(() -> analysis.loadInCoordinates(DerivativeKind.JACOBIAN))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("the Jacobian of 'f' has no structure that is known")
                .hasMessageContaining("leave out --sparse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"f(x: f64[n]) = sqrt(sum(x^2))", "f(x: f64[n]) = sum(x)*sum(x^2)", "f(x: f64[n]) = max(x)"})
    void aHessianOfWhatIsNoSumOverRowsIsRefused(String program) {
        Analysis analysis = analyze(program, DerivativeKind.HESSIAN);
        assertThatThrownBy(() -> analysis.loadInCoordinates(DerivativeKind.HESSIAN))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("the Hessian of 'f' has no structure that is known");
    }

    /** The blocks on and below the diagonal, by rows, and anything above it. */
    private static List<Tensor> hessian(Analysis analysis, List<Tensor> arguments) {
        Map<String, Tensor> values = dense(analysis, DerivativeKind.HESSIAN, arguments);
        List<Tensor> blocks = new ArrayList<>();
        for (String row : analysis.function().variables()) {
            for (String column : analysis.function().variables()) {
                Tensor block = values.get("d" + row + "_d" + column);
                blocks.add(block == null ? values.get("d" + column + "_d" + row) : block);
            }
        }
        return blocks;
    }

    /** The outputs of a dense derivative, by the reference semantics. */
    static Map<String, Tensor> dense(Analysis analysis, DerivativeKind kind, List<Tensor> arguments) {
        Map<Node, double[]> inputs = new HashMap<>();
        Map<String, Integer> sizes = analysis.function().signature().bind(arguments);
        for (int i = 0; i < arguments.size(); i++) {
            inputs.put(analysis.function().formula().parameters().get(i).node(), elements(arguments.get(i)));
        }
        Entry entry = analysis.entries().get(kind);
        List<double[]> values = Interpreter.evaluate(entry.nodes(), inputs, sizes);
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            Entry.Output output = entry.outputs().get(i);
            named.put(output.name(), Tensor.of(output.node().shape().lengths(sizes), values.get(i)));
        }
        return named;
    }

    static List<Tensor> values(CompiledFunction function, List<Tensor> arguments) {
        return function.values(arguments.toArray(new Tensor[0]));
    }

    static Analysis analyze(String program, DerivativeKind kind) {
        return Autodiff.analyze(new Source("f.ad", program), Options.DEFAULT.withDerivatives(Set.of(kind)));
    }

    static List<Tensor> arguments(Signature signature) {
        Random random = new Random(SEED);
        List<Tensor> arguments = new ArrayList<>();
        for (Signature.Argument parameter : signature.parameters()) {
            int[] lengths = parameter.type().shape().lengths(LENGTHS);
            double[] values = new double[Tensor.size(lengths)];
            for (int i = 0; i < values.length; i++) {
                values[i] = parameter.type().dtype() == DType.INT
                        ? random.nextInt(SMALLEST - 1)
                        : parameter.type().dtype() == DType.BOOL ? i % 2 : 0.5 + random.nextDouble();
            }
            arguments.add(Tensor.of(lengths, values).as(parameter.type().dtype()));
        }
        return arguments;
    }

    /** How many elements the variables have. */
    static int size(Analysis analysis, List<Tensor> arguments) {
        Map<String, Integer> sizes = new HashMap<>();
        Signature signature = analysis.function().signature();
        for (int i = 0; i < arguments.size(); i++) {
            sizes.put(signature.parameters().get(i).name(), arguments.get(i).size());
        }
        return analysis.function().variables().stream().mapToInt(sizes::get).sum();
    }

    /** The blocks, by results and then by variables, as one matrix. */
    static double[][] matrix(List<Tensor> blocks, List<Tensor> results, int columns) {
        int rows = results.stream().mapToInt(Tensor::size).sum();
        double[][] matrix = new double[rows][columns];
        int across = blocks.size() / results.size();
        for (int k = 0, top = 0; k < results.size(); top += results.get(k++).size()) {
            for (int j = 0, left = 0; j < across; j++) {
                Tensor block = blocks.get(k * across + j);
                int width = block.size() / results.get(k).size();
                for (int i = 0; i < block.size(); i++) {
                    matrix[top + i / width][left + i % width] = block.at(i);
                }
                left += width;
            }
        }
        return matrix;
    }

    /** The matrix that coordinates stand for. */
    static double[][] sum(CompiledFunction.Sparse sparse, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (int i = 0; i < sparse.values().length; i++) {
            matrix[sparse.rows()[i]][sparse.columns()[i]] += sparse.values()[i];
        }
        return matrix;
    }

    /** What values, rows and columns say; values of one place are added. */
    static double[][] sum(List<Tensor> coordinates, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (int i = 0; i < coordinates.get(0).size(); i++) {
            matrix[(int) coordinates.get(1).at(i)][(int) coordinates.get(2).at(i)] += coordinates.get(0).at(i);
        }
        return matrix;
    }

    static double[] elements(Tensor tensor) {
        double[] elements = new double[tensor.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = tensor.at(i);
        }
        return elements;
    }

    static void assertClose(double[][] actual, double[][] expected) {
        assertClose(actual, expected, 1);
    }

    /** @param least what the largest element, which roundings are measured by, is at least */
    static void assertClose(double[][] actual, double[][] expected, double least) {
        double largest = least;
        for (double[] row : expected) {
            for (double element : row) {
                largest = Math.max(largest, Math.abs(element));
            }
        }
        assertThat(actual).hasNumberOfRows(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], within(ROUNDINGS * largest));
        }
    }
}
