package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.source.CompileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * PyTorch's operators on whole tensors, with outputs and vector–Jacobian products, by the reference semantics. Where we
 * differ on purpose, {@link #OURS} says what we answer and {@code docs/edge-cases.md} why.
 */
class TorchTensorTest {
    /** Sums in another order differ by some ulp of their largest term. */
    private static final double TOLERANCE = 1e-12;

    /** By case and what it is: what we answer instead of the recorded numbers. */
    private static final Map<String, double[]> OURS = Map.of(
            // ties share, along an axis as well
            "max_dim#0 x",
            new double[] {0, 0.5, 0.5, 0, 1 / 3.0, 1 / 3.0, 0, 1 / 3.0},
            // the cofactors of a singular matrix, where PyTorch 1.13 says 0
            "det#4 A",
            new double[] {4, -2, -2, 1},
            // 0 - inf
            "log_softmax#6 out",
            new double[] {Double.NaN, Double.NEGATIVE_INFINITY},
            "log_softmax#6 x",
            new double[] {Double.NaN, -0.414345});

    /** The recorded call has lengths in it, or a length must be known: of kernels, of groups, of halves. */
    private static final Set<String> NEED_LENGTHS = Set.of(
            "expand#0",
            "reshape#0",
            "reshape#2",
            "nll_loss#2",
            "cross#0",
            "group_norm#0",
            "glu#0",
            "conv1d#0",
            "conv1d#2",
            "conv2d#0",
            "svdvals#0",
            "nuclear_norm#0");

    record Case(JsonObject json) {
        String id() {
            return json.getString("id");
        }

        String operator() {
            return id().substring(0, id().indexOf('#'));
        }

        /** The program of one output. */
        String program(String expression) {
            return json.getObject("inputs").entrySet().stream()
                            .map(entry -> "input " + entry.getKey() + ": " + type((JsonObject) entry.getValue()) + "\n")
                            .collect(Collectors.joining())
                    + "f = " + expression;
        }

        private static String type(JsonObject tensor) {
            return tensor.getString("dtype", "f64")
                    + (tensor.getArray("shape").isEmpty()
                            ? ""
                            : tensor.getArray("shape").toString());
        }

        @Override
        public String toString() {
            return id() + " " + json.getString("call");
        }
    }

    static Stream<Case> cases() throws IOException, JsonParserException {
        try (InputStream in = TorchTensorTest.class.getResourceAsStream("/data/torch-tensor.json")) {
            JsonArray cases = JsonParser.object().from(in).getArray("cases");
            return cases.stream().map(entry -> new Case((JsonObject) entry)).toList().stream()
                    .filter(test -> !TorchPrograms.UNCOVERED.containsKey(test.operator()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheValueAndTheProducts(Case test) {
        List<String> names = List.copyOf(test.json().getObject("outputs").keySet());
        String[] expressions = TorchPrograms.outputs(test.id(), test.json().getString("call"));
        List<String> mismatches = new ArrayList<>();
        Map<String, double[]> products = new TreeMap<>();
        assertThat(expressions).hasSameSizeAs(names);
        for (int i = 0; i < expressions.length; i++) {
            JsonObject output = test.json().getObject("outputs").getObject(names.get(i));
            Evaluation program = evaluation(test, expressions[i]);
            assertThat(program.type().shape())
                    .hasToString(output.getArray("shape").stream()
                            .map(length -> "" + length)
                            .collect(Collectors.joining(", ", "[", "]")));
            compare(test, names.get(i), 0, numbers(output), program.value(), mismatches);
            if (test.json().has("cotangents") && test.json().getObject("cotangents").has(names.get(i))) {
                addProducts(
                        test,
                        program,
                        numbers(test.json().getObject("cotangents").getObject(names.get(i))),
                        products);
            }
        }
        products.forEach((name, product) ->
                compare(test, name, 0, expectedProduct(test, name, product.length), product, mismatches));
        assertThat(mismatches).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheSameValueAndGradientWhenItIsSimplified(Case test) {
        for (String expression : TorchPrograms.outputs(test.id(), test.json().getString("call"))) {
            Evaluation written = evaluation(test, expression);
            Evaluation simplified = Evaluation.simplified(test.program(expression));
            List<String> mismatches = new ArrayList<>();
            test.json()
                    .getObject("inputs")
                    .forEach((name, tensor) -> simplified.with(name, numbers((JsonObject) tensor)));
            compare(
                    test,
                    "simplified",
                    1,
                    orBetter(written.value(), simplified.value()),
                    simplified.value(),
                    mismatches);
            for (String name : simplified.variables()) {
                double[] gradient = simplified.simplifiedGradient(name);
                compare(
                        test,
                        "simplified " + name,
                        1,
                        orBetter(written.gradient(name), gradient),
                        gradient,
                        mismatches);
            }
            assertThat(mismatches).isEmpty();
        }
    }

    /** Equal lengths have one name; 0 and 1 keep their meaning. */
    @ParameterizedTest
    @MethodSource("cases")
    void hasTheSameValueAndGradientWhereDimensionsHaveNames(Case test) {
        for (String expression : TorchPrograms.outputs(test.id(), test.json().getString("call"))) {
            String program = test.program(expression).replaceAll("(?<=[\\[ ])([2-9])(?=[\\],].*\n)", "d$1");
            if (NEED_LENGTHS.contains(test.id())) {
                assertThatThrownBy(() -> Evaluation.of(program)).isInstanceOf(CompileException.class);
                continue;
            }
            Evaluation named = Evaluation.of(
                    program,
                    IntStream.range(2, 10).boxed().collect(Collectors.toMap(length -> "d" + length, length -> length)));
            Evaluation literal = evaluation(test, expression);
            List<String> mismatches = new ArrayList<>();
            test.json().getObject("inputs").forEach((name, tensor) -> named.with(name, numbers((JsonObject) tensor)));
            compare(test, "named", 1, literal.value(), named.value(), mismatches);
            for (String name : test.json().getObject("inputs").keySet()) {
                compare(test, "named " + name, 1, literal.gradient(name), named.gradient(name), mismatches);
            }
            assertThat(mismatches).isEmpty();
        }
    }

    /** Where the formula as it is written overflows, its stable form need not. */
    private static double[] orBetter(double[] written, double[] simplified) {
        double[] expected = written.clone();
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Double.isFinite(written[i]) ? written[i] : simplified[i];
        }
        return expected;
    }

    private static Evaluation evaluation(Case test, String expression) {
        Evaluation program = Evaluation.of(test.program(expression));
        test.json().getObject("inputs").forEach((name, tensor) -> program.with(name, numbers((JsonObject) tensor)));
        return program;
    }

    /** The products with the cotangent of one output add to those of the others. */
    private static void addProducts(Case test, Evaluation program, double[] cotangent, Map<String, double[]> products) {
        List<String> inputs = List.copyOf(test.json().getObject("vjp").keySet());
        List<double[]> added = program.pullback(cotangent, inputs);
        for (int k = 0; k < inputs.size(); k++) {
            double[] sum = products.computeIfAbsent(inputs.get(k), name -> new double[0]);
            double[] product = added.get(k);
            for (int i = 0; i < sum.length; i++) {
                product[i] += sum[i];
            }
            products.put(inputs.get(k), product);
        }
    }

    private static double[] expectedProduct(Case test, String name, int size) {
        JsonObject recorded = test.json().getObject("vjp").getObject(name);
        return recorded == null ? new double[size] : numbers(recorded);
    }

    private static void compare(
            Case test, String what, double least, double[] recorded, double[] actual, List<String> mismatches) {
        double[] expected = OURS.getOrDefault(test.id() + " " + what, recorded);
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double scale = least;
        for (double number : expected) {
            scale = Math.max(scale, Double.isFinite(number) ? Math.abs(number) : 0);
        }
        for (int i = 0; i < expected.length; i++) {
            boolean same = Double.compare(expected[i] + 0.0, actual[i] + 0.0) == 0
                    || Math.abs(expected[i] - actual[i]) <= TOLERANCE * scale;
            if (!same) {
                mismatches.add(what + "[" + i + "]: recorded " + recorded[i] + ", answered " + actual[i]);
            }
        }
    }

    static double[] numbers(JsonObject tensor) {
        return tensor.getArray("data").stream().mapToDouble(TorchOperatorsTest::number).toArray();
    }
}
