package dev.autodiff.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;

/**
 * Colours messages for a terminal: the word that each begins with, and the marks under a place. It stands behind what
 * makes escapes of others visible.
 */
final class Colours extends FilterWriter {
    private static final String RESET = "\u001b[0m";
    private static final Pattern WORD = Pattern.compile("^(?:(error|internal error)|(warning)|(note)):");
    private static final Pattern MARKS = Pattern.compile("^( *)(\\^+)");

    private final StringBuilder line = new StringBuilder();

    Colours(Writer target) {
        super(target);
    }

    /** On a terminal, unless the user wants none: see no-color.org. */
    static boolean areWanted() {
        String no = System.getenv("NO_COLOR");
        return Boolean.getBoolean("autodiff.terminal")
                && (no == null || no.isEmpty())
                && !"dumb".equals(System.getenv("TERM"));
    }

    @Override
    public void write(int character) throws IOException {
        line.append((char) character);
        if (character == '\n') {
            writeLine();
        }
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        write(new String(text, from, length), 0, length);
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(text.charAt(i));
        }
    }

    @Override
    public void flush() throws IOException {
        writeLine();
        out.flush();
    }

    private void writeLine() throws IOException {
        String coloured = WORD.matcher(line).replaceFirst(word -> {
            String code = word.group(1) != null ? "31" : word.group(2) != null ? "33" : "36";
            return "\u001b[1;" + code + "m" + word.group() + RESET;
        });
        out.write(MARKS.matcher(coloured).replaceFirst("$1\u001b[1;32m$2" + RESET));
        line.setLength(0);
    }
}
