package dev.autodiff.frontend;

import dev.autodiff.graph.Pointwise;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The functions that every program can call and that are operators of the graph. */
final class Builtins {
    /** Function forms of the operators that have a sign of their own. */
    private static final Map<String, Pointwise> FUNCTION_FORMS = Map.ofEntries(
            Map.entry("add", Pointwise.ADD), Map.entry("sub", Pointwise.SUB), Map.entry("mul", Pointwise.MUL),
            Map.entry("div", Pointwise.DIV), Map.entry("lt", Pointwise.LT), Map.entry("le", Pointwise.LE),
            Map.entry("gt", Pointwise.GT), Map.entry("ge", Pointwise.GE), Map.entry("eq", Pointwise.EQ),
            Map.entry("ne", Pointwise.NE), Map.entry("maximum", Pointwise.MAX), Map.entry("minimum", Pointwise.MIN));

    /** Those whose symbol is no name of a function. */
    private static final Set<Pointwise> INFIX = Set.of(
            Pointwise.ADD,
            Pointwise.SUB,
            Pointwise.MUL,
            Pointwise.DIV,
            Pointwise.LT,
            Pointwise.LE,
            Pointwise.GT,
            Pointwise.GE,
            Pointwise.EQ,
            Pointwise.NE,
            Pointwise.AND,
            Pointwise.OR,
            Pointwise.NOT);

    private static final Map<String, Pointwise> BY_NAME = byName();

    /** Functions that make one number of many, or share it among them; of a single number they are hardly meant. */
    static final Set<String> OF_MANY =
            Set.of("sum", "mean", "prod", "var", "std", "logsumexp", "softmax", "log_softmax");

    /** Functions that take more than values. */
    static final Set<String> SPECIAL = special();

    private Builtins() {}

    /** The operator that a function name stands for, or null. */
    static Pointwise find(String name) {
        return BY_NAME.get(name);
    }

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** {@code max(a, b, c)} is {@code max(max(a, b), c)}. */
    static boolean takesAnyNumber(Pointwise op) {
        return op == Pointwise.MIN || op == Pointwise.MAX;
    }

    /** The names of an operator's arguments, for messages. */
    static List<String> parameterNames(Pointwise op) {
        return switch (op.arity()) {
            case 1 -> List.of("x");
            case 2 -> List.of("a", "b");
            default -> op == Pointwise.WHERE ? List.of("condition", "a", "b") : List.of("n", "a", "x");
        };
    }

    private static Set<String> special() {
        Set<String> names = new TreeSet<>(Set.of("detach", "where", "piecewise", "einsum"));
        names.addAll(Transforms.NAMES);
        names.addAll(HigherOrder.NAMES);
        return Collections.unmodifiableSet(names);
    }

    private static Map<String, Pointwise> byName() {
        Map<String, Pointwise> names = new HashMap<>(FUNCTION_FORMS);
        for (Pointwise row : Pointwise.values()) {
            if (!INFIX.contains(row)) {
                names.put(row.symbol(), row);
            }
        }
        return Map.copyOf(names);
    }
}
