package dev.autodiff.runtime;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the header of a {@code .npy} file says: a dictionary in the notation of Python. */
record NpyHeader(NpyElement element, ByteOrder order, boolean isFortran, int[] lengths) {
    private static final Pattern DESCRIPTION = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([<>|=]?)([^'\"]*)['\"]");
    private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L,\\s]*)\\)");
    private static final int MAX_RANK = 32;

    static NpyHeader parse(String header) {
        // what is damaged goes into messages
        String text = header.replaceAll("[^ -~]", " ").strip();
        Matcher description = find(DESCRIPTION, text, "names no type of elements (records are not supported)");
        boolean isFortran = find(ORDER, text, "does not tell the order of elements").group(1).equals("True");
        int[] lengths = lengths(find(SHAPE, text, "has no shape").group(1));
        return new NpyHeader(element(description.group(2)), order(description.group(1)), isFortran, lengths);
    }

    private static Matcher find(Pattern pattern, String text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException(
                    "the header of the .npy file " + otherwise + ": " + TensorText.excerpt(text));
        }
        return matcher;
    }

    private static NpyElement element(String name) {
        for (NpyElement element : NpyElement.values()) {
            if (name.equals(element.name().toLowerCase(Locale.ROOT))) {
                return element;
            }
        }
        throw new IllegalArgumentException(
                "elements of type '" + TensorText.excerpt(name) + "' are not supported: save the array as float64");
    }

    private static ByteOrder order(String sign) {
        return sign.equals(">")
                ? ByteOrder.BIG_ENDIAN
                : sign.equals("=") ? ByteOrder.nativeOrder() : ByteOrder.LITTLE_ENDIAN;
    }

    private static int[] lengths(String shape) {
        try {
            int[] lengths = Arrays.stream(shape.split(","))
                    .map(length -> length.replace("L", "").strip())
                    .filter(length -> !length.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
            Tensor.size(lengths);
            if (lengths.length <= MAX_RANK) {
                return lengths;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // reported below: the numbers are digits, so they are too large
        }
        throw new IllegalArgumentException("the shape (" + TensorText.excerpt(shape) + ") is too large: at most "
                + MAX_RANK + " axes and 2^31 - 1 elements");
    }

    /** How many bytes the elements take. */
    long bytes() {
        return (long) Tensor.size(lengths) * element.width();
    }

    /** The header that NumPy would write. */
    static String print(Tensor tensor) {
        String name = NpyElement.of(tensor.dtype()).name().toLowerCase(Locale.ROOT);
        String shape = Arrays.stream(tensor.lengths()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return "{'descr': '" + (name.equals("b1") ? "|" : "<") + name + "', 'fortran_order': False, 'shape': (" + shape
                + (tensor.rank() == 1 ? "," : "") + "), }";
    }
}
