package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs of tensors without declarations, specialised to values, with the gradients of intermediate variables as
 * well.
 */
class SeedTensorsTest {
    /** A few operations, each of which rounds once. */
    private static final double TOLERANCE = 4e-15;

    static Stream<JsonObject> cases() throws IOException, JsonParserException {
        try (InputStream in = SeedTensorsTest.class.getResourceAsStream("/data/seed-tensors.json")) {
            return JsonParser.object().from(in).getArray("cases").stream()
                    .map(JsonObject.class::cast)
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheValuesAndTheGradients(JsonObject test) {
        test.getObject("values")
                .forEach((name, value) -> assertClose(
                        name,
                        evaluate(test, options(test).withResult(name).withVariables(List.of()))
                                .get(0),
                        numbers(value)));
        List<String> names = List.copyOf(test.getObject("gradients").keySet());
        for (String name : names) {
            assertClose(
                    name,
                    evaluate(test, options(test).withVariables(List.of(name))).get(1),
                    numbers(test.getObject("gradients").get(name)));
        }
    }

    private static Options options(JsonObject test) {
        Map<String, Type> types = new HashMap<>();
        test.getObject("inputs").forEach((name, value) -> types.put(name, new Type(DType.F64, shape(value))));
        return Options.DEFAULT.withArguments(types);
    }

    private static Shape shape(Object value) {
        List<Dimension> dimensions = new ArrayList<>();
        for (Object rest = value; rest instanceof JsonArray array; rest = array.get(0)) {
            dimensions.add(Dimension.literal(array.size()));
        }
        return new Shape(dimensions);
    }

    private static double[] numbers(Object value) {
        return stream(value).toArray();
    }

    private static DoubleStream stream(Object value) {
        return value instanceof JsonArray array
                ? array.stream().flatMapToDouble(SeedTensorsTest::stream)
                : DoubleStream.of(((Number) value).doubleValue());
    }

    /** The result and the gradients. */
    private static List<double[]> evaluate(JsonObject test, Options options) {
        String program = String.join("\n", test.getArray("program").stream().map(Object::toString).toList());
        Differentiated function = Autodiff.analyze(new Source(test.getString("id"), program), options).function();
        Map<Node, double[]> arguments = new HashMap<>();
        for (Formula.Parameter parameter : function.formula().parameters()) {
            arguments.put(parameter.node(), numbers(test.getObject("inputs").get(parameter.name())));
        }
        List<Node> results = new ArrayList<>(List.of(function.formula().result()));
        results.addAll(function.gradient());
        return Interpreter.evaluate(results, arguments, Map.of());
    }

    private static void assertClose(String name, double[] actual, double[] expected) {
        double scale = DoubleStream.of(expected).map(Math::abs).max().orElse(0);
        assertThat(actual).as(name).hasSameSizeAs(expected).containsExactly(expected, within(TOLERANCE * scale));
    }
}
