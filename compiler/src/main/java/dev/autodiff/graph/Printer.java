package dev.autodiff.graph;

import dev.autodiff.runtime.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes graphs in the language itself. What is used more than once gets a line of its own before its uses, so that the
 * text is as long as the graph and not as its expansion; read back, it computes the same bits.
 */
public final class Printer {
    /** Deeper expressions are broken into lines of their own; a chain of 100 000 terms must not be one recursion. */
    private static final int MAX_DEPTH = 40;

    /** The binding strength of an expression's outermost operator. */
    private enum Strength {
        CHOICE,
        OR,
        AND,
        NOT,
        COMPARISON,
        SUM,
        PRODUCT,
        SIGN,
        POWER,
        ATOM;

        Strength next() {
            return values()[ordinal() + 1];
        }
    }

    private record Text(String text, Strength strength) {
        String within(Strength needed) {
            return strength.compareTo(needed) < 0 ? "(" + text + ")" : text;
        }
    }

    private final Map<Node, String> names = new HashMap<>();

    private Printer() {}

    /** A definition: {@code name = text}. */
    public record Line(String name, String text) {
        @Override
        public String toString() {
            return name + " = " + text;
        }
    }

    /** The expression in one line, all of it written out; for short ones such as rules. */
    public static String infix(Node node) {
        return new Printer().text(node, 0).text();
    }

    /** Definitions of the given results, in their order, after those of what they share. */
    public static List<Line> lines(Map<String, Node> results) {
        return new Printer().definitions(results);
    }

    /** The number as the language writes it. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String text = Numbers.print(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text.replace(".0E", "e").replace('E', 'e');
    }

    private List<Line> definitions(Map<String, Node> results) {
        if (results.isEmpty()) {
            return List.of();
        }
        Graph graph = results.values().iterator().next().graph();
        boolean[] needed = graph.reachable(results.values());
        Map<Node, String> resultNames = new HashMap<>();
        results.forEach((name, node) -> {
            if (!(node.op() instanceof Leaf) && isName(name)) {
                resultNames.putIfAbsent(node, name);
            }
        });
        List<Line> lines = shared(graph, needed, results, resultNames);
        results.forEach((name, node) -> {
            if (!name.equals(resultNames.get(node))) {
                lines.add(new Line(name, text(node, 0).text()));
            }
        });
        return lines;
    }

    /** A line for each value that is used several times, has a name, or is deep; the uses refer to it. */
    private List<Line> shared(Graph graph, boolean[] needed, Map<String, Node> results, Map<Node, String> resultNames) {
        List<Line> lines = new ArrayList<>();
        Set<String> taken = takenNames(graph, needed, results.keySet());
        int[] uses = uses(graph, needed);
        int[] asResult = new int[needed.length];
        results.values().forEach(result -> asResult[result.id()]++);
        int[] depth = new int[needed.length];
        int temporaries = 0;
        for (int id = 0; id < needed.length; id++) {
            Node node = graph.get(id);
            if (!needed[id] || node.op() instanceof Leaf) {
                continue;
            }
            depth[id] = 1 + node.inputs().stream().mapToInt(input -> depth[input.id()]).max().orElse(0);
            String name = resultNames.get(node);
            if (name == null && (uses[id] + asResult[id] > 1 || uses[id] == 1 && (node.name() != null || depth[id] >= MAX_DEPTH))) {
                name = node.name();
                while (name == null || !taken.add(name)) {
                    name = "t" + ++temporaries;
                }
            }
            if (name != null) {
                lines.add(new Line(name, text(node, 0).text()));
                names.put(node, name);
                depth[id] = 0;
            }
        }
        return lines;
    }

    private static int[] uses(Graph graph, boolean[] needed) {
        int[] uses = new int[needed.length];
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                graph.get(id).inputs().forEach(input -> uses[input.id()]++);
            }
        }
        return uses;
    }

    private static Set<String> takenNames(Graph graph, boolean[] needed, Set<String> results) {
        Set<String> taken = new HashSet<>(results);
        for (int id = 0; id < needed.length; id++) {
            if (needed[id] && graph.get(id).op() instanceof Leaf.Parameter parameter) {
                taken.add(parameter.name());
            }
        }
        return taken;
    }

    /** Whether the text can be referred to in an expression: {@code dz/dx} cannot. */
    private static boolean isName(String text) {
        return text.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    }

    private Text text(Node node, int depth) {
        String name = names.get(node);
        if (name != null) {
            return new Text(name, Strength.ATOM);
        }
        if (depth > 2 * MAX_DEPTH) {
            return new Text("…", Strength.ATOM);
        }
        List<Text> inputs = node.inputs().stream().map(input -> text(input, depth + 1)).toList();
        if (node.op() instanceof Leaf.Constant constant) {
            String number = number(constant.value());
            return new Text(number, number.startsWith("-") ? Strength.SIGN : Strength.ATOM);
        }
        if (node.op() instanceof IntegerPower power) {
            return new Text(inputs.get(0).within(Strength.ATOM) + "^" + power.exponent(), Strength.POWER);
        }
        return node.op() instanceof Pointwise row ? operation(row, inputs) : call(node, inputs);
    }

    private static Text operation(Pointwise row, List<Text> inputs) {
        return switch (row) {
            case ADD -> infix(inputs, " + ", Strength.SUM);
            case SUB -> infix(inputs, " - ", Strength.SUM);
            case MUL -> infix(inputs, "*", Strength.PRODUCT);
            case DIV -> infix(inputs, "/", Strength.PRODUCT);
            case NEG -> new Text("-" + inputs.get(0).within(Strength.POWER), Strength.SIGN);
            case POW -> new Text(
                    inputs.get(0).within(Strength.ATOM) + "^" + inputs.get(1).within(Strength.SIGN), Strength.POWER);
            case LT, LE, GT, GE, EQ, NE -> new Text(
                    inputs.get(0).within(Strength.SUM) + " " + row.symbol() + " " + inputs.get(1).within(Strength.SUM),
                    Strength.COMPARISON);
            case AND -> infix(inputs, " and ", Strength.AND);
            case OR -> infix(inputs, " or ", Strength.OR);
            case NOT -> new Text("not " + inputs.get(0).within(Strength.NOT), Strength.NOT);
            default -> call(row.symbol(), inputs.stream().map(Text::text).toList());
        };
    }

    /** A left-associative operator: an operand of its own strength needs parentheses on the right. */
    private static Text infix(List<Text> inputs, String operator, Strength strength) {
        return new Text(inputs.get(0).within(strength) + operator + inputs.get(1).within(strength.next()), strength);
    }

    private static Text call(Node node, List<Text> inputs) {
        if (inputs.isEmpty()) {
            return new Text(node.op().symbol(), Strength.ATOM);
        }
        List<String> attributes = node.op().attributes(node);
        if (node.op() instanceof View.Slice) {
            return new Text(inputs.get(0).within(Strength.ATOM) + attributes.get(0), Strength.ATOM);
        }
        List<String> arguments = new ArrayList<>(inputs.stream().map(Text::text).toList());
        // the letters of a contraction stand before what they name
        arguments.addAll(node.op() instanceof Contraction ? 0 : arguments.size(), attributes);
        return call(node.op() instanceof Identity.Variable ? "" : node.op().symbol(), arguments);
    }

    private static Text call(String name, List<String> arguments) {
        return new Text(name + "(" + String.join(", ", arguments) + ")", Strength.ATOM);
    }
}
