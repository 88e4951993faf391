package dev.autodiff.graph;

import dev.autodiff.graph.LoopOp.Loop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a node computes of another one and of all else that it depends on, so that it can be computed again of others.
 */
public final class Template {
    private final Node result;
    private final Node argument;
    private final List<Node> inside;
    private final List<Node> captured;

    /** @param argument a variable that nothing else depends on */
    public Template(Node result, Node argument) {
        this.result = result;
        this.argument = argument;
        this.inside = inside(result, argument);
        Set<Node> own = new HashSet<>(inside);
        Set<Node> captured = new LinkedHashSet<>();
        for (Node node : inside) {
            for (Node input : node.inputs()) {
                boolean isFixed = input.op() instanceof Leaf
                        && !(input.op() instanceof Leaf.Parameter
                                || input.op() instanceof Leaf.Carried
                                || input.op() instanceof Leaf.StepNumber);
                if (input != argument && !own.contains(input) && !isFixed) {
                    captured.add(input);
                }
            }
        }
        this.captured = List.copyOf(captured);
    }

    /** Whether the result depends on the argument. */
    public boolean dependsOnArgument() {
        return !inside.isEmpty();
    }

    /** The nodes that the result depends on beside the argument, as far as what lies between is concerned. */
    public List<Node> captured() {
        return captured;
    }

    /** What the result needs of what depends on the argument, the bodies of its loops included, in their order. */
    private static List<Node> inside(Node result, Node argument) {
        Graph graph = result.graph();
        boolean[] needed = graph.reachable(List.of(result));
        boolean[] depends = new boolean[graph.size()];
        depends[argument.id()] = true;
        Set<Integer> loops = new HashSet<>();
        boolean isComplete = false;
        while (!isComplete) {
            isComplete = true;
            for (int id = 0; id < depends.length; id++) {
                Node node = graph.get(id);
                if (needed[id]
                        && !depends[id]
                        && (node.inputs().stream().anyMatch(input -> depends[input.id()])
                                || node.loops().stream().anyMatch(loops::contains))) {
                    depends[id] = true;
                    // what is in the body of a loop that depends on the argument belongs to it
                    isComplete &= !(node.op() instanceof Loop loop) || !loops.add(loop.number());
                }
            }
        }
        List<Node> inside = new ArrayList<>();
        for (int id = 0; id < depends.length; id++) {
            if (needed[id] && depends[id] && id != argument.id()) {
                inside.add(graph.get(id));
            }
        }
        return inside;
    }

    /**
     * The result for another argument, and others in the place of what is captured. Loops become loops of their own.
     */
    public Node apply(Node other, List<Node> captures) {
        Graph graph = result.graph();
        Map<Node, Node> images = new HashMap<>(Map.of(argument, other));
        for (int i = 0; i < captured.size(); i++) {
            images.put(captured.get(i), captures.get(i));
        }
        Map<Integer, Integer> renumbered = new HashMap<>();
        inside.stream()
                .filter(node -> node.op() instanceof Loop)
                .forEach(node -> renumbered.put(((Loop) node.op()).number(), graph.newLoop()));
        for (Node node : inside) {
            graph.at(node.line());
            Node[] inputs = node.inputs().stream().map(input -> images.getOrDefault(input, input)).toArray(Node[]::new);
            images.put(node, graph.node(Substitution.renumbered(node.op(), renumbered), inputs));
        }
        return images.getOrDefault(result, result);
    }
}
