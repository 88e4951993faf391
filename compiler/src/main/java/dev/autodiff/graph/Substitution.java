package dev.autodiff.graph;

import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.LoopOp.Recall;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Copies a part of a loop's body to a place outside of it, with other nodes for what it reads of the loop. Loops in
 * that part become loops of their own.
 */
public final class Substitution {
    private final Graph graph;
    private final int loop;
    private final UnaryOperator<Node> replacement;
    private final Map<Node, Node> images = new HashMap<>();
    private final Map<Integer, Integer> renumbered = new HashMap<>();

    /**
     * @param loop the number of the loop
     * @param replacement what stands for a node of its body; null for a node that is copied
     */
    public Substitution(Graph graph, int loop, UnaryOperator<Node> replacement) {
        this.graph = graph;
        this.loop = loop;
        this.replacement = replacement;
    }

    /** What stands in another loop for a node that a body reads of its own; null for a node that is copied. */
    public static Node inOtherLoop(Node node, int from, int to) {
        Graph graph = node.graph();
        if (node.op() instanceof Leaf.Carried state && state.loop() == from) {
            return graph.carried(to, state.index(), state.type());
        }
        if (node.op() instanceof Leaf.StepNumber step && step.loop() == from) {
            return graph.stepNumber(to);
        }
        return node.op() instanceof Recall recall && recall.loop() == from
                ? graph.node(new Recall(to, recall.backwards()), node.input(0)) : null;
    }

    /** The copies of some nodes; what is not in the loop stays as it is. */
    public List<Node> apply(Collection<Node> targets) {
        List<Node> reached = reach(targets);
        for (Node node : reached) {
            if (!images.containsKey(node)) {
                images.put(node, isCopied(node) ? copy(node) : node);
            }
        }
        return targets.stream().map(images::get).toList();
    }

    /**
     * What the targets need of the loop, in topological order; a loop comes before its body as long as the order is
     * turned round.
     */
    private List<Node> reach(Collection<Node> targets) {
        BitSet needed = new BitSet();
        targets.forEach(target -> needed.set(target.id()));
        List<Node> reached = new ArrayList<>();
        for (int id = needed.length() - 1; id >= 0; id = needed.previousSetBit(id - 1)) {
            Node node = graph.get(id);
            reached.add(node);
            Node replaced = node.loops().contains(loop) ? replacement.apply(node) : null;
            if (replaced != null) {
                images.put(node, replaced);
            } else if (isCopied(node)) {
                node.inputs().forEach(input -> needed.set(input.id()));
                if (node.op() instanceof Loop inner) {
                    renumbered.put(inner.number(), graph.newLoop());
                }
            }
        }
        Collections.reverse(reached);
        return reached;
    }

    private boolean isCopied(Node node) {
        return node.loops().contains(loop) || node.loops().stream().anyMatch(renumbered::containsKey);
    }

    private Node copy(Node node) {
        graph.at(node.line());
        Node[] inputs = node.inputs().stream().map(images::get).toArray(Node[]::new);
        Node copy = graph.node(renumbered(node.op(), renumbered), inputs);
        copy.suggestName(node.name());
        return copy;
    }

    /** The operator with the numbers of loops replaced. */
    static Op renumbered(Op op, Map<Integer, Integer> numbers) {
        if (op instanceof Leaf.Carried state) {
            return new Leaf.Carried(numbers.getOrDefault(state.loop(), state.loop()), state.index(), state.type());
        }
        if (op instanceof Leaf.StepNumber step) {
            return new Leaf.StepNumber(numbers.getOrDefault(step.loop(), step.loop()));
        }
        if (op instanceof Recall recall) {
            return new Recall(numbers.getOrDefault(recall.loop(), recall.loop()), recall.backwards());
        }
        return op instanceof Loop inner
                ? new Loop(numbers.getOrDefault(inner.number(), inner.number()), inner.carried(), inner.limits())
                : op;
    }
}
