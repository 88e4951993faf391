package dev.autodiff.graph;

import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Signature.Argument;
import java.util.ArrayList;
import java.util.List;

/**
 * A function with its partial derivatives, ready for code generation.
 *
 * @param formula the function
 * @param variables the names that it is differentiated by
 * @param gradient the derivative by each of them, nodes of the formula's graph: the cotangent of the variable
 * @param cotangent the parameter that is the cotangent of the result; null if the result is one number and its cotangent 1
 */
public record Differentiated(Formula formula, List<String> variables, List<Node> gradient, Node cotangent) {
    public Differentiated {
        variables = List.copyOf(variables);
        gradient = List.copyOf(gradient);
    }

    /** What the function takes and gives. */
    public Signature signature() {
        List<Argument> parameters = formula.parameters().stream().map(parameter -> new Argument(parameter.name(), parameter.node().type())).toList();
        List<Argument> cotangents = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            cotangents.add(new Argument(variables.get(i), gradient.get(i).type()));
        }
        return new Signature(formula.name(), parameters, cotangents, formula.result().type());
    }
}
