package dev.autodiff.gradbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A session of GradBench's protocol, all evals one after the other. The answers are of another origin: closed forms in
 * 40 digits, ADBench's cases by PyTorch in doubles, and what the evals of saddle points and of the particle expect.
 */
class SessionTest {
    /** Of the largest element of an output: what sums of some thousand roundings lose. */
    private static final double ROUNDINGS = 1e-12;

    /** A step of steepest descent more or less, by a rounding. */
    private static final double STOP = 1e-9;

    private static final Protocol PROTOCOL = new Protocol();

    static Stream<JsonObject> exchanges() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                SessionTest.class.getResourceAsStream("session.jsonl"), StandardCharsets.UTF_8))) {
            return in.lines().map(SessionTest::parse).toList().stream();
        }
    }

    private static JsonObject parse(String text) {
        try {
            return JsonParser.object().from(text);
        } catch (JsonParserException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void eachMessageHasItsResponse(JsonObject exchange) {
        JsonObject expected = exchange.getObject("response");

        JsonObject response = parse(PROTOCOL.answer(JsonWriter.string(exchange.getObject("message"))));

        for (String name : new String[] {"id", "success", "tool"}) {
            assertThat(response.get(name)).as(name).isEqualTo(expected.get(name));
        }
        boolean evaluates = exchange.getObject("message").getString("kind").equals("evaluate");
        assertThat(response.has("timings")).isEqualTo(evaluates && response.getBoolean("success"));
        assertThat(response.has("error")).isEqualTo(response.has("success") && !response.getBoolean("success"));
        if (expected.has("output")) {
            String module = exchange.getObject("message").getString("module");
            boolean searches = module.equals("particle") || module.equals("saddle");
            assertClose(response.get("output"), expected.get("output"), searches ? STOP : ROUNDINGS);
        }
    }

    private static void assertClose(Object actual, Object expected, double tolerance) {
        if (expected instanceof JsonObject fields) {
            assertThat(((JsonObject) actual).keySet()).isEqualTo(fields.keySet());
            fields.forEach((name, value) -> assertClose(((JsonObject) actual).get(name), value, tolerance));
            return;
        }
        double[] elements = numbers(expected).toArray();
        double largest = Math.max(1, Arrays.stream(elements).map(Math::abs).max().orElse(1));
        assertThat(brackets(actual)).isEqualTo(brackets(expected));
        assertThat(numbers(actual).toArray()).containsExactly(elements, within(tolerance * largest));
    }

    private static DoubleStream numbers(Object value) {
        return value instanceof JsonArray rows
                ? rows.stream().flatMapToDouble(SessionTest::numbers)
                : DoubleStream.of(((Number) value).doubleValue());
    }

    /** The shape of nested arrays: what is left of them without numbers. */
    private static String brackets(Object value) {
        return JsonWriter.string(value).replaceAll("[^\\[\\],]", "");
    }

    @Test
    void aFunctionIsCalledAsOftenAsTheEvalWants() {
        JsonObject response = parse(PROTOCOL.answer("{\"id\": 1, \"kind\": \"evaluate\", \"module\": \"lse\","
                + " \"function\": \"primal\", \"input\": {\"x\": [1, 2], \"min_runs\": 7, \"min_seconds\": 0}}"));

        assertThat(response.getArray("timings").stream().map(timing -> ((JsonObject) timing).getString("name")))
                .hasSize(8)
                .startsWith("prepare", "evaluate");
    }
}
