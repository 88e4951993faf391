package dev.autodiff.source;

import java.util.Arrays;

/** The text of a program with its name, as messages and debuggers show it; lines and columns count from 1. */
public final class Source {
    private final String name;
    private final String text;
    private final int[] lineStarts;
    private final int[] offsets;

    public Source(String name, String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = lineStarts(text);
        this.offsets = offsets(text);
    }

    public String name() {
        return name;
    }

    /** The name without the directory, so that what carries it does not depend on where it was compiled. */
    public String fileName() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    public String text() {
        return text;
    }

    /** The piece of the text between two positions that count characters outside the basic plane once. */
    public Span span(int from, int to) {
        int start = offset(from);
        return new Span(start, offset(to) - start);
    }

    public int line(Span span) {
        int index = Arrays.binarySearch(lineStarts, span.offset());
        return index >= 0 ? index + 1 : -index - 1;
    }

    /** The column in characters as a reader counts them, so that one outside the basic plane counts once. */
    public int column(Span span) {
        int start = lineStarts[line(span) - 1];
        return text.codePointCount(start, Math.min(span.offset(), text.length())) + 1;
    }

    /** How many characters of its first line the span covers. */
    public int width(Span span) {
        int line = line(span);
        int end = Math.min(span.offset() + span.length(), lineStarts[line - 1] + lineText(line).length());
        return span.offset() < end ? text.codePointCount(span.offset(), end) : 0;
    }

    /** The text of a line, without its line break. */
    public String lineText(int line) {
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] : text.length();
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(start, end);
    }

    public String text(Span span) {
        return text.substring(span.offset(), Math.min(text.length(), span.offset() + span.length()));
    }

    private int offset(int codePoint) {
        return offsets == null ? Math.min(codePoint, text.length()) : offsets[Math.min(codePoint, offsets.length - 1)];
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean breaks = c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
            if (breaks) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * count);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    /** Where each code point begins, the end last; null if no character takes two places. */
    private static int[] offsets(String text) {
        int count = text.codePointCount(0, text.length());
        if (count == text.length()) {
            return null;
        }
        int[] offsets = new int[count + 1];
        for (int i = 0; i < count; i++) {
            offsets[i + 1] = text.offsetByCodePoints(offsets[i], 1);
        }
        return offsets;
    }
}
