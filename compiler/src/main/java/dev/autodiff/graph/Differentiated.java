package dev.autodiff.graph;

import dev.autodiff.runtime.Signature.Argument;
import dev.autodiff.runtime.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A function with its partial derivatives, ready for code generation.
 *
 * @param formula the function
 * @param variables the names that it is differentiated by
 * @param gradient the derivative by each of them, nodes of the formula's graph: the cotangent of the variable
 * @param cotangents the parameters that are the cotangents of the results; none if the result is one number and its
 *     cotangent 1
 */
public record Differentiated(Formula formula, List<String> variables, List<Node> gradient, List<Node> cotangents) {
    public Differentiated {
        cotangents = List.copyOf(cotangents);
        variables = List.copyOf(variables);
        gradient = List.copyOf(gradient);
    }

    /** All that it computes: the derivatives in their order, then the values. */
    public List<Node> results() {
        List<Node> results = new ArrayList<>(gradient);
        results.addAll(formula.results().values());
        return results;
    }

    /** The function with every result replaced, as a pass over the graph does it. */
    public Differentiated map(UnaryOperator<Node> replacement) {
        Map<String, Node> values = new LinkedHashMap<>();
        formula.results().forEach((name, node) -> values.put(name, replacement.apply(node)));
        return new Differentiated(
                formula.returning(values),
                variables,
                gradient.stream().map(replacement).toList(),
                cotangents);
    }

    /** What the function takes and gives. */
    public Signature signature() {
        List<Argument> parameters = formula.parameters().stream()
                .map(parameter -> new Argument(
                        parameter.name(),
                        parameter.node().type(),
                        formula.graph().isLength(parameter.node())))
                .toList();
        List<Argument> derivatives = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            derivatives.add(new Argument(variables.get(i), gradient.get(i).type()));
        }
        List<Argument> results = formula.results().entrySet().stream()
                .map(result -> new Argument(result.getKey(), result.getValue().type()))
                .toList();
        return new Signature(formula.name(), parameters, derivatives, results);
    }
}
