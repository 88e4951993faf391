package dev.autodiff.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Shows characters that would act on a terminal as escapes such as {@code \}{@code u001b}: they come from cells, from
 * names of files and from programs, which anybody may have written. Line breaks and tabs stay. In JSON and in Java
 * source such an escape is the character itself.
 */
final class VisibleWriter extends FilterWriter {
    /** The first half of a character outside of the basic plane, whose second half comes next; or 0. */
    private char half;

    VisibleWriter(Writer target) {
        super(target);
    }

    @Override
    public void write(int character) throws IOException {
        write(new char[] {(char) character}, 0, 1);
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        write(new String(text, from, length), 0, length);
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        int end = from + length;
        int plain = from;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            boolean isPlain = c >= ' ' && c <= '~' || c == '\n' || c == '\t';
            if (isPlain && half == 0) {
                continue;
            }
            out.write(text, plain, i - plain);
            plain = i + 1;
            special(c);
        }
        out.write(text, plain, end - plain);
    }

    private void special(char c) throws IOException {
        char first = half;
        half = 0;
        if (first != 0 && Character.isLowSurrogate(c)) {
            character(Character.toCodePoint(first, c));
            return;
        }
        if (first != 0) {
            escape(first);
        }
        if (Character.isHighSurrogate(c)) {
            half = c;
        } else {
            character(c);
        }
    }

    private void character(int character) throws IOException {
        for (char c : Character.toChars(character)) {
            if (acts(character)) {
                escape(c);
            } else {
                out.write(c);
            }
        }
    }

    /** Whether a terminal may do something else than show it: move, clear, or turn the order of others round. */
    private static boolean acts(int character) {
        if (character == '\n' || character == '\t') {
            return false;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private void escape(char c) throws IOException {
        out.write('\\');
        out.write('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.write(Character.forDigit(c >> shift & 0xF, 16));
        }
    }
}
