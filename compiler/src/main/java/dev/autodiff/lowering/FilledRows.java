package dev.autodiff.lowering;

import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.View;
import dev.autodiff.lowering.StepPlaces.Place;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tensor that a loop fills from the first element to the last, each step some elements of the first axis: {@code r[i]
 * = u}; {@code r[i, 0] = u} and {@code r[i, 1] = v}; {@code r[2*i] = u} and {@code r[2*i + 1] = v}; or {@code r[2*i:2*i
 * + 2] = w}.
 *
 * @param steps how many there are
 * @param height how many elements of the first axis a step fills
 * @param row what is written in one step, one piece behind the other
 */
record FilledRows(Dimension steps, int height, List<Piece> row) {
    /**
     * Elements of a value that stand one behind the other.
     *
     * @param from the first of them, counted from the value's first
     */
    record Piece(Node value, Dimension from, Dimension length) {}

    /** @return null if the tensor is not what a loop that does this ends with */
    static FilledRows of(Node tensor) {
        if (!(tensor.op() instanceof LoopOp.Final end)) {
            return null;
        }
        Node y = tensor.input(0);
        LoopOp.Loop loop = (LoopOp.Loop) y.op();
        Dimension steps = Storage.lengthOf(loop.count(y));
        List<Node> puts = puts(loop.next(y, end.index()), loop.state(y, end.index()));
        Dimension unit = unit(puts);
        if (unit == null || steps == null || !loop.condition(y).isTruth(true)) {
            return null;
        }
        List<Piece> row = row(puts, unit, steps, loop.number());
        Dimension height = row == null ? null : length(row).dividedBy(behind(tensor));
        boolean isWhole = height != null
                && height.isLiteral()
                && tensor.shape().dimension(0).equals(steps.times(height));
        return isWhole ? new FilledRows(steps, (int) height.literal(), row) : null;
    }

    /** What is written over a state, or over another shape of it; nothing if more is done to it. */
    private static List<Node> puts(Node next, Node state) {
        List<Node> puts = new ArrayList<>();
        for (Node at = next; at != state; at = at.input(0)) {
            boolean isPut = at.op() instanceof Indexing.Put put && !put.adds();
            if (isPut) {
                puts.add(at);
            } else if (!(at.op() instanceof View.Reshape)) {
                return List.of();
            }
        }
        return puts;
    }

    /** How many elements there are for each index of the first axis. */
    private static Dimension behind(Node tensor) {
        return tensor.shape().between(1, tensor.shape().rank()).size();
    }

    private static Dimension length(List<Piece> row) {
        return row.stream().map(Piece::length).reduce(Dimension.ZERO, Dimension::plus);
    }

    /** The most elements that each of the values has a number of for each index; null if there is no such number. */
    private static Dimension unit(List<Node> puts) {
        return puts.stream()
                .map(FilledRows::behind)
                .filter(unit -> puts.stream().allMatch(put -> units(put, unit) > 0))
                .findFirst()
                .orElse(null);
    }

    /** How many units there are for each index of the first axis; 0 if that is no number. */
    private static long units(Node put, Dimension unit) {
        Dimension units = behind(put).dividedBy(unit);
        return units == null || !units.isLiteral() ? 0 : units.literal();
    }

    /** The values, if step i puts c units of them to places c·i to c·i + c - 1, each once; or null. */
    private static List<Piece> row(List<Node> puts, Dimension unit, Dimension steps, int loop) {
        TreeMap<Long, Piece> pieces = new TreeMap<>();
        long count = puts.stream().mapToLong(put -> units(put, unit) * indices(put)).sum();
        for (Node put : puts) {
            long units = units(put, unit);
            List<Place> places = StepPlaces.of(put.input(2), loop);
            if (places == null || !put.shape().dimension(0).times(units).equals(steps.times(count))) {
                return null;
            }
            for (Place place : places) {
                Dimension from = behind(put).times(places.indexOf(place));
                if (place.factor() * units != count
                        || pieces.put(place.offset() * units, new Piece(put.input(1), from, behind(put))) != null) {
                    return null;
                }
            }
        }
        return isWithoutGaps(pieces, unit) ? List.copyOf(pieces.values()) : null;
    }

    /** @param pieces by the units before them */
    private static boolean isWithoutGaps(Map<Long, Piece> pieces, Dimension unit) {
        Dimension filled = Dimension.ZERO;
        for (Map.Entry<Long, Piece> piece : pieces.entrySet()) {
            if (!filled.equals(unit.times(piece.getKey()))) {
                return false;
            }
            filled = filled.plus(piece.getValue().length());
        }
        return true;
    }

    /** How many indices a value is written to; 0 if that is no number. */
    private static long indices(Node put) {
        Dimension indices = put.input(2).shape().size();
        return indices.isLiteral() ? indices.literal() : 0;
    }
}
