package dev.autodiff.simd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Cuts what a program computes into parts of a length that HotSpot compiles well, where that costs least time. */
final class Cuts {
    /**
     * Measured on JDK 17 and 25: loops of 20 to 40 instructions keep their speed; at 80 vectors become objects, 100
     * times slower.
     */
    static final int MAX_INSTRUCTIONS = 40;

    /** In numbers each takes at most some 25 bytes of code, and HotSpot compiles methods of up to 8000. */
    static final int MAX_IN_NUMBERS = 250;

    private final Predicate<Lane> isComputed;
    private final Set<Lane> wanted;
    private final List<List<Lane>> parts = new ArrayList<>();

    private Cuts(Collection<Lane> wanted, Predicate<Lane> isComputed) {
        this.wanted = new LinkedHashSet<>(wanted);
        this.isComputed = isComputed;
    }

    /**
     * For registers.
     *
     * @param isComputed whether a lane is computed for each element, and not read
     * @return the lanes that the wanted ones need, each behind its inputs; a call by lane is a part by itself
     */
    static List<List<Lane>> of(Collection<Lane> wanted, Predicate<Lane> isComputed) {
        Cuts cuts = new Cuts(wanted, isComputed);
        cuts.groups(cuts.depthFirst()).forEach(cuts::cut);
        return cuts.parts;
    }

    /** The same for numbers, which need no more cuts than a method's length does. */
    static List<List<Lane>> inNumbers(Collection<Lane> wanted, Predicate<Lane> isComputed) {
        Cuts cuts = new Cuts(wanted, isComputed);
        for (List<Lane> group : cuts.groups(cuts.depthFirst())) {
            for (int from = 0; from < group.size(); from += MAX_IN_NUMBERS) {
                cuts.parts.add(group.subList(from, Math.min(group.size(), from + MAX_IN_NUMBERS)));
            }
        }
        return cuts.parts;
    }

    /**
     * The same lanes in one piece, however many they are.
     *
     * @param isComputed whether a lane is computed for each element, and not read
     */
    static List<Lane> whole(Collection<Lane> wanted, Predicate<Lane> isComputed) {
        return new Cuts(wanted, isComputed).depthFirst();
    }

    static boolean isByLane(List<Lane> part) {
        return part.get(0).instruction().isByLane();
    }

    /** How many instructions the lanes take. */
    static int cost(Collection<Lane> lanes) {
        return (int) lanes.stream().filter(lane -> !lane.instruction().isFree()).count();
    }

    /** The inputs of each value right before it, as far as may be: few values are alive at once. */
    private List<Lane> depthFirst() {
        Set<Lane> sorted = new LinkedHashSet<>();
        Set<Lane> entered = new HashSet<>();
        Deque<Lane> open = new ArrayDeque<>();
        for (Lane result : wanted) {
            open.push(result);
            while (!open.isEmpty()) {
                Lane lane = open.peek();
                if (isComputed.test(lane) && entered.add(lane)) {
                    lane.inputs().stream().filter(input -> !entered.contains(input)).forEach(open::push);
                } else {
                    open.pop();
                    if (isComputed.test(lane)) {
                        sorted.add(lane);
                    }
                }
            }
        }
        return new ArrayList<>(sorted);
    }

    /**
     * Lanes behind as many calls as each other, registers before the calls: fewer calls than there would be cuts
     * otherwise.
     */
    private List<List<Lane>> groups(List<Lane> sorted) {
        Map<Lane, Integer> depth = new HashMap<>();
        for (Lane lane : sorted) {
            int behind = lane.inputs().stream().mapToInt(input -> depth.getOrDefault(input, 0)).max().orElse(0);
            // that of a call is odd
            depth.put(lane, lane.instruction().isByLane() ? behind + 1 - behind % 2 : behind + behind % 2);
        }
        sorted.sort(Comparator.comparing(depth::get));
        List<List<Lane>> groups = new ArrayList<>();
        Lane last = null;
        for (Lane lane : sorted) {
            if (last == null || last.instruction().isByLane() || !depth.get(last).equals(depth.get(lane))) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(lane);
            last = lane;
        }
        return groups;
    }

    /** Cuts where all parts together cost least: the shortest path through all places to cut at. */
    private void cut(List<Lane> group) {
        PartCost cost = new PartCost(group, wanted);
        long[] least = new long[group.size() + 1];
        int[] begin = new int[group.size() + 1];
        Arrays.fill(least, 1, least.length, Long.MAX_VALUE);
        for (int from = 0; from < group.size(); from++) {
            cost.begin(from);
            while (cost.end() < group.size()) {
                cost.extend();
                if (cost.instructions() > MAX_INSTRUCTIONS) {
                    break;
                }
                if (least[from] + cost.total() < least[cost.end()]) {
                    least[cost.end()] = least[from] + cost.total();
                    begin[cost.end()] = from;
                }
            }
        }
        int place = parts.size();
        for (int end = group.size(); end > 0; end = begin[end]) {
            parts.add(place, group.subList(begin[end], end));
        }
    }
}
