package dev.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random expressions of moderate values for {@link RandomLoopPrograms}. */
final class RandomLoopExpressions {
    private static final List<String> CONSTANTS = List.of("0.5", "0.25", "1.5", "(-0.75)", "0.1", "1", "2", "0");
    private static final List<String> NUMBERS = List.of(
            "(§ + §)",
            "(§ - §)",
            "(0.5*§*§)",
            "(§*§)",
            "tanh(§)",
            "sin(§)",
            "cos(§)",
            "(§/(2 + cos(§)))",
            "sqrt(1 + §^2)",
            "max(§, §)",
            "min(§, §)",
            "abs(§)",
            "(-§)",
            "exp(-abs(§))");
    private static final List<String> TENSORS = List.of(
            "tanh(#)",
            "sin(#)",
            "(# + #)",
            "(0.5*#*#)",
            "(§*#)",
            "(# - §)",
            "where(# > §, #, 0.25)",
            "(cumsum(#)*0.2)",
            "#[::-1]",
            "(# if ? else #)");
    private static final List<String> TRUTHS = List.of("§ < §", "§ > §", "§ <= §", "(? and ?)", "(? or ?)", "(not ?)");

    private final Random random;
    private final boolean detaches;

    RandomLoopExpressions(Random random, boolean detaches) {
        this.random = random;
        this.detaches = detaches;
    }

    /**
     * What an expression may read.
     *
     * @param matrices those of n rows and n columns
     * @param indices whole numbers that are within every tensor
     * @param loose whole numbers that may be beyond
     * @param calls patterns of calls that give numbers, and of those that give tensors
     */
    record Names(
            List<String> numbers,
            List<String> tensors,
            List<String> matrices,
            List<String> indices,
            List<String> loose,
            List<String> calls,
            List<String> tensorCalls) {
        /** Names to which those of a block may be added. */
        Names inner() {
            return new Names(
                    new ArrayList<>(numbers),
                    new ArrayList<>(tensors),
                    new ArrayList<>(matrices),
                    new ArrayList<>(indices),
                    new ArrayList<>(loose),
                    calls,
                    tensorCalls);
        }
    }

    String number(Names names, int depth) {
        int kind = random.nextInt(depth <= 0 ? 30 : 100);
        if (kind < 30) {
            return leaf(names, kind);
        }
        if (kind < 40 && !names.calls().isEmpty()) {
            return filled(any(names.calls()), names, depth);
        }
        if (kind < 50) {
            return filled(random.nextBoolean() ? "(§ if ? else §)" : "where(?, §, §)", names, depth);
        }
        if (kind < 58 && !names.tensors().isEmpty()) {
            return filled(
                    any(List.of("(0.3*sum(#))", "mean(#)", "norm(# + 3)", "max(#)", "(dot(#, #)*0.2)")), names, depth);
        }
        if (kind < 63 && !names.tensors().isEmpty() && !names.loose().isEmpty()) {
            String index = any(names.loose());
            return filled(
                    "(" + any(names.tensors()) + "[" + index + "] if 0 <= " + index + " < 3 else §)", names, depth);
        }
        return kind < 66 && detaches ? filled("detach(§)", names, depth) : filled(any(NUMBERS), names, depth);
    }

    private String leaf(Names names, int kind) {
        if (kind < 5) {
            return any(CONSTANTS);
        }
        if (kind < 7 && !names.matrices().isEmpty()) {
            return any(names.matrices()) + "[" + index(names) + ", " + index(names) + "]";
        }
        if (kind < 15 && !names.tensors().isEmpty()) {
            return any(names.tensors()) + "[" + index(names) + "]";
        }
        if (kind < 18 && !names.indices().isEmpty()) {
            return "(0.3*" + any(names.indices()) + ")";
        }
        return any(names.numbers());
    }

    /** An index within every tensor. */
    String index(Names names) {
        if (random.nextInt(6) == 0 && !names.tensors().isEmpty()) {
            return any(List.of("argmax(", "argmin(")) + any(names.tensors()) + ")";
        }
        return random.nextInt(4) == 0 || names.indices().isEmpty()
                ? any(List.of("0", "1", "2", "-1"))
                : any(names.indices());
    }

    String tensor(Names names, int depth) {
        int kind = random.nextInt(depth <= 0 ? 20 : 100);
        if (kind < 20) {
            return any(names.tensors());
        }
        return filled(any(kind < 35 && !names.tensorCalls().isEmpty() ? names.tensorCalls() : TENSORS), names, depth);
    }

    String truth(Names names, int depth) {
        int kind = random.nextInt(10);
        if (kind == 0 && !names.loose().isEmpty()) {
            return any(names.loose()) + " < " + random.nextInt(4);
        }
        if (kind == 1 && !names.tensors().isEmpty()) {
            return filled(any(List.of("any(# > §)", "all(# < §)", "sum(#) < §")), names, depth);
        }
        return filled(depth <= 0 ? any(TRUTHS.subList(0, 2)) : any(TRUTHS), names, depth);
    }

    /** The pattern with a number for each §, a tensor for each #, and a truth for each question mark. */
    private String filled(String pattern, Names names, int depth) {
        StringBuilder filled = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            switch (c) {
                case '§' -> filled.append(number(names, depth - 1));
                case '#' -> filled.append(tensor(names, depth - 1));
                case '?' -> filled.append(truth(names, depth - 1));
                default -> filled.append(c);
            }
        }
        return filled.toString();
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
