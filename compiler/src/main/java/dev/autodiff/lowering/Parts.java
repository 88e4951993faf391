package dev.autodiff.lowering;

import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Regions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the nodes of a function are computed, and what its loops read of the parts around them. */
final class Parts {
    /** The two parts of a loop's body, and the nodes that stand for what it records. */
    record Body(Part head, Part tail, List<Node> histories) {}

    private final Set<Node> results;
    private final Regions regions;
    private final Part outside;
    private final List<Part> all = new ArrayList<>();
    private final Map<Node, Part> partOf = new HashMap<>();
    private final Map<Node, Body> bodies = new LinkedHashMap<>();
    private final Map<Integer, Node> loops = new HashMap<>();
    private final Map<Node, Set<Node>> reads = new HashMap<>();

    /** @param results whose loops have been settled */
    Parts(Collection<Node> results) {
        this.results = Set.copyOf(results);
        this.regions = new Regions(results);
        this.outside = part(null, regions.outside());
        // a body may have loops in it, which are found as the list grows
        for (int i = 0; i < all.size(); i++) {
            all.get(i).nodes().stream().filter(node -> node.op() instanceof LoopOp.Loop).forEach(this::enter);
        }
        all.forEach(part -> part.nodes().forEach(node -> findReads(node, part)));
    }

    private Part part(Node loop, List<Node> nodes) {
        Part part = new Part(loop, nodes);
        all.add(part);
        nodes.forEach(node -> partOf.put(node, part));
        return part;
    }

    private void enter(Node loop) {
        Regions.Body body = regions.bodyOf(loop);
        bodies.put(loop, new Body(part(loop, body.head()), part(loop, body.tail()), body.histories()));
        loops.put(((LoopOp.Loop) loop.op()).number(), loop);
        reads.put(loop, new LinkedHashSet<>());
    }

    /** A loop reads of the body that it is in whatever any part of its own body, however deep, reads of it. */
    private void findReads(Node node, Part part) {
        for (Node input : node.inputs()) {
            Node from = partOf.get(input).loop();
            Node at = part.loop();
            while (at != null && at != from) {
                Node loop = at;
                at = partOf.get(loop).loop();
                if (at == from) {
                    reads.get(loop).add(input);
                }
            }
        }
    }

    Part outside() {
        return outside;
    }

    /** Whether the function is to give the node. */
    boolean isResult(Node node) {
        return results.contains(node);
    }

    /** All parts, those of a loop behind the one that it is in. */
    List<Part> all() {
        return all;
    }

    /** The part that computes the node. */
    Part of(Node node) {
        return partOf.get(node);
    }

    /** All loops, each behind those around it. */
    Collection<Node> loops() {
        return bodies.keySet();
    }

    Node loop(int number) {
        return loops.get(number);
    }

    Body body(Node loop) {
        return bodies.get(loop);
    }

    /** What the node needs of the body that it is in, be it for the body of a loop. */
    List<Node> inputs(Node node) {
        if (loops.isEmpty()) {
            return node.inputs();
        }
        Node loop = of(node).loop();
        List<Node> inputs = new ArrayList<>(node.inputs());
        inputs.removeIf(input -> of(input).loop() != loop);
        inputs.addAll(reads.getOrDefault(node, Set.of()));
        return inputs;
    }
}
