package dev.autodiff.cli;

import com.grack.nanojson.JsonWriter;
import dev.autodiff.runtime.Numbers;
import java.util.Map;

/** JSON as every command prints it: one object in one line, numbers that read back exactly. */
final class Json {
    /** A number that prints the same on every JDK. */
    private static final class Exact extends Number {
        private static final long serialVersionUID = 1L;

        private final double value;

        Exact(double value) {
            this.value = value;
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
            return Numbers.print(value);
        }
    }

    private Json() {}

    /** JSON has no NaN and no infinities: they are strings. */
    static Object number(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? Double.toString(value) : new Exact(value);
    }

    /** @param object of strings, numbers, truths, and maps and collections of them */
    static String print(Map<String, ?> object) {
        return JsonWriter.string(object);
    }
}
