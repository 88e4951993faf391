package dev.autodiff.derivatives;

import dev.autodiff.graph.Node;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Slices that leave nothing out together, such as the gates of a recurrent network or the windows of a convolution:
 * what arrives from all of them counts in every place, and needs no condition.
 */
final class Coverage {
    /** A part of an axis, and all of the others. */
    private record Range(int axis, Dimension start, Dimension end) {
        boolean isKnown() {
            return start.isLiteral() && end.isLiteral();
        }
    }

    private Coverage() {}

    /**
     * Whether the places in which at least one of the cotangents counts are all places, as far as that can be told from
     * slices along one axis.
     */
    static boolean isWhole(List<MaskedCotangent> arrived) {
        if (arrived.get(0).expression().type().isScalar()) {
            return false;
        }
        Map<Integer, List<Range>> ranges = arrived.stream()
                .filter(cotangent -> cotangent.condition() != null)
                .map(cotangent -> range(cotangent.condition()))
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Range::axis));
        Shape shape = arrived.get(0).expression().shape();
        return ranges.entrySet().stream().anyMatch(entry -> covers(entry.getValue(), shape.dimension(entry.getKey())));
    }

    /** Where the condition holds, if it says that a slice along one axis counts; else null. */
    private static Range range(Node condition) {
        if (!(condition.op() instanceof View.Pad pad) || !condition.input(0).isTruth(true)) {
            return null;
        }
        List<Integer> axes = IntStream.range(0, condition.shape().rank())
                .filter(axis ->
                        !pad.steps().isWhole(List.of(axis), condition.input(0).shape(), condition.shape()))
                .boxed()
                .toList();
        if (axes.size() != 1 || pad.steps().steps().get(axes.get(0)) != 1) {
            return null;
        }
        Dimension start = pad.steps().starts().get(axes.get(0));
        return new Range(axes.get(0), start, start.plus(condition.input(0).shape().dimension(axes.get(0))));
    }

    /**
     * Goes from the beginning to the end: through those whose ends are known in their order, then through those that
     * begin where one has ended.
     */
    private static boolean covers(List<Range> ranges, Dimension length) {
        long known = 0;
        for (Range range : ranges.stream()
                .filter(Range::isKnown)
                .sorted(Comparator.comparingLong(range -> range.start().literal()))
                .toList()) {
            known = range.start().literal() <= known ? Math.max(known, range.end().literal()) : known;
        }
        Map<Dimension, Dimension> others = new HashMap<>();
        ranges.stream().filter(range -> !range.isKnown()).forEach(range -> others.put(range.start(), range.end()));
        Dimension reached = Dimension.literal(known);
        while (!reached.equals(length) && others.containsKey(reached)) {
            reached = others.remove(reached);
        }
        return reached.equals(length);
    }
}
