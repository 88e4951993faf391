package dev.autodiff.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Moves the slots of layers, whose order stays, so that lines become straight: each layer as near as it can be, by the
 * sum of squares, to where the lines from above, or from below, would be straight.
 */
final class LayerPlaces {
    private static final int SWEEPS = 12;
    private static final double GAP = 20;

    /** A line that bends in the middle is worse than one that is slanted where it ends. */
    private static final double WEIGHT_OF_PASSING = 4;

    private final List<List<LayerSlot>> rows;

    LayerPlaces(List<List<LayerSlot>> rows) {
        this.rows = rows;
    }

    void straighten() {
        for (List<LayerSlot> row : rows) {
            place(row, new double[row.size()]);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean isDown = sweep % 2 == 0;
            for (int i = 1; i < rows.size(); i++) {
                List<LayerSlot> row = rows.get(isDown ? i : rows.size() - 1 - i);
                place(row, row.stream().mapToDouble(slot -> wish(slot, isDown)).toArray());
            }
        }
    }

    private static double wish(LayerSlot slot, boolean isByAbove) {
        List<LayerSlot.Link> links = isByAbove ? slot.above() : slot.below();
        return links.stream().mapToDouble(link -> link.other().middle() + link.otherPort() - link.port()).average()
                .orElse(slot.middle());
    }

    /** Neighbours that wish to be in the same place, and stand side by side around the mean of their wishes. */
    private static final class Block {
        private final int first;
        private double sum;
        private double weight;

        Block(int first, double wish, double weight) {
            this.first = first;
            this.sum = weight * wish;
            this.weight = weight;
        }

        double place() {
            return sum / weight;
        }

        void take(Block next) {
            sum += next.sum;
            weight += next.weight;
        }
    }

    /**
     * Isotonic regression by pooling adjacent violators: without their distances in a packed row, places must not
     * decrease.
     */
    private static void place(List<LayerSlot> row, double[] wishes) {
        double[] packed = new double[row.size()];
        for (int i = 1; i < packed.length; i++) {
            packed[i] = packed[i - 1] + (row.get(i - 1).width() + row.get(i).width()) / 2 + GAP;
        }
        Deque<Block> blocks = new ArrayDeque<>();
        for (int i = 0; i < packed.length; i++) {
            Block block = new Block(i, wishes[i] - packed[i], row.get(i).isBox() ? 1 : WEIGHT_OF_PASSING);
            while (!blocks.isEmpty() && blocks.getLast().place() >= block.place()) {
                Block last = blocks.removeLast();
                last.take(block);
                block = last;
            }
            blocks.addLast(block);
        }
        for (int i = packed.length - 1; i >= 0; i--) {
            row.get(i).setMiddle(blocks.getLast().place() + packed[i]);
            if (blocks.getLast().first == i) {
                blocks.removeLast();
            }
        }
    }
}
