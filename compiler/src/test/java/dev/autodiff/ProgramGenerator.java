package dev.autodiff;

import static dev.autodiff.Term.number;

import dev.autodiff.RandomProgram.Line;
import dev.autodiff.frontend.Prelude;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/** Random programs that are correct by construction, over all operators and all functions of the prelude. */
final class ProgramGenerator implements RandomGenerator<RandomProgram> {
    private static final int MAX_DEPTH = 5;
    private static final int MAX_ORDER = 2;
    private static final List<String> CONSTANTS =
            List.of("0", "1", "2", "0.5", "3", "(-1.5)", "1e-3", "1e10", "pi", "(-0.0)", "inf", "nan", "1e-310", "0.1");
    private static final List<String> POWERS = List.of(
            "§^2", "§^3", "§^4", "§^5", "§^7", "§^8", "§^-1", "§^-2", "§^-3", "§^-8", "§^0.5", "§^-0.5", "§^1.5", "§^10", "§^-12", "§^0", "§^1");
    private static final List<String> INFIX = List.of("(§ + §)", "(§ - §)", "(§*§)", "(§/§)");
    private static final List<String> COMPARISONS = List.of("(§ < §)", "(§ <= §)", "(§ > §)", "(§ >= §)", "(§ == §)", "(§ != §)", "(§ < § <= §)");
    private static final Set<String> TRUTHS = Set.of("isnan", "isfinite");
    private static final List<String> FUNCTIONS = functions();

    private Random random;
    private List<String> names;
    private List<String> calls;

    /** Patterns of the functions that have a number for their result. */
    private static List<String> functions() {
        List<String> functions = new ArrayList<>(List.of("polygamma(2, §)", "maximum(§, §)", "max(§, §, §)", "(-§)", "(-§)"));
        for (Pointwise row : Pointwise.values()) {
            if (row.symbol().matches("[a-z]\\w+") && !Set.of("and", "or", "not", "neg", "where", "polygamma").contains(row.symbol())) {
                functions.add(call(row.symbol(), row.arity()));
            }
        }
        Pattern.compile("(?m)^(\\w+)\\(([\\w, ]+)\\)").matcher(Prelude.text()).results().filter(match -> !TRUTHS.contains(match.group(1)))
                .forEach(match -> functions.add(call(match.group(1), match.group(2).split(",").length)));
        return List.copyOf(functions);
    }

    private static String call(String function, int arity) {
        return IntStream.range(0, arity).mapToObj(i -> "§").collect(Collectors.joining(", ", function + "(", ")"));
    }

    @Override
    public Shrinkable<RandomProgram> next(Random source) {
        random = source;
        calls = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            names = List.of("x", "y");
            String name = "f" + i + "_";
            lines.add(new Line(name, name + "(x, y) = §", term(random.nextInt(MAX_DEPTH), 0)));
            calls.add(name + "(§, §)");
        }
        names = new ArrayList<>(List.of("x", "y", "w"));
        int statements = 1 + random.nextInt(5);
        for (int i = 0; i < statements; i++) {
            String name = "v" + i + "_";
            boolean detached = i < statements - 1 && random.nextInt(12) == 0;
            lines.add(new Line(name, detached ? "no_grad { " + name + " = § }" : name + " = §", term(1 + random.nextInt(MAX_DEPTH), 0)));
            names.add(name);
        }
        return new RandomProgram(lines).shrinkable();
    }

    private Term term(int depth, int order) {
        int kind = depth == 0 ? random.nextInt(20) : random.nextInt(100);
        if (kind < 5) {
            return number(any(CONSTANTS));
        }
        if (kind < 20) {
            return number(any(names));
        }
        if (kind < 45) {
            return filled(any(INFIX), depth, order);
        }
        if (kind < 75) {
            return filled(any(FUNCTIONS), depth, order);
        }
        if (kind < 82) {
            return random.nextInt(4) == 0 ? filled("§^§", depth, order) : filled(any(POWERS), depth, order);
        }
        if (kind < 90) {
            return random.nextBoolean()
                    ? number("where(§, §, §)", truth(depth - 1, order), term(depth - 1, order), term(depth - 1, order))
                    : number("(§ if § else §)", term(depth - 1, order), truth(depth - 1, order), term(depth - 1, order));
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

    private Term truth(int depth, int order) {
        int kind = depth <= 0 ? 99 : random.nextInt(10);
        return switch (kind) {
            case 0 -> truth("(§ and §)", truth(depth - 1, order), truth(depth - 1, order));
            case 1 -> truth("(§ or §)", truth(depth - 1, order), truth(depth - 1, order));
            case 2 -> truth("(not §)", truth(depth - 1, order));
            case 3 -> truth("isnan(§)", term(depth - 1, order));
            case 4 -> truth("where(§, §, §)", truth(depth - 1, order), truth(depth - 1, order), truth(depth - 1, order));
            case 5 -> truth(random.nextBoolean() ? "true" : "isfinite(y)");
            default -> truth(filled(any(COMPARISONS), depth, order));
        };
    }

    private static Term truth(Term number) {
        return new Term(number.pattern(), true, number.inner());
    }

    private static Term truth(String pattern, Term... inner) {
        return Term.truth(pattern, inner);
    }

    private Term filled(String pattern, int depth, int order) {
        int holes = (int) pattern.chars().filter(c -> c == '§').count();
        String parenthesised = pattern.startsWith("§") ? "(" + pattern.replace("§", "(§)") + ")" : pattern;
        return number(parenthesised, IntStream.range(0, holes).mapToObj(i -> term(Math.max(0, depth - 1), order)).toArray(Term[]::new));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
