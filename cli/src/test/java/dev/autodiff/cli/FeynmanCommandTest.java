package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.Autodiff;
import dev.autodiff.runtime.CompiledFunction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 120 formulas of physics through the command line; {@code FeynmanTest} of the compiler proves the numbers. */
class FeynmanCommandTest {
    record Case(String program, JsonObject point) {
        @Override
        public String toString() {
            return program;
        }
    }

    static Stream<Case> cases() throws IOException, JsonParserException {
        Path file = Path.of("..", "compiler", "src", "test", "resources", "data", "feynman.json");
        try (InputStream in = Files.newInputStream(file)) {
            return JsonParser.object().from(in).getArray("cases").stream()
                    .map(entry -> (JsonObject) entry)
                    .flatMap(formula -> formula.getArray("points").stream()
                            .map(point -> new Case(
                                    formula.getString("output") + " = " + formula.getString("formula"),
                                    (JsonObject) point)))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsWhatTheFunctionComputesToTheLastBit(Case test) throws JsonParserException {
        JsonObject at = test.point().getObject("at");
        String point = at.keySet().stream().map(name -> name + "=" + at.get(name)).collect(Collectors.joining(","));
        CompiledFunction function = Autodiff.compile(test.program());
        double[] arguments = function.parameters().stream().mapToDouble(at::getDouble).toArray();
        CompiledFunction.ValueAndGradient expected = function.valueAndGradient(arguments);

        Run run = Run.of("grad", "-e", test.program(), "--at", point, "--json");

        assertThat(run.code()).isZero();
        JsonObject answer = JsonParser.object().from(run.out());
        double[] gradient = function.variables().stream()
                .mapToDouble(name -> answer.getObject("gradient").getDouble(name))
                .toArray();
        assertThat(answer.getDouble("value")).isEqualTo(expected.value());
        assertThat(gradient).as(Arrays.toString(gradient)).isEqualTo(expected.gradient());
    }
}
