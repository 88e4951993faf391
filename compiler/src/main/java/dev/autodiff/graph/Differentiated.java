package dev.autodiff.graph;

import java.util.List;

/**
 * A function with its partial derivatives, ready for code generation.
 *
 * @param formula the function
 * @param variables the names that it is differentiated by
 * @param gradient the partial derivative by each of them, nodes of the formula's graph
 */
public record Differentiated(Formula formula, List<String> variables, List<Node> gradient) {
    public Differentiated {
        variables = List.copyOf(variables);
        gradient = List.copyOf(gradient);
    }
}
