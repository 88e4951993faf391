package dev.autodiff.simplify;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Printer;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An equation between two expressions, read from left to right. Their parameters are wildcards: each stands for any one
 * node, and those whose name begins with {@code c} for a constant.
 */
public record Rule(Node left, Node right, Condition condition) {
    /** What the constants of a match must fulfil for the equation to hold. */
    interface Condition {
        /** @param c2 the second one, or NaN if the rule has one only */
        boolean holds(double c, double c2);
    }

    /** No rule has more wildcards. */
    private static final int MAX_WILDCARDS = 9;

    /** What the left side becomes if it matches the node, each inner node passed through {@code simplify}; or null. */
    Node rewrite(Node node, UnaryOperator<Node> simplify) {
        Node[] bindings = new Node[MAX_WILDCARDS];
        boolean applies = matches(left, node, bindings) && (condition == null || holdsFor(bindings));
        return applies ? instantiate(right, bindings, node.graph(), simplify) : null;
    }

    private boolean holdsFor(Node[] bindings) {
        double[] constants = constants(left).distinct()
                .mapToDouble(wildcard -> ((Leaf.Constant) bindings[wildcard.index()].op()).value()).toArray();
        return condition.holds(constants[0], constants.length > 1 ? constants[1] : Double.NaN);
    }

    /** The wildcards of a pattern that stand for constants, from left to right. */
    private static Stream<Leaf.Parameter> constants(Node pattern) {
        if (pattern.op() instanceof Leaf.Parameter wildcard) {
            return isConstant(wildcard) ? Stream.of(wildcard) : Stream.empty();
        }
        return pattern.inputs().stream().flatMap(Rule::constants);
    }

    private static boolean isConstant(Leaf.Parameter wildcard) {
        return wildcard.name().startsWith("c");
    }

    private static boolean matches(Node pattern, Node node, Node[] bindings) {
        if (pattern.op() instanceof Leaf.Parameter wildcard) {
            return bind(wildcard, node, bindings);
        }
        if (pattern.op() instanceof Leaf.Constant constant) {
            return node.isConstant(constant.value());
        }
        if (!pattern.op().equals(node.op())) {
            return false;
        }
        if (!pattern.op().isCommutative()) {
            return matchesInOrder(pattern.inputs(), node.inputs(), bindings);
        }
        Node[] before = bindings.clone();
        if (matchesInOrder(pattern.inputs(), node.inputs(), bindings)) {
            return true;
        }
        System.arraycopy(before, 0, bindings, 0, before.length);
        return matchesInOrder(pattern.inputs(), List.of(node.input(1), node.input(0)), bindings);
    }

    private static boolean matchesInOrder(List<Node> patterns, List<Node> nodes, Node[] bindings) {
        for (int i = 0; i < patterns.size(); i++) {
            if (!matches(patterns.get(i), nodes.get(i), bindings)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bind(Leaf.Parameter wildcard, Node node, Node[] bindings) {
        if (isConstant(wildcard) && !(node.op() instanceof Leaf.Constant)) {
            return false;
        }
        if (bindings[wildcard.index()] == null) {
            bindings[wildcard.index()] = node;
        }
        return bindings[wildcard.index()] == node;
    }

    private static Node instantiate(Node pattern, Node[] bindings, Graph graph, UnaryOperator<Node> simplify) {
        if (pattern.op() instanceof Leaf.Parameter wildcard) {
            return bindings[wildcard.index()];
        }
        Node[] inputs = new Node[pattern.inputs().size()];
        for (int i = 0; i < inputs.length; i++) {
            Node input = instantiate(pattern.input(i), bindings, graph, simplify);
            inputs[i] = pattern.input(i).op() instanceof Leaf ? input : simplify.apply(input);
        }
        return graph.node(pattern.op(), inputs);
    }

    /** {@code x * (1 / y) → x / y}. */
    @Override
    public String toString() {
        return Printer.infix(left) + " → " + Printer.infix(right);
    }
}
