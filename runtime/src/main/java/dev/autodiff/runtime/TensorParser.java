package dev.autodiff.runtime;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Reads nested arrays from left to right, in time that is linear in the text. */
final class TensorParser {
    private static final int MAX_RANK = 32;

    private final String text;
    private final ToDoubleFunction<String> other;
    private int position;

    /** The axes that are open, how many of their elements have been read, and how many they have, or -1. */
    private int depth;
    private final int[] counts = new int[MAX_RANK + 1];
    private final int[] lengths = new int[MAX_RANK + 1];

    /** How deep elements stand, or -1 before the first one. */
    private int rank = -1;

    private double[] data = new double[16];
    private int size;
    private int truths;

    TensorParser(String text, ToDoubleFunction<String> other) {
        this.text = text;
        this.other = other;
        Arrays.fill(lengths, -1);
    }

    Tensor parse() {
        do {
            value();
            afterValue();
        } while (depth > 0);
        if (position < text.length()) {
            throw wrong("'" + text.charAt(position) + "' behind the end of the array, at character " + (position + 1));
        }
        DType dtype = size > 0 && truths == size ? DType.BOOL : DType.F64;
        return Tensor.wrap(dtype, Arrays.copyOf(lengths, rank), data.length == size ? data : Arrays.copyOf(data, size));
    }

    /** An element, or the beginnings of arrays up to the first element or the end of an empty array. */
    private void value() {
        skipSpace();
        while (peek() == '[') {
            open();
            skipSpace();
        }
        if (peek() == ']' && depth > 0 && counts[depth - 1] == 0) {
            requireRank();
        } else {
            requireElement();
            requireRank();
            element();
        }
    }

    private void requireElement() {
        if (depth > 0 && (position == text.length() || peek() == ',' || peek() == ']')) {
            throw wrong("element " + place() + " is missing");
        }
    }

    private void open() {
        if (depth == MAX_RANK) {
            throw wrong("arrays are nested deeper than " + MAX_RANK + " levels");
        }
        if (depth == rank) {
            throw wrong("element " + place() + " is an array, and those before it are not");
        }
        counts[depth++] = 0;
        position++;
    }

    /** All elements stand equally deep. */
    private void requireRank() {
        if (rank >= 0 && depth != rank) {
            throw wrong("element " + place() + " is not an array, and those before it are");
        }
        rank = depth;
    }

    /** The ends of arrays, and the comma before the next value. */
    private void afterValue() {
        skipSpace();
        while (depth > 0 && peek() == ']') {
            close();
            skipSpace();
        }
        if (depth > 0) {
            if (peek() != ',') {
                throw wrong(position == text.length() ? "the end of the array is missing: add ']'"
                        : "expected ',' or ']' at character " + (position + 1) + ", and got '" + peek() + "'");
            }
            position++;
        }
    }

    private void close() {
        int length = counts[--depth];
        if (lengths[depth] >= 0 && lengths[depth] != length) {
            throw wrong((depth == 0 ? "the array" : "the array " + place()) + " has " + length
                    + (length == 1 ? " element" : " elements") + ", and those before it have " + lengths[depth]
                    + ": all need the same length");
        }
        lengths[depth] = length;
        position++;
        countElement();
    }

    private void countElement() {
        if (depth > 0) {
            counts[depth - 1]++;
        }
    }

    private void element() {
        int start = position;
        skipElement();
        String element = unquoted(text.substring(start, position).strip());
        if (size == data.length) {
            data = Arrays.copyOf(data, 2 * size);
        }
        data[size] = number(element);
        size++;
        if (truths != 0 && truths != size) {
            throw wrong("element " + place()
                    + " is a number, and there are truths before it: write 1 and 0, or true and false");
        }
        countElement();
    }

    private double number(String element) {
        if (element.equals("true") || element.equals("false")) {
            if (truths != size) {
                throw wrong("element " + place()
                        + " is a truth, and there are numbers before it: write 1 and 0, or true and false");
            }
            truths++;
            return element.equals("true") ? 1 : 0;
        }
        Double literal = Numbers.parse(element);
        if (literal != null) {
            return literal;
        }
        try {
            return other.applyAsDouble(element);
        } catch (IllegalArgumentException e) {
            throw depth == 0 ? e : new IllegalArgumentException("element " + place() + ": " + e.getMessage(), e);
        }
    }

    /** An element ends at a comma or a bracket of the array, not at one of its own. */
    private void skipElement() {
        int own = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (own == 0 && (c == ',' && rank > 0 || c == ']' || c == '[')) {
                return;
            }
            own += c == '(' ? 1 : c == ')' ? -1 : 0;
            position++;
        }
    }

    /** JSON has no numbers that are not finite; writers put them in quotation marks. */
    private static String unquoted(String element) {
        boolean isQuoted = element.length() > 2 && element.startsWith("\"") && element.endsWith("\"");
        return isQuoted ? element.substring(1, element.length() - 1) : element;
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    /** The next character, or 0 at the end. */
    private char peek() {
        return position < text.length() ? text.charAt(position) : 0;
    }

    /** The indices of the value that is being read: {@code [1, 0]}. */
    private String place() {
        return Arrays.toString(Arrays.copyOf(counts, depth));
    }

    private static IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException(message);
    }
}
