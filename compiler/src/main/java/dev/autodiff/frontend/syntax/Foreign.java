package dev.autodiff.frontend.syntax;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What people write who come from another language, and how it is written here. */
public final class Foreign {
    private static final Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("%", "for a remainder write remainder(a, b), or fmod(a, b) with the sign of a"),
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
        return isVisible ? "'" + symbol + "'" : "character " + codePoint(character);
    }

    /** As Unicode writes it: with four hexadecimal digits at least. */
    private static String codePoint(int character) {
        String digits = Integer.toHexString(character).toUpperCase(Locale.ROOT);
        return "U+" + "0".repeat(Math.max(0, 4 - digits.length())) + digits;
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

    /** Our name for a function that other languages call so, or null. */
    public static String functionFor(String name) {
        return FunctionTable.synonyms().get(name);
    }
}
