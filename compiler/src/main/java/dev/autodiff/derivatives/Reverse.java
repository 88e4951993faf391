package dev.autodiff.derivatives;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.LoopNormalization;
import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Reverse mode as a transformation of the graph. For every node y on a path from a variable to the result it builds the
 * cotangent ȳ = ∂result/∂y from the later nodes that use y:
 *
 * <pre>   x̄ = Σ ȳ · ∂y/∂x   over the uses y of x</pre>
 *
 * <p>Zeros are structural. A node that no variable influences has no cotangent, so the infinite slope of a constant
 * such as {@code acos(-1)} is never multiplied by 0. And a cotangent carries the condition under which its node
 * influences the result at all (see {@link MaskedCotangent}), so the branch that {@code where} did not choose
 * contributes exactly nothing, even where its slope is infinite. Since the conditions become nodes of the derivative,
 * the same holds for its derivatives.
 */
public final class Reverse {
    private Reverse() {}

    /**
     * The vector-Jacobian product {@code seed · ∂result/∂variable} for each variable, a parameter or any other node of
     * the result's graph; the constant 0 where the result does not depend on it.
     *
     * @param seed the cotangent of the result, of its shape
     * @throws UnsupportedOperationException if an operator on the way has no derivative
     */
    public static List<Node> gradient(Node result, List<Node> variables, Node seed) {
        return gradient(List.of(result), variables, List.of(seed));
    }

    /**
     * The sum of the vector-Jacobian products of several results, from one sweep.
     *
     * @param seeds the cotangent of each result, of its shape
     * @throws UnsupportedOperationException if an operator on the way has no derivative
     */
    public static List<Node> gradient(List<Node> results, List<Node> variables, List<Node> seeds) {
        Graph graph = results.get(0).graph();
        List<Node> all = new ArrayList<>(variables);
        all.addAll(results);
        all.addAll(seeds);
        UnaryOperator<Node> settled = LoopNormalization.settle(graph, all, false);
        return sweep(
                results.stream().map(settled).toList(),
                variables.stream().map(settled).toList(),
                seeds.stream().map(settled).toList());
    }

    private static List<Node> sweep(List<Node> results, List<Node> variables, List<Node> seeds) {
        Graph graph = results.get(0).graph();
        Sweep sweep = Sweep.over(graph, graph.influencedBy(variables), variables);
        for (int i = 0; i < results.size(); i++) {
            sweep.contribute(results.get(i), MaskedCotangent.always(seeds.get(i)));
        }
        sweep.run(variables.stream().mapToInt(Node::id).min().orElse(0));
        return variables.stream().map(variable -> derivative(variable, sweep)).toList();
    }

    private static Node derivative(Node variable, Sweep sweep) {
        MaskedCotangent cotangent = sweep.cotangentOf(variable);
        return cotangent == null ? variable.graph().constant(0, variable.type()) : cotangent.value();
    }
}
