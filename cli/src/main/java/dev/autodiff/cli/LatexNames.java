package dev.autodiff.cli;

import dev.autodiff.graph.Pointwise;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What variables, functions and signs are called in LaTeX. */
final class LatexNames {
    private static final Set<String> GREEK = Set.of(
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
            "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta",
            "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega");

    private static final Pattern INDEXED = Pattern.compile("(\\p{L}+)(\\d+)");

    private LatexNames() {}

    /** {@code sigma} is the letter, {@code d1} has an index, {@code sum_xy} is a word. */
    static String name(String name) {
        Matcher indexed = INDEXED.matcher(name);
        if (indexed.matches()) {
            return name(indexed.group(1)) + "_{" + indexed.group(2) + "}";
        }
        if (GREEK.contains(name)) {
            return "\\" + name;
        }
        return name.codePointCount(0, name.length()) == 1 && !name.equals("_")
                ? name
                : "\\mathit{" + name.replace("_", "\\_") + "}";
    }

    static String function(Pointwise row) {
        return switch (row) {
            case SIN, COS, TAN, SINH, COSH, TANH, LOG, MIN, MAX -> "\\" + row.symbol();
            case ASIN -> "\\arcsin";
            case ACOS -> "\\arccos";
            case ATAN -> "\\arctan";
            case LOG2 -> "\\log_{2}";
            case LOG10 -> "\\log_{10}";
            case SIGMOID -> "\\sigma";
            case NORMCDF -> "\\Phi";
            case LGAMMA -> "\\log\\Gamma";
            case DIGAMMA -> "\\psi";
            case TRIGAMMA -> "\\psi_{1}";
            default -> "\\operatorname{" + row.symbol().replace("_", "\\_") + "}";
        };
    }

    static String sign(Pointwise row) {
        return switch (row) {
            case LE -> "\\le";
            case GE -> "\\ge";
            case EQ -> "=";
            case NE -> "\\ne";
            case AND -> "\\land";
            case OR -> "\\lor";
            default -> row.symbol();
        };
    }
}
