package dev.autodiff;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The derivatives of one number by several parameters, {@code grad(loss, w), grad(loss, b)}, where the number comes
 * from a loop: one loop backwards has them all, as two sweeps would not. So the first question is answered for all
 * parameters; what nobody asks for later is no part of the loop's state in the end.
 */
final class SharedGradients {
    private final BiFunction<Node, List<Node>, List<Node>> gradient;
    private final Map<Node, Map<Node, Node>> known = new HashMap<>();

    /** @param gradient gives the derivatives of a number by variables */
    SharedGradients(BiFunction<Node, List<Node>, List<Node>> gradient) {
        this.gradient = gradient;
    }

    /** The derivative of z by x. */
    Node gradient(Node z, Node x) {
        if (!(x.op() instanceof Identity.Variable) || z.graph().loops(Set.of(z)).isEmpty()) {
            return gradient.apply(z, List.of(x)).get(0);
        }
        Map<Node, Node> all = known.get(z);
        if (all == null) {
            // a derivative of one's own may ask for others meanwhile
            all = byAll(z);
            known.put(z, all);
        }
        Node derivative = all.get(x);
        return derivative == null ? gradient.apply(z, List.of(x)).get(0) : derivative;
    }

    /** Nothing if z cannot be differentiated by one of its parameters. */
    private Map<Node, Node> byAll(Node z) {
        List<Node> parameters = parameters(z);
        try {
            List<Node> derivatives = gradient.apply(z, parameters);
            Map<Node, Node> all = new HashMap<>();
            for (int i = 0; i < parameters.size(); i++) {
                all.put(parameters.get(i), derivatives.get(i));
            }
            return all;
        } catch (UnsupportedOperationException e) {
            return Map.of();
        }
    }

    private static List<Node> parameters(Node z) {
        Graph graph = z.graph();
        boolean[] needed = graph.reachable(Set.of(z));
        List<Node> parameters = new ArrayList<>();
        for (int id = 0; id < needed.length; id++) {
            Node node = graph.get(id);
            if (needed[id] && node.op() instanceof Identity.Variable && node.type().isReal()) {
                parameters.add(node);
            }
        }
        return parameters;
    }
}
