package dev.autodiff.cli;

import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Suggestion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long the named dimensions of a function's parameters are when it is measured. */
final class Sizes {
    private static final int MAX_ELEMENTS = 100_000_000;

    private Sizes() {}

    /**
     * In the order of the names.
     *
     * @param options as {@code --size n=1000,k=25} gives them
     * @param rest the length of dimensions that the options do not name
     */
    static Map<String, Integer> of(Signature signature, List<String> options, int rest) {
        Map<String, Integer> sizes = new TreeMap<>();
        Assignments.parse("--size", options).forEach((name, text) -> {
            if (!signature.dimensions().contains(name)) {
                String known = signature.dimensions().isEmpty()
                        ? "it has none"
                        : "it has " + Suggestion.listed(signature.dimensions());
                throw new UsageException("--size: '" + signature.name() + "' has no dimension '" + name + "': "
                        + Suggestion.didYouMean(name, signature.dimensions(), known));
            }
            sizes.put(name, length(name, text));
        });
        signature.dimensions().forEach(name -> sizes.putIfAbsent(name, rest));
        signature.parameters().forEach(parameter -> requireRoom(parameter.name(), parameter.type(), sizes));
        requireRoom(signature.name(), signature.result(), sizes);
        return sizes;
    }

    private static int length(String name, String text) {
        try {
            int length = new BigDecimal(text.strip()).intValueExact();
            if (length >= 1 && length <= MAX_ELEMENTS) {
                return length;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // as wrong as a number out of range
        }
        throw new UsageException(
                "--size " + name + ": '" + text + "' is not a whole number between 1 and " + MAX_ELEMENTS);
    }

    private static void requireRoom(String name, Type type, Map<String, Integer> sizes) {
        double elements = 1;
        for (int length : type.shape().lengths(sizes)) {
            elements *= length;
        }
        if (elements > MAX_ELEMENTS) {
            throw new UsageException("'" + name + "' is " + type + ", and would have more than " + MAX_ELEMENTS
                    + " elements with " + sizes + ": give other lengths, for instance --size "
                    + sizes.keySet().iterator().next() + "=100");
        }
    }
}
