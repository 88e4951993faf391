package dev.autodiff.maven;

import dev.autodiff.source.Source;
import dev.autodiff.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment of a program that tells the build what to make of it, on a line of its own: {@code # autodiff: compile
 * --function call --wrt S,sigma}, with the options that this command has on the command line.
 *
 * @param command {@code compile} or {@code check}, if nobody has misspelled it
 * @param place for messages
 */
record Instruction(String command, List<String> options, Span place) {
    private static final Pattern FORM = Pattern.compile("(?m)^[ \t]*#[ \t]*(autodiff:[ \t]*(\\S*)(.*?))[ \t\r]*$");

    /** A piece of a word: in quotes of one kind, or of characters that need none. */
    private static final Pattern PIECE = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s'\"]+)|(\\s+)|(['\"])");

    /** All that are in a program, from top to bottom. */
    static List<Instruction> in(Source source) {
        List<Instruction> instructions = new ArrayList<>();
        Matcher line = FORM.matcher(source.text());
        while (line.find()) {
            Span place = new Span(line.start(1), line.end(1) - line.start(1));
            instructions.add(new Instruction(line.group(2), words(line.group(3)), place));
        }
        return instructions;
    }

    /** Words as a shell has them: separated by spaces, except where these are quoted. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        Matcher piece = PIECE.matcher(text);
        while (piece.find()) {
            if (piece.group(4) != null) {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
            } else {
                word = (word == null ? new StringBuilder() : word).append(unquoted(piece));
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    /** A quote that nobody closes stands for itself. */
    private static String unquoted(Matcher piece) {
        for (int group : new int[] {1, 2, 3}) {
            if (piece.group(group) != null) {
                return piece.group(group);
            }
        }
        return piece.group();
    }
}
