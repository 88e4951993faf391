package dev.autodiff.derivatives;

import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has arrived at a loop from later nodes.
 *
 * @param ofFinals the cotangents of what the state ends with, by index
 * @param ofRecords the cotangents of what the loop records
 */
record LoopCotangents(SortedMap<Integer, MaskedCotangent> ofFinals, List<OfRecord> ofRecords) {
    /**
     * The cotangents of what a node of the body was in each step.
     *
     * @param cotangents a history of them
     * @param isReversed whether that begins with the cotangent for the last step
     */
    record OfRecord(Node value, Node cotangents, boolean isReversed) {}

    /**
     * The condition that all of them have in common, outside of which the loop does not count; null if there is none.
     */
    Node condition() {
        Set<Node> conditions = new HashSet<>();
        ofFinals.values()
                .forEach(cotangent -> conditions.add(
                        cotangent.condition() == null ? null : MaskedCotangent.everywhere(cotangent.condition())));
        return ofRecords.isEmpty() && conditions.size() == 1 ? conditions.iterator().next() : null;
    }

    LoopCotangents() {
        this(new TreeMap<>(), new ArrayList<>());
    }
}
