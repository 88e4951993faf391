package dev.autodiff.simd;

import java.util.List;

/**
 * What is done to all elements of a tile before anything else is: a loop over registers, or, for a method by lane, over
 * numbers.
 *
 * @param reads values from uniform inputs, arrays or tiles that the lanes need
 * @param lanes computed here, in this order
 * @param kept lanes that later stages or the outside need, to be left in their tiles
 * @param results the numbers of the program's results that go to their arrays from here
 */
public record Stage(List<Lane> reads, List<Lane> lanes, List<Lane> kept, List<Integer> results) {
    public Stage {
        reads = List.copyOf(reads);
        lanes = List.copyOf(lanes);
        kept = List.copyOf(kept);
        results = List.copyOf(results);
    }

    /** Whether it only tells something of the elements, in its last lane. */
    public boolean isCheck() {
        return kept.isEmpty() && results.isEmpty();
    }

    /** Whether its one lane is a method, called for one number after the other. */
    public boolean isByLane() {
        return lanes.size() == 1 && lanes.get(0).instruction().isByLane();
    }
}
