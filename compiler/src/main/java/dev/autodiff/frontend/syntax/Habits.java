package dev.autodiff.frontend.syntax;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How what people write in NumPy, PyTorch, JAX, SymPy, Julia, MATLAB or LaTeX is written here: the very line, not a
 * rule about it.
 */
public final class Habits {
    /** A form of another language, and ours; {@code $1} is the first group. */
    private record Form(Pattern theirs, String ours) {
        Form(String theirs, String ours) {
            this(Pattern.compile(theirs), ours);
        }

        String applyTo(String line) {
            return theirs.matcher(line).replaceAll(ours);
        }
    }

    /** Nobody writes longer lines by habit, and matching takes more than linear time. */
    private static final int MAX_LENGTH = 300;

    /** Each round takes away one layer of nested forms. */
    private static final int MAX_ROUNDS = 20;

    private static final String NAME = "([\\p{L}_][\\p{L}\\p{Nd}_]*)";
    private static final String OPERAND =
            "([\\p{L}_][\\p{L}\\p{Nd}_]*(?:\\[[^\\]]*\\]|\\([^()]*\\))?|[0-9.]+|\\([^()]*\\))";
    private static final String BLOCK_END = "\\s*:\\s*$";

    /** Whole statements, which are no statements here. */
    private static final List<Form> STATEMENTS = List.of(
            new Form("^(\\s*)with\\s+(?:torch\\.)?no_grad\\(\\)" + BLOCK_END, "$1no_grad {"),
            new Form("^(\\s*)for\\s+" + NAME + "\\s+in\\s+range\\(([^(),]+)\\)" + BLOCK_END, "$1for $2 in 0:$3 {"),
            new Form(
                    "^(\\s*)for\\s+" + NAME + "\\s+in\\s+range\\(([^(),]+),\\s*([^(),]+)\\)" + BLOCK_END,
                    "$1for $2 in $3:$4 {"),
            new Form("^(\\s*)for\\s+" + NAME + "\\s*=\\s*([\\w.]+):(\\w+)\\s*$", "$1for $2 in $3:$4 + 1 {"),
            new Form("^(\\s*)(while|if|elif)\\b(.*[^\\s:])" + BLOCK_END, "$1$2$3 {"),
            new Form("^(\\s*)else" + BLOCK_END, "$1else {"),
            new Form("^(\\s*)def\\s+" + NAME + "\\(([^()]*)\\)" + BLOCK_END, "$1$2($3) {"),
            new Form("^(\\s*)" + NAME + "\\s*=\\s*@\\(([^()]*)\\)\\s*(.+?);?\\s*$", "$1$2($3) = $4"),
            new Form("\\bsum\\(([^()]+?) for " + NAME + " in range\\(([^()]*)\\)\\)", "sum(map($2 -> $1, arange($3)))"),
            new Form("\\[([^\\[\\]]+?) for " + NAME + " in range\\(([^()]*)\\)\\]", "map($2 -> $1, arange($3))"));

    /** Statements that nothing is written for. */
    private static final Map<Pattern, String> NEEDLESS = Map.of(
            Pattern.compile("\\b[sS]ymbols?\\("), "names need no declaration: remove this line",
            Pattern.compile("\\.backward\\("), "'autodiff grad' prints the gradient: remove this line",
            Pattern.compile("\\.(?:zero_grad|zero_|step|requires_grad_|eval|train)\\("), 
            "derivatives keep no state: remove this line");

    /** Signs and words within a line. */
    private static final List<Form> FORMS = List.of(
            new Form("\\bnorm\\.cdf\\(", "normcdf("),
            new Form("\\bnorm\\.ppf\\(", "norminv("),
            new Form("\\bnorm\\.pdf\\(", "normpdf("),
            new Form("\\bnorm\\.logcdf\\(", "log_ndtr("),
            new Form(
                    "\\b(?:np|numpy|jnp|jax|torch|math|Math|tf|scipy|special|sp|cmath|F|nn|cs|ca|casadi|sympy)\\.(?:[a-z]+\\.)*"
                            + "(?=\\w)",
                    ""),
            new Form(",\\s*(?:requires_grad|dtype|device)\\s*=\\s*[\\w.]+", ""),
            new Form("\\b(?:array|asarray|tensor|Tensor|Matrix|constant)\\(([^()]*)\\)", "$1"),
            new Form("(zeros|ones|rand|randn)\\(\\(([^()]*)\\)\\)", "$1($2)"),
            new Form("\\b(concat\\w*|cat|stack|vstack|hstack)\\(\\[([^\\[\\]]*)\\]", "$1($2"),
            new Form("\\bv?map\\(" + NAME + "\\)\\(([^()]*)\\)", "map($1, $2)"),
            new Form("\\bgrad\\(" + NAME + "\\)\\(" + NAME + "\\)", "grad($1($2), $2)"),
            new Form("\\bsum\\(abs2,\\s*" + NAME + "\\)", "sum($1^2)"),
            new Form("\\bRational\\((\\w+),\\s*(\\w+)\\)", "$1/$2"),
            new Form("\\bdim=", "axis="),
            new Form("\\bkeepdim=", "keepdims="),
            new Form("\\.(?:item|copy|clone|numpy|double|float|cpu|cuda|contiguous)\\(\\)", ""),
            new Form("(?<=[\\p{L}\\p{Nd}_])\\.\\(", "("),
            new Form("\\.m?T\\b", ".transpose()"),
            new Form(
                    "^((?:[^']|(?<=[\\p{L}\\p{Nd}_\\])])')*)(?<=[\\p{L}\\p{Nd}_\\])])'(?!\\()((?:[^']|(?<=[\\p{L}\\p{Nd}_\\])])')*)$",
                    "$1.T$2"),
            new Form(NAME + "\\.(?:shape|size)(?:\\[(\\d+)\\]|\\((\\d+)\\))", "size($1, $2$3)"),
            new Form(NAME + "\\.shape\\b", "size($1, axis)"),
            new Form("\\.([*/^])", "$1"),
            new Form("\\\\frac\\{([^{}]*)\\}\\{([^{}]*)\\}", "($1)/($2)"),
            new Form("\\\\(\\w+)\\{([^{}]*)\\}", "$1($2)"),
            new Form("\\\\(\\w{3,})", "$1"),
            new Form(OPERAND + "\\s*\\\\\\s*" + OPERAND, "solve($1, $2)"),
            new Form("\\|([^|]+)\\|", "abs($1)"),
            new Form(OPERAND + "!(?!=)", "exp(lgamma($1 + 1))"),
            new Form(OPERAND + "\\s*\\+=\\s*(.+)", "$1 = $1 + $2"),
            new Form(OPERAND + "\\s*([-*/^]|\\*\\*)=\\s*(.+)", "$1 = $1 $2 ($3)"),
            new Form(OPERAND + "\\s*%\\s*" + OPERAND, "remainder($1, $2)"),
            new Form(OPERAND + "\\s*//\\s*" + OPERAND + "(?=\\s*(?:$|[-+*/)\\],;<>=]))", "div_floor($1, $2)"),
            new Form("=\\s*([^=?:]+[<>=]=?[^=?:]*?)\\s*\\?\\s*([^?:]+?)\\s*:\\s*([^?:]+)$", "= $2 if $1 else $3"),
            new Form("\\s*&&\\s*", " and "),
            new Form("√" + OPERAND, "sqrt($1)"),
            new Form(OPERAND + "²", "$1^2"),
            new Form(OPERAND + "³", "$1^3"),
            new Form(OPERAND + "⁻¹", "$1^-1"));

    private static final Pattern METHOD = Pattern.compile("\\.([\\p{L}_]\\w*)\\(");
    private static final Pattern CALLED = Pattern.compile("(?<![\\p{L}\\p{Nd}_.])([\\p{L}_][\\p{L}\\p{Nd}_]*)\\(");
    private static final Pattern WORD =
            Pattern.compile("(?<![\\p{L}\\p{Nd}_.])[\\p{L}_][\\p{L}\\p{Nd}_]*(?![\\p{L}\\p{Nd}_(])");

    /** Names that mean something elsewhere, as values. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("True", "true"),
            Map.entry("False", "false"),
            Map.entry("TRUE", "true"),
            Map.entry("FALSE", "false"),
            Map.entry("None", "none"),
            Map.entry("null", "none"),
            Map.entry("nil", "none"),
            Map.entry("NaN", "nan"),
            Map.entry("NAN", "nan"),
            Map.entry("Inf", "inf"),
            Map.entry("Infinity", "inf"),
            Map.entry("infty", "inf"),
            Map.entry("PI", "pi"),
            Map.entry("M_PI", "pi"),
            Map.entry("Pi", "pi"));

    /** Parameters that have another name elsewhere. */
    private static final Map<String, String> PARAMETERS =
            Map.of("dim", "axis", "axes", "axis", "keepdim", "keepdims", "dims", "axis", "ddof", "correction");

    private Habits() {}

    /**
     * The line as it is written here, where a sign of it is none of the language; null if that is not known.
     *
     * @param symbol the sign
     */
    static String remedy(String line, String symbol) {
        for (Map.Entry<Pattern, String> needless : NEEDLESS.entrySet()) {
            if (needless.getKey().matcher(line).find()) {
                return needless.getValue();
            }
        }
        String ours = translated(line);
        boolean keepsSymbol = symbol.equals(".") ? ours.matches(".*(?:\\.\\p{L}|\\.[*/^(]).*") : ours.contains(symbol);
        return ours.equals(line) || keepsSymbol ? null : "write " + ours.strip();
    }

    /** The same for a line whose words are those of the language, but whose statement is not; or null. */
    static String remedyForStatement(String line) {
        boolean isForeign = line.length() <= MAX_LENGTH
                && STATEMENTS.stream().anyMatch(form -> form.theirs().matcher(line).find());
        return isForeign ? "write " + translated(line).strip() : null;
    }

    /** Every form of another language replaced by ours, until there are none. */
    private static String translated(String line) {
        String before = line.length() > MAX_LENGTH ? "" : line;
        String ours = before.isEmpty() ? line : round(line);
        for (int i = 1; i < MAX_ROUNDS && !before.isEmpty() && !ours.equals(before); i++) {
            before = ours;
            ours = round(ours);
        }
        return ours;
    }

    private static String round(String line) {
        String ours = line;
        for (Form form : STATEMENTS) {
            ours = form.applyTo(ours);
        }
        for (Form form : FORMS) {
            ours = form.applyTo(ours);
        }
        ours = WORD.matcher(methodAsFunction(ours))
                .replaceAll(word -> VALUES.getOrDefault(word.group(), word.group()));
        return CALLED.matcher(ours).replaceAll(Habits::functionName);
    }

    /** The call with our name for the function, if that is a name. */
    private static String functionName(MatchResult call) {
        String ours = Foreign.functionFor(call.group(1));
        return ours == null || !ours.matches("\\w+") ? call.group() : ours + "(";
    }

    /** The first method call as a call of a function: {@code a.sum(0)} is {@code sum(a, 0)}. */
    private static String methodAsFunction(String line) {
        Matcher dot = METHOD.matcher(line);
        if (!dot.find()) {
            return line;
        }
        int start = startOfOperand(line, dot.start());
        int close = closing(line, dot.end());
        if (start == dot.start() || close < 0) {
            return line;
        }
        String arguments = line.substring(dot.end(), close);
        return line.substring(0, start) + dot.group(1) + "(" + line.substring(start, dot.start())
                + (arguments.isBlank() ? "" : ", ") + arguments + line.substring(close);
    }

    /** Where the name, call, subscript or parenthesis that ends here begins. */
    private static int startOfOperand(String line, int end) {
        int depth = 0;
        int start = end;
        while (start > 0) {
            char c = line.charAt(start - 1);
            boolean isClosing = c == ')' || c == ']';
            boolean isOpening = c == '(' || c == '[';
            if (isOpening && depth == 0 || depth == 0 && !isClosing && !Character.isLetterOrDigit(c) && c != '_') {
                break;
            }
            depth += isClosing ? 1 : isOpening ? -1 : 0;
            start--;
        }
        return start;
    }

    /** Where the parenthesis that was opened before is closed, or -1. */
    private static int closing(String line, int from) {
        int depth = 1;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** What to write for a name that is a value elsewhere, or null. */
    public static String value(String name) {
        return VALUES.get(name);
    }

    /** Our name for a parameter that is called so elsewhere, or null. */
    public static String parameter(String name) {
        return PARAMETERS.get(name);
    }

    /** A matrix whose rows stand between semicolons, as a list of lists: {@code [1 2; 3 4]}. */
    static String matrix(String inside) {
        return List.of(inside.strip().split("\\s*;\\s*")).stream()
                .map(row -> "[" + String.join(", ", row.strip().split("[\\s,]+")) + "]")
                .collect(Collectors.joining(", ", inside.contains(";") ? "[" : "", inside.contains(";") ? "]" : ""));
    }
}
