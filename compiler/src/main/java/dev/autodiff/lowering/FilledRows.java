package dev.autodiff.lowering;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tensor that a loop fills from the first element to the last, each step some elements of the first axis: {@code r[i]
 * = u}; {@code r[i, 0] = u} and {@code r[i, 1] = v}; or {@code r[2*i] = u} and {@code r[2*i + 1] = v}.
 *
 * @param steps how many there are
 * @param height how many elements of the first axis a step fills
 * @param row what is written in one step, one behind the other
 */
record FilledRows(Dimension steps, int height, List<Node> row) {
    /** A whole number of a loop's body, {@code factor·step + offset}. */
    private record Place(long factor, long offset) {
        Place plus(Place other, long sign) {
            return new Place(factor + sign * other.factor, offset + sign * other.offset);
        }

        /** Null if that is no such number. */
        Place times(Place other) {
            if (factor != 0 && other.factor != 0) {
                return null;
            }
            return new Place(factor * other.offset + offset * other.factor, offset * other.offset);
        }
    }

    /** @return null if the tensor is not what a loop that does this ends with */
    static FilledRows of(Node tensor) {
        if (!(tensor.op() instanceof LoopOp.Final end)) {
            return null;
        }
        Node y = tensor.input(0);
        LoopOp.Loop loop = (LoopOp.Loop) y.op();
        Dimension steps = Storage.lengthOf(loop.count(y));
        Deque<Node> puts = puts(loop.next(y, end.index()), loop.state(y, end.index()));
        if (puts == null || steps == null || !loop.condition(y).isTruth(true)) {
            return null;
        }
        List<Node> row = row(puts, loop.number());
        boolean isWhole = row != null
                && puts.stream().allMatch(put -> steps.times(puts.size()).equals(put.shape().dimension(0)));
        Dimension length = tensor.shape().dimension(0);
        return isWhole && length.equals(steps) ? new FilledRows(steps, 1, row)
                : isWhole && length.equals(steps.times(puts.size())) ? new FilledRows(steps, puts.size(), row)
                : null;
    }

    /** The values that are put, if step i puts c of them to places c·i to c·i + c - 1, each once; or null. */
    private static List<Node> row(Deque<Node> puts, int loop) {
        TreeMap<Long, Node> values = new TreeMap<>();
        for (Node put : puts) {
            Place place = place(put.input(2), loop);
            if (place == null || place.factor() != puts.size()) {
                return null;
            }
            values.put(place.offset(), put.input(1));
        }
        boolean isEachOnce = values.size() == puts.size()
                && values.firstKey() == 0
                && values.lastKey() == puts.size() - 1;
        return isEachOnce ? List.copyOf(values.values()) : null;
    }

    /** What is written over a state, or over another shape of it; null if more is done to it, or nothing. */
    private static Deque<Node> puts(Node next, Node state) {
        Deque<Node> puts = new ArrayDeque<>();
        for (Node at = next; at != state; at = at.input(0)) {
            boolean isPut = at.op() instanceof Indexing.Put put && !put.adds();
            if (isPut) {
                puts.push(at);
            } else if (!(at.op() instanceof View.Reshape)) {
                return null;
            }
        }
        return puts.isEmpty() ? null : puts;
    }

    /** Null if the number is another function of the step. */
    private static Place place(Node index, int loop) {
        Graph graph = index.graph();
        boolean[] needed = graph.reachable(List.of(index));
        Map<Node, Place> places = new HashMap<>();
        for (int id = 0; id <= index.id(); id++) {
            if (needed[id]) {
                places.put(graph.get(id), place(graph.get(id), loop, places));
            }
        }
        return places.get(index);
    }

    private static Place place(Node node, int loop, Map<Node, Place> inputs) {
        if (node.op() instanceof Leaf.StepNumber step) {
            return step.loop() == loop ? new Place(1, 0) : null;
        }
        if (node.op() instanceof Leaf.Constant constant) {
            long value = (long) constant.value();
            return node.shape().size().is(1) && value == constant.value() ? new Place(0, value) : null;
        }
        List<Place> places = node.inputs().stream().map(inputs::get).toList();
        if (places.isEmpty() || places.contains(null)) {
            return null;
        }
        Place first = places.get(0);
        if (node.op() instanceof View.Reshape || node.op() instanceof Identity) {
            return first;
        }
        return node.op() == Pointwise.ADD ? first.plus(places.get(1), 1)
                : node.op() == Pointwise.SUB ? first.plus(places.get(1), -1)
                : node.op() == Pointwise.MUL ? first.times(places.get(1)) : null;
    }
}
