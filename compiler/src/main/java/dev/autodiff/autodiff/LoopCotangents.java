package dev.autodiff.autodiff;

import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has arrived at a loop from later nodes.
 *
 * @param ofFinals the cotangents of what the state ends with, by index
 * @param ofRecords the cotangents of what the loop records
 */
record LoopCotangents(SortedMap<Integer, Node> ofFinals, List<OfRecord> ofRecords) {
    /**
     * The cotangents of what a node of the body was in each step.
     *
     * @param cotangents a history of them
     * @param isReversed whether that begins with the cotangent for the last step
     */
    record OfRecord(Node value, Node cotangents, boolean isReversed) {}

    LoopCotangents() {
        this(new TreeMap<>(), new ArrayList<>());
    }
}
