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
    public Node valueOf(String wanted) {
        Node variable = variables.get(wanted);
        return variable != null ? variable : parameter(wanted);
    }

    /** The node that a derivative by this name is taken by, or null: the parameter, even if its name is assigned later. */
    public Node differentiableBy(String wanted) {
        Node parameter = parameter(wanted);
        return parameter != null ? parameter : variables.get(wanted);
    }

    /** The same for all names at once, for those who ask for thousands. */
    public Map<String, Node> differentiable() {
        Map<String, Node> nodes = new LinkedHashMap<>(variables);
        parameters.forEach(parameter -> nodes.put(parameter.name(), parameter.node()));
        return nodes;
    }

    private Node parameter(String wanted) {
        return parameters.stream().filter(parameter -> parameter.name().equals(wanted)).map(Parameter::node).findFirst().orElse(null);
    }

    /** Whether the result is computed by loops. */
    public boolean hasLoops() {
        return !graph().loops(List.of(result)).isEmpty();
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
