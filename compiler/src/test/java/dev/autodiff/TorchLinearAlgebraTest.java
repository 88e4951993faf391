package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.derivatives.Reverse;
import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.MatrixAlgebra;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The linear algebra of PyTorch, with outputs and vector–Jacobian products; {@link #OURS} says where we differ on
 * purpose.
 */
class TorchLinearAlgebraTest {
    /**
     * Relative to the largest element: the matrices have condition numbers of some 10, and each side makes some ulp of
     * error.
     */
    private static final double TOLERANCE = 1e-13;

    /** By case and name: what we answer instead of the recorded numbers. */
    private static final Map<String, double[]> OURS = Map.of(
            // PyTorch says 0, and the cofactors are right
            "det#4 A", new double[] {4, -2, -2, 1});

    record Case(JsonObject json) {
        String id() {
            return json.getString("id");
        }

        /** The outputs in the order of the file. */
        List<Node> outputs(Map<String, Node> in) {
            Node a = in.get("A");
            return switch (json.getString("op")) {
                case "det" -> List.of(MatrixAlgebra.det(a));
                case "slogdet" -> List.of(MatrixAlgebra.signOfDet(a), MatrixAlgebra.logAbsDet(a));
                case "logdet" -> List.of(MatrixAlgebra.logDet(a));
                case "inverse" -> List.of(MatrixAlgebra.inv(a));
                case "cholesky" -> List.of(MatrixAlgebra.cholesky(a));
                case "solve" -> List.of(MatrixAlgebra.solve(a, in.getOrDefault("b", in.get("B"))));
                case "solve_triangular" -> List.of(MatrixAlgebra.solveTriangular(in.get("L"), in.get("B"), false));
                case "matrix_power" -> List.of(MatrixAlgebra.matrixPower(a, 3));
                case "trace" -> List.of(MatrixAlgebra.trace(a));
                case "tril" -> List.of(MatrixAlgebra.tril(a, 0));
                case "triu" -> List.of(MatrixAlgebra.triu(a, 1));
                case "matrix_exp" -> List.of(MatrixAlgebra.expm(a));
                case "pinv" -> List.of(MatrixAlgebra.pinv(a));
                case "eigvalsh" -> List.of(MatrixAlgebra.eigenvalues(a));
                case "svdvals" -> List.of(MatrixAlgebra.singularValues(a));
                case "nuclear_norm" -> List.of(TensorAlgebra.sum(MatrixAlgebra.singularValues(a), List.of(0)));
                case "qr_r_abs" -> List.of(Algebra.abs(MatrixAlgebra.triangularFactor(a)));
                default -> throw new AssertionError(this);
            };
        }

        @Override
        public String toString() {
            return id() + " " + json.getString("call");
        }
    }

    static Stream<Case> cases() throws IOException, JsonParserException {
        try (InputStream in = TorchLinearAlgebraTest.class.getResourceAsStream("/data/torch-linear-algebra.json")) {
            JsonArray cases = JsonParser.object().from(in).getArray("cases");
            return cases.stream().map(entry -> new Case((JsonObject) entry)).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheValuesAndTheDerivatives(Case test) {
        Graph graph = new Graph();
        Map<String, Node> inputs = new HashMap<>();
        Map<Node, double[]> arguments = new HashMap<>();
        test.json().getObject("inputs").forEach((name, tensor) -> {
            Node parameter = graph.parameter(name, type((JsonObject) tensor));
            inputs.put(name, parameter);
            arguments.put(parameter, numbers((JsonObject) tensor));
        });
        List<Node> outputs = test.outputs(inputs);
        List<String> names = List.copyOf(test.json().getObject("outputs").keySet());
        for (int i = 0; i < names.size(); i++) {
            compare(
                    test,
                    names.get(i),
                    test.json().getObject("outputs"),
                    Interpreter.evaluate(List.of(outputs.get(i)), arguments, Map.of())
                            .get(0));
        }
        test.json().getObject("vjp").forEach((name, expected) -> {
            List<Node> terms = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                double[] cotangent = numbers(test.json().getObject("cotangents").getObject(names.get(i)));
                Node seed = TensorAlgebra.array(graph, cotangent, outputs.get(i).type());
                terms.add(Reverse.gradient(outputs.get(i), List.of(inputs.get(name)), seed)
                        .get(0));
            }
            Node product = terms.stream().reduce(Node::plus).orElseThrow();
            compare(
                    test,
                    name,
                    test.json().getObject("vjp"),
                    Interpreter.evaluate(List.of(product), arguments, Map.of()).get(0));
        });
    }

    private static void compare(Case test, String name, JsonObject recorded, double[] actual) {
        double[] expected = OURS.getOrDefault(test.id() + " " + name, numbers(recorded.getObject(name)));
        double largest = 0;
        for (double element : expected) {
            largest = Math.max(largest, Math.abs(element));
        }
        assertThat(actual).as(name).containsExactly(expected, offset(TOLERANCE * largest));
    }

    private static Type type(JsonObject tensor) {
        return new Type(
                DType.F64,
                Shape.of(tensor.getArray("shape").stream()
                        .mapToLong(length -> ((Number) length).longValue())
                        .toArray()));
    }

    private static double[] numbers(JsonObject tensor) {
        return tensor.getArray("data").stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
    }
}
