package dev.autodiff.codegen;

/** Lines of Java source: indented by the braces that are open, long ones broken at spaces. */
final class JavaText {
    private static final int MAX_COLUMNS = 120;
    private static final String INDENT = "    ";

    private final StringBuilder out = new StringBuilder();
    private int depth;

    /** A line as it is. */
    void verbatim(String text) {
        out.append(text).append('\n');
    }

    void blank() {
        out.append('\n');
    }

    /** A line of code without strings: where it is too long, it breaks at a space. */
    void line(String code) {
        String indent = INDENT.repeat(depth);
        int from = 0;
        while (indent.length() + code.length() - from > MAX_COLUMNS) {
            int room = from + MAX_COLUMNS - indent.length();
            int space = code.lastIndexOf(' ', room) > from ? code.lastIndexOf(' ', room) : code.indexOf(' ', room);
            if (space < 0) {
                break;
            }
            verbatim(indent + code.substring(from, space));
            from = space + 1;
            indent = INDENT.repeat(depth + 2);
        }
        verbatim(indent + code.substring(from));
    }

    /** A line that opens a brace. */
    void open(String code) {
        line(code + " {");
        depth++;
    }

    void otherwise() {
        depth--;
        line("} else {");
        depth++;
    }

    void close() {
        depth--;
        line("}");
    }

    /** The literal of a string. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            literal.append(escaped(text.charAt(i)));
        }
        return literal.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            default -> isPlain(c) ? Character.toString(c) : c < 0x100 ? String.format("\\%03o", (int) c) : String.format("\\u%04x", (int) c);
        };
    }

    /** Whether every editor shows the character as it is. */
    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7F || Character.isLetterOrDigit(c) && !Character.isSurrogate(c);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
