package dev.autodiff.cli;

import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The cotangent of a result, as {@code --cotangent} gives it, or {@code with} in a conversation. */
final class Seed {
    /** What a result of one element has unless the user says otherwise. */
    static final Seed NONE = new Seed(null, "--cotangent");

    private final Tensor value;
    private final String option;

    private Seed(Tensor value, String option) {
        this.value = value;
        this.option = option;
    }

    /**
     * @param text {@code 2}, {@code [1, 0]}, either with {@code v} or the name of the result before it, {@code v=2}; or
     *     null
     * @param result the name of the result
     */
    static Seed parse(String text, String result) {
        return parse(NONE.option, text, result);
    }

    /** @param option what it is given with, for messages */
    static Seed parse(String option, String text, String result) {
        if (text == null) {
            return new Seed(null, option);
        }
        if (!text.contains("=")) {
            return new Seed(Values.parse(option, text), option);
        }
        Map<String, String> seeds = Assignments.parse(option, List.of(text));
        if (seeds.size() > 1) {
            throw new UsageException(
                    "--cotangent: the result is one number, and '" + text + "' gives several cotangents");
        }
        Map.Entry<String, String> only = seeds.entrySet().iterator().next();
        if (!only.getKey().equals("v") && !only.getKey().equals(result)) {
            throw new UsageException(
                    option + ": '" + only.getKey() + "' is not the result: write " + result + "=" + only.getValue());
        }
        return new Seed(Values.parse(option, only.getValue()), option);
    }

    /** For a result that is a number. */
    double number() {
        return value == null ? 1 : cotangent("", new int[0]).item();
    }

    /** @param lengths the shape of the result */
    Tensor cotangent(String result, int[] lengths) {
        int size = Tensor.size(lengths);
        if (value == null && size != 1) {
            // in a shell, brackets stand in quotes
            String example = option + (option.startsWith("-") ? " 'v=[…]'" : " v=[…]");
            throw new UsageException("the result '" + result + "' has the shape " + Arrays.toString(lengths)
                    + ": give its cotangent, " + example + ", or differentiate a number such as sum(" + result
                    + ") or mean(" + result + ")");
        }
        boolean isNumber = size == 1 && (value == null || value.rank() == 0);
        if (!isNumber && !Arrays.equals(value.lengths(), lengths)) {
            String shape = lengths.length == 0
                    ? "the result is a single number"
                    : "the result '" + result + "' has the shape " + Arrays.toString(lengths);
            throw new UsageException(option + ": the cotangent has the shape " + value.shape() + ", and " + shape);
        }
        return isNumber ? Tensor.of(lengths, value == null ? 1 : value.item()) : value;
    }
}
