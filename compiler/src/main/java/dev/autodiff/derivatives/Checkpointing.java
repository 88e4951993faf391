package dev.autodiff.derivatives;

import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.min;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp.Final;
import dev.autodiff.graph.LoopOp.Limits;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Substitution;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Cuts loops into blocks of steps, so that a derivative needs less memory: a loop over blocks, which records the state
 * at the beginning of each, around a loop over the steps of a block, which is run again where the block is reversed.
 * The blocks have 1, 2, 3, … steps, so that both the blocks of n steps and the steps of the longest block are about
 * √(2n), and n need not be known.
 */
public final class Checkpointing {
    private final Graph graph;
    private final Map<Node, Node> images = new HashMap<>();

    /** The number of steps of each loop that has been cut. */
    private final Map<Node, Node> steps = new HashMap<>();

    /** The numbers of loops that keep their form. */
    private final Set<Integer> fixed = new HashSet<>();

    private Checkpointing(Graph graph) {
        this.graph = graph;
    }

    /**
     * Cuts the loops that the results need; the function returned gives the new form of each node that they need. A
     * loop that has been differentiated keeps its form, which its histories depend on.
     */
    public static UnaryOperator<Node> cut(Graph graph, Collection<Node> results) {
        boolean[] needed = graph.reachable(results);
        List<Node> nodes = IntStream.range(0, needed.length).filter(id -> needed[id]).mapToObj(graph::get).toList();
        Checkpointing checkpoints = new Checkpointing(graph);
        nodes.forEach(checkpoints::findFixed);
        nodes.forEach(node -> checkpoints.images.put(node, checkpoints.image(node)));
        return checkpoints.images::get;
    }

    private void findFixed(Node node) {
        if (node.op() == LoopOp.History.HISTORY) {
            fixed.add(((Loop) node.input(0).op()).number());
        } else if (node.op() instanceof LoopOp.Recall recall) {
            fixed.add(recall.loop());
        }
    }

    private Node image(Node node) {
        graph.at(node.line());
        Node[] inputs = node.inputs().stream().map(images::get).toArray(Node[]::new);
        for (int i = 0; i < inputs.length && !(node.op() instanceof Final); i++) {
            inputs[i] = steps.getOrDefault(inputs[i], inputs[i]);
        }
        Node image = graph.node(node.op(), inputs);
        if (node.op() instanceof Loop loop && !fixed.contains(loop.number())) {
            return blocks(image, loop);
        }
        image.suggestName(node.name());
        return image;
    }

    /**
     * The loop over blocks. Behind the state it carries how many steps have been made, and whether there may be more.
     */
    private Node blocks(Node source, Loop loop) {
        int outer = graph.newLoop();
        int carried = loop.carried();
        Node done = graph.carried(outer, carried, Type.WHOLE);
        Node mayGoOn = graph.carried(outer, carried + 1, Type.TRUTH);
        Node size = graph.stepNumber(outer).plus(graph.constant(1, Type.WHOLE));
        Node block = block(source, loop, outer, done, size);
        List<Node> inputs = new ArrayList<>(List.of(graph.constant(Double.POSITIVE_INFINITY, Type.WHOLE), mayGoOn));
        for (int i = 0; i < carried; i++) {
            inputs.add(loop.initial(source, i));
        }
        inputs.addAll(List.of(graph.constant(0, Type.WHOLE), graph.truth(true)));
        for (int i = 0; i < carried; i++) {
            inputs.add(graph.finalValue(block, i));
        }
        inputs.addAll(List.of(done.plus(block), equal(block, size)));
        // as many blocks as hold all the steps that the loop may make, and the one that finds the limit reached
        long blocks = (long) Math.sqrt(2.0 * loop.limits().steps()) + 2;
        Limits limits = new Limits(blocks, loop.limits().records(), loop.limits().isWatched());
        Node whole = graph.node(new Loop(outer, carried + 2, limits), inputs.toArray(new Node[0]));
        steps.put(whole, graph.finalValue(whole, carried));
        return whole;
    }

    /** The loop over the steps of one block. */
    private Node block(Node source, Loop loop, int outer, Node done, Node size) {
        int inner = graph.newLoop();
        List<Node> body = new ArrayList<>(List.of(loop.condition(source)));
        for (int i = 0; i < loop.carried(); i++) {
            body.add(loop.next(source, i));
        }
        List<Node> images =
                new Substitution(graph, loop.number(), node -> inBlock(node, loop.number(), inner, done)).apply(body);
        Node left = loop.isOpen(source) ? size : min(size, loop.count(source).minus(done));
        List<Node> inputs = new ArrayList<>(List.of(left, images.get(0)));
        for (int i = 0; i < loop.carried(); i++) {
            inputs.add(graph.carried(outer, i, loop.initial(source, i).type()));
        }
        inputs.addAll(images.subList(1, images.size()));
        return graph.node(new Loop(inner, loop.carried(), loop.limits()), inputs.toArray(new Node[0]));
    }

    /** A block sees the state of its own loop; its steps are counted behind those of the blocks before. */
    private Node inBlock(Node node, int from, int to, Node done) {
        Node image = Substitution.inOtherLoop(node, from, to);
        return image != null && image.op() instanceof Leaf.StepNumber ? done.plus(image) : image;
    }
}
