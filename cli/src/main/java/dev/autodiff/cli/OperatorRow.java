package dev.autodiff.cli;

import dev.autodiff.derivatives.Reverse;
import dev.autodiff.graph.Domain;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Printer;
import dev.autodiff.simplify.Simplifier.Level;
import dev.autodiff.simplify.Simplifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One operator for a reader.
 *
 * @param expression the operator applied to its inputs
 * @param domains of the inputs, by name
 * @param derivatives by input, as far as there are any
 */
record OperatorRow(String name, String expression, Map<String, String> domains, Map<String, String> derivatives) {
    static OperatorRow of(Pointwise row) {
        Graph graph = new Graph();
        Map<String, String> domains = new LinkedHashMap<>();
        List<Node> inputs = new ArrayList<>();
        for (Domain domain : row.domains()) {
            String name = inputName(row, inputs.size());
            domains.put(name, domain.text());
            inputs.add(graph.parameter(name));
        }
        Node y = graph.node(row, inputs.toArray(new Node[0]));
        Map<String, String> derivatives = new LinkedHashMap<>();
        for (Node input : inputs) {
            Node derivative = derivative(y, input);
            if (derivative != null) {
                derivatives.put(input.op().symbol(), Printer.infix(derivative));
            }
        }
        return new OperatorRow(row.symbol(), Printer.infix(y), domains, derivatives);
    }

    /** The letters of the table of operators. */
    private static String inputName(Pointwise row, int index) {
        return switch (row.arity()) {
            case 1 -> "x";
            case 2 -> index == 0 ? "a" : "b";
            default -> List.of("c", "a", "b").get(index);
        };
    }

    /** Null if there is none. */
    private static Node derivative(Node y, Node input) {
        if (!y.type().isReal()) {
            return null;
        }
        try {
            Node derivative = Reverse.gradient(y, List.of(input), y.constant(1)).get(0);
            return new Simplifier(y.graph(), Level.EXACT, false).simplify(List.of(derivative)).apply(derivative);
        } catch (UnsupportedOperationException e) {
            return null;
        }
    }

    /** {@code ℝ}, or {@code ℝ × (0, ∞)}. */
    String domain() {
        return domains.values().stream().collect(Collectors.joining(" × "));
    }

    Map<String, Object> asMap() {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put("expression", expression);
        entry.put("domains", domains);
        entry.put("derivatives", derivatives);
        return entry;
    }
}
