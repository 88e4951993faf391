package dev.autodiff.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Programs that are almost right: valid ones with a few random changes to their characters and words. */
final class Mutations {
    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}_.]+|\\s+|.", Pattern.DOTALL);
    private static final int MAX_LENGTH = 5_000;
    private static final String[] PIECES = {
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ";",
        ":",
        "=",
        "==",
        "<",
        ">=",
        "!",
        "+",
        "-",
        "*",
        "/",
        "^",
        "**",
        "@",
        "%",
        "&&",
        "\"",
        "'",
        ".",
        "\n",
        "\r",
        "\r\n",
        "\t",
        " ",
        "#",
        "\\",
        "if",
        "else",
        "and",
        "or",
        "not",
        "while",
        "for",
        "in",
        "elif",
        "input ",
        "const ",
        "return ",
        "no_grad",
        "{ }",
        "x",
        "pi",
        "inf",
        "nan",
        "true",
        "f64",
        "f(x)",
        "grad(",
        "grad(x, x)",
        "detach",
        "where(",
        "max(",
        "polygamma(",
        "sum",
        "1",
        "0",
        "1e400",
        "1e-400",
        "1e",
        "1.2.3",
        "0x1F",
        "1_000",
        ".5",
        "²",
        "−",
        "π",
        "\uD835\uDEFC",
        "\uD83D\uDE00",
        "\uD83D",
        "\uDE00",
        "\u0000",
        "\u0007",
        "\u001B[31m",
        "\u2028",
        "\uFEFF",
        "\u00A0",
        "\u202E",
        "e\u0301",
        "\uFFFF"
    };

    private final List<String> programs;
    private final Random random;

    Mutations(List<String> programs, long seed) {
        this.programs = programs;
        this.random = new Random(seed);
    }

    String next() {
        String text = any(programs);
        for (int changes = 1 + random.nextInt(1 + random.nextInt(4)); changes > 0; changes--) {
            text = change(text);
        }
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    }

    private String change(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(8));
        return switch (random.nextInt(12)) {
            case 0 -> text.substring(0, from) + text.substring(to);
            case 1 -> text.substring(0, from) + any(List.of(PIECES)) + text.substring(from);
            case 2 -> text.substring(0, from) + any(List.of(PIECES)) + text.substring(to);
            case 3 -> text.substring(0, from);
            case 4 -> text.substring(0, from)
                    + text.substring(from, to).repeat(1 + random.nextInt(100))
                    + text.substring(to);
            case 5 -> text.substring(0, from) + tail(any(programs));
            case 6 -> text + any(List.of("\n", ";", "")) + any(programs);
            case 7 -> text.substring(0, from) + (char) random.nextInt(0x10000) + text.substring(from);
            case 8 -> nested(text, from, to);
            default -> changeWords(text);
        };
    }

    private String tail(String text) {
        return text.substring(random.nextInt(text.length() + 1));
    }

    private String nested(String text, int from, int to) {
        String opening = any(List.of("(", "sin(", "-(", "[", "{", "(x if ", "f(", "no_grad {"));
        int depth = 1 + random.nextInt(60);
        String closing = opening.contains("[") ? "]" : opening.contains("{") ? "}" : ")";
        return text.substring(0, from)
                + opening.repeat(depth)
                + text.substring(from, to)
                + closing.repeat(depth)
                + text.substring(to);
    }

    /** Deletes, doubles, replaces or swaps whole words. */
    private String changeWords(String text) {
        List<String> words = new ArrayList<>(WORDS.matcher(text).results().map(MatchResult::group).toList());
        if (words.isEmpty()) {
            return text;
        }
        int index = random.nextInt(words.size());
        int other = random.nextInt(words.size());
        switch (random.nextInt(5)) {
            case 0 -> words.remove(index);
            case 1 -> words.add(other, words.get(index));
            case 2 -> words.set(index, words.get(other));
            case 3 -> words.set(index, any(List.of(PIECES)));
            default -> words.set(index, words.set(other, words.get(index)));
        }
        return String.join("", words);
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
