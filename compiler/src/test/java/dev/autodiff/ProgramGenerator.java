package dev.autodiff;

import static dev.autodiff.Term.number;

import dev.autodiff.RandomProgram.Line;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/** Random programs that are correct by construction, over all operators and all functions of the prelude. */
public final class ProgramGenerator implements RandomGenerator<RandomProgram> {
    private static final int MAX_DEPTH = 5;
    private static final int MAX_ORDER = 2;
    private static final List<String> CONSTANTS =
            List.of("0", "1", "2", "0.5", "3", "(-1.5)", "1e-3", "1e10", "pi", "(-0.0)", "inf", "nan", "1e-310", "0.1");
    private static final List<String> POWERS = List.of(
            "§^2", "§^3", "§^4", "§^5", "§^7", "§^8", "§^-1", "§^-2", "§^-3", "§^-8", "§^0.5", "§^-0.5", "§^1.5",
            "§^10", "§^-12", "§^0", "§^1");
    private static final List<String> INFIX = List.of("(§ + §)", "(§ - §)", "(§*§)", "(§/§)");
    private static final List<String> COMPARISONS =
            List.of("(§ < §)", "(§ <= §)", "(§ > §)", "(§ >= §)", "(§ == §)", "(§ != §)", "(§ < § <= §)");

    /** What has no third derivative by a shape, which programs may ask for. */
    private static final Set<String> OF_TWO_ORDERS = Set.of(
            "betainc", "betaincc", "betaincinv", "betainc_by_a", "betainc_by_b", "betainc_by_aa", "betainc_by_ab",
            "betainc_by_bb", "tcdf", "tcdf_by_df", "betacdf", "betainv", "fcdf", "binocdf");

    private static final List<String> FUNCTIONS = functions();

    private Random random;
    private List<String> names;
    private List<String> calls;

    /** Patterns of the functions that have a number for their result. */
    private static List<String> functions() {
        List<String> functions = new ArrayList<>(List.of("maximum(§, §)", "max(§, §, §)", "(-§)", "(-§)"));
        for (Pointwise row : Pointwise.values()) {
            if (row.symbol().matches("[a-z]\\w+")
                    && !Set.of("and", "or", "not", "neg", "where").contains(row.symbol())
                    && !OF_TWO_ORDERS.contains(row.symbol())) {
                functions.add(IntStream.range(0, row.arity())
                        .mapToObj(i -> FrozenInputs.isFrozen(row, i) ? "2" : "§")
                        .collect(Collectors.joining(", ", row.symbol() + "(", ")")));
            }
        }
        PreludeHeads.all()
                .filter(head -> head.isPlain() && !head.isOfTruths() && !OF_TWO_ORDERS.contains(head.name()))
                .map(head -> head.isOfOrder()
                        ? call(head.name(), head.arity()).replaceFirst("§", "2")
                        : call(head.name(), head.arity()))
                .forEach(functions::add);
        return List.copyOf(functions);
    }

    private static String call(String function, int arity) {
        return IntStream.range(0, arity).mapToObj(i -> "§").collect(Collectors.joining(", ", function + "(", ")"));
    }

    @Override
    public Shrinkable<RandomProgram> next(Random source) {
        random = source;
        List<Line> lines = new ArrayList<>();
        addFunctions(lines);
        addStatements(lines);
        return new RandomProgram(lines).shrinkable();
    }

    private void addFunctions(List<Line> lines) {
        calls = new ArrayList<>();
        names = List.of("x", "y");
        for (int i = random.nextInt(3); i > 0; i--) {
            String name = "f" + i + "_";
            lines.add(new Line(name, name + "(x, y) = §", term(random.nextInt(MAX_DEPTH), 0)));
            calls.add(name + "(§, §)");
        }
    }

    private void addStatements(List<Line> lines) {
        names = new ArrayList<>(List.of("x", "y", "w"));
        int statements = 1 + random.nextInt(5);
        for (int i = 0; i < statements; i++) {
            String name = "v" + i + "_";
            boolean detached = i < statements - 1 && random.nextInt(12) == 0;
            lines.add(new Line(
                    name,
                    detached ? "no_grad { " + name + " = § }" : name + " = §",
                    term(1 + random.nextInt(MAX_DEPTH), 0)));
            names.add(name);
        }
    }

    private Term term(int depth, int order) {
        int kind = depth == 0 ? random.nextInt(20) : random.nextInt(100);
        if (kind < 20) {
            return number(kind < 5 ? any(CONSTANTS) : any(names));
        }
        if (kind < 45) {
            return filled(any(INFIX), depth, order);
        }
        if (kind < 75) {
            return filled(any(FUNCTIONS), depth, order);
        }
        if (kind < 82) {
            return filled(random.nextInt(5) == 0 ? "§^§" : any(POWERS), depth, order);
        }
        if (kind < 90) {
            return choice(depth - 1, order);
        }
        if (kind < 92) {
            return filled("detach(§)", depth, order);
        }
        if (kind < 96 && order < MAX_ORDER) {
            // the product keeps a detached value from being refused
            return number("grad(1*§, " + any(names) + ")", term(depth - 1, order + 1));
        }
        return calls.isEmpty() ? number(any(names)) : filled(any(calls), depth, order);
    }

    private Term choice(int depth, int order) {
        return random.nextBoolean()
                ? number("where(§, §, §)", truth(depth, order), term(depth, order), term(depth, order))
                : number("(§ if § else §)", term(depth, order), truth(depth, order), term(depth, order));
    }

    private Term truth(int depth, int order) {
        int kind = depth <= 0 ? 99 : random.nextInt(10);
        Term comparison = filled(any(COMPARISONS), depth, order);
        return switch (kind) {
            case 0 -> Term.truth("(§ and §)", truth(depth - 1, order), truth(depth - 1, order));
            case 1 -> Term.truth("(§ or §)", truth(depth - 1, order), truth(depth - 1, order));
            case 2 -> Term.truth("(not §)", truth(depth - 1, order));
            case 3 -> Term.truth("isnan(§)", term(depth - 1, order));
            case 4 -> Term.truth(
                    "where(§, §, §)", truth(depth - 1, order), truth(depth - 1, order), truth(depth - 1, order));
            case 5 -> Term.truth(random.nextBoolean() ? "true" : "isfinite(y)");
            default -> new Term(comparison.pattern(), true, comparison.inner());
        };
    }

    private Term filled(String pattern, int depth, int order) {
        int holes = (int) pattern.chars().filter(c -> c == '§').count();
        String parenthesised = pattern.startsWith("§") ? "(" + pattern.replace("§", "(§)") + ")" : pattern;
        return number(
                parenthesised,
                IntStream.range(0, holes)
                        .mapToObj(i -> term(Math.max(0, depth - 1), order))
                        .toArray(Term[]::new));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
