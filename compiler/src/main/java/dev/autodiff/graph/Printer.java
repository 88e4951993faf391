package dev.autodiff.graph;

import dev.autodiff.runtime.Numbers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes graphs in the language itself. What is used more than once gets a line of its own before its uses, so that the
 * text is as long as the graph and not as its expansion; read back, it computes the same bits.
 */
public final class Printer {
    /** Deeper expressions are broken into lines of their own; a chain of 100 000 terms must not be one recursion. */
    static final int MAX_DEPTH = 40;

    /** Messages show no longer expressions. */
    private static final int BRIEF = 80;

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

    private final boolean isReadable;

    private Printer() {
        this(false);
    }

    /**
     * @param isReadable whether numbers such as {@code sqrt(2*pi)} are written so, products of matrices with their
     *     sign, and stretching is left out: text for people, which is not read back
     */
    private Printer(boolean isReadable) {
        this.isReadable = isReadable;
    }

    /**
     * A definition: {@code name = text}; or, with no name, where a loop begins or ends, and what it does.
     *
     * @param depth the number of loops around it
     * @param node the value; null where there is none, or several
     */
    public record Line(String name, String text, int depth, Node node) {
        Line(String name, String text, int depth) {
            this(name, text, depth, null);
        }

        @Override
        public String toString() {
            return "  ".repeat(depth) + (name.isEmpty() ? text : name + " = " + text);
        }
    }

    /** The expression in one line, all of it written out; for short ones such as rules. */
    public static String infix(Node node) {
        return new Printer().text(node, 0).text();
    }

    /** The expression in one line for a message: values that have a name stand under it, stretching is left out. */
    public static String brief(Node node) {
        Printer printer = new Printer();
        Deque<Node> open = new ArrayDeque<>(node.op() instanceof Leaf ? List.of(node) : node.inputs());
        Set<Node> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Node each = open.pop();
            if (each.name() != null) {
                printer.name(each, each.name());
            } else if (seen.add(each)) {
                open.addAll(each.inputs());
            }
        }
        for (Node each : seen) {
            Node stretched = each;
            while (stretched.op() instanceof View.Broadcast && !printer.names.containsKey(stretched)) {
                stretched = stretched.input(0);
            }
            if (stretched != each) {
                printer.name(each, printer.text(stretched, 0).within(Strength.ATOM));
            } else if (each.op() instanceof Leaf.Carried state) {
                printer.name(each, nameOf(state, each.graph()));
            } else if (each.op() instanceof Leaf.StepNumber) {
                printer.name(each, "step");
            }
        }
        String text = printer.text(node, 0).text();
        return text.length() <= BRIEF ? text : text.substring(0, BRIEF) + "…";
    }

    /** What the program calls a value of a loop's state. */
    private static String nameOf(Leaf.Carried state, Graph graph) {
        for (int id = graph.size() - 1; id >= 0; id--) {
            Node node = graph.get(id);
            if (node.op() instanceof LoopOp.Loop loop && loop.number() == state.loop()) {
                String name = loop.next(node, state.index()).name();
                return name == null ? state.symbol() : name;
            }
        }
        return state.symbol();
    }

    /** Definitions of the given results, in their order, after those of what they share. */
    public static List<Line> lines(Map<String, Node> results) {
        return results.isEmpty() ? List.of() : new Definitions(new Printer(), results).lines();
    }

    /** The same for a picture, with numbers such as {@code sqrt(2*pi)} as people write them. */
    public static List<Line> readableLines(Map<String, Node> results) {
        return results.isEmpty() ? List.of() : new Definitions(new Printer(true), results).lines();
    }

    /** An operator with its constant operands, and {@code ·} for the others; one without is its name alone. */
    public static String operator(Node node) {
        if (node.op() instanceof Contraction contraction) {
            return contraction.sign();
        }
        boolean hasConstant = node.inputs().stream().anyMatch(input -> input.op() instanceof Leaf.Constant);
        if (!hasConstant && !(node.op() instanceof IntegerPower)) {
            return String.join(" ", Stream.concat(Stream.of(node.op().symbol()), node.op().attributes(node).stream())
                    .toList());
        }
        Printer printer = new Printer(true);
        node.inputs().stream()
                .filter(input -> !(input.op() instanceof Leaf.Constant))
                .forEach(input -> printer.name(input, "·"));
        return printer.text(node, 0).text();
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

    /** From now on the value is referred to by this name. */
    void name(Node node, String name) {
        names.put(node, name);
    }

    /** The name by which the value is referred to, or that of the leaf. */
    String nameOf(Node node) {
        return names.getOrDefault(node, node.op().symbol());
    }

    /** The expression, with names for what has one. */
    String text(Node node) {
        return text(node, 0).text();
    }

    /** The expression where it stands beside a colon. */
    String bound(Node node) {
        return text(node, 0).within(Strength.SUM);
    }

    private Text text(Node node, int depth) {
        String name = names.get(node);
        if (name != null) {
            return new Text(name, Strength.ATOM);
        }
        if (depth > 2 * MAX_DEPTH) {
            return new Text("…", Strength.ATOM);
        }
        if (node.op() instanceof LoopOp.Recall recall) {
            String step = nameOf(node.graph().stepNumber(recall.loop()));
            return new Text(
                    nameOf(node.input(0).input(1)) + "[" + (recall.backwards() ? "-1 - " : "") + step + "]",
                    Strength.ATOM);
        }
        List<Text> inputs = node.inputs().stream().map(input -> text(input, depth + 1)).toList();
        if (node.op() instanceof Leaf.Constant constant) {
            SymbolicNumber symbolic = isReadable ? SymbolicNumber.of(Math.abs(constant.value())) : null;
            if (symbolic != null) {
                boolean isAtom = symbolic.text().matches("\\w+|\\w+\\([^()]*\\)");
                return constant.value() < 0 ? new Text("-" + symbolic.text(), isAtom ? Strength.SIGN : Strength.SUM)
                        : new Text(symbolic.text(), isAtom ? Strength.ATOM : Strength.PRODUCT);
            }
            String number = number(constant.value());
            return new Text(number, number.startsWith("-") ? Strength.SIGN : Strength.ATOM);
        }
        if (isReadable && node.op() instanceof View.Broadcast) {
            return inputs.get(0);
        }
        if (isReadable && node.op() instanceof Contraction contraction && contraction.isProduct()) {
            boolean isFirst = contraction.transposesA();
            boolean isSecond = contraction.transposesB();
            return new Text(
                    inputs.get(0).within(isFirst ? Strength.ATOM : Strength.PRODUCT) + (isFirst ? "ᵀ @ " : " @ ")
                            + inputs.get(1).within(isSecond ? Strength.ATOM : Strength.SIGN) + (isSecond ? "ᵀ" : ""),
                    Strength.PRODUCT);
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
