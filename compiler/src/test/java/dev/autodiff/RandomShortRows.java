package dev.autodiff;

import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Programs by chance that fold the last axes of tensors, which are short: distances, least and greatest elements,
 * products. What is folded is made of exact operators, of operands that have all axes or lack some.
 */
final class RandomShortRows {
    /** How many rows: none, one, and as many as registers or rows that are folded together leave over. */
    static final List<Integer> ROWS = List.of(0, 1, 7, 8, 9, 1000);

    private static final List<String> OPERANDS = List.of("x", "y", "u", "v", "w");
    private static final List<String> BINARY =
            List.of("(%s + %s)", "(%s - %s)", "%s*%s", "max(%s, %s)", "min(%s, %s)", "where(%1$s > %2$s, %1$s, %2$s)");
    private static final List<String> UNARY =
            List.of("(%s)^2", "abs(%s)", "sqrt(1 + abs(%s))", "(0.5*%s)", "-%s", "f32(%s)*v");
    private static final List<String> FOLDS = List.of("sum(%s, axis=2)", "max(%s, axis=2)", "min(%s, axis=2)",
            "mean(%s, axis=2)", "prod(1 + %s/64, axis=2)", "sum(%s, axis=1)", "min(%s, axis=1)",
            "min(sum(%s, axis=2), axis=1)", "sum(abs(sum(%s, axis=2)), axis=1)", "sum(max(%s, axis=2)^2, axis=1)");

    private final Random random;
    private final String k;
    private final String d;

    private RandomShortRows(long seed) {
        this.random = new Random(seed);
        this.k = random.nextBoolean() ? "k" : String.valueOf(2 + random.nextInt(8));
        this.d = random.nextBoolean() ? "d" : List.of("2", "3", "8", "11").get(random.nextInt(4));
    }

    /** A function f of n rows. */
    static String of(long seed) {
        RandomShortRows program = new RandomShortRows(seed);
        String head = "f(x: f64[n, K, D], y: f64[K, D], u: f64[n, 1, D], v: f64[D], w: f64[n, K, 1])"
                .replace("K", program.k)
                .replace("D", program.d);
        // one operand has all axes
        String folded = program.one(BINARY).formatted("x", program.expression(2));
        return head + " = " + program.one(FOLDS).formatted(folded) + "\n";
    }

    /** The lengths of the dimensions that have names. */
    static Map<String, Integer> sizes(long seed, int rows) {
        Random random = new Random(seed);
        return Map.of("n", rows, "k", 1 + random.nextInt(9), "d", List.of(2, 3, 8, 10, 16).get(random.nextInt(5)));
    }

    private String one(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private String expression(int depth) {
        if (depth == 0) {
            return one(OPERANDS);
        }
        if (random.nextInt(3) == 0) {
            return one(UNARY).formatted(expression(depth - 1));
        }
        return one(BINARY).formatted(expression(depth - 1), expression(depth - 1));
    }
}
