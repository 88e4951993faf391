package dev.autodiff.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A function of the language as a graph.
 *
 * @param name the function's name
 * @param parameters in the order of the signature
 * @param variables every assigned name with its last value, in the order of assignment; the result's is among them where it has one
 * @param result what the function returns
 */
public record Formula(String name, List<Parameter> parameters, Map<String, Node> variables, Node result) {
    /**
     * @param node the leaf in the graph
     * @param frozen declared {@code const}: never differentiated
     */
    public record Parameter(String name, Node node, boolean frozen) {}

    public Formula {
        parameters = List.copyOf(parameters);
        variables = new LinkedHashMap<>(variables);
    }

    public Graph graph() {
        return result.graph();
    }

    /** The node that a name stands for at the end of the function, or null. */
    public Node named(String wanted) {
        Node variable = variables.get(wanted);
        if (variable != null) {
            return variable;
        }
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(wanted)) {
                return parameter.node();
            }
        }
        return null;
    }

    /** The same function with another of its values for the result. */
    public Formula returning(Node other) {
        return new Formula(name, parameters, variables, other);
    }

    /** The formula with every value replaced, as a pass over the graph does it. */
    public Formula map(UnaryOperator<Node> replacement) {
        Map<String, Node> mapped = new LinkedHashMap<>();
        variables.forEach((variable, node) -> mapped.put(variable, replacement.apply(node)));
        return new Formula(name, parameters, mapped, replacement.apply(result));
    }
}
