package dev.autodiff.frontend;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code map(f, xs, ys)}: what a function gives for the rows of tensors, one after the other, as the rows of a tensor. A function of numbers that
 * does nothing but compute with them is computed of the tensors themselves, since all operators on numbers go element by element; others become
 * a loop.
 */
final class Mapping {
    private final Lowering lowering;
    private final Graph graph;
    private final HigherOrder.OfValues function;
    private final Site site;
    private final Span place;

    Mapping(Lowering lowering, HigherOrder.OfValues function, Site site, Span place) {
        this.lowering = lowering;
        this.graph = lowering.graph();
        this.function = function;
        this.site = site;
        this.place = place;
    }

    Node of(List<Node> tensors) {
        Dimension length = tensors.get(0).shape().dimension(0);
        for (Node tensor : tensors) {
            if (!tensor.shape().dimension(0).equals(length)) {
                throw Failure.ofShapes(place, "'map' goes over tensors of one length, and these have " + length + " and " + tensor.shape().dimension(0), "");
            }
        }
        Node elementwise = tensors.stream().allMatch(tensor -> tensor.shape().rank() == 1) ? elementwise(tensors) : null;
        return elementwise != null ? elementwise : inLoop(tensors, length);
    }

    /** The function of whole vectors, or null if it does more with an element than to compute with it. */
    private Node elementwise(List<Node> tensors) {
        int number = graph.newLoop();
        lowering.guards().enterLoop(number);
        Node step = graph.stepNumber(number);
        List<Node> elements = new ArrayList<>();
        for (Node tensor : tensors) {
            elements.add(graph.variable("", Gathering.take(tensor, 0, step, site)));
        }
        int first = graph.size();
        Node result = function.apply(elements);
        lowering.guards().leave();
        if (lowering.isStandIn(result)) {
            return result;
        }
        Type type = result.type();
        Node[] images = new Node[graph.size()];
        for (int i = 0; i < elements.size(); i++) {
            images[elements.get(i).id()] = tensors.get(i);
        }
        boolean[] needed = graph.reachable(List.of(result), Set.copyOf(elements));
        for (int id = 0; id < images.length; id++) {
            Node node = graph.get(id);
            if (needed[id] && images[id] == null && node.loops().contains(number)) {
                boolean isOfNumbers = node.op() instanceof ScalarOp || node.op() instanceof Identity.Variable || node.op() == Identity.Detach.DETACH;
                Node image = !isOfNumbers || id < first ? null
                        : graph.node(node.op(), node.inputs().stream().map(input -> images[input.id()] == null ? input : images[input.id()]).toArray(Node[]::new));
                // numbers adapt to tensors of another precision, and not to other numbers
                if (image == null || image.type().dtype() != node.type().dtype()) {
                    return null;
                }
                images[id] = image;
            }
        }
        Node image = images[result.id()] == null ? result : images[result.id()];
        return TensorAlgebra.as(image, type.with(tensors.get(0).shape()));
    }

    private Node inLoop(List<Node> tensors, Dimension length) {
        int number = graph.newLoop();
        lowering.guards().enterLoop(number);
        Node step = graph.stepNumber(number);
        List<Node> rows = tensors.stream().map(tensor -> Gathering.take(tensor, 0, step, site)).toList();
        Node row = function.apply(rows);
        lowering.guards().leave();
        if (lowering.isStandIn(row)) {
            return row;
        }
        Type type = row.type().with(row.shape().inserting(0, length));
        Node state = graph.carried(number, 0, type);
        Node put = graph.node(new Indexing.Put(false), state, TensorAlgebra.reshape(row, row.shape().inserting(0, Dimension.ONE)), TensorAlgebra.reshape(step, Shape.of(1)));
        Node initial = type.isTruth() ? graph.truth(false, type.shape()) : graph.constant(0, type);
        Node count = lowering.guards().harmless(graph.extent(length), List.of(initial, put));
        Node loop = graph.node(new LoopOp.Loop(number, 1, lowering.limits()), count, graph.truth(true), initial, put);
        return graph.finalValue(loop, 0);
    }
}
