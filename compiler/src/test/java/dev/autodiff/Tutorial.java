package dev.autodiff;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program of PyTorch's autograd tutorials, with its numbers: {@code data/tutorials.json}. */
record Tutorial(JsonObject json) {
    static Stream<Tutorial> all() throws IOException, JsonParserException {
        try (InputStream in = Tutorial.class.getResourceAsStream("/data/tutorials.json")) {
            return JsonParser.object().from(in).getArray("cases").stream()
                    .map(entry -> new Tutorial((JsonObject) entry))
                    .toList()
                    .stream();
        }
    }

    static Tutorial of(String id) throws IOException, JsonParserException {
        return all().filter(tutorial -> tutorial.toString().equals(id)).findFirst().orElseThrow();
    }

    Source source() {
        return new Source(
                "tutorial.ad",
                String.join(
                        "\n",
                        json.getArray("program").stream()
                                .map(String.class::cast)
                                .toList()));
    }

    /** Options that specialise the parameters to the types of their values. */
    Options options() {
        Map<String, Type> types = new HashMap<>();
        json.getObject("inputs")
                .keySet()
                .forEach(name -> types.put(
                        name, new Type(input(name).dtype(), input(name).shape())));
        return Options.DEFAULT.withArguments(types);
    }

    private Tensor input(String name) {
        return tensor(json.getObject("inputs").get(name));
    }

    Tensor[] arguments(CompiledFunction function) {
        return function.parameters().stream().map(this::input).toArray(Tensor[]::new);
    }

    /** The derivatives at the inputs, for the cotangent that the tutorial chooses if it does. */
    List<Tensor> gradient(CompiledFunction function) {
        Tensor[] arguments = arguments(function);
        return (json.has("cotangent")
                        ? function.pullback(tensor(json.get("cotangent")), arguments)
                        : function.valueAndGradient(arguments))
                .gradient();
    }

    /** By the variables that have one. */
    Map<String, Tensor> values() {
        return tensors("values");
    }

    /** By parameters and by intermediate variables. */
    Map<String, Tensor> gradients() {
        return tensors("gradients");
    }

    private Map<String, Tensor> tensors(String key) {
        Map<String, Tensor> tensors = new HashMap<>();
        json.getObject(key).forEach((name, value) -> tensors.put(name, tensor(value)));
        return tensors;
    }

    /** A number, or nested arrays of numbers. */
    static Tensor tensor(Object value) {
        List<Integer> lengths = new ArrayList<>();
        for (Object inner = value; inner instanceof JsonArray array; inner = array.get(0)) {
            lengths.add(array.size());
        }
        return Tensor.of(
                lengths.stream().mapToInt(Integer::intValue).toArray(),
                numbers(value).mapToDouble(Number::doubleValue).toArray());
    }

    private static Stream<Number> numbers(Object value) {
        return value instanceof JsonArray array ? array.stream().flatMap(Tutorial::numbers) : Stream.of((Number) value);
    }

    @Override
    public String toString() {
        return json.getString("id");
    }
}
