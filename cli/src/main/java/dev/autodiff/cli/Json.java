package dev.autodiff.cli;

import com.grack.nanojson.JsonWriter;
import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.TensorText;
import java.util.AbstractList;
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
        return axis == tensor.rank() ? element(tensor, start) : new Elements(tensor, axis, start);
    }

    /** Along an axis. An element is worded when somebody reads it: words take ten times the memory of numbers. */
    private static final class Elements extends AbstractList<Object> {
        private final Tensor tensor;
        private final int axis;
        private final int start;

        Elements(Tensor tensor, int axis, int start) {
            this.tensor = tensor;
            this.axis = axis;
            this.start = start;
        }

        @Override
        public Object get(int index) {
            return value(tensor, axis + 1, start + index * tensor.stride(axis));
        }

        @Override
        public int size() {
            return tensor.length(axis);
        }
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

    /** The same, piece by piece: large answers are longer than a string may be. */
    static void print(Map<String, ?> object, Appendable out) {
        JsonWriter.on(out).object(object).done();
    }
}
