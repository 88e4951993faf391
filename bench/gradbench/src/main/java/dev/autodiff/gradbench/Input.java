package dev.autodiff.gradbench;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The arguments of an evaluation by their names: the fields of a JSON object, at whatever depth. What is no field is
 * computed by the program's function of that name, before the clock starts.
 */
final class Input {
    private final Program program;
    private final Map<String, Object> fields = new HashMap<>();

    Input(Program program, JsonObject input) {
        this.program = program;
        collect(input);
    }

    private void collect(JsonObject object) {
        object.forEach((name, value) -> {
            if (value instanceof JsonObject inner) {
                collect(inner);
            } else {
                fields.put(name, value);
            }
        });
    }

    /** One tensor for each parameter. */
    Tensor[] arguments(CompiledFunction function) {
        return function.signature().parameters().stream().map(this::argument).toArray(Tensor[]::new);
    }

    private Tensor argument(Signature.Argument parameter) {
        Object value = fields.get(parameter.name());
        if (value == null) {
            CompiledFunction origin = program.function(parameter.name());
            return origin.value(arguments(origin));
        }
        return tensor(value).as(parameter.type().dtype());
    }

    private static Tensor tensor(Object value) {
        int[] lengths = lengths(value);
        double[] elements = new double[Tensor.size(lengths)];
        int count = fill(value, elements, 0);
        if (count != elements.length) {
            throw new IllegalArgumentException("an array has rows of different lengths");
        }
        return Tensor.wrap(DType.F64, lengths, elements);
    }

    /** The lengths of the first row of each level. */
    private static int[] lengths(Object value) {
        IntStream.Builder lengths = IntStream.builder();
        Object each = value;
        while (each instanceof JsonArray rows) {
            lengths.add(rows.size());
            each = rows.isEmpty() ? null : rows.get(0);
        }
        return lengths.build().toArray();
    }

    /** Writes numbers from a place on, row by row; returns the place behind them. Recursive in the levels of arrays. */
    private static int fill(Object value, double[] elements, int start) {
        if (!(value instanceof JsonArray rows)) {
            elements[start] = value instanceof Boolean holds ? (holds ? 1 : 0) : ((Number) value).doubleValue();
            return start + 1;
        }
        int place = start;
        for (Object row : rows) {
            place = fill(row, elements, place);
        }
        return place;
    }
}
