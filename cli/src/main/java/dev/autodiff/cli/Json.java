package dev.autodiff.cli;

import com.grack.nanojson.JsonWriter;
import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.TensorText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON as every command prints it: one object in one line, numbers that read back exactly. */
final class Json {
    /** A number that prints the same on every JDK. */
    private static final class Exact extends Number {
        private static final long serialVersionUID = 1L;

        private final double value;
        private final String text;

        Exact(double value, String text) {
            this.value = value;
            this.text = text;
        }

        @Override
        public int intValue() {
            return (int) value;
        }

        @Override
        public long longValue() {
            return (long) value;
        }

        @Override
        public float floatValue() {
            return (float) value;
        }

        @Override
        public double doubleValue() {
            return value;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private Json() {}

    /** JSON has no NaN and no infinities: they are strings. */
    static Object number(double value) {
        return number(value, Numbers.print(value));
    }

    private static Object number(double value, String text) {
        return Double.isNaN(value) || Double.isInfinite(value) ? text : new Exact(value, text);
    }

    /** A single value, or nested lists of them. */
    static Object value(Tensor tensor) {
        return value(tensor, 0, 0);
    }

    /** The part of the tensor whose first element is at {@code start}; recursive in axes. */
    private static Object value(Tensor tensor, int axis, int start) {
        if (axis == tensor.rank()) {
            return element(tensor, start);
        }
        List<Object> list = new ArrayList<>(tensor.length(axis));
        for (int i = 0; i < tensor.length(axis); i++) {
            list.add(value(tensor, axis + 1, start + i * tensor.stride(axis)));
        }
        return list;
    }

    private static Object element(Tensor tensor, int index) {
        double value = tensor.at(index);
        return switch (tensor.dtype()) {
            case BOOL -> value != 0;
            case INT -> (long) value;
            case F32, F64 -> number(value, TensorText.element(tensor, index));
        };
    }

    /** @param object of strings, numbers, truths, and maps and collections of them */
    static String print(Map<String, ?> object) {
        return JsonWriter.string(object);
    }
}
