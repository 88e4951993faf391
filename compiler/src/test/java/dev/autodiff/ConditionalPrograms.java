package dev.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random programs of many statements full of conditions and whole numbers, by the numbers x and y: where they are long,
 * values and conditions cross from one method to another.
 */
final class ConditionalPrograms {
    private static final List<String> CONDITIONS = List.of(
            "§ > #",
            "§ < §",
            "§ <= #",
            "§ >= §",
            "§ == §",
            "§ != §",
            "(§ > # and § < #)",
            "(§ < # or not § > §)",
            "~ > 1",
            "~ == ~");
    private static final List<String> COUNTS = List.of(
            "(?) + (?)",
            "(1 if ? else 0) + (2 if ? else 0)",
            "where(?, 3, where(?, 1, 2))",
            "3 - ((?) + (?))",
            "~ - (~ - (?))",
            "min(~*(~ + 1), 6)",
            "min(~, (?) + 1)",
            "max(~ - (?), 2)",
            "where(~ > 1, ~ - 1, ~)",
            "(~ if ? else -1)");
    private static final List<String> NUMBERS = List.of(
            "relu(§ - #)",
            "where(?, §, -§)",
            "min(§, #*§)",
            "max(§, §) - §",
            "(§ if ? else § if ? else #)",
            "abs(§ - #)",
            "#*§ - (§ - #)",
            "§ - (~ - (?))*#",
            "#*~*§ + §",
            "remainder(§, 1)",
            "floor(#*§)*#",
            "§*#^~",
            "clamp(§, -#, #)",
            "where(?, sin(§), 0.4) + #*§",
            "((?) + 0.5)*§/(1 + §^2)",
            "sin(§ + #)",
            "0.5*§ + 0.25*~");

    private final Random random;
    private final List<String> numbers = new ArrayList<>(List.of("x", "y"));
    private final List<String> counts = new ArrayList<>(List.of("k"));

    private ConditionalPrograms(long seed) {
        this.random = new Random(seed);
    }

    /** @param statements of which each uses values of those before it, near and far */
    static String of(long seed, int statements) {
        return new ConditionalPrograms(seed).write(statements);
    }

    private String write(int statements) {
        StringBuilder text = new StringBuilder("k = (x > 0) + (y > 0)\n");
        for (int i = 0; i < statements; i++) {
            boolean isCount = random.nextInt(4) == 0;
            String name = (isCount ? "k" : "v") + i;
            text.append(name)
                    .append(" = ")
                    .append(isCount ? filled(any(COUNTS)) : "tanh(" + filled(any(NUMBERS)) + ")")
                    .append('\n');
            (isCount ? counts : numbers).add(name);
        }
        return text.append("z = ")
                .append(String.join(" + ", numbers))
                .append(" + ")
                .append(String.join(" - ", counts))
                .toString();
    }

    /**
     * The pattern with a number for each §, a literal for each #, a whole number for each ~, and a condition for each
     * question mark.
     */
    private String filled(String pattern) {
        StringBuilder filled = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            switch (c) {
                case '§' -> filled.append(recent(numbers));
                case '#' -> filled.append("0.").append(1 + random.nextInt(99));
                case '~' -> filled.append(recent(counts));
                case '?' -> filled.append(filled(any(CONDITIONS)));
                default -> filled.append(c);
            }
        }
        return filled.toString();
    }

    /** Mostly one of the last, so that chains become long. */
    private String recent(List<String> names) {
        int last = random.nextInt(4) == 0 ? names.size() : Math.min(names.size(), 5);
        return names.get(names.size() - 1 - random.nextInt(last));
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
