package dev.autodiff.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders the slots of layers so that few lines cross: each layer by the mean position of what its slots are connected
 * with in the layer above, or below, in turn; the best order that was seen stays.
 */
final class LayerOrder {
    private static final int SWEEPS = 24;

    private final List<List<LayerSlot>> rows;

    LayerOrder(List<List<LayerSlot>> rows) {
        this.rows = rows;
    }

    void improve() {
        List<List<LayerSlot>> best = copy();
        long fewest = crossings();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            boolean isDown = sweep % 2 == 1;
            for (int i = 1; i < rows.size(); i++) {
                order(rows.get(isDown ? i : rows.size() - 1 - i), isDown);
            }
            long crossings = crossings();
            if (crossings < fewest) {
                fewest = crossings;
                best = copy();
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).clear();
            rows.get(i).addAll(best.get(i));
            number(rows.get(i));
        }
    }

    private List<List<LayerSlot>> copy() {
        List<List<LayerSlot>> copy = new ArrayList<>();
        rows.forEach(row -> copy.add(List.copyOf(row)));
        return copy;
    }

    /** A slot that is connected with nothing stays where it is. */
    private static void order(List<LayerSlot> row, boolean isByAbove) {
        Map<LayerSlot, Double> wishes = new IdentityHashMap<>();
        for (LayerSlot slot : row) {
            List<LayerSlot.Link> links = isByAbove ? slot.above() : slot.below();
            wishes.put(slot, links.stream().mapToDouble(link -> link.other().position(link.otherPort())).average()
                    .orElse(slot.index()));
        }
        row.sort(Comparator.comparingDouble(wishes::get));
        number(row);
    }

    private static void number(List<LayerSlot> row) {
        for (int i = 0; i < row.size(); i++) {
            row.get(i).setIndex(i);
        }
    }

    private long crossings() {
        long crossings = 0;
        for (List<LayerSlot> row : rows) {
            crossings += crossingsBelow(row);
        }
        return crossings;
    }

    /** Pairs of lines, of which the one that begins further left ends further right. */
    private static long crossingsBelow(List<LayerSlot> row) {
        List<double[]> lines = new ArrayList<>();
        for (LayerSlot slot : row) {
            for (LayerSlot.Link link : slot.below()) {
                lines.add(new double[] {slot.index(), link.other().position(link.otherPort())});
            }
        }
        long crossings = 0;
        for (int i = 0; i < lines.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean cross = lines.get(j)[0] < lines.get(i)[0] && lines.get(j)[1] > lines.get(i)[1];
                crossings += cross ? 1 : 0;
            }
        }
        return crossings;
    }
}
