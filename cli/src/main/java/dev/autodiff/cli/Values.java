package dev.autodiff.cli;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.TensorText;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values as users write them: {@code 2}, {@code inf}, constants of the language such as {@code pi/2}, nested arrays of
 * all these, and arrays in files, {@code @x.npy}.
 */
final class Values {
    private Values() {}

    /** @param where the option and name that the value belongs to, for messages */
    static Tensor parse(String where, String text) {
        Double literal = Numbers.parse(text);
        if (literal != null) {
            return Tensor.scalar(literal);
        }
        try {
            if (text.startsWith("@")) {
                return ArrayFile.read(text.substring(1).strip());
            }
            boolean isLiteral = text.startsWith("[") || text.equals("true") || text.equals("false");
            return isLiteral ? array(text) : constant(text);
        } catch (IllegalArgumentException | UsageException e) {
            throw new UsageException(where + ": " + e.getMessage());
        }
    }

    /** The same where a single number is wanted. */
    static double number(String where, String text) {
        return number(where, parse(where, text));
    }

    /** The number that a value must be. */
    static double number(String where, Tensor value) {
        if (value.rank() > 0) {
            throw new UsageException(
                    where + ": an array of shape " + value.shape() + " is given, and a single number is needed");
        }
        return value.item();
    }

    private static Tensor array(String text) {
        Map<String, Double> known = new HashMap<>();
        return TensorText.parse(text, element -> known.computeIfAbsent(element, Values::element));
    }

    private static double element(String text) {
        Tensor value = constant(text);
        if (value.rank() > 0) {
            throw new IllegalArgumentException("'" + text + "' is an array, and a single number is needed");
        }
        return value.item();
    }

    private static Tensor constant(String text) {
        try {
            // in parentheses, all of the text is one expression or an error
            // a class for one call would take longer than the call
            CompiledFunction constant = Autodiff.analyze(
                            new Source("value", "value = (" + text + ")"), Options.DEFAULT.withVariables(List.of()))
                    .interpreted();
            if (constant.parameters().isEmpty()) {
                Tensor value = constant.value(new Tensor[0]);
                // a whole number in a formula is a number like any other
                return value.rank() == 0 && value.dtype() == DType.INT ? value.as(DType.F64) : value;
            }
        } catch (CompileException e) {
            // the text stands in an option, so that an excerpt with a caret would not help
        }
        throw new IllegalArgumentException("'" + text + "' is not a number");
    }
}
