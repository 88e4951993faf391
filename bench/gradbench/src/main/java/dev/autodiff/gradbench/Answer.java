package dev.autodiff.gradbench;

import dev.autodiff.runtime.Tensor;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the results of a function are written as JSON. */
interface Answer {
    /** The only result. */
    Answer RESULT = results -> results.get(0).toJson();

    String json(List<Tensor> results);

    /** Results as the fields of an object. */
    static Answer byName(String... names) {
        return results -> IntStream.range(0, names.length)
                .mapToObj(i -> '"' + names[i] + "\": " + results.get(i).toJson())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
