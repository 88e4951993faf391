package dev.autodiff.graph;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A function of the language as a graph.
 *
 * @param name the function's name
 * @param parameters in the order of the signature
 * @param variables every assigned name with its last value, in the order of assignment; the result's is among them
 *     where it has one
 * @param results what the function returns, by the names of the results; at least one
 */
public record Formula(String name, List<Parameter> parameters, Map<String, Node> variables, Map<String, Node> results) {
    /**
     * @param node the leaf in the graph
     * @param frozen declared {@code const}: never differentiated
     */
    public record Parameter(String name, Node node, boolean frozen) {}

    public Formula {
        parameters = List.copyOf(parameters);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    }

    /** A function with one result, which is called as the function is. */
    public Formula(String name, List<Parameter> parameters, Map<String, Node> variables, Node result) {
        this(name, parameters, variables, Map.of(name, result));
    }

    public Graph graph() {
        return results.values().iterator().next().graph();
    }

    /**
     * The result of a function that has one.
     *
     * @throws IllegalStateException if it has several
     */
    public Node result() {
        if (results.size() > 1) {
            throw new IllegalStateException(
                    "'" + name + "' has several results: " + String.join(", ", results.keySet()));
        }
        return results.values().iterator().next();
    }

    /** The node that a name stands for at the end of the function, or null. */
    public Node valueOf(String wanted) {
        Node variable = variables.get(wanted);
        return variable != null ? variable : parameter(wanted);
    }

    /**
     * The node that a derivative by this name is taken by, or null: the parameter, even if its name is assigned later.
     */
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

    /** What derivatives by some of these names are taken by, with the names, in their order. */
    public Map<String, Node> differentiable(List<String> names) {
        Map<String, Node> all = differentiable();
        Map<String, Node> chosen = new LinkedHashMap<>();
        names.forEach(name -> chosen.put(name, all.get(name)));
        return chosen;
    }

    /** Names that no value of the function has, nor any that is taken of them. */
    public FreeNames freeNames() {
        Set<String> taken = new HashSet<>(differentiable().keySet());
        taken.addAll(results.keySet());
        return new FreeNames(taken);
    }

    private Node parameter(String wanted) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(wanted))
                .map(Parameter::node)
                .findFirst()
                .orElse(null);
    }

    /** Whether the result is computed by loops. */
    public boolean hasLoops() {
        return !graph().loops(results.values()).isEmpty();
    }

    /** The same function with others of its values for the results. */
    public Formula returning(Map<String, Node> others) {
        return new Formula(name, parameters, variables, others);
    }

    /** The formula with every value replaced, as a pass over the graph does it. */
    public Formula map(UnaryOperator<Node> replacement) {
        return new Formula(name, parameters, map(variables, replacement), map(results, replacement));
    }

    private static Map<String, Node> map(Map<String, Node> nodes, UnaryOperator<Node> replacement) {
        Map<String, Node> mapped = new LinkedHashMap<>();
        nodes.forEach((name, node) -> mapped.put(name, replacement.apply(node)));
        return mapped;
    }
}
