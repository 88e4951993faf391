package dev.autodiff.runtime;

import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/** Tensors as nested arrays, {@code [[1.0, 2.0], [3.0, 4.0]]}, which read back exactly. */
public final class TensorText {
    private static final int MAX_EXCERPT = 80;

    private TensorText() {}

    /**
     * Reads a number or nested arrays of numbers, of type {@code f64}, or of truths, of type {@code bool}. What is not
     * finite is written as {@link Numbers#parse} takes it, and may stand in quotation marks as in JSON.
     *
     * @throws IllegalArgumentException if the text is something else, or arrays beside each other differ in length
     */
    public static Tensor parse(String text) {
        return parse(text, element -> {
            throw new IllegalArgumentException("'" + excerpt(element) + "' is not a number");
        });
    }

    /**
     * The same for elements of another kind too.
     *
     * @param other gives the value of an element that is not a literal, or throws an IllegalArgumentException that says
     *     why not
     */
    public static Tensor parse(String text, ToDoubleFunction<String> other) {
        return new TensorParser(text, other).parse();
    }

    /** All elements in one line; whole numbers have no fraction, and truths are {@code true} and {@code false}. */
    public static String print(Tensor tensor) {
        return print(tensor, index -> element(tensor, index));
    }

    /** @param element the text of one, by its place */
    static String print(Tensor tensor, IntFunction<String> element) {
        StringBuilder out = new StringBuilder();
        print(tensor, 0, 0, element, out);
        return out.toString();
    }

    /** A text in one line of a message. */
    static String excerpt(String text) {
        String start = text.substring(0, Math.min(MAX_EXCERPT, text.length())).replaceAll("\\s+", " ");
        return text.length() > MAX_EXCERPT ? start + "…" : start;
    }

    /** One element as {@link #print(Tensor)} writes it. */
    public static String element(Tensor tensor, int index) {
        double value = tensor.at(index);
        return switch (tensor.dtype()) {
            case BOOL -> value != 0 ? "true" : "false";
            case INT -> Long.toString((long) value);
            case F32 -> Numbers.print((float) value);
            case F64 -> Numbers.print(value);
        };
    }

    /**
     * Rows under each other and columns aligned, for readers: of a tensor of more than 1000 elements, the first and the
     * last ones of each axis.
     *
     * @param indent how far to the right the lines behind the first one begin
     */
    public static String aligned(Tensor tensor, int indent) {
        return new TensorLayout(tensor, indent).print();
    }

    /** The part of the tensor whose first element is at {@code start}; recursive in axes. */
    private static void print(
            Tensor tensor, int axis, int start, IntFunction<String> element, StringBuilder out) {
        if (axis == tensor.rank()) {
            out.append(element.apply(start));
            return;
        }
        int length = tensor.length(axis);
        int step = tensor.stride(axis);
        out.append('[');
        for (int i = 0; i < length; i++) {
            out.append(i == 0 ? "" : ", ");
            print(tensor, axis + 1, start + i * step, element, out);
        }
        out.append(']');
    }
}
