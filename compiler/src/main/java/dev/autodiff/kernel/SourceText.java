package dev.autodiff.kernel;

/**
 * Lines of source code, Java or another language with braces: indented by the braces that are open, long ones broken at
 * spaces.
 */
public final class SourceText {
    private static final int MAX_COLUMNS = 120;
    private static final String INDENT = "    ";
    private static final String OPERATORS = "+-*/?:&|";

    private final StringBuilder out = new StringBuilder();
    private int depth;

    public SourceText() {
        this(0);
    }

    /** @param depth the braces that are open around it */
    public SourceText(int depth) {
        this.depth = depth;
    }

    /** A line as it is. */
    public void verbatim(String text) {
        out.append(text).append('\n');
    }

    public void blank() {
        out.append('\n');
    }

    /** A line of code that stays one, however long it is. */
    public void unbroken(String code) {
        verbatim(INDENT.repeat(depth) + code);
    }

    /** A line of code: where it is too long, it breaks at a space that is in no string. */
    public void line(String code) {
        String indent = INDENT.repeat(depth);
        int from = 0;
        while (indent.length() + code.length() - from > MAX_COLUMNS) {
            int space = space(code, from, from + MAX_COLUMNS - indent.length());
            if (space < 0) {
                break;
            }
            verbatim(indent + code.substring(from, space));
            from = space + 1;
            indent = INDENT.repeat(depth + 2);
        }
        verbatim(indent + code.substring(from));
    }

    /**
     * Where to break a line: behind a comma or before an operator if there is one in the room, or else at the last
     * space in it, or at the first one behind; -1 if there is none.
     */
    private static int space(String code, int from, int room) {
        int last = -1;
        int best = -1;
        boolean inString = false;
        for (int i = from; i < code.length() - 1 && (i <= room || last < 0); i++) {
            char c = code.charAt(i);
            inString ^= c == '"' && (i == 0 || code.charAt(i - 1) != '\\');
            if (c == ' ' && !inString && i > from) {
                last = i;
                best = code.charAt(i - 1) == ',' || OPERATORS.indexOf(code.charAt(i + 1)) >= 0 ? i : best;
            }
        }
        return best < 0 ? last : best;
    }

    /** A comment of one line, cut off where it is too long. */
    public void comment(String text) {
        String line = INDENT.repeat(depth) + "// " + text;
        verbatim(line.length() <= MAX_COLUMNS ? line : line.substring(0, MAX_COLUMNS - 1) + "…");
    }

    /** A text in which nothing ends a comment or is an escape, which Java reads in comments too. */
    public static String harmless(String text) {
        return text.replace("*/", "* /").replace("\\", "\\ ");
    }

    /** All lines of another text. */
    public void add(SourceText other) {
        out.append(other.out);
    }

    /** A line that opens a brace. */
    public void open(String code) {
        line(code + " {");
        depth++;
    }

    public void otherwise() {
        depth--;
        line("} else {");
        depth++;
    }

    public void close() {
        depth--;
        line("}");
    }

    /** The literal of a string. */
    public static String literal(String text) {
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
            default -> isPlain(c)
                    ? Character.toString(c)
                    : c < 0x100 ? "\\" + digits(c, 8, 3) : "\\u" + digits(c, 16, 4);
        };
    }

    private static String digits(char c, int base, int count) {
        String digits = Integer.toString(c, base);
        return "0".repeat(Math.max(0, count - digits.length())) + digits;
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
