package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The elementwise operators of PyTorch, with outputs and vector–Jacobian products to 17 digits, edges and ties
 * included. Where we differ on purpose, {@link #OURS} says what we answer and {@code docs/edge-cases.md} why.
 */
class TorchOperatorsTest {
    /** The answers are correctly rounded; ours may be off by some ulp of an operator and a product. */
    private static final double TOLERANCE = 1e-12;

    /** By case and element: what we answer instead of the recorded number. */
    private static final Map<String, Double> OURS = Map.ofEntries(
            // a cotangent of 0 against an infinite slope: nothing
            Map.entry("reciprocal#2 0 x", 0.0),
            Map.entry("sqrt#2 0 x", 0.0),
            Map.entry("log#2 0 x", 0.0),
            Map.entry("asin#2 1 x", 0.0),
            Map.entry("asin#2 2 x", 0.0),
            Map.entry("asin#2 3 x", 0.0),
            // the branch that was not chosen: nothing
            Map.entry("where#2 1 x", 0.0),
            Map.entry("where#2 2 x", 0.0),
            // Java's pow of ±1 and infinity is NaN
            Map.entry("pow#2 8 value", Double.NaN),
            Map.entry("pow#2 8 x", Double.NaN),
            Map.entry("pow#2 8 y", Double.NaN),
            Map.entry("pow#2 9 value", Double.NaN),
            Map.entry("pow#2 9 x", Double.NaN),
            // what is certain and right costs nothing
            Map.entry("bce_with_logits#4 5 value", 0.0),
            Map.entry("bce_with_logits#4 6 value", 0.0),
            // a removable singularity, and the slope beside it, which the quotient rule loses
            Map.entry("sin_over_x#0 0 value", 1.0),
            Map.entry("sin_over_x#0 0 x", 0.0),
            Map.entry("sin_over_x#0 1 x", -3.3333333333333334E-9),
            // naive forms, computed in their stable ones
            Map.entry("softplus_naive#0 1 value", 4.248354255291589E-18),
            Map.entry("softplus_naive#0 4 x", 1.0),
            Map.entry("sigmoid_naive#0 0 x", 0.0),
            Map.entry("abs_via_sqrt#0 1 x", 0.0),
            Map.entry("xlogx#0 0 value", 0.0),
            Map.entry("xlogx#0 0 x", Double.NEGATIVE_INFINITY));

    record Case(JsonObject json) {
        String id() {
            return json.getString("id");
        }

        List<String> parameters() {
            return List.copyOf(json.getObject("inputs").keySet());
        }

        String program() {
            String call = json.getString("call");
            return "input " + String.join("; input ", parameters()) + "\n"
                    + (call.contains(";") ? call : "f = " + call);
        }

        @Override
        public String toString() {
            return id() + " " + json.getString("call");
        }
    }

    static Stream<Case> cases() throws IOException, JsonParserException {
        try (InputStream in = TorchOperatorsTest.class.getResourceAsStream("/data/torch-elementwise.json")) {
            JsonArray cases = JsonParser.object().from(in).getArray("cases");
            return cases.stream().map(entry -> new Case((JsonObject) entry)).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheValueAndTheDerivatives(Case test) {
        CompiledFunction function = Autodiff.compile(new Source(test.id(), test.program()), Options.DEFAULT);
        JsonObject json = test.json();
        List<String> mismatches = new ArrayList<>();
        for (int i = 0; i < json.getArray("output").size(); i++) {
            double[] point = new double[function.parameters().size()];
            for (int k = 0; k < point.length; k++) {
                point[k] = number(json.getObject("inputs").getArray(test.parameters().get(k)), i);
            }
            CompiledFunction.ValueAndGradient result = function.valueAndGradient(point);
            compare(test, i, point, "value", number(json.getArray("output"), i), result.value(), mismatches);
            for (int k = 0; json.has("cotangent") && k < point.length; k++) {
                String name = test.parameters().get(k);
                if (!json.getObject("vjp").has(name)) {
                    continue;
                }
                JsonArray products = json.getObject("vjp").getArray(name);
                double expected = products == null ? 0 : number(products, i);
                double cotangent = number(json.getArray("cotangent"), i);
                double product = cotangent == 0 ? 0 : cotangent * result.gradient()[k];
                compare(test, i, point, name, expected, product, mismatches);
            }
        }
        assertThat(mismatches).isEmpty();
    }

    private static void compare(
            Case test,
            int element,
            double[] point,
            String what,
            double recorded,
            double actual,
            List<String> mismatches) {
        double expected = OURS.getOrDefault(test.id() + " " + element + " " + what, recorded);
        boolean same = Double.compare(expected + 0.0, actual + 0.0) == 0
                || Math.abs(expected - actual) <= TOLERANCE * Math.max(Math.abs(expected), Double.MIN_NORMAL);
        if (!same) {
            mismatches.add(test.id() + " " + element + " " + what + " at " + Arrays.toString(point) + ": recorded "
                    + recorded + ", answered " + actual);
        }
    }

    private static double number(JsonArray array, int index) {
        return number(array.get(index));
    }

    /** A number of the data: what is not finite is a text, and a truth 1 or 0. */
    static double number(Object entry) {
        if (entry instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (entry instanceof Number number) {
            return number.doubleValue();
        }
        return switch ((String) entry) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }
}
