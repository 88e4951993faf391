package dev.autodiff.runtime;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Answers as JSON in one line: numbers read back exactly, and what is not finite is a string. */
final class Json {
    private Json() {}

    /** An object of tensors, and of lists and maps of them. */
    static String object(List<String> names, List<?> values) {
        StringBuilder out = new StringBuilder("{");
        for (int i = 0; i < names.size(); i++) {
            out.append(i == 0 ? "" : ", ").append('"').append(names.get(i)).append("\": ");
            value(values.get(i), out);
        }
        return out.append('}').toString();
    }

    static String tensor(Tensor tensor) {
        return TensorText.print(tensor, index -> {
            String text = TensorText.element(tensor, index);
            double value = tensor.at(index);
            return tensor.dtype().isReal() && !(Math.abs(value) < Double.POSITIVE_INFINITY) ? '"' + text + '"' : text;
        });
    }

    /** Recursive in the levels of an answer, three at most. */
    private static void value(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            out.append(object(map.keySet().stream().map(Object::toString).toList(), List.copyOf(map.values())));
        } else if (value instanceof List<?> list) {
            out.append('[');
            for (Iterator<?> elements = list.iterator(); elements.hasNext(); ) {
                value(elements.next(), out);
                out.append(elements.hasNext() ? ", " : "");
            }
            out.append(']');
        } else {
            out.append(tensor((Tensor) value));
        }
    }
}
