package dev.autodiff.frontend;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How what people write in NumPy, PyTorch, Julia, MATLAB or LaTeX is written here: the very text, not a rule about it.
 */
final class Habits {
    /** A form of another language, and ours; {@code $1} is the first group. */
    private record Form(Pattern theirs, String ours) {
        Form(String theirs, String ours) {
            this(Pattern.compile(theirs), ours);
        }
    }

    private static final String NAME = "([\\p{L}_][\\p{L}\\p{Nd}_]*)";
    private static final String OPERAND =
            "([\\p{L}_][\\p{L}\\p{Nd}_]*(?:\\[[^\\]]*\\]|\\([^()]*\\))?|[0-9.]+|\\([^()]*\\))";

    private static final List<Form> FORMS = List.of(
            new Form("\\bnorm\\.cdf\\(", "normcdf("),
            new Form("\\bnorm\\.ppf\\(", "norminv("),
            new Form("\\bnorm\\.logcdf\\(", "log_ndtr("),
            new Form(
                    "\\b(?:np|numpy|jnp|jax|torch|math|Math|tf|scipy|special|sp|cmath|F|nn|cs|sympy)\\.(?:[a-z]+\\.)*(\\w+)",
                    "$1"),
            new Form(NAME + "\\.T\\b", "transpose($1)"),
            new Form(NAME + "\\.(?:shape|size)(?:\\[(\\d+)\\]|\\((\\d+)\\))", "size($1, $2$3)"),
            new Form(NAME + "\\.shape\\b", "size($1, axis)"),
            new Form(NAME + "\\.(\\w+)\\(\\)", "$2($1)"),
            new Form(NAME + "\\.(\\w+)\\(([^()]*)\\)", "$2($1, $3)"),
            new Form("\\.([*/^])", "$1"),
            new Form("\\\\frac\\{([^{}]*)\\}\\{([^{}]*)\\}", "($1)/($2)"),
            new Form("\\\\(\\w+)\\{([^{}]*)\\}", "$1($2)"),
            new Form("\\\\(\\w{3,})", "$1"),
            new Form(OPERAND + "\\s*\\\\\\s*" + OPERAND, "solve($1, $2)"),
            new Form("\\|([^|]+)\\|", "abs($1)"),
            new Form(OPERAND + "!", "exp(lgamma($1 + 1))"),
            new Form(OPERAND + "\\s*\\+=\\s*(.+)", "$1 = $1 + $2"),
            new Form(OPERAND + "\\s*([-*/^]|\\*\\*)=\\s*(.+)", "$1 = $1 $2 ($3)"),
            new Form("√" + OPERAND, "sqrt($1)"),
            new Form(OPERAND + "²", "$1^2"),
            new Form(OPERAND + "³", "$1^3"),
            new Form(OPERAND + "⁻¹", "$1^-1"));

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

    private Habits() {}

    /**
     * The line as it is written here, if a form of another language covers a place of it; null if there is none.
     *
     * @param column of the place, from 0
     */
    static String remedy(String line, int column) {
        for (Form form : FORMS) {
            Matcher found = form.theirs().matcher(line);
            while (found.find()) {
                if (found.start() <= column && column < found.end()) {
                    return "write " + form.theirs().matcher(line).replaceAll(form.ours()).strip();
                }
            }
        }
        return null;
    }

    /** What to write for a name that is a value elsewhere, or null. */
    static String value(String name) {
        return VALUES.get(name);
    }

    /** A matrix whose rows stand between semicolons, as a list of lists: {@code [1 2; 3 4]}. */
    static String matrix(String inside) {
        return List.of(inside.strip().split("\\s*;\\s*")).stream()
                .map(row -> "[" + String.join(", ", row.strip().split("[\\s,]+")) + "]")
                .collect(Collectors.joining(", ", inside.contains(";") ? "[" : "", inside.contains(";") ? "]" : ""));
    }
}
