package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The programs of PyTorch's autograd tutorials through the command line, with the gradients of intermediate variables.
 */
class TutorialProgramsTest {
    /**
     * Both sides round each of a handful of operations, of which the sums of a mean are the longest. PyTorch's slope of
     * c/(c + 2) is the difference of two numbers that are up to 26 times as large, and so is its rounding.
     */
    private static final double ROUNDINGS = (8 + 26) * Math.ulp(1.0);

    record Tutorial(JsonObject json) {
        String program() {
            return String.join("\n", json.getArray("program").stream().map(String.class::cast).toList());
        }

        /** The command with a point, and what else it takes. */
        Run run(String command, String... options) {
            List<String> args = new ArrayList<>(List.of(command, "-e", program(), "--json"));
            json.getObject("inputs")
                    .forEach((name, value) -> args.addAll(List.of("--at", name + "=" + JsonWriter.string(value))));
            args.addAll(List.of(options));
            return Run.of(args.toArray(String[]::new));
        }

        /** For the cotangent that the tutorial chooses if it does. */
        Run gradient(Set<String> variables) {
            String names = String.join(",", variables);
            return json.has("cotangent")
                    ? run("grad", "--wrt", names, "--seed", JsonWriter.string(json.get("cotangent")))
                    : run("grad", "--wrt", names);
        }

        @Override
        public String toString() {
            return json.getString("id");
        }
    }

    static Stream<Tutorial> tutorials() throws IOException, JsonParserException {
        Path file = Path.of("..", "compiler", "src", "test", "resources", "data", "tutorials.json");
        try (InputStream in = Files.newInputStream(file)) {
            return JsonParser.object().from(in).getArray("cases").stream()
                    .map(entry -> new Tutorial((JsonObject) entry))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("tutorials")
    void evalAnswersEveryVariable(Tutorial tutorial) throws JsonParserException {
        for (String name : tutorial.json().getObject("values").keySet()) {
            assertSame(
                    name,
                    answer(tutorial.run("eval", "--of", name)).get("value"),
                    tutorial.json().getObject("values").get(name));
        }
    }

    @ParameterizedTest
    @MethodSource("tutorials")
    void gradAnswersParametersAndIntermediateVariables(Tutorial tutorial) throws JsonParserException {
        JsonObject expected = tutorial.json().getObject("gradients");

        JsonObject gradient = answer(tutorial.gradient(expected.keySet())).getObject("gradient");

        assertThat(gradient.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, value) -> assertSame(name, gradient.get(name), value));
    }

    @ParameterizedTest
    @MethodSource("tutorials")
    void checkAgrees(Tutorial tutorial) throws JsonParserException {
        assertThat(answer(tutorial.run("check")).getBoolean("ok")).isTrue();
    }

    private static JsonObject answer(Run run) throws JsonParserException {
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return JsonParser.object().from(run.out());
    }

    /** Of the same shape, and the same numbers. */
    private static void assertSame(String name, Object actual, Object expected) {
        if (expected instanceof JsonArray array) {
            assertThat(actual).as(name).isInstanceOf(JsonArray.class);
            assertThat((JsonArray) actual).as(name).hasSameSizeAs(array);
            for (int i = 0; i < array.size(); i++) {
                assertSame(name + "[" + i + "]", ((JsonArray) actual).get(i), array.get(i));
            }
        } else {
            double number = ((Number) expected).doubleValue();
            assertThat(((Number) actual).doubleValue())
                    .as(name)
                    .isBetween(
                            Math.min(number * (1 - ROUNDINGS), number * (1 + ROUNDINGS)),
                            Math.max(number * (1 - ROUNDINGS), number * (1 + ROUNDINGS)));
        }
    }
}
