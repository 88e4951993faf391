package dev.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random programs with lengths that are 0 at a point, in all the ways in which a program may compute something:
 * variables, functions, tensors, loops, conditions, solutions of equations. Beside the text stands what the program is
 * up to second order, computed from the same choices by the algebra of {@link Quadratic}.
 */
final class LengthPrograms {
    /** The step number k of the loop that a program may be in takes these values. */
    private static final int[] STEPS = {1, 2, 3};

    /** @param expected at the point */
    record Program(String text, List<String> names, double[] point, Quadratic expected) {
        /** The derivative by the last variable but one and the last one, as a program. */
        String nested() {
            String all = String.join(", ", names);
            int last = names.size() - 1;
            return "%s\nsecond(%s) { t_ = f(%s); return grad(grad(t_, %s), %s) }"
                    .formatted(text, all, all, names.get(last - 1), names.get(last));
        }
    }

    /** A part of a program, with what it is in each step of a loop. */
    private record Part(String text, Quadratic[] values) {
        Part map(String other, UnaryOperator<Quadratic> change) {
            return new Part(other, Arrays.stream(values).map(change).toArray(Quadratic[]::new));
        }

        Part with(Part b, String both, BinaryOperator<Quadratic> change) {
            return new Part(
                    both,
                    IntStream.range(0, STEPS.length)
                            .mapToObj(i -> change.apply(values[i], b.values[i]))
                            .toArray(Quadratic[]::new));
        }

        Part times(Part b) {
            return with(b, "(" + text + ")*(" + b.text + ")", Quadratic::times);
        }

        Part plus(Part b) {
            return with(b, text + " + " + b.text, Quadratic::plus);
        }
    }

    /** A function of one number by its derivatives. */
    private record Function(
            String text, DoubleUnaryOperator value, DoubleUnaryOperator first, DoubleUnaryOperator second) {
        Part of(Part u) {
            return u.map(
                    text.replace("u", "(" + u.text() + ")"),
                    q -> q.through(
                            value.applyAsDouble(q.value()),
                            first.applyAsDouble(q.value()),
                            second.applyAsDouble(q.value())));
        }
    }

    /** Of a length, up to its square: smooth ones. */
    private record OfLength(String text, double atZero, double square) {}

    private static final List<OfLength> OF_LENGTHS = List.of(
            new OfLength("cos(q)", 1, -0.5),
            new OfLength("cosh(q)", 1, 0.5),
            new OfLength("q*tanh(q)", 0, 1),
            new OfLength("q*sin(2*q)", 0, 2),
            new OfLength("(1 + q)*exp(-q)", 1, -0.5),
            new OfLength("log(cosh(q))", 0, 0.5),
            new OfLength("sqrt(1 + q^2)", 1, 0.5),
            new OfLength("q^2*exp(-q)", 0, 1),
            new OfLength("q^3 + q^2", 0, 1),
            new OfLength("exp(q) - q", 1, 0.5),
            new OfLength("q - log(1 + q)", 0, 0.5),
            new OfLength("1/(1 + q^2)", 1, -1),
            new OfLength("q*atan(q)", 0, 1),
            new OfLength("sin(q)/q", 1, -1.0 / 6),
            new OfLength("tanh(q)/q", 1, -1.0 / 3),
            new OfLength("j0(q)", 1, -0.25),
            new OfLength("max(1 - q, 0)^4*(4*q + 1)", 1, -10),
            new OfLength("q*log(1 + q)", 0, 1),
            new OfLength("exp(-q^2)", 1, -1),
            new OfLength("(2 + q)^2 - 4*q", 4, 1),
            new OfLength("erf(q)*q", 0, 1.1283791670955126),
            new OfLength("softplus(q) - q/2", Math.log(2), 0.125),
            new OfLength("q*sinh(q)/(1 + q)", 0, 1),
            new OfLength("(1 + sqrt(5)*q + 5*q^2/3)*exp(-sqrt(5)*q)", 1, -5.0 / 6));

    private static final List<Function> FUNCTIONS = List.of(
            new Function("exp(u/2)", u -> Math.exp(u / 2), u -> Math.exp(u / 2) / 2, u -> Math.exp(u / 2) / 4),
            new Function("sin(u)", Math::sin, Math::cos, u -> -Math.sin(u)),
            new Function("u^2", u -> u * u, u -> 2 * u, u -> 2),
            new Function("u^3", u -> u * u * u, u -> 3 * u * u, u -> 6 * u),
            new Function("sqrt(1 + u^2)", u -> Math.sqrt(1 + u * u), u -> u / Math.sqrt(1 + u * u), u -> Math.pow(
                    1 + u * u, -1.5)),
            new Function("log(2 + u^2)", u -> Math.log(2 + u * u), u -> 2 * u / (2 + u * u), u -> (4 - 2 * u * u)
                    / Math.pow(2 + u * u, 2)),
            new Function("1/(1 + u^2)", u -> 1 / (1 + u * u), u -> -2 * u / Math.pow(1 + u * u, 2), u -> (6 * u * u
                    - 2) / Math.pow(1 + u * u, 3)),
            new Function("atan(u)", Math::atan, u -> 1 / (1 + u * u), u -> -2 * u / Math.pow(1 + u * u, 2)));

    private final Random random;
    private final String[] names;
    private final double[] point;
    private final List<String> definitions = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private boolean isOfSteps;
    private int count;

    LengthPrograms(Random random) {
        this.random = random;
        this.names = random.nextInt(3) == 0 ? new String[] {"w", "x", "y"} : new String[] {"x", "y"};
        this.point = random.doubles(names.length)
                .map(u -> u < 0.7 ? 0 : Math.rint(8 * (u - 0.85)) / 2)
                .toArray();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    Program next() {
        int style = random.nextInt(8);
        isOfSteps = style >= 4;
        Part sum = smooth(3);
        Quadratic[] steps = sum.values();
        Quadratic ofSteps = steps[0].plus(steps[1]).plus(steps[2]);
        String body = String.join("; ", Stream.concat(statements.stream(), Stream.of("")).toList());
        String text = sum.text();
        Quadratic expected = isOfSteps ? ofSteps : steps[0];
        String program =
                switch (style) {
                    case 4 -> "s_ = 0; for k in 1:4 { " + body + "s_ = s_ + (" + text + ") }; return s_";
                    case 5 -> "s_ = 0; k = 1; while k < 4 { " + body
                            + "s_ = s_ + (" + text + "); k = k + 1 }; return s_";
                    case 6 -> statements.isEmpty()
                            ? "return sum(map(k -> " + text + ", [1, 2, 3]))"
                            : "t_ = zeros(3); for k in 1:4 { " + body + "t_[k - 1] = " + text + " }; return sum(t_)";
                    case 7 -> "s_ = 0; for i_ in 0:2 { for k in 1:4 { " + body
                            + "s_ = s_ + (" + text + ")/2 } }; return s_";
                    case 3 -> body + "if k > 0 { s_ = " + text + " } else { s_ = 0 }; return s_";
                    default -> body + "return " + text;
                };
        String start = style >= 4 ? "" : "k = 1; ";
        definitions.add("f(" + String.join(", ", names) + ") { " + start + program + " }");
        return new Program(String.join("\n", definitions), List.of(names), point, expected);
    }

    private Part constant(double value) {
        Quadratic[] values = new Quadratic[STEPS.length];
        Arrays.fill(values, Quadratic.constant(value, names.length));
        return new Part(Double.toString(value), values);
    }

    private Part variable(int i) {
        Quadratic[] values = new Quadratic[STEPS.length];
        Arrays.fill(values, Quadratic.variable(point[i], i, names.length));
        return new Part(names[i], values);
    }

    private Part step() {
        return new Part(
                "k",
                Arrays.stream(STEPS)
                        .mapToObj(k -> Quadratic.constant(k, names.length))
                        .toArray(Quadratic[]::new));
    }

    /** How far a variable is from the point. */
    private Part distance(int i) {
        Part x = variable(i);
        String sign = point[i] > 0 ? " - " : " + ";
        String text = point[i] == 0 ? names[i] : "(" + names[i] + sign + Math.abs(point[i]) + ")";
        return x.map(text, q -> q.minus(Quadratic.constant(point[i], names.length)));
    }

    private Part scaled(Part part, double factor) {
        return factor == 1 ? part : part.map(number(factor) + "*" + part.text(), q -> q.times(factor));
    }

    private static String number(double factor) {
        String text = factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
        return factor < 0 ? "(" + text + ")" : text;
    }

    /** A linear function that is 0 at the point. */
    private Part linear(int i) {
        Part first = scaled(distance(i), any(List.of(1.0, 1.0, 2.0, -1.0, 0.5, 3.0)));
        if (oneIn(2)) {
            return first;
        }
        int j = (i + 1 + random.nextInt(names.length - 1)) % names.length;
        Part second = scaled(distance(j), any(List.of(1.0, 2.0, -1.0, 0.5)));
        return first.with(second, "(" + first.text() + " + " + second.text() + ")", Quadratic::plus);
    }

    /** The coordinates of a length. */
    private List<Part> coordinates() {
        int first = random.nextInt(names.length);
        int dimensions = oneIn(5) ? 1 : oneIn(3) ? names.length : 2;
        return IntStream.range(0, dimensions)
                .mapToObj(i -> linear((first + i) % names.length))
                .toList();
    }

    /** A multiple of the length of the coordinates, in one of many ways. */
    private Part length(List<Part> coordinates) {
        double factor = any(List.of(1.0, 1.0, 1.0, 2.0, 3.0, 0.5));
        List<Part> scaled = new ArrayList<>();
        coordinates.forEach(x -> scaled.add(oneIn(8) ? negative(x) : x));
        if (oneIn(4)) {
            scaled.add(scaled.remove(0));
        }
        Part length = new Part(
                "",
                IntStream.range(0, STEPS.length)
                        .mapToObj(i -> Quadratic.length(
                                        scaled.stream().map(x -> x.values()[i]).toArray(Quadratic[]::new))
                                .times(factor))
                        .toArray(Quadratic[]::new));
        if (isOfSteps && oneIn(2)) {
            Part k = step();
            Part ofStep = k.times(length);
            List<Part> multiples = scaled.stream()
                    .map(x -> x.map("k*" + x.text(), q -> q))
                    .toList();
            return new Part(written(multiples, factor), ofStep.values());
        }
        return new Part(written(scaled, factor), length.values());
    }

    private static Part negative(Part x) {
        return x.map("(-" + x.text() + ")", q -> q.times(-1));
    }

    private String written(List<Part> coordinates, double factor) {
        String c = number(factor);
        String front = factor == 1 ? "" : c + "*";
        List<String> x = coordinates.stream().map(Part::text).toList();
        List<String> multiples = x.stream().map(text -> front + text).toList();
        String squares = String.join(" + ", x.stream().map(text -> "(" + text + ")^2").toList());
        String squaresOfMultiples =
                String.join(" + ", multiples.stream().map(text -> "(" + text + ")^2").toList());
        int way = random.nextInt(10);
        if (x.size() == 1 && way < 4) {
            return way < 2 ? front + "abs(" + x.get(0) + ")" : "abs(" + multiples.get(0) + ")";
        }
        if (x.size() == 2 && way < 3) {
            return way == 0 ? front + "hypot(" + x.get(0) + ", " + x.get(1) + ")"
                    : way == 1 ? "hypot(" + multiples.get(0) + ", " + multiples.get(1) + ")"
                    : front + "hypot(" + x.get(0) + " - " + x.get(1) + ", " + x.get(0) + " + " + x.get(1)
                            + ")/sqrt(2)";
        }
        return switch (way) {
            case 3 -> "sqrt(" + squaresOfMultiples + ")";
            case 4 -> front + "sqrt(" + squares + ")";
            case 5 -> "norm([" + String.join(", ", multiples) + "])";
            case 8 -> "sqrt(sum([" + String.join(", ", multiples) + "]^2))";
            case 9 -> front + "sqrt(sum([" + String.join(", ", x) + "]^2))";
            case 6 -> "norm(" + front + "[" + String.join(", ", x) + "])";
            default -> front + "norm([" + String.join(", ", x) + "])";
        };
    }

    private Part named(Part part) {
        if (!oneIn(3)) {
            return part;
        }
        String name = "v" + count++;
        statements.add(name + " = " + part.text());
        return part.map(name, q -> q);
    }

    private Part parenthesized(Part part) {
        return part.map("(" + part.text() + ")", q -> q);
    }

    /** A function of lengths that is smooth. */
    private Part ofLength() {
        List<Part> coordinates = coordinates();
        Part q = named(length(coordinates));
        if (oneIn(3)) {
            return parenthesized(ofLengths(q, named(length(coordinates))));
        }
        OfLength form = any(OF_LENGTHS);
        UnaryOperator<Quadratic> square = value -> value.through(form.atZero(), 0, 2 * form.square());
        if (oneIn(4)) {
            String name = "g" + count++;
            definitions.add(name + "(q) = " + form.text());
            return q.map(name + "(" + q.text() + ")", square);
        }
        return q.map("(" + form.text().replaceAll("\\bq\\b", "(" + q.text() + ")") + ")", square);
    }

    /** A function of two lengths, one of which is a multiple of the other, that is smooth. */
    private Part ofLengths(Part q, Part other) {
        Part product = q.times(other);
        Part sum = q.plus(other);
        double[] ratios = IntStream.range(0, STEPS.length)
                .mapToDouble(i -> ratio(q.values()[i], other.values()[i]))
                .toArray();
        boolean isConstant = Arrays.stream(ratios).allMatch(ratio -> Math.abs(ratio - ratios[0]) < 1e-12);
        return switch (random.nextInt(isConstant ? 9 : 7)) {
            case 0, 1 -> product;
            case 2 -> q.with(other, "(" + q.text() + ")*tanh(" + other.text() + ")", Quadratic::times);
            case 3 -> q.with(other, "sinh(" + q.text() + ")*atan(" + other.text() + ")", Quadratic::times);
            case 4 -> new Function("cos(u)", Math::cos, u -> -Math.sin(u), u -> -Math.cos(u))
                    .of(q.with(other, q.text() + " - " + other.text(), Quadratic::minus));
            case 5 -> any(List.of(FUNCTIONS.get(2), FUNCTIONS.get(4), FUNCTIONS.get(6))).of(sum);
            case 6 -> new Function("log(1 + u)", Math::log1p, u -> 1 / (1 + u), u -> -1 / ((1 + u) * (1 + u)))
                    .of(product);
            case 7 -> new Function("exp(u)", Math::exp, Math::exp, Math::exp)
                    .of(q)
                    .with(scaled(other, 1 / ratios[0]), "exp(" + q.text() + ") - (" + other.text() + ")/" + ratios[0],
                            Quadratic::minus);
            default -> new Function("(1 + u)^3", u -> Math.pow(1 + u, 3), u -> 3 * Math.pow(1 + u, 2), u -> 6 * (1 + u))
                    .of(q)
                    .with(scaled(other, 3 / ratios[0]), "(1 + " + q.text() + ")^3 - " + 3 / ratios[0] + "*("
                            + other.text() + ")", Quadratic::minus);
        };
    }

    private static double ratio(Quadratic q, Quadratic other) {
        return other.kinks().values().iterator().next() / q.kinks().values().iterator().next();
    }

    private Part smooth(int depth) {
        if (depth == 0 || oneIn(6)) {
            return oneIn(3) ? any(FUNCTIONS).of(variable(random.nextInt(names.length))) : ofLength();
        }
        Part a = named(parenthesized(smooth(depth - 1)));
        return switch (random.nextInt(7)) {
            case 0 -> a.times(parenthesized(smooth(depth - 1)));
            case 1 -> {
                Part b = any(FUNCTIONS).of(parenthesized(smooth(depth - 1)));
                Part divisor = b.map("(3 + " + b.text() + ")", q -> q.plus(Quadratic.constant(3, names.length)));
                yield a.with(divisor, a.text() + "/" + divisor.text(), Quadratic::over);
            }
            case 2, 3 -> any(FUNCTIONS).of(a);
            case 4 -> oneIn(2) ? solution(a) : any(FUNCTIONS).of(a);
            default -> a.plus(parenthesized(smooth(depth - 1)));
        };
    }

    /** What solves an equation with the part in it. */
    private Part solution(Part a) {
        String t = "t" + count++;
        if (isOfSteps) {
            return a;
        }
        return switch (random.nextInt(3)) {
            case 0 -> implicit(
                    a,
                    "root(" + t + " -> " + t + "^3 + " + t + " - " + a.text() + ", 1)",
                    (x, p) -> x.times(x).times(x).plus(x).minus(p),
                    x -> 3 * x * x + 1);
            case 1 -> implicit(
                    a,
                    "fixpoint(" + t + " -> atan(" + a.text() + ")*cos(" + t + ")/4, 1)",
                    (x, p) -> x.minus(FUNCTIONS.get(7)
                            .of(new Part("", new Quadratic[] {p, p, p}))
                            .values()[0]
                            .times(cosine(x))
                            .times(0.25)),
                    x -> 1);
            default -> implicit(
                    a,
                    "minimize(" + t + " -> (" + t + " - " + a.text() + ")^2 + " + t + "^4, 0.5)",
                    (x, p) -> x.minus(p).times(2).plus(x.times(x).times(x).times(4)),
                    x -> 2 + 12 * x * x);
        };
    }

    private static Quadratic cosine(Quadratic x) {
        return x.through(Math.cos(x.value()), -Math.sin(x.value()), -Math.cos(x.value()));
    }

    /** By Newton's method in the algebra of what is quadratic; an approximate slope is enough. */
    private static Part implicit(
            Part a, String text, BinaryOperator<Quadratic> residual, DoubleUnaryOperator slope) {
        return a.map(text, p -> {
            Quadratic x = Quadratic.constant(0.5, p.slopes().length);
            for (int i = 0; i < 200; i++) {
                x = x.minus(residual.apply(x, p).times(1 / slope.applyAsDouble(x.value())));
            }
            return x;
        });
    }
}
