package dev.autodiff;

import static dev.autodiff.CoordinatesTest.assertClose;
import static dev.autodiff.CoordinatesTest.elements;
import static dev.autodiff.CoordinatesTest.matrix;
import static dev.autodiff.CoordinatesTest.sum;
import static dev.autodiff.CoordinatesTest.values;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bundle adjustment, hand tracking and the memory of ADBench: values and the whole Jacobian from one call. */
class AdBenchTest {
    record Case(JsonObject json) {
        Analysis analysis() throws IOException {
            String name = json.getString("program") + ".ad";
            Options options = Options.DEFAULT
                    .withFunction(json.getString("function"))
                    .withDerivatives(Set.of(DerivativeKind.JACOBIAN));
            try (InputStream in = AdBenchTest.class.getResourceAsStream("/adbench/" + name)) {
                return Autodiff.analyze(
                        new Source(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)), options);
            }
        }

        List<Tensor> arguments(Signature signature) {
            List<Tensor> arguments = new ArrayList<>();
            for (Signature.Argument parameter : signature.parameters()) {
                Tensor value = Tutorial.tensor(json.getObject("arguments").get(parameter.name()));
                arguments.add(parameter.type().dtype() == DType.INT ? value.as(DType.INT) : value);
            }
            return arguments;
        }

        List<Tensor> values() {
            return json.getArray("values").stream().map(Tutorial::tensor).toList();
        }

        /** By results and then by variables. */
        List<Tensor> jacobian(List<String> variables) {
            JsonArray byResult = json.getArray("jacobian");
            List<Tensor> blocks = new ArrayList<>();
            for (int k = 0; k < byResult.size(); k++) {
                JsonObject byVariable = byResult.getObject(k);
                variables.forEach(name -> blocks.add(Tutorial.tensor(byVariable.get(name))));
            }
            return blocks;
        }

        boolean isSparse() {
            return json.getBoolean("sparse");
        }

        @Override
        public String toString() {
            return json.getString("id");
        }
    }

    static Stream<Case> cases() throws IOException, JsonParserException {
        try (InputStream in = AdBenchTest.class.getResourceAsStream("/adbench/cases.json")) {
            return JsonParser.object().from(in).getArray("cases").stream()
                    .map(entry -> new Case((JsonObject) entry))
                    .toList()
                    .stream();
        }
    }

    static Stream<Case> sparse() throws IOException, JsonParserException {
        return cases().filter(Case::isSparse);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theJacobianComesFromOneCall(Case test) throws IOException {
        Analysis analysis = test.analysis();
        CompiledFunction function = analysis.load(DerivativeKind.JACOBIAN);
        List<Tensor> arguments = test.arguments(function.signature());
        List<Tensor> answer = values(function, arguments);

        List<Tensor> results = test.values();
        List<Tensor> expected = test.jacobian(analysis.function().variables());
        List<Tensor> blocks = answer.subList(results.size(), answer.size());
        // errors and their derivatives by weights are small differences of what was measured
        double scale = largest(arguments);
        for (int k = 0; k < results.size(); k++) {
            assertClose(row(answer.get(k)), row(results.get(k)), scale);
        }
        for (int k = 0; k < expected.size(); k++) {
            assertClose(row(blocks.get(k)), row(expected.get(k)), scale);
        }
    }

    @ParameterizedTest
    @MethodSource("sparse")
    void theJacobianOfObservationsComesInCoordinates(Case test) throws IOException {
        Analysis analysis = test.analysis();
        CompiledFunction function = analysis.loadInCoordinates(DerivativeKind.JACOBIAN);
        List<Tensor> arguments = test.arguments(function.signature());
        List<Tensor> answer = values(function, arguments);

        List<Tensor> results = test.values();
        int columns = arguments.subList(0, 3).stream().mapToInt(Tensor::size).sum();
        double[][] expected = matrix(test.jacobian(analysis.function().variables()), results, columns);
        assertClose(sum(answer.subList(results.size(), answer.size()), expected.length, columns), expected);
    }

    private static double largest(List<Tensor> arguments) {
        return arguments.stream()
                .flatMapToDouble(argument -> Arrays.stream(elements(argument)))
                .map(Math::abs)
                .max()
                .orElseThrow();
    }

    private static double[][] row(Tensor tensor) {
        return matrix(List.of(tensor), List.of(Tensor.scalar(0)), tensor.size());
    }
}
