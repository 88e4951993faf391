package dev.autodiff.cli;

import dev.autodiff.Compiler;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.util.List;
import java.util.regex.Pattern;

/** Numbers as users write them: {@code 2}, {@code 1e-3}, {@code inf}, and constants of the language such as {@code pi/2}. */
final class Scalars {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private Scalars() {}

    /** @param where the option and name that the value belongs to, for messages */
    static double parse(String where, String text) {
        if (text.startsWith("[")) {
            throw new UsageException(where + ": '" + text + "' is an array, and only single numbers are supported");
        }
        if (text.startsWith("@")) {
            throw new UsageException(where + ": '" + text + "' is an array in a file, and only single numbers are supported");
        }
        Double literal = literal(text);
        return literal != null ? literal : constant(where, text);
    }

    /** The number that the text is, or null. */
    static Double literal(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return Double.valueOf(text);
        }
        return switch (text) {
            case "inf", "+inf", "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            case "nan", "NaN" -> Double.NaN;
            default -> null;
        };
    }

    private static double constant(String where, String text) {
        try {
            CompiledFunction constant = Compiler.compile(new Source("value", "value = " + text), Options.DEFAULT.withVariables(List.of()));
            if (constant.parameters().isEmpty()) {
                return constant.value(new double[0]);
            }
        } catch (CompileException e) {
            // the text stands in an option, so that an excerpt with a caret would not help
        }
        throw new UsageException(where + ": '" + text + "' is not a number");
    }
}
