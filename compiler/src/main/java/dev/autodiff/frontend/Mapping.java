package dev.autodiff.frontend;

import dev.autodiff.frontend.library.Gathering;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.frontend.values.Site;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code map(f, xs, ys)}: what a function gives for the rows of tensors, one after the other, as the rows of a tensor.
 * A function of numbers that does nothing but compute with them is computed of the tensors themselves, since all
 * operators on numbers go element by element; others become a loop.
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
                throw Failure.ofShapes(
                        place,
                        "'map' goes over tensors of one length, and these have " + length + " and "
                                + tensor.shape().dimension(0),
                        "");
            }
        }
        Node elementwise =
                tensors.stream().allMatch(tensor -> tensor.shape().rank() == 1) ? elementwise(tensors) : null;
        return elementwise != null ? elementwise : inLoop(tensors, length);
    }

    /** The function of whole vectors, or null if it does more with an element than to compute with it. */
    private Node elementwise(List<Node> tensors) {
        int number = graph.newLoop();
        List<Node> elements = new ArrayList<>();
        tensors.forEach(
                tensor -> elements.add(graph.variable("", Gathering.take(tensor, 0, graph.stepNumber(number), site))));
        Node result = inBody(number, elements);
        if (lowering.isStandIn(result)) {
            return result;
        }
        Map<Node, Node> images = new HashMap<>();
        for (int i = 0; i < elements.size(); i++) {
            images.put(elements.get(i), tensors.get(i));
        }
        boolean isElementwise = lift(result, number, images);
        Node image = images.getOrDefault(result, result);
        return isElementwise ? TensorAlgebra.as(image, result.type().with(tensors.get(0).shape())) : null;
    }

    private Node inBody(int loop, List<Node> arguments) {
        lowering.guards().enterLoop(loop);
        Node result = function.apply(arguments);
        lowering.guards().leave();
        return result;
    }

    /**
     * Computes what the result needs of the elements from the tensors instead.
     *
     * @param images the tensors by their elements; takes up all others
     * @return whether there is nothing but operators on numbers between them and the result
     */
    private boolean lift(Node result, int loop, Map<Node, Node> images) {
        boolean[] needed = graph.reachable(List.of(result), Set.copyOf(images.keySet()));
        for (int id = 0; id < needed.length; id++) {
            Node node = graph.get(id);
            if (needed[id] && !images.containsKey(node) && node.loops().contains(loop)) {
                boolean isOfNumbers = node.op() instanceof ScalarOp
                        || node.op() instanceof Identity.Variable
                        || node.op() == Identity.Detach.DETACH;
                Node image = isOfNumbers
                        ? graph.node(
                                node.op(),
                                node.inputs().stream()
                                        .map(input -> images.getOrDefault(input, input))
                                        .toArray(Node[]::new))
                        : null;
                // numbers adapt to tensors of another precision, and not to other numbers
                if (image == null || image.type().dtype() != node.type().dtype()) {
                    return false;
                }
                images.put(node, image);
            }
        }
        return true;
    }

    private Node inLoop(List<Node> tensors, Dimension length) {
        int number = graph.newLoop();
        Node step = graph.stepNumber(number);
        Node row = inBody(number, tensors.stream().map(tensor -> Gathering.take(tensor, 0, step, site)).toList());
        if (lowering.isStandIn(row)) {
            return row;
        }
        Type type = row.type().with(row.shape().inserting(0, length));
        Node state = graph.carried(number, 0, type);
        Node put = graph.node(
                new Indexing.Put(false),
                state,
                TensorAlgebra.reshape(row, row.shape().inserting(0, Dimension.ONE)),
                TensorAlgebra.reshape(step, Shape.of(1)));
        Node initial = type.isTruth() ? graph.truth(false, type.shape()) : graph.constant(0, type);
        Node count = lowering.guards().harmless(graph.extent(length), List.of(initial, put));
        Node loop = graph.node(new LoopOp.Loop(number, 1, lowering.limits()), count, graph.truth(true), initial, put);
        return graph.finalValue(loop, 0);
    }
}
