package dev.autodiff.lowering;

import dev.autodiff.graph.Concat;
import dev.autodiff.graph.Dense;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Placed;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.TensorOp;
import dev.autodiff.graph.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Indices that follow the steps of a loop: {@code 2*i + 1}, and the several that a slice {@code 2*i:2*i + 2} has. An
 * index that counts from the end where it is below 0 says what it is where it is never below.
 */
final class StepPlaces {
    /** A whole number of a loop's body, {@code factor·step + offset}, where steps count from 0. */
    record Place(long factor, long offset) {
        private Place plus(Place other, long sign) {
            return new Place(factor + sign * other.factor, offset + sign * other.offset);
        }

        /** Null if that is no such number. */
        private Place times(Place other) {
            return factor != 0 && other.factor != 0
                    ? null
                    : new Place(factor * other.offset + offset * other.factor, offset * other.offset);
        }

        private boolean isNeverNegative() {
            return factor >= 0 && offset >= 0;
        }

        private boolean isAlwaysNegative() {
            return factor <= 0 && offset < 0;
        }
    }

    private static final Place TRUE = new Place(0, 1);
    private static final Place FALSE = new Place(0, 0);

    private final int loop;

    /** The elements of each node, those that are something else null; a node whose shape is not small has none. */
    private final Map<Node, Place[]> places = new HashMap<>();

    private StepPlaces(int loop) {
        this.loop = loop;
    }

    /** The elements of an index within a loop, in row-major order; null if one is another function of the step. */
    static List<Place> of(Node index, int loop) {
        Graph graph = index.graph();
        boolean[] needed = graph.reachable(List.of(index));
        StepPlaces all = new StepPlaces(loop);
        for (int id = 0; id <= index.id(); id++) {
            Node node = graph.get(id);
            if (needed[id] && Scalarization.isSmall(node)) {
                all.places.put(node, all.places(node));
            }
        }
        Place[] elements = all.places.get(index);
        return elements == null || Arrays.asList(elements).contains(null) ? null : List.of(elements);
    }

    private Place[] places(Node node) {
        int size = (int) node.shape().size().literal();
        if (node.op() instanceof Leaf leaf) {
            return leaf(node, leaf, size);
        }
        if (!node.inputs().stream().allMatch(places::containsKey)) {
            return new Place[size];
        }
        if (node.op() instanceof View || node.op() instanceof Concat) {
            return moved(node, (TensorOp) node.op());
        }
        return IntStream.range(0, size)
                .mapToObj(i -> place(node, node.inputs().stream().map(input -> places.get(input)[i]).toList()))
                .toArray(Place[]::new);
    }

    private Place[] leaf(Node node, Leaf leaf, int size) {
        if (leaf instanceof Leaf.StepNumber step) {
            return new Place[] {step.loop() == loop ? new Place(1, 0) : null};
        }
        boolean isKnown = TensorAlgebra.isSplat(node) || leaf instanceof Leaf.Array || leaf instanceof Leaf.Iota;
        return isKnown
                ? Arrays.stream(Interpreter.evaluate(List.of(node), Map.of(), Map.of()).get(0))
                        .mapToObj(value -> value == (long) value ? new Place(0, (long) value) : null)
                        .toArray(Place[]::new)
                : new Place[size];
    }

    /** By what the operator makes of the numbers of elements, which begin at 1: what comes from nowhere is 0. */
    private Place[] moved(Node node, TensorOp op) {
        List<Place> sources = new ArrayList<>(Arrays.asList(FALSE));
        List<Dense> numbers = new ArrayList<>();
        for (Node input : node.inputs()) {
            Place[] elements = places.get(input);
            int first = sources.size();
            numbers.add(new Dense(
                    input.shape().lengths(Map.of()),
                    IntStream.range(first, first + elements.length).asDoubleStream().toArray()));
            sources.addAll(Arrays.asList(elements));
        }
        return Arrays.stream(op.evaluate(numbers, node, Map.of()))
                .mapToObj(number -> sources.get((int) number))
                .toArray(Place[]::new);
    }

    /** One element of what is computed element by element. */
    private static Place place(Node node, List<Place> inputs) {
        Place first = inputs.get(0);
        if (first == null) {
            return null;
        }
        if (node.op() instanceof Identity) {
            return first;
        }
        if (node.op() instanceof Placed) {
            return first.isNeverNegative() ? first : null;
        }
        if (node.op() == Pointwise.WHERE) {
            return first.equals(TRUE) ? inputs.get(1) : inputs.get(2);
        }
        Place second = inputs.size() == 2 ? inputs.get(1) : null;
        if (second == null) {
            return null;
        }
        Place difference = first.plus(second, -1);
        return node.op() == Pointwise.ADD ? first.plus(second, 1)
                : node.op() == Pointwise.SUB ? difference
                : node.op() == Pointwise.MUL ? first.times(second)
                : node.op() != Pointwise.LT ? null
                : difference.isNeverNegative() ? FALSE
                : difference.isAlwaysNegative() ? TRUE : null;
    }
}
