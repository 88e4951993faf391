package dev.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Programs by chance that hand chains of views to the library: several values of one chain are read by methods that
 * take elements as they lie, so that where one view lies depends on what is done with the others.
 */
final class RandomViews {
    /** What the program defines: a tensor, and the texts of its dimensions. */
    private record Value(String name, List<String> dimensions, boolean isDefinite) {
        int rank() {
            return dimensions.size();
        }

        boolean isSquare() {
            return rank() >= 2 && dimensions.get(rank() - 1).equals(dimensions.get(rank() - 2));
        }
    }

    private static final List<String> OF_VECTORS = List.of("cumsum(%s, axis=-1)", "cumsum(%s, axis=0)",
            "cumprod(%s, axis=-1)", "sort(%s, axis=-1)", "argsort(%s, axis=0)*1.5",
            "argmax(%s, axis=-1)*1.5", "argmin(%s)*1.5", "logcumsumexp(%s, axis=0)", "cummax(%s, axis=-1)");
    private static final List<String> OF_MATRICES = List.of("pinv(%s)", "%1$s @ transpose(%1$s, -1, -2)",
            "%s @ ones(size(%1$s, -1), 2)");
    private static final List<String> OF_SQUARES = List.of("inv(%s)", "svdvals(%s)", "det(%s)", "logabsdet(%s)",
            "signdet(%s)", "expm(%s)", "eigvalsh(%s)", "qr_q(%s)", "qr_r(%s)", "%1$s @ %1$s",
            "solve(%s, b)", "solve(%1$s, transpose(%1$s, -1, -2))", "solve_triangular(%s + 3*eye(n), b)",
            "solve_triangular(%s + 3*eye(n), b, upper=true)",
            "cholesky(%1$s @ transpose(%1$s, -1, -2) + eye(n))", "matrix_power(%s, 3)");

    private final Random random;
    private final Map<String, Integer> sizes = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private int defined;

    private RandomViews(long seed) {
        this.random = new Random(seed);
        sizes.put("n", 2 + random.nextInt(3));
        sizes.put("m", 2 + random.nextInt(3));
    }

    /** A function {@code f} of a square matrix a, a matrix b of as many rows and a tensor x. */
    static String of(long seed) {
        RandomViews program = new RandomViews(seed);
        boolean isNamed = program.random.nextBoolean();
        String text = program.text();
        return isNamed ? text : literal(text, program.sizes);
    }

    /** The same with numbers in the place of names. */
    private static String literal(String text, Map<String, Integer> sizes) {
        String literal = text;
        for (Map.Entry<String, Integer> size : sizes.entrySet()) {
            literal = literal.replaceAll("\\b" + size.getKey() + "\\b", size.getValue().toString());
        }
        return literal;
    }

    static Map<String, Integer> sizes(long seed) {
        return new RandomViews(seed).sizes;
    }

    private String text() {
        List<String> shape = new ArrayList<>(List.of("m", "n", "2").subList(0, 1 + random.nextInt(3)));
        Collections.shuffle(shape, random);
        Value a = new Value("a", List.of("n", "n"), true);
        Value x = new Value("x", shape, false);
        chain(
                random.nextInt(3) == 0
                        ? define(random.nextBoolean() ? "inv(a)" : "cholesky(a)", a.dimensions(), false)
                        : a);
        chain(x);
        boolean isSecond = random.nextInt(3) == 0;
        String result = "concat([" + String.join(", ", results) + "])";
        lines.addAll(isSecond ? List.of("z = sum(sin(" + result + "))",
                "return reshape(grad(z, a), -1)") : List.of("return " + result));
        return "f(a: f64[n, n], b: f64[n, 2], x: f64[" + String.join(", ", shape) + "]) {\n  "
                + String.join("\n  ", lines) + "\n}\n";
    }

    private Value define(String expression, List<String> dimensions, boolean isDefinite) {
        Value value = new Value("t" + ++defined, dimensions, isDefinite);
        lines.add(value.name() + " = " + expression);
        return value;
    }

    private void chain(Value base) {
        List<Value> chain = new ArrayList<>(List.of(base));
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            chain.add(view(chain.get(chain.size() - 1)));
        }
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            results.add("reshape(" + call(chain.get(random.nextInt(chain.size()))) + ", -1)");
        }
    }

    private String call(Value value) {
        List<String> calls = new ArrayList<>(OF_VECTORS);
        if (value.rank() >= 2 && !value.dimensions().contains("m")) {
            calls.addAll(OF_MATRICES);
        }
        if (value.isDefinite()) {
            calls.add("cholesky(%s)");
        }
        if (value.isSquare() && value.dimensions().contains("n") && value.name().startsWith("t") && value.rank() == 2) {
            calls = OF_SQUARES;
        }
        return calls.get(random.nextInt(calls.size())).formatted(value.name());
    }

    private Value view(Value x) {
        int axis = random.nextInt(x.rank());
        String name = x.name();
        List<String> dimensions = new ArrayList<>(x.dimensions());
        return switch (random.nextInt(9)) {
            case 0, 1 -> {
                Collections.reverse(dimensions);
                yield define("transpose(" + name + ")", dimensions, x.isDefinite());
            }
            case 2 -> define("flip(" + name + ")", dimensions, x.isDefinite());
            case 3 -> define("flip(" + name + ", axis=" + axis + ")", dimensions, false);
            case 4 -> sliced(x, axis);
            case 5 -> reshaped(x, axis);
            case 6 -> {
                dimensions.add(0, "2");
                yield define("broadcast_to(" + name + ", [" + String.join(", ", dimensions) + "])", dimensions, false);
            }
            case 7 -> define("roll(" + name + ", 1, axis=" + axis + ")", dimensions, false);
            default -> {
                dimensions.set(0, "3");
                yield define(name + "[[0, -1, 0]]", dimensions, false);
            }
        };
    }

    /** All but the first, every second of twice as many, or what a padding surrounds. */
    private Value sliced(Value x, int axis) {
        String name = x.name();
        String colons = ":, ".repeat(axis);
        List<String> dimensions = new ArrayList<>(x.dimensions());
        String length = dimensions.get(axis);
        if (length.equals("n") || length.equals("m")) {
            dimensions.set(axis, "(" + length + " - 1)");
            return define(name + "[" + colons + "1:]", dimensions, false);
        }
        return random.nextBoolean()
                ? define(
                        "pad(" + name + ", 1, axis=" + axis + ", value=0.5)[" + colons + "1:-1]",
                        dimensions,
                        x.isDefinite())
                : define(
                        "concat([" + name + ", " + name + "], axis=" + axis + ")[" + colons + "::2]",
                        dimensions,
                        false);
    }

    private Value reshaped(Value x, int axis) {
        List<String> dimensions = new ArrayList<>(x.dimensions());
        if (axis + 1 < x.rank() && random.nextBoolean()) {
            dimensions.set(axis, dimensions.get(axis) + "*" + dimensions.remove(axis + 1));
        } else {
            dimensions.add(axis, "1");
        }
        return define("reshape(" + x.name() + ", [" + String.join(", ", dimensions) + "])", dimensions, false);
    }
}
