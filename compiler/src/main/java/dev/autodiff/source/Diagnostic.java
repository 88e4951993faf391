package dev.autodiff.source;

/**
 * One message about a program: what is wrong, where, and what to do about it.
 *
 * @param span the place, or null where the message concerns the program as a whole
 * @param message lower case, no full stop, in the notation of the language
 * @param remedy what to do, shown behind the caret; empty if the message says it all
 */
public record Diagnostic(Severity severity, Source source, Span span, String message, String remedy) {
    /** How much a message matters: an error stops the compilation. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** The longest piece of a source line that a message shows; longer lines are cut around the place. */
    private static final int SHOWN_COLUMNS = 100;

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The message as the user sees it, without a line break at its end. */
    public String render() {
        StringBuilder out = new StringBuilder();
        out.append(isError() ? "error: " : "warning: ").append(source.name()).append(':');
        if (span == null) {
            out.append(' ').append(message);
            return (remedy.isEmpty() ? out : out.append(": ").append(remedy)).toString();
        }
        int line = source.line(span);
        int column = source.column(span);
        out.append(line).append(':').append(column).append(": ").append(message);
        appendExcerpt(out, source.lineText(line), column - 1);
        return out.toString();
    }

    private void appendExcerpt(StringBuilder out, String text, int column) {
        int[] characters = text.codePoints().map(Diagnostic::visible).toArray();
        int from = characters.length > SHOWN_COLUMNS ? Math.max(0, column - SHOWN_COLUMNS / 2) : 0;
        int to = Math.min(characters.length, from + SHOWN_COLUMNS);
        String cutLeft = from > 0 ? "… " : "";
        out.append("\n  ").append(cutLeft).append(new String(characters, from, to - from));
        if (to < characters.length) {
            out.append(" …");
        }
        out.append("\n  ").append(" ".repeat(cutLeft.length() + column - from));
        out.append("^".repeat(Math.max(1, Math.min(source.width(span), to - column))));
        if (!remedy.isEmpty()) {
            out.append(' ').append(remedy);
        }
    }

    /** What takes one column on every terminal, and does nothing to it. */
    private static int visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character == '\t' ? ' ' : '\uFFFD';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> '\uFFFD';
            default -> character;
        };
    }
}
