package dev.autodiff.graph;

import dev.autodiff.graph.LoopOp.History;
import dev.autodiff.graph.LoopOp.Loop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Gives each loop a number of its own. Passes rewrite a loop and leave the old form where something else still needs
 * it: the two have one number and share nodes of their bodies, which belong to one loop only where they are computed.
 */
final class LoopCloning {
    private final Graph graph;
    private final Map<Node, Node> images = new HashMap<>();
    private final Map<Node, Substitution> bodies = new HashMap<>();
    private final Set<Integer> taken = new HashSet<>();

    private LoopCloning(Graph graph) {
        this.graph = graph;
    }

    /** The form of each node that the results need in which no two loops have one number. */
    static UnaryOperator<Node> separate(Graph graph, Collection<Node> results) {
        boolean[] needed = graph.reachable(results);
        LoopCloning versions = new LoopCloning(graph);
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                Node node = graph.get(id);
                versions.images.put(node, versions.image(node));
            }
        }
        return versions.images::get;
    }

    private Node image(Node node) {
        graph.at(node.line());
        Node[] inputs = node.inputs().stream().map(images::get).toArray(Node[]::new);
        if (node.op() instanceof Loop loop && !taken.add(loop.number())) {
            return version(node, loop, List.of(inputs));
        }
        if (node.op() == History.HISTORY && bodies.containsKey(node.input(0))) {
            inputs[1] = bodies.get(node.input(0)).apply(List.of(inputs[1])).get(0);
        }
        Node image = graph.node(node.op(), inputs);
        image.suggestName(node.name());
        return image;
    }

    private Node version(Node node, Loop loop, List<Node> inputs) {
        int number = graph.newLoop();
        Substitution body = new Substitution(
                graph, loop.number(), member -> Substitution.inOtherLoop(member, loop.number(), number));
        bodies.put(node, body);
        List<Node> all = new ArrayList<>(List.of(inputs.get(0)));
        all.addAll(body.apply(inputs.subList(1, inputs.size())));
        return graph.node(new Loop(number, loop.carried(), loop.limits()), all.toArray(new Node[0]));
    }
}
