package dev.autodiff.frontend;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What people write who come from another language, and how it is written here. */
final class Foreign {
    private static final Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("%", "for a remainder write fmod(a, b)"),
            Map.entry("&", "write 'and'"),
            Map.entry("&&", "write 'and'"),
            Map.entry("∧", "write 'and'"),
            Map.entry("|", "write 'or'; the absolute value is abs(x)"),
            Map.entry("||", "write 'or'"),
            Map.entry("∨", "write 'or'"),
            Map.entry("!", "write 'not'"),
            Map.entry("¬", "write 'not'"),
            Map.entry("~", "write 'not'"),
            Map.entry("×", "write '*'"),
            Map.entry("·", "write '*'"),
            Map.entry("⋅", "write '*'"),
            Map.entry("∗", "write '*'"),
            Map.entry("÷", "write '/'"),
            Map.entry("∕", "write '/'"),
            Map.entry("−", "write '-'"),
            Map.entry("–", "write '-'"),
            Map.entry("—", "write '-'"),
            Map.entry("²", "write ^2"),
            Map.entry("³", "write ^3"),
            Map.entry("√", "write sqrt(x)"),
            Map.entry("∞", "write inf"),
            Map.entry("≤", "write '<='"),
            Map.entry("≥", "write '>='"),
            Map.entry("≠", "write '!='"),
            Map.entry("=<", "write '<='"),
            Map.entry("=>", "write '>='"),
            Map.entry("<>", "write '!='"),
            Map.entry("===", "write '=='"),
            Map.entry("!==", "write '!='"),
            Map.entry(":=", "write '='"),
            Map.entry("->", "a function is written f(x) = …"),
            Map.entry("?", "write a if c else b"),
            Map.entry("//", "comments begin with '#'; whole division is div_floor(a, b)"),
            Map.entry("/*", "comments begin with '#'"),
            Map.entry("'", "a derivative is grad(y, x), and a transposed matrix transpose(a)"),
            Map.entry("\"", "a string ends where its line does"),
            Map.entry(".", "names have no dots, and functions no prefix"),
            Map.entry("\\", "a line continues inside brackets and after an operator"));

    private static final Set<String> FUNCTION_KEYWORDS = Set.of("def", "function", "fn", "fun", "func", "define");
    private static final Set<String> IMPORTS = Set.of("import", "from", "using", "require", "include", "package");
    private static final Set<String> VARIABLE_KEYWORDS = Set.of(
            "let", "var", "val", "auto", "double", "float", "real", "final", "local", "global", "static", "set", "f64",
            "param");

    private Foreign() {}

    static String describe(String symbol) {
        int character = symbol.codePointAt(0);
        boolean isVisible = switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
                    Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
        if (isString(symbol)) {
            return "string";
        }
        if (symbol.equals("'") || symbol.equals("\"")) {
            return "quote";
        }
        return isVisible ? "'" + symbol + "'" : "character " + String.format("U+%04X", character);
    }

    static String remedyFor(String symbol) {
        if (isString(symbol)) {
            return "only einsum takes a string, in double quotes";
        }
        boolean assigns = List.of("+=", "-=", "*=", "/=", "^=", "**=").contains(symbol);
        return assigns
                ? "write x = x " + symbol.substring(0, symbol.length() - 1) + " …"
                : SYMBOLS.getOrDefault(symbol, "");
    }

    private static boolean isString(String symbol) {
        return symbol.length() > 1 && (symbol.startsWith("\"") || symbol.startsWith("'"));
    }

    static String remedyForNumber(String text) {
        if (text.contains("_")) {
            return "write " + text.replace("_", "");
        }
        return text.startsWith("0x") || text.startsWith("0X")
                ? "numbers are decimal"
                : "a number has one decimal point";
    }

    /** What to write instead of a statement that begins with this word, or null. */
    static String remedyForStatement(String word) {
        if (IMPORTS.contains(word)) {
            return "all functions are there: remove this line";
        }
        if (FUNCTION_KEYWORDS.contains(word)) {
            return "a function is written f(x) = … or f(x) { … }";
        }
        return VARIABLE_KEYWORDS.contains(word) ? "a variable is written y = …" : null;
    }

    /** What other languages call a function of ours. */
    private static final Map<String, String> FUNCTIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("ln", "log"),
            Map.entry("arcsin", "asin"),
            Map.entry("arccos", "acos"),
            Map.entry("arctan", "atan"),
            Map.entry("arctan2", "atan2"),
            Map.entry("arcsinh", "asinh"),
            Map.entry("arccosh", "acosh"),
            Map.entry("arsinh", "asinh"),
            Map.entry("arcosh", "acosh"),
            Map.entry("artanh", "atanh"),
            Map.entry("arctanh", "atanh"),
            Map.entry("power", "pow"),
            Map.entry("fabs", "abs"),
            Map.entry("absolute", "abs"),
            Map.entry("sgn", "sign"),
            Map.entry("signum", "sign"),
            Map.entry("rint", "round"),
            Map.entry("ceiling", "ceil"),
            Map.entry("gammaln", "lgamma"),
            Map.entry("gammainc", "gammap"),
            Map.entry("gammaincc", "gammaq"),
            Map.entry("bessel_j0", "j0"),
            Map.entry("bessel_j1", "j1"),
            Map.entry("bessel_y0", "y0"),
            Map.entry("bessel_y1", "y1"),
            Map.entry("modified_bessel_i0", "i0"),
            Map.entry("modified_bessel_i1", "i1"),
            Map.entry("modified_bessel_k0", "k0"),
            Map.entry("modified_bessel_k1", "k1"),
            Map.entry("scaled_modified_bessel_k0", "k0e"),
            Map.entry("scaled_modified_bessel_k1", "k1e"),
            Map.entry("spherical_bessel_j0", "sin_over_x"),
            Map.entry("besselj", "bessel_j"),
            Map.entry("bessely", "bessel_y"),
            Map.entry("besseli", "bessel_i"),
            Map.entry("besselk", "bessel_k"),
            Map.entry("jn", "bessel_j"),
            Map.entry("yn", "bessel_y"),
            Map.entry("kn", "bessel_k"),
            Map.entry("jv", "bessel_j"),
            Map.entry("yv", "bessel_y"),
            Map.entry("iv", "bessel_i"),
            Map.entry("kv", "bessel_k"),
            Map.entry("gamma_p", "gammap"),
            Map.entry("gamma_q", "gammaq"),
            Map.entry("igamma", "gammap"),
            Map.entry("igammac", "gammaq"),
            Map.entry("loggamma", "lgamma"),
            Map.entry("psi", "digamma"),
            Map.entry("Phi", "normcdf"),
            Map.entry("mod", "remainder"),
            Map.entry("fix", "trunc"),
            Map.entry("iif", "where"),
            Map.entry("ifelse", "where"),
            Map.entry("cond", "where"),
            Map.entry("expit", "sigmoid"),
            Map.entry("logistic", "sigmoid"),
            Map.entry("tg", "tan"),
            Map.entry("ctg", "cot"),
            Map.entry("stop_gradient", "detach"),
            Map.entry("stopgrad", "detach"),
            Map.entry("D", "grad"),
            Map.entry("diff", "grad"),
            Map.entry("gradient", "grad"),
            Map.entry("len", "size(x, 0)"),
            Map.entry("length", "size(x, 0)"),
            Map.entry("numel", "size(x)"),
            Map.entry("ndims", "size(x, axis)"),
            Map.entry("range", "arange"),
            Map.entry("concatenate", "concat"),
            Map.entry("vstack", "stack"),
            Map.entry("hstack", "concat"),
            Map.entry("cat", "concat"),
            Map.entry("inverse", "inv"),
            Map.entry("logabsdet", "logdet"),
            Map.entry("slogdet", "logdet"),
            Map.entry("mm", "matmul"),
            Map.entry("gemm", "matmul"),
            Map.entry("ReduceSum", "sum"),
            Map.entry("ReduceMean", "mean"),
            Map.entry("ReduceMax", "max"),
            Map.entry("ReduceMin", "min"),
            Map.entry("ReduceProd", "prod"),
            Map.entry("reduce_sum", "sum"),
            Map.entry("reduce_mean", "mean"),
            Map.entry("nansum", "sum"),
            Map.entry("average", "mean"),
            Map.entry("lstsq", "solve"),
            Map.entry("linsolve", "solve"),
            Map.entry("factorial", "exp(lgamma(n + 1))"),
            Map.entry("Gamma", "exp(lgamma(x))"),
            Map.entry("cbrt", "x^(1/3)"),
            Map.entry("sum_squares", "sum(x^2)"),
            Map.entry("derivative", "grad"),
            Map.entry("clip", "clamp"),
            Map.entry("probit", "norminv")));

    /** Our name for a function that other languages call so, or null. */
    static String functionFor(String name) {
        return FUNCTIONS.get(name);
    }
}
